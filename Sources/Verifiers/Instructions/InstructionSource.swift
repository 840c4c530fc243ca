internal import JSON
internal import Rollouts

/// Where the instructions of a verifier come from: ids with their arguments, a function, or plain words.
enum InstructionSource: Sendable {
    /// The same for every task.
    case constant(InstructionSet)
    case ids(VerifierOption<[String]>, VerifierOption<JSONValue>?)
    case function(VerifierOption<String>?, VerifierOption<JSONObject>?)
    case plain([(name: String, check: VerifierOption<PlainCheck>)])

    /// A check that a plain word's value was read as.
    struct PlainCheck: Sendable {
        let check: InstructionCheck
    }

    /// The source that a verifier's options name; throws what is wrong with them.
    init(_ options: VerifierOptions) throws(VerifierOptionError) {
        if options.object["ids"] != nil {
            try options.allow(only: ["ids", "kwargs", "prompt", "mode"])
            // The prompt belongs to a row of this kind; no instruction reads it.
            _ = try options.option("prompt", .text)
            let source = InstructionSource.ids(
                try options.required("ids", .ids), try options.option("kwargs", .any))
            self = try source.settled(option: "ids")
        } else if options.object["function"] != nil || options.object["arguments"] != nil {
            try options.allow(only: ["function", "arguments", "mode"])
            let source = InstructionSource.function(
                try options.option("function", .text), try options.option("arguments", .arguments))
            self = try source.settled(option: "function")
        } else {
            self = try .plain(Self.plainWords(options))
        }
    }

    /// The plain words among the options, each with its check.
    private static func plainWords(
        _ options: VerifierOptions
    ) throws(VerifierOptionError) -> [(name: String, check: VerifierOption<PlainCheck>)] {
        try options.allow(only: ["ids", "kwargs", "prompt", "function", "arguments", "mode"] + PlainCatalog.names)
        var found: [(name: String, check: VerifierOption<PlainCheck>)] = []
        for member in options.object.members {
            guard let word = PlainCatalog.words.first(where: { $0.name == member.key }) else { continue }
            let reader = OptionReader<PlainCheck>(expected: word.expected) { (value) throws(OptionMismatch) in
                PlainCheck(check: try word.make(value))
            }
            if let option = try options.option(word.name, reader) { found.append((word.name, option)) }
        }
        guard !found.isEmpty else {
            throw VerifierOptionError(
                option: nil, "there are no instructions",
                hint: "give `ids` and `kwargs`, `function` and `arguments`, or plain words such as `no_commas: true`")
        }
        return found
    }

    /// The constant set where nothing waits for a task.
    private func settled(option: String) throws(VerifierOptionError) -> InstructionSource {
        let set: InstructionSet
        do throws(OptionFault) {
            switch self {
            case .constant, .plain: return self
            case .ids(let ids, let kwargs):
                guard let ids = ids.constant, kwargs == nil || kwargs?.constant != nil else { return self }
                set = try Self.read(ids: ids, kwargs: kwargs?.constant)
            case .function(let name, let arguments):
                guard name == nil || name?.constant != nil, arguments == nil || arguments?.constant != nil else {
                    return self
                }
                set = try Self.read(function: name?.constant, arguments: arguments?.constant)
            }
        } catch {
            throw VerifierOptionError(option: option, error.description)
        }
        return .constant(set)
    }

    /// The instructions for a task; throws what is wrong with its fields.
    func instructions(for task: RolloutTask) throws(OptionFault) -> InstructionSet {
        switch self {
        case .constant(let set): return set
        case .ids(let ids, let kwargs): return try Self.read(ids: ids.resolve(task), kwargs: kwargs?.resolve(task))
        case .function(let name, let arguments):
            return try Self.read(function: name?.resolve(task), arguments: arguments?.resolve(task))
        case .plain(let words):
            var set = InstructionSet()
            for word in words { set.add(word.name, try word.check.resolve(task).check) }
            return set
        }
    }

    /// Ids with a list of as many objects, the arguments of each.
    private static func read(ids: [String], kwargs: JSONValue?) throws(OptionFault) -> InstructionSet {
        let lists: [JSONValue]
        switch kwargs {
        case nil: lists = ids.map { _ in .object(JSONObject()) }
        case .array(let given)?: lists = given
        case let other?:
            throw OptionFault("kwargs: expected a list of objects, found \(OptionMismatch.describe(other))")
        }
        guard lists.count == ids.count else {
            throw OptionFault("ids and kwargs are not equally long: \(ids.count) and \(lists.count)")
        }
        var set = InstructionSet()
        for (index, id) in ids.enumerated() {
            let rule = try InstructionCatalog.rule(id: id, place: "ids[\(index)]")
            let object: JSONObject
            switch lists[index] {
            case .object(let given): object = given
            case .null: object = JSONObject()
            case let other:
                throw OptionFault("kwargs[\(index)]: expected an object, found \(OptionMismatch.describe(other))")
            }
            set.add(id, try rule.check(InstructionArguments(id: id, place: "kwargs[\(index)]", object: object)))
        }
        return set
    }

    /// A function's name and its arguments; the name may be among these, as `func_name`.
    private static func read(function: String?, arguments: JSONObject?) throws(OptionFault) -> InstructionSet {
        var arguments = arguments ?? JSONObject()
        let inside = arguments["func_name"]?.string
        arguments["func_name"] = nil
        guard let name = function ?? inside else { throw OptionFault("arguments: `func_name` is missing") }
        if let inside, Array(inside.utf8) != Array(name.utf8) {
            throw OptionFault("arguments: `func_name` is not the function named beside them")
        }
        let rule = try InstructionCatalog.rule(function: name)
        var set = InstructionSet()
        set.add(name, try rule.check(InstructionArguments(id: name, place: "arguments", object: arguments)))
        return set
    }
}

extension OptionReader where Value == JSONObject {
    /// An object, or a text that is one in JSON: data sets keep both.
    fileprivate static var arguments: OptionReader {
        OptionReader("an object, or a text that holds one in JSON") { value in
            switch value {
            case .object(let object): return object
            case .null: return JSONObject()
            case .string(let text): return (try? JSONReader(maxDepth: 16, maxBytes: 1 << 20).read(text))?.object
            default: return nil
            }
        }
    }
}

extension OptionReader where Value == [String] {
    /// A list of ids.
    fileprivate static var ids: OptionReader {
        OptionReader("a list of 1 to \(InstructionSet.most) ids") { value in
            guard let list = value.array, !list.isEmpty, list.count <= InstructionSet.most else { return nil }
            let ids = list.compactMap(\.string)
            return ids.count == list.count ? ids : nil
        }
    }
}
