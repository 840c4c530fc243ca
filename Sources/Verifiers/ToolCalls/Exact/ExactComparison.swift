import JSON

/// Compares calls with those expected by type-aware deep equality, and their arguments with the tools' own schemas.
struct ExactComparison {
    let tools: ToolList
    let leniencies: LeniencyTable
    let rejectsDuplicates: Bool
    /// The tools' schemas, compiled.
    let schemas: ToolSchemas

    /// What is wrong with a call that should be the one expected; empty where nothing is.
    func failures(
        of found: FoundCall, against expected: ExpectedCall, budget: inout Budget
    ) throws -> [CallFailure] {
        guard found.name.hasSameBytes(as: expected.name) else {
            return [
                CallFailure(.wrongFunction, "`\(bounded(expected.name))` is expected, not `\(bounded(found.name))`")
            ]
        }
        let tool = tools.tool(named: found.name)
        let arguments: JSONValue
        switch json(found.arguments, tool: tool) {
        case .success(let value): arguments = value
        case .failure(let failure): return [failure]
        }
        guard let given = arguments.object, let wanted = expected.arguments.object else {
            let equality = ArgumentEquality(leniency: nil)
            switch try equality.difference(arguments, expected.arguments, schema: nil, budget: &budget) {
            case nil: return []
            case .type(let a, let b): return [CallFailure(.wrongType, "arguments: \(b) is expected, found \(a)")]
            case .value: return [CallFailure(.wrongValue, "arguments: not the value expected")]
            }
        }
        return try failures(of: given, against: wanted, function: found.name, tool: tool, budget: &budget)
    }

    private func failures(
        of given: JSONObject, against wanted: JSONObject, function: String, tool: ToolList.Tool?, budget: inout Budget
    ) throws -> [CallFailure] {
        try budget.spend(steps: 2 * (given.count + wanted.count))
        var failures: [CallFailure] = []
        let properties = tool?.parameters?["properties"]?.object
        let givenIndex = MemberIndex(given)
        var present = 0
        for (position, member) in wanted.members.enumerated() {
            let leniency = leniencies.leniency(of: member.key, in: function)
            guard let value = givenIndex.value(of: member.key, near: position) else {
                if leniency?.isOptional != true, try !isDefault(member, leniency, properties, budget: &budget) {
                    failures.append(CallFailure(.missingArgument, argument: member.key, "it is missing"))
                }
                continue
            }
            present += 1
            let failure = try failure(
                of: value, against: member.value, at: member.key, tool: tool, schema: properties?[member.key],
                leniency: leniency, budget: &budget)
            if let failure { failures.append(failure) }
        }
        // Where every argument given was expected there is nothing left to look for.
        let givenList = givenIndex.members
        guard present < givenList.count else { return failures }
        let wantedIndex = MemberIndex(wanted)
        for (position, member) in givenList.enumerated()
        where wantedIndex.value(of: member.key, near: position) == nil {
            let leniency = leniencies.leniency(of: member.key, in: function)
            let failure = try failureOfUnexpected(
                member, tool: tool, schema: properties?[member.key], leniency: leniency, budget: &budget)
            if let failure { failures.append(failure) }
        }
        return failures
    }

    /// Whether an argument that is expected is what counts where it is left out.
    private func isDefault(
        _ member: JSONObject.Member, _ leniency: Leniency?, _ properties: JSONObject?, budget: inout Budget
    ) throws -> Bool {
        guard let leniency, let fallback = leniency.fallback else { return false }
        return try ArgumentEquality(leniency: leniency).difference(
            fallback, member.value, schema: properties?[member.key], budget: &budget) == nil
    }

    /// What is wrong with an argument by its parameter's schema; nothing where it has none.
    private func failure(
        of value: JSONValue, at argument: String, in tool: ToolList.Tool?, _ schema: JSONValue?, budget: inout Budget
    ) throws -> CallFailure? {
        guard schema != nil, let parameters = tool?.parameters else { return nil }
        return try schemas.failure(of: value, at: argument, in: parameters, budget: &budget)
    }

