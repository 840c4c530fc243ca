import JSON

/// The tools that a task offers: what may be called, and with what.
struct ToolList: Sendable {
    /// One function.
    struct Tool: Sendable {
        let name: String
        /// The schema of its arguments, an object; nil where it was not given.
        let parameters: JSONObject?
    }

    let tools: [Tool]

    /// No tools: nothing is known of any function.
    static let none = ToolList(tools: [])

    init(tools: [Tool]) { self.tools = tools }

    /// Every function's name, in the order given.
    var names: [String] { tools.map(\.name) }

    /// The function of that name, code point by code point. O(tools).
    func tool(named name: String) -> Tool? { tools.first { $0.name.hasSameBytes(as: name) } }

    /// The tools that a value lists: `{type: function, function: {name, parameters}}` or `{name, parameters}` each, one
    /// alone, or the list's JSON as a text; null lists none.
    init(_ value: JSONValue) throws(OptionMismatch) {
        switch value {
        case .null: tools = []
        case .array(let elements):
            var tools: [Tool] = []
            tools.reserveCapacity(elements.count)
            for element in elements { tools.append(try Self.tool(element)) }
            self.tools = tools
        case .object: tools = [try Self.tool(value)]
        case .string(let text):
            guard let inner = try? JSONReader().read(text), inner.string == nil else { fallthrough }
            self = try ToolList(inner)
        default:
            throw OptionMismatch("expected \(Self.expected), found \(OptionMismatch.describe(value))")
        }
    }

    static let expected = "a list of tools, `{name, parameters}` or `{type: function, function: {…}}` each"

    private static func tool(_ value: JSONValue) throws(OptionMismatch) -> Tool {
        let function = value["function"] ?? value
        guard let name = function["name"]?.string else {
            throw OptionMismatch("a tool needs a `name`, this is \(OptionMismatch.describe(value))")
        }
        let written = function["parameters"] ?? function["input_schema"] ?? function["inputSchema"]
        guard let written, !written.isNull else { return Tool(name: name, parameters: nil) }
        guard let parameters = written.object else {
            throw OptionMismatch(
                "the parameters of `\(name)` are a schema, this is \(OptionMismatch.describe(written))")
        }
        return Tool(name: name, parameters: parameters)
    }
}

extension OptionReader where Value == ToolList {
    /// The tools of a task.
    static var tools: OptionReader {
        OptionReader(
            expected: ToolList.expected, reading: { (value) throws(OptionMismatch) in try ToolList(value) })
    }
}
