/// What keeps an endpoint from answering any request of this kind, and what helps; it holds no text of a reply.
package struct Obstacle: Error, Sendable, Hashable {
    /// What is wrong.
    package let cause: String
    /// What to do about it: the engine's own flags, or another way to write the environment.
    package let remedy: String

    /// An obstacle.
    package init(cause: String, remedy: String) {
        self.cause = cause
        self.remedy = remedy
    }
}

extension Obstacle {
    /// How a server says that it takes no tools as it was started, compared in lower case, and what helps.
    private static let refusals: [(words: [String], remedy: String)] = [
        (
            ["--enable-auto-tool-choice"],
            "start vLLM with --enable-auto-tool-choice and --tool-call-parser (hermes, llama3_json, mistral, …)"
        ),
        (["--jinja"], "start llama-server with --jinja"),
        (
            ["tool-call-parser", "tool_call_parser"],
            "start the engine with --tool-call-parser (SGLang: qwen25, llama3, mistral, …)"
        ),
        (
            ["not support tools", "not support tool calling", "not support tool use", "not support function calling"],
            "serve a model whose chat template takes tools"
        ),
    ]

    /// Where these words mean that the endpoint cannot take tools; nil where they mean something else. `words` are in
    /// lower case. llama.cpp has answered with 500 as well as with 400.
    static func tools(status: Int, words: String, endpoint: String) -> Obstacle? {
        guard [400, 422, 500, 501].contains(status), words.contains("tool") || words.contains("function") else {
            return nil
        }
        let refusal = refusals.first { refusal in refusal.words.contains { words.contains($0) } }
        guard let refusal else { return nil }
        return Obstacle(
            cause: "the endpoint \(endpoint) takes no tools as it was started",
            remedy: refusal.remedy + ", or write `tools_as: hermes` in the environment's `prompt`")
    }

    /// A text endpoint is asked for tools.
    static func textEndpoint(_ endpoint: String) -> Obstacle {
        Obstacle(
            cause: "the endpoint \(endpoint) speaks the text dialect, which has no tools",
            remedy: "write `tools_as: hermes` in the environment's `prompt`, or use a chat endpoint")
    }
}