    /// What is wrong with an argument that was given and expected.
    private func failure(
        of value: JSONValue, against expected: JSONValue, at argument: String, tool: ToolList.Tool?, schema: JSONValue?,
        leniency: Leniency?,
        budget: inout Budget
    ) throws -> CallFailure? {
        if leniency?.isIgnored == true {
            return try failure(of: value, at: argument, in: tool, schema, budget: &budget)
        }
        let equality = ArgumentEquality(leniency: leniency)
        guard let difference = try equality.difference(value, expected, schema: schema, budget: &budget) else {
            return nil
        }
        for other in leniency?.anyOf ?? [] {
            if try equality.difference(value, other, schema: schema, budget: &budget) == nil { return nil }
        }
        switch difference {
        case .type(let found, let expected):
            return CallFailure(.wrongType, argument: argument, "\(expected) is expected, found \(found)")
        case .value:
            // What is wrong with the schema does not excuse a wrong value.
            let broken: CallFailure?
            do {
                broken = try failure(of: value, at: argument, in: tool, schema, budget: &budget)
            } catch is OptionFault {
                broken = nil
            }
            return broken ?? CallFailure(.wrongValue, argument: argument, "not the value expected")
        }
    }

    /// What is wrong with an argument that nobody expected: nothing where leniency names values for it.
    private func failureOfUnexpected(
        _ member: JSONObject.Member, tool: ToolList.Tool?, schema: JSONValue?, leniency: Leniency?, budget: inout Budget
    ) throws -> CallFailure? {
        if let leniency, leniency.isIgnored || (leniency.isOptional && leniency.anyOf.isEmpty) {
            return try failure(of: member.value, at: member.key, in: tool, schema, budget: &budget)
        }
        for other in (leniency?.anyOf ?? []) + [leniency?.fallback].compactMap({ $0 }) {
            let equality = ArgumentEquality(leniency: leniency)
            if try equality.difference(member.value, other, schema: schema, budget: &budget) == nil { return nil }
        }
        return CallFailure(.unexpectedArgument, argument: member.key, "it was not asked for")
    }

    /// What is wrong with a call by the tools alone, where nothing is said of what is expected.
    func failures(of found: FoundCall, budget: inout Budget) throws -> [CallFailure] {
        guard let tool = tools.tool(named: found.name) else {
            return [CallFailure(.wrongFunction, "there is no tool `\(bounded(found.name))`")]
        }
        let arguments: JSONValue
        switch json(found.arguments, tool: tool) {
        case .success(let value): arguments = value
        case .failure(let failure): return [failure]
        }
        guard let given = arguments.object else {
            return [CallFailure(.wrongType, "arguments: object is expected, found \(arguments.kind)")]
        }
        guard let parameters = tool.parameters else { return [] }
        // Of keys given twice, where they are let pass, the last counts.
        let distinct = given.firstDuplicateKey == nil ? given : JSONObject(MemberIndex(given).members)
        return try schemas.failures(of: distinct, in: parameters, budget: &budget)
    }

    /// A call's arguments as JSON. Python's are taken one by one, since a tuple is an array only where its schema says so.
    private func json(_ arguments: CallArguments, tool: ToolList.Tool?) -> Result<JSONValue, CallFailure> {
        switch arguments {
        case .json(let value): return .success(value)
        case .python(let list):
            var object = JSONObject()
            object.members.reserveCapacity(list.count)
            let properties = tool?.parameters?["properties"]
            for argument in list {
                let takesTuples = (properties?[argument.name]).map { ArgumentSchema($0).takesTuples } ?? true
                do {
                    let value = try argument.value.json(
                        takesTuples: takesTuples, rejectsDuplicates: rejectsDuplicates)
                    object.members.append(.init(key: argument.name, value: value))
                } catch {
                    return .failure(CallFailure(.wrongType, argument: argument.name, error.message))
                }
            }
            return .success(.object(object))
        }
    }

    private func bounded(_ name: String) -> String {
        name.utf8.count > 64 ? String(name.unicodeScalars.prefix(32)) + "…" : name
    }
}

extension CallFailure: Error {}
