package import JSON
package import Rollouts

/// What an endpoint is asked, in both forms: messages for chat models, a transcript for base models.
package struct Prompt: Sendable, Hashable {
    /// The conversation, few-shot turns included.
    package var messages: [Message]
    /// The tools that are offered, as OpenAI's API spells them; nil for none.
    package var tools: JSONValue?
    /// The same conversation as one text that ends where the assistant's turn begins.
    package var transcript: String
    /// Where a text completion stops besides `sample.stop`, because a transcript has no end of turn.
    package var transcriptStop: [String]

    /// A prompt.
    package init(messages: [Message], tools: JSONValue? = nil, transcript: String, transcriptStop: [String]) {
        self.messages = messages
        self.tools = tools
        self.transcript = transcript
        self.transcriptStop = transcriptStop
    }
}
