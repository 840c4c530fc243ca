package import JSON

/// Turns a schema into a program, one schema object after the other, so that no nesting or chain of references is deep
/// on the stack.
struct SchemaCompiler {
    /// A schema object that still has to be compiled, and the node that it becomes.
    struct Pending {
        var found: SchemaRegistry.Found
        var node: Int32
    }

    /// A node's instructions by the kind of value that they judge.
    struct Draft {
        var node = SchemaProgram.Node()
        var number: [SchemaProgram.Instruction] = []
        var string: [SchemaProgram.Instruction] = []
        var array: [SchemaProgram.Instruction] = []
        var object: [SchemaProgram.Instruction] = []
        var any: [SchemaProgram.Instruction] = []
        /// Those that must come after all others.
        var last: [SchemaProgram.Instruction] = []
    }

    var registry: SchemaRegistry
    var tables = SchemaProgram.Tables()
    let options: SchemaOptions
    var budget: Budget
    private var pending: [Pending] = []
    private var nodeAt: [SchemaRegistry.Place: Int32] = [:]
    private var anchors: [ByteKey: Int32] = [:]
    private var expressionAt: [ByteKey: Int32] = [:]
    /// Resources that are part of the program, of whose dynamic anchors each may be meant.
    private var reached: Set<Int> = []

    private init(options: SchemaOptions, budget: Budget) {
        self.options = options
        self.budget = budget
        registry = SchemaRegistry(remotes: options.remotes, draft: options.draft)
    }

    /// The program of a schema; throws what is wrong with it. Pays by the schema's size.
    static func compile(
        _ schema: JSONValue, options: SchemaOptions, budget: inout Budget
    ) throws(SchemaError) -> SchemaProgram {
        var compiler = SchemaCompiler(options: options, budget: budget)
        defer { budget = compiler.budget }
        return try compiler.run(schema)
    }

    private mutating func run(_ schema: JSONValue) throws(SchemaError) -> SchemaProgram {
        let root = try registry.add(schema, uri: "", budget: &budget)
        if !options.isTrusted { try checkSound(schema, draft: registry.resources[root].draft) }
        tables.root = try node(
            for: .init(value: schema, place: registry.resources[root].place, resource: root))
        repeat {
            while let next = pending.popLast() { try compile(next) }
        } while try reachDynamicAnchors()
        finishDynamicAnchors()
        try settleDynamicReferences()
        skipReferences()
        try SchemaFusion.fuse(&tables, budget: &budget)
        try SchemaDiscriminators.find(&tables, budget: &budget)
        return SchemaProgram(tables)
    }

    /// Holds a schema against its edition's metaschema.
    private mutating func checkSound(_ schema: JSONValue, draft: SchemaDraft) throws(SchemaError) {
        guard let metaschema = Metaschemas.program(draft) else { return }
        let report: SchemaReport
        do {
            report = try metaschema.report(on: schema, budget: &budget)
        } catch {
            throw .exhausted(error)
        }
        guard let first = report.failures.first else { return }
        throw .fault(
            SchemaFault("it is no schema of draft \(draft.rawValue): \(first.detail)", at: "#" + first.instance))
    }

    // MARK: Nodes

    /// The node of a schema, compiled later where it is new.
    mutating func node(for found: SchemaRegistry.Found) throws(SchemaError) -> Int32 {
        if let known = nodeAt[found.place] { return known }
        try budgeted(&budget, 20)
        let index = Int32(clamping: tables.nodes.count)
        nodeAt[found.place] = index
        let resource = registry.resource(at: found.place) ?? found.resource
        tables.nodes.append(SchemaProgram.Node())
        tables.locations.append(location(of: found.place))
        pending.append(
            Pending(found: .init(value: found.value, place: found.place, resource: resource), node: index))
        return index
    }

    /// The node of a schema within another.
    mutating func node(_ value: JSONValue, below parent: SchemaRegistry.Found, _ keys: String...) throws(SchemaError)
        -> Int32
    {
        var place = parent.place
        for key in keys { place.pointer = SchemaRegistry.pointer(place.pointer, key) }
        let resource = registry.resource(at: place) ?? parent.resource
        return try node(for: .init(value: value, place: place, resource: resource))
    }

    /// A place as verdicts show it: a pointer in the schema given, a URI before it in other documents.
    private func location(of place: SchemaRegistry.Place) -> String { registry.location(of: place) }

    private mutating func compile(_ next: Pending) throws(SchemaError) {
        let found = next.found
        reached.insert(found.resource)
        var draft = Draft()
        draft.node.resource = Int32(clamping: found.resource)
        switch found.value {
        // Draft 4 has booleans in a few places only, which its metaschema knows.
        case .bool(let flag):
            if !flag {
                draft.node.isNever = true
                draft.node.kinds = 0
            }
        case .object(let object):
            try budgeted(&budget, 10 * object.count)
            try compile(SchemaObject(object), at: found, into: &draft)
        default: throw fault("a schema is an object, true or false", at: found)
        }
        place(draft, at: Int(next.node))
    }

    private mutating func place(_ draft: Draft, at index: Int) {
        tables.nodes[index] = tables.place(draft)
    }

