/// Dynamic references whose meaning does not depend on the way by which they are reached.
extension SchemaCompiler {
    /// More pairs of node and scope than this are not looked at; dynamic references then stay dynamic.
    private static let mostStates = 1 << 18

    /// Turns each dynamic reference that can mean one schema only into a plain one; where none is left, no scope need be
    /// kept at run time.
    ///
    /// Per anchor, the outermost resource in scope that bears it is all that a dynamic reference reads of the scope. So
    /// each node is visited once for each such resource with which it can be reached. Pays by nodes and resources.
    mutating func settleDynamicReferences() throws(SchemaError) {
        guard tables.anchorCount > 0 else { return }
        let resources = tables.dynamicAnchors.count / tables.anchorCount
        guard tables.nodes.count * (resources + 1) <= Self.mostStates else { return }
        try budgeted(&budget, tables.anchorCount * tables.nodes.count)
        var isSettled = true
        var plain: [(place: Int, schema: Int32)] = []
        for anchor in 0..<tables.anchorCount {
            let bearers = try outermostBearers(of: anchor, resources: resources)
            for (place, instruction) in tables.instructions.enumerated() {
                guard case .dynamicReference(let initial, Int32(anchor)) = instruction else { continue }
                switch bearers[place] {
                case .none, .some(-1): plain.append((place, initial))
                case .some(let resource) where resource >= 0:
                    plain.append((place, tables.dynamicAnchors[resource * tables.anchorCount + anchor]))
                case .some: isSettled = false
                }
            }
        }
        for (place, schema) in plain { tables.instructions[place] = .reference(schema) }
        if isSettled { tables.anchorCount = 0 }
    }

    /// For each dynamic reference to an anchor that can be reached, the outermost resource in scope that bears it: -1
    /// where none does, -2 where it is now one and now another.
    private mutating func outermostBearers(of anchor: Int, resources: Int) throws(SchemaError) -> [Int: Int] {
        let count = tables.anchorCount
        let anchors = tables.dynamicAnchors
        var bearers: [Int: Int] = [:]
        var seen = [Bool](repeating: false, count: tables.nodes.count * (resources + 1))
        var waiting: [(node: Int, bearer: Int)] = []
        func enter(_ schema: Int32, _ bearer: Int) {
            guard schema >= 0 else { return }
            let node = Int(schema)
            let resource = Int(tables.nodes[node].resource)
            let bearer = bearer < 0 && anchors[resource * count + anchor] >= 0 ? resource : bearer
            let state = node * (resources + 1) + bearer + 1
            if seen[state] { return }
            seen[state] = true
            waiting.append((node, bearer))
        }
        enter(tables.root, -1)
        while let (node, bearer) = waiting.popLast() {
            try budgeted(&budget, 1)
            for place in Int(tables.nodes[node].start)..<Int(tables.nodes[node].end) {
                guard case .dynamicReference(let initial, let other) = tables.instructions[place] else {
                    tables.forEachSchema(of: tables.instructions[place]) { enter($0, bearer) }
                    continue
                }
                if Int(other) == anchor {
                    bearers[place] = bearers[place].map { $0 == bearer ? bearer : -2 } ?? bearer
                    enter(bearer < 0 ? initial : anchors[bearer * count + anchor], bearer)
                } else {
                    // Wherever the other anchor may be.
                    enter(initial, bearer)
                    for resource in 0..<resources { enter(anchors[resource * count + Int(other)], bearer) }
                }
            }
        }
        return bearers
    }
}

extension SchemaProgram.Tables {
    /// Hands on each schema that an instruction applies, -1 for those that it could have and has not. A dynamic
    /// reference's are left out.
    func forEachSchema(of instruction: SchemaProgram.Instruction, _ body: (Int32) -> Void) {
        func all(_ first: Int32, _ count: Int32) {
            for place in Int(first)..<Int(first + count) { body(schemas[place]) }
        }
        switch instruction {
        case .items(let first, let count, let rest):
            all(first, count)
            body(rest)
        case .contains(let schema, _, _, _), .unevaluatedItems(let schema), .propertyNames(let schema),
            .unevaluatedProperties(let schema), .not(let schema), .reference(let schema):
            body(schema)
        case .members(let index):
            let members = members[Int(index)]
            all(members.schemas, Int32(clamping: members.names.count))
            for place in 0..<members.patternCount { body(members.patterns[place].schema) }
            body(members.additional)
        case .dependentSchemas(let index):
            let dependents = dependents[Int(index)]
            for place in 0..<dependents.names.count { body(dependents.schemas[place]) }
        case .allOf(let first, let count), .anyOf(let first, let count), .oneOf(let first, let count):
            all(first, count)
        case .condition(let condition, let then, let other):
            body(condition)
            body(then)
            body(other)
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf, .minLength, .maxLength, .pattern,
            .format, .content, .minItems, .maxItems, .uniqueItems, .minProperties, .maxProperties, .requiredMany,
            .dependentRequired, .const, .enum, .dynamicReference:
            break
        }
    }
}
