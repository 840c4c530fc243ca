import JSON

/// Joins a schema with those that it demands of the same value by `allOf` and `$ref`, for the pass that asks only
/// whether a value is valid.
///
/// A metaschema is eight schemas of one value: joined, each key is looked up once and not eight times. The nodes that
/// the compiler made stay as they are, for the pass that tells what is wrong and where.
struct SchemaFusion {
    typealias Program = SchemaProgram

    /// The most schemas joined into one.
    private static let mostParts = 32

    private var tables: SchemaProgram.Tables
    private var budget: Budget
    /// The schemas that one demands, in order, itself first.
    private var parts: [Int32] = []
    /// The schemas on the way to the one at hand: a circle of references is left for the run, where it ends the budget.
    private var path: [Int32] = []

    /// Fills the nodes of the quick pass. Pays by what it joins.
    static func fuse(_ tables: inout SchemaProgram.Tables, budget: inout Budget) throws(SchemaError) {
        tables.quick = tables.nodes
        // With a dynamic scope or a record of what was evaluated it matters which schema says what.
        guard tables.anchorCount == 0, !tables.nodes.contains(where: \.tracksEvaluated),
            tables.instructions.contains(where: Self.isJoined)
        else { return }
        var fusion = SchemaFusion(tables: tables, budget: budget)
        defer { (tables, budget) = (fusion.tables, fusion.budget) }
        let most = 8 * tables.instructions.count + 256
        for schema in tables.nodes.indices where fusion.tables.instructions.count < most {
            try fusion.join(Int32(clamping: schema))
        }
    }

    private init(tables: SchemaProgram.Tables, budget: Budget) {
        self.tables = tables
        self.budget = budget
    }

    private static func isJoined(_ instruction: Program.Instruction) -> Bool {
        switch instruction {
        case .reference, .allOf: true
        default: false
        }
    }

    private mutating func join(_ schema: Int32) throws(SchemaError) {
        parts.removeAll(keepingCapacity: true)
        path.removeAll(keepingCapacity: true)
        guard collect(schema), parts.count > 1 else { return }
        var draft = SchemaCompiler.Draft()
        draft.node = tables.nodes[Int(schema)]
        draft.node.demandsPlainIntegers = false
        var plans: [Int32] = []
        var required = 0
        for part in parts {
            let node = tables.nodes[Int(part)]
            try budgeted(&budget, 2 + Int(node.end - node.start))
            if node.kinds & (Program.Kinds.integer | Program.Kinds.fraction) == Program.Kinds.integer,
                node.demandsPlainIntegers
            {
                draft.node.demandsPlainIntegers = true
            }
            draft.node.kinds &= node.kinds
            draft.number += tables.instructions[Int(node.start)..<Int(node.numberEnd)]
            draft.string += tables.instructions[Int(node.numberEnd)..<Int(node.stringEnd)]
            draft.array += tables.instructions[Int(node.stringEnd)..<Int(node.arrayEnd)]
            for instruction in tables.instructions[Int(node.arrayEnd)..<Int(node.objectEnd)] {
                if case .members(let plan) = instruction, canJoin(plan, required: required) {
                    plans.append(plan)
                    required += tables.members[Int(plan)].required.nonzeroBitCount
                } else {
                    draft.object.append(instruction)
                }
            }
            draft.any += tables.instructions[Int(node.objectEnd)..<Int(node.end)].filter { !Self.isJoined($0) }
        }
        if !plans.isEmpty { draft.object.append(.members(try joined(plans))) }
        tables.quick[Int(schema)] = tables.place(draft)
    }

    /// Takes a schema and all that it demands of the same value; false where that has no end, or is too much.
    private mutating func collect(_ schema: Int32) -> Bool {
        if path.contains(schema) { return false }
        if parts.contains(schema) { return true }
        guard parts.count < Self.mostParts else { return false }
        parts.append(schema)
        path.append(schema)
        defer { path.removeLast() }
        let node = tables.nodes[Int(schema)]
        for place in Int(node.objectEnd)..<Int(node.end) {
            switch tables.instructions[place] {
            case .reference(let inner): guard collect(inner) else { return false }
            case .allOf(let first, let count):
                for place in Int(first)..<Int(first + count) {
                    guard collect(tables.schemas[place]) else { return false }
                }
            default: break
            }
        }
        return true
    }

    /// Whether all that a plan says of a member is said of its name, and what it requires has room beside what others do.
    private func canJoin(_ plan: Int32, required: Int) -> Bool {
        let plan = tables.members[Int(plan)]
        return plan.patternCount == 0 && plan.additional < 0 && required + plan.required.nonzeroBitCount <= 64
    }

    /// One plan that says what several say.
    private mutating func joined(_ plans: [Int32]) throws(SchemaError) -> Int32 {
        guard plans.count > 1 else { return plans[0] }
        var places: [ByteKey: Int] = [:]
        var names: [String] = []
        var schemas: [Int32] = []
        var bits: [UInt64] = []
        var required: UInt64 = 0
        for plan in plans {
            let plan = tables.members[Int(plan)]
            try budgeted(&budget, 8 * plan.names.count)
            for index in 0..<plan.names.count {
                let name = plan.names.name(at: index)
                let schema = tables.schemas[Int(plan.schemas) + index]
                let place = places[ByteKey(text: name)] ?? names.count
                if place == names.count {
                    places[ByteKey(text: name)] = place
                    names.append(name)
                    schemas.append(schema)
                    bits.append(0)
                } else if schema >= 0 {
                    schemas[place] = schemas[place] < 0 ? schema : tables.both(schemas[place], schema)
                }
                if plan.requiredBits[index] != 0, bits[place] == 0 {
                    bits[place] = 1 << UInt64(required.nonzeroBitCount)
                    required |= bits[place]
                }
            }
        }
        let memory = tables.memory
        let first = Int32(clamping: tables.schemas.count)
        tables.schemas += schemas
        tables.members.append(
            Program.Members(
                names: PropertyTable(names, in: memory), schemas: first, requiredBits: memory.keep(bits),
                required: required, patterns: memory.keep([]), patternCount: 0, additional: -1))
        return Int32(clamping: tables.members.count - 1)
    }
}

extension SchemaProgram.Tables {
    /// Takes a node's instructions, and gives the node with its bounds.
    mutating func place(_ draft: SchemaCompiler.Draft) -> SchemaProgram.Node {
        var node = draft.node
        func bound() -> Int32 { Int32(clamping: instructions.count) }
        node.start = bound()
        instructions += draft.number
        node.numberEnd = bound()
        instructions += draft.string
        node.stringEnd = bound()
        instructions += draft.array
        node.arrayEnd = bound()
        instructions += draft.object
        node.objectEnd = bound()
        instructions += draft.any
        instructions += draft.last
        node.end = bound()
        node.isShallow = (draft.any + draft.last).allSatisfy {
            switch $0 {
            case .const, .enum: true
            default: false
            }
        }
        return node
    }

    /// A node, of the quick pass only, that demands what two schemas demand.
    fileprivate mutating func both(_ left: Int32, _ right: Int32) -> Int32 {
        var draft = SchemaCompiler.Draft()
        draft.any = [.allOf(first: Int32(clamping: schemas.count), count: 2)]
        schemas += [left, right]
        quick.append(place(draft))
        return Int32(clamping: quick.count - 1)
    }
}
