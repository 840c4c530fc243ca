import JSON

/// The tools' own schemas as `json_schema` judges them, compiled once each and kept with the verifier.
struct ToolSchemas: Sendable {
    private static let address = "urn:tool"
    private let programs = SchemaCache()

    /// What is wrong with the arguments of a call by its function's parameters; empty where nothing is.
    ///
    /// Throws an `OptionFault` where the parameters are no schema. O(arguments), and once O(parameters).
    func failures(
        of arguments: JSONObject, in parameters: JSONObject, budget: inout Budget
    ) throws -> [CallFailure] {
        let compiled = try programs.program(
            of: .object(parameters), options: SchemaOptions(), budget: &budget
        ) { (schema, options, budget) throws(BudgetExhausted) in
            (ToolDialect.closed(try ToolDialect.translated(schema, budget: &budget)), options)
        }
        let program: SchemaProgram
        switch compiled {
        case .success(let found): program = found
        case .failure(let fault): throw OptionFault("tools: a function's parameters: \(fault.description)")
        }
        let report = try program.report(on: .object(arguments), budget: &budget)
        guard !report.isValid else { return [] }
        var failures = try Self.missing(arguments, parameters, budget: &budget)
        var told: Set<String> = Set(failures.compactMap(\.argument))
        for failure in report.failures {
            let place = Self.place(failure.instance)
            guard let argument = place.argument else {
                if failure.keyword == "required" {
                    if failures.isEmpty { failures.append(CallFailure(.missingArgument, failure.detail)) }
                } else {
                    failures.append(CallFailure(.wrongValue, "arguments: \(failure.detail)"))
                }
                continue
            }
            guard told.insert(argument).inserted else { continue }
            let isForbidden = !place.isInner && Self.forbidding.contains(failure.keyword)
            failures.append(
                isForbidden
                    ? CallFailure(.unexpectedArgument, argument: argument, "no such parameter")
                    : CallFailure(Self.reason(failure), argument: argument, failure.detail))
        }
        return failures
    }

    /// The first thing wrong with one argument by its parameter's schema; nil where there is none.
    func failure(
        of value: JSONValue, at argument: String, in parameters: JSONObject, budget: inout Budget
    ) throws -> CallFailure? {
        let reference = Self.address + "#/properties/" + Self.escaped(argument)
        let options = SchemaOptions(remotes: [Self.address: .object(parameters)])
        let compiled = try programs.program(
            of: ["$ref": .string(reference)], options: options, budget: &budget
        ) { (schema, options, budget) throws(BudgetExhausted) in
            var options = options
            for index in options.remotes.members.indices {
                let remote = options.remotes.members[index].value
                options.remotes.members[index].value = try ToolDialect.translated(remote, budget: &budget)
            }
            return (schema, options)
        }
        switch compiled {
        case .failure(let fault): throw OptionFault("tools: a function's parameters: \(fault.description)")
        case .success(let program):
            guard let first = try program.report(on: value, budget: &budget).failures.first else { return nil }
            let isForbidden = first.instance.isEmpty && Self.forbidding.contains(first.keyword)
            return CallFailure(
                isForbidden ? .unexpectedArgument : Self.reason(first), argument: argument, first.detail)
        }
    }

    private static let forbidding: Set<String> = ["false", "additionalProperties", "unevaluatedProperties"]

    private static func reason(_ failure: SchemaReport.Failure) -> CallFailure.Class {
        failure.keyword == "type" ? .wrongType : .wrongValue
    }

    /// The arguments that the parameters demand and a call does not give, each by its name.
    private static func missing(
        _ arguments: JSONObject, _ parameters: JSONObject, budget: inout Budget
    ) throws(BudgetExhausted) -> [CallFailure] {
        let given = MemberIndex(arguments)
        var failures: [CallFailure] = []
        for required in parameters["required"]?.array ?? [] {
            try budget.spend(steps: 1)
            guard let key = required.string, given.value(of: key) == nil else { continue }
            failures.append(CallFailure(.missingArgument, argument: key, "it is required and missing"))
        }
        return failures
    }

    /// The argument that a JSON pointer leads into, and whether to something inside of it; nil for the whole.
    private static func place(_ pointer: String) -> (argument: String?, isInner: Bool) {
        let tokens = pointer.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
        guard tokens.count > 1 else { return (nil, false) }
        var name: [UInt8] = []
        var isEscaped = false
        for byte in tokens[1] {
            if isEscaped {
                name.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
                isEscaped = false
            } else if byte == UInt8(ascii: "~") {
                isEscaped = true
            } else {
                name.append(byte)
            }
        }
        return (String(decoding: name, as: UTF8.self), tokens.count > 2)
    }

    /// A name as a token of a JSON pointer in a URI's fragment.
    private static func escaped(_ name: String) -> String {
        var text: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "~"): text += "~0".utf8
            case UInt8(ascii: "/"): text += "~1".utf8
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): text.append(byte)
            default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
