internal import Rollouts

/// How a conversation becomes one text for base models, which know no roles.
struct Transcript: Sendable, Hashable {
    /// What stands before a user's turn.
    var user = "User:"
    /// What stands before an assistant's turn, and ends the prompt.
    var assistant = "Assistant:"
    /// What stands before a system message; empty for nothing.
    var system = ""
    /// What stands between turns.
    var separator = "\n"
    /// Where sampling stops; nil for the place where a user's turn would begin.
    var stop: [String]?

    /// The defaults: `User: …` and `Assistant: …`, a line each.
    init() {}

    /// Where sampling stops.
    var stops: [String] { stop ?? [separator + user] }

    /// The turns of some messages, each with the separator that follows it. O(text).
    ///
    /// Without a space at the end, because base models take the space as the start of the first token.
    func turns(_ messages: some Sequence<Message>) -> String {
        var text = ""
        for message in messages {
            let label = label(of: message.role)
            text += label
            if !label.isEmpty { text += " " }
            text += message.content ?? ""
            for call in message.toolCalls ?? [] { text += "\(call.name)(\(call.arguments))" }
            text += separator
        }
        return text
    }

    private func label(of role: String) -> String {
        switch role {
        case "user": user
        case "assistant": assistant
        case "system", "developer": system
        default: role.prefix(1).uppercased() + role.dropFirst() + ":"
        }
    }
}
