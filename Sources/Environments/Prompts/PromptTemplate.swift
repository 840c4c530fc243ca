internal import JSON
internal import Rollouts
internal import Verifiers

/// What makes the prompts of an environment's tasks.
///
/// What is the same for all tasks (few-shot turns, a system text without tags, their part of the transcript) is
/// rendered once.
struct PromptTemplate: Sendable {
    /// A message whose text is a template.
    struct Turn: Sendable {
        let role: String
        let content: Template
    }

    /// Where the messages come from.
    enum Source: Sendable {
        /// A template for each message, and messages as they are between them.
        case turns([Part])
        /// A field of the task that holds a list of messages.
        case field(FieldPath)
    }

    /// A piece of a conversation.
    enum Part: Sendable {
        case fixed([Message], transcript: String)
        case rendered(Turn)
    }

    /// The most messages that a task's own conversation may have.
    static let maxMessages = 1000

    private let source: Source
    private let tools: OptionValue?
    private let toolPlacement: ToolPlacement
    private let transcript: Transcript

    /// A template of templates.
    init(
        source: Source, tools: OptionValue? = nil, toolPlacement: ToolPlacement = .parameter, transcript: Transcript
    ) {
        self.source = source
        self.tools = tools
        self.toolPlacement = toolPlacement
        self.transcript = transcript
    }

    /// The prompt of a task; throws where the task lacks what it names. O(text).
    func prompt(for task: RolloutTask) throws(TemplateFault) -> Prompt {
        var messages: [Message] = []
        var text = ""
        switch source {
        case .turns(let parts):
            for part in parts {
                switch part {
                case .fixed(let fixed, let written):
                    messages += fixed
                    text += written
                case .rendered(let turn):
                    let message = Message(role: turn.role, content: try turn.content.render(task.fields))
                    text += transcript.turns(CollectionOfOne(message))
                    messages.append(message)
                }
                guard text.utf8.count <= Template.maxOutput else { throw TemplateFault.tooLong }
            }
        case .field(let path):
            messages = try conversation(task, path)
            text = transcript.turns(messages)
        }
        let tools = try offered(task)
        if let tools, toolPlacement == .hermes {
            messages = tools.written(into: messages)
            text = transcript.turns(messages)
            guard text.utf8.count <= Template.maxOutput else { throw TemplateFault.tooLong }
        }
        return Prompt(
            messages: messages, tools: toolPlacement == .parameter ? tools?.parameter : nil,
            transcript: text + transcript.assistant,
            transcriptStop: transcript.stops)
    }

    private func conversation(_ task: RolloutTask, _ path: FieldPath) throws(TemplateFault) -> [Message] {
        guard let value = path.value(in: task.fields) else { throw missing(path) }
        guard let list = value.array, !list.isEmpty, list.count <= Self.maxMessages else {
            throw TemplateFault(
                "the field `\(path)` should be a list of 1 to \(Self.maxMessages) messages, it is "
                    + OptionMismatch.describe(value))
        }
        var messages: [Message] = []
        for (index, item) in list.enumerated() {
            do {
                messages.append(try Message(item))
            } catch {
                throw TemplateFault("message \(index + 1) of the field `\(path)`: \(error.description)")
            }
        }
        guard messages.last?.role != "assistant" else {
            throw TemplateFault(
                "the conversation in the field `\(path)` ends with the assistant's turn",
                hint: "leave the turn out that is to be sampled")
        }
        return messages
    }

    private func offered(_ task: RolloutTask) throws(TemplateFault) -> OfferedTools? {
        switch tools {
        case nil: return nil
        case .constant(let value): return try OfferedTools(value.array ?? [])
        case .reference(let path):
            guard let value = path.value(in: task.fields) else { throw missing(path) }
            if value.isNull || value.array?.isEmpty == true { return nil }
            guard let list = value.array else {
                throw TemplateFault(
                    "the field `\(path)` should be a list of tools, it is \(OptionMismatch.describe(value))")
            }
            return try OfferedTools(list)
        }
    }

    private func missing(_ path: FieldPath) -> TemplateFault {
        TemplateFault("the task has no field `\(path)`, which the prompt names")
    }
}
