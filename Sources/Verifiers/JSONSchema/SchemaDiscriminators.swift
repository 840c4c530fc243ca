import JSON

/// Finds, for `anyOf` and `oneOf`, the member that tells their schemas apart: `type`, `kind` or the like, of which most of
/// them demand a value or a form of their own.
///
/// It is looked at once per object, and a schema that it rules out need not be judged at all.
struct SchemaDiscriminators {
    typealias Program = SchemaProgram

    /// What a schema demands of the member.
    private struct Demand {
        var branch = Program.Branch()
        var name: String
        /// Whether more than a kind is asked for.
        var isStrong: Bool { branch.choices >= 0 || branch.matcher >= 0 }
    }

    /// Schemas with more members are not looked at.
    private static let mostNames = 64

    /// Fills the tables of unions; to be called when nothing else changes in them. Pays by the members looked at.
    static func find(_ tables: inout Program.Tables, budget: inout Budget) throws(SchemaError) {
        tables.unionAt = Array(repeating: -1, count: tables.schemas.count)
        for instruction in tables.instructions {
            switch instruction {
            case .anyOf(let first, let count), .oneOf(let first, let count):
                guard count > 1, tables.unionAt[Int(first)] < 0 else { continue }
                try add(first: Int(first), count: Int(count), to: &tables, budget: &budget)
            default: break
            }
        }
    }

    private static func add(
        first: Int, count: Int, to tables: inout Program.Tables, budget: inout Budget
    ) throws(SchemaError) {
        var demands: [[Demand]] = []
        var strong: [ByteKey: Int] = [:]
        for place in first..<(first + count) {
            let all = try Self.demands(of: tables.schemas[place], in: tables, budget: &budget)
            for demand in all where demand.isStrong { strong[ByteKey(text: demand.name), default: 0] += 1 }
            demands.append(all)
        }
        // Of equals the one that is named first.
        var best: (name: String, uses: Int)?
        for demand in demands.joined() {
            let uses = strong[ByteKey(text: demand.name)] ?? 0
            if uses > (best?.uses ?? 1) { best = (demand.name, uses) }
        }
        guard let best else { return }
        let start = Int32(clamping: tables.branches.count)
        for all in demands {
            tables.branches.append(all.first { $0.name.hasSameBytes(as: best.name) }?.branch ?? Program.Branch())
        }
        let name = Array(best.name.utf8)
        tables.unionAt[first] = Int32(clamping: tables.unions.count)
        tables.unions.append(
            Program.Union(
                name: UnsafeBufferPointer(start: tables.memory.keep(name), count: name.count), branches: start))
    }

    /// What a schema demands of members, as far as it is cheap to tell.
    private static func demands(
        of schema: Int32, in tables: Program.Tables, budget: inout Budget
    ) throws(SchemaError) -> [Demand] {
        guard schema >= 0 else { return [] }
        let node = tables.quick[Int(schema)]
        var all: [Demand] = []
        for place in Int(node.arrayEnd)..<Int(node.objectEnd) {
            guard case .members(let plan) = tables.instructions[place] else { continue }
            let members = tables.members[Int(plan)]
            guard members.names.count <= mostNames else { continue }
            try budgeted(&budget, members.names.count)
            for index in 0..<members.names.count {
                var branch = Self.branch(of: tables.schemas[Int(members.schemas) + index], in: tables)
                branch.isRequired = members.requiredBits[index] != 0
                guard branch.isRequired || branch.choices >= 0 || branch.matcher >= 0 else { continue }
                all.append(Demand(branch: branch, name: members.names.name(at: index)))
            }
        }
        return all
    }

    private static func branch(of schema: Int32, in tables: Program.Tables) -> Program.Branch {
        var branch = Program.Branch()
        guard schema >= 0 else { return branch }
        let node = tables.quick[Int(schema)]
        branch.kinds = node.kinds
        for place in Int(node.objectEnd)..<Int(node.end) {
            switch tables.instructions[place] {
            case .const(let choices), .enum(let choices): branch.choices = choices
            default: break
            }
        }
        for place in Int(node.numberEnd)..<Int(node.stringEnd) {
            if case .pattern(let expression) = tables.instructions[place],
                tables.matchers[Int(expression)].isUsable
            {
                branch.matcher = expression
            }
        }
        return branch
    }
}

extension SchemaProgram {
    /// What one schema of a union demands of the member that tells them apart.
    struct Branch: BitwiseCopyable {
        var isRequired = false
        /// The kinds that it may be of.
        var kinds: UInt8 = Kinds.all
        /// The values that it may have; -1 for any.
        var choices: Int32 = -1
        /// The pattern that it must match where it is a text; -1 for none.
        var matcher: Int32 = -1
    }

    /// Schemas that a member tells apart.
    struct Union: BitwiseCopyable, @unchecked Sendable {
        let name: UnsafeBufferPointer<UInt8>
        /// Where in `branches` that of the first schema stands.
        let branches: Int32
    }
}

extension SchemaEvaluator {
    /// How many schemas of a union match an object; counted up to `enough`.
    @inline(never)
    mutating func matching(
        _ union: Int32, _ first: Int32, _ count: Int32, _ value: TapeValue, _ region: Int, enough: Int
    ) throws(BudgetExhausted) -> Int {
        try budget.spend(steps: 1 + (Int(count) + value.count) / 4)
        let union = tables.unions + Int(union)
        let member = tape.member(union.pointee.name, of: value)
        var matching = 0
        for offset in 0..<count where matching < enough {
            let branch = tables.branches + Int(union.pointee.branches + offset)
            if let member {
                if try rejects(branch, member) { continue }
            } else if branch.pointee.isRequired {
                continue
            }
            if try inPlace(tables.schemas[Int(first + offset)], value, region) { matching += 1 }
        }
        return matching
    }

    @inline(__always)
    private mutating func rejects(
        _ branch: UnsafePointer<SchemaProgram.Branch>, _ member: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        if branch.pointee.kinds & Self.bits(of: member.kind) == 0 { return true }
        if branch.pointee.choices >= 0, try !isAmong(tables.choices + Int(branch.pointee.choices), member) {
            return true
        }
        guard branch.pointee.matcher >= 0, member.kind == .string || member.kind == .escapedString else { return false }
        if case .no = tables.matchers[Int(branch.pointee.matcher)].matches(tape.utf8(of: member)) { return true }
        return false
    }

    private static func bits(of kind: TapeValue.Kind) -> UInt8 {
        switch kind {
        case .null: Kinds.null
        case .true, .false: Kinds.boolean
        case .number: Kinds.integer | Kinds.fraction
        case .string, .escapedString: Kinds.string
        case .array: Kinds.array
        case .object: Kinds.object
        }
    }
}