    /// A fault at a schema, or at a keyword of it.
    func fault(_ message: String, at found: SchemaRegistry.Found, _ keyword: String? = nil) -> SchemaError {
        let location = location(of: found.place)
        return .fault(SchemaFault(message, at: keyword.map { "\(location)/\($0)" } ?? location))
    }

    // MARK: What keywords share

    /// The expression of a pattern, one for all of its occurrences.
    mutating func expression(_ pattern: String, at found: SchemaRegistry.Found) throws(SchemaError) -> Int32 {
        let key = ByteKey(text: pattern)
        if let known = expressionAt[key] { return known }
        // Some microseconds for the library, more for long ones.
        try budgeted(&budget, 200 + 4 * pattern.utf8.count)
        let expression: SchemaExpression
        do {
            expression = try SchemaExpression(pattern)
        } catch {
            throw fault("the pattern `\(pattern.prefix(100))`: \(error)", at: found)
        }
        let index = Int32(clamping: tables.expressions.count)
        tables.expressions.append(expression)
        tables.matchers.append(SimpleMatcher(expression.simple, prefix: expression.prefix, in: tables.memory))
        expressionAt[key] = index
        return index
    }

    /// What a reference means.
    mutating func resolve(
        _ reference: String, at found: SchemaRegistry.Found, _ keyword: String
    ) throws(SchemaError) -> SchemaRegistry.Found {
        try registry.resolve(reference, from: found.resource, at: found.place, keyword, budget: &budget)
    }

    /// The number of a dynamic anchor's name.
    mutating func anchor(_ name: ByteKey) -> Int32 {
        if let known = anchors[name] { return known }
        let index = Int32(clamping: anchors.count)
        anchors[name] = index
        tables.anchorCount = anchors.count
        return index
    }

    // MARK: Short cuts

    /// Lets instructions mean what a node that only refers to another refers to.
    ///
    /// Only within one resource where the dynamic scope matters: passing through the node must not add to it.
    private mutating func skipReferences() {
        func target(_ schema: Int32, from resource: Int32) -> Int32 {
            var schema = schema
            // Circles of references are walked at run time, until the budget ends.
            for _ in 0..<16 where schema >= 0 {
                let node = tables.nodes[Int(schema)]
                guard node.end == node.start + 1, node.kinds == SchemaProgram.Kinds.all, !node.isNever,
                    !node.tracksEvaluated, tables.anchorCount == 0 || node.resource == resource,
                    case .reference(let next) = tables.instructions[Int(node.start)]
                else { break }
                schema = next
            }
            return schema
        }
        for node in tables.nodes {
            for index in Int(node.start)..<Int(node.end) {
                switch tables.instructions[index] {
                case .reference(let schema):
                    tables.instructions[index] = .reference(target(schema, from: node.resource))
                case .items(let first, let count, let rest):
                    tables.instructions[index] = .items(
                        first: first, count: count, rest: target(rest, from: node.resource))
                case .allOf(let first, let count), .anyOf(let first, let count), .oneOf(let first, let count):
                    for place in Int(first)..<Int(first + count) {
                        tables.schemas[place] = target(tables.schemas[place], from: node.resource)
                    }
                case .members(let index):
                    let members = tables.members[Int(index)]
                    for place in Int(members.schemas)..<Int(members.schemas) + members.names.count {
                        tables.schemas[place] = target(tables.schemas[place], from: node.resource)
                    }
                    tables.members[Int(index)].additional = target(members.additional, from: node.resource)
                default: break
                }
            }
        }
    }

    // MARK: Dynamic anchors

    /// Has every schema compiled that a dynamic reference may mean; false where all are already.
    private mutating func reachDynamicAnchors() throws(SchemaError) -> Bool {
        guard tables.anchorCount > 0 else { return false }
        for resource in reached {
            for name in registry.resources[resource].dynamicAnchors where anchors[name] != nil {
                guard let anchor = registry.resources[resource].anchors[name] else { continue }
                _ = try node(for: .init(value: anchor.value, place: anchor.place, resource: resource))
            }
        }
        return !pending.isEmpty
    }

    private mutating func finishDynamicAnchors() {
        guard tables.anchorCount > 0 else { return }
        tables.dynamicAnchors = Array(repeating: -1, count: anchors.count * registry.resources.count)
        for resource in reached {
            for name in registry.resources[resource].dynamicAnchors {
                guard let number = anchors[name], let anchor = registry.resources[resource].anchors[name],
                    let node = nodeAt[anchor.place]
                else { continue }
                tables.dynamicAnchors[resource * anchors.count + Int(number)] = node
            }
        }
    }
}

extension SchemaProgram {
    /// The program of a schema; throws what is wrong with it, or that the budget does not reach.
    package static func compile(
        _ schema: JSONValue, options: SchemaOptions = SchemaOptions(), budget: inout Budget
    ) throws(BudgetExhausted) -> Result<SchemaProgram, SchemaFault> {
        do {
            return .success(try SchemaCompiler.compile(schema, options: options, budget: &budget))
        } catch {
            switch error {
            case .fault(let fault): return .failure(fault)
            case .exhausted(let exhausted): throw exhausted
            }
        }
    }
}
