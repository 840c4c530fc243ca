internal import JSON
internal import Rollouts
internal import Verifiers

/// How a prompt offers a task's tools.
enum ToolPlacement: String, CaseIterable, Sendable {
    /// As the request's own `tools`: the endpoint's chat template puts them into words.
    case parameter
    /// In the system message, as Hermes models were trained: a line of JSON for each tool between `<tools>` tags, and calls
    /// asked for between `<tool_call>` tags.
    case hermes
}

/// The tools that a task offers, in OpenAI's form.
struct OfferedTools: Sendable {
    private let tools: [JSONValue]

    /// The tools of a list; those without a wrapper, `{name, parameters}`, get OpenAI's. Throws what is no tool.
    init(_ list: [JSONValue]) throws(TemplateFault) {
        var tools: [JSONValue] = []
        for tool in list {
            guard var function = tool.object else {
                throw TemplateFault("each tool is an object, this is \(OptionMismatch.describe(tool))")
            }
            if tool["type"]?.string == nil || tool["function"] == nil, tool["name"] != nil {
                // What only the verifier reads of it, endpoints would refuse.
                for (alias, name) in [("input_schema", "parameters"), ("inputSchema", "parameters")] {
                    guard let schema = function[alias] else { continue }
                    function[alias] = nil
                    if function[name] == nil { function[name] = schema }
                }
                if function["type"]?.string == "function" { function["type"] = nil }
                tools.append(["type": "function", "function": .object(function)])
            } else {
                tools.append(tool)
            }
        }
        self.tools = tools
    }

    /// The value of the request's `tools`.
    var parameter: JSONValue { .array(tools) }

    /// The tools as a system message's text. O(tools).
    var hermesText: String {
        var text = "You may call functions. These are the tools that you have:\n<tools>\n"
        for tool in tools { text += tool.text + "\n" }
        return text + """
            </tools>
            For each call write a JSON object with the function's name and arguments within <tool_call></tool_call> tags:
            <tool_call>
            {"name": <function-name>, "arguments": <args-dict>}
            </tool_call>
            """
    }

    /// A conversation whose system message ends with the tools; one without gets one. O(conversation).
    func written(into messages: [Message]) -> [Message] {
        var messages = messages
        let isSystem = messages.first.map { ["system", "developer"].contains($0.role) } ?? false
        if isSystem, let content = messages[0].content, !content.isEmpty {
            messages[0].content = content + "\n\n" + hermesText
        } else if isSystem {
            messages[0].content = hermesText
        } else {
            messages.insert(Message(role: "system", content: hermesText), at: 0)
        }
        return messages
    }
}
