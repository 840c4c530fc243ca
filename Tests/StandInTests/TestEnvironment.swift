import Environments
import JSON
import Rollouts
import Verifiers

@testable import StandIn

/// An environment of sums: task `n` asks what n and n are, and its gold is the sum between tags.
struct SumEnvironment: VerifierEnvironment, TaskSource {
    var name = "sums"
    var question = "What is"
    var system = "You add."
    var size: Int?
    var settings = EnvironmentSettings()
    var gold: @Sendable (Int) -> String? = { "<answer>\($0 + $0)</answer>" }

    let version = "0123456789abcdef0123456789abcdef"
    let path = "/nowhere/sums.yaml"
    let about = ""
    let tags: [String] = []
    var tasks: any TaskSource { self }

    init(
        name: String = "sums", system: String = "You add.", size: Int? = nil,
        format: ReasoningFormat = ReasoningFormat()
    ) {
        self.name = name
        self.system = system
        self.size = size
        question = "\(name): what is"
        settings.reasoning.format = format
    }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        if let size, cursor.position >= size { return nil }
        let number = cursor.position
        let task = RolloutTask(id: "\(name)-\(number)", fields: ["n": .int(number)], gold: gold(number))
        return TaskStep(task: task, cursor: TaskCursor(position: number + 1))
    }

    func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt { prompt(task.fields["n"]?.int ?? 0) }

    func prompt(_ number: Int) -> Prompt {
        let question = "\(question) \(number) and \(number)?"
        return Prompt(
            messages: [Message(role: "system", content: system), Message(role: "user", content: question)],
            transcript: "\(system)\nUser: \(question)\nAssistant:", transcriptStop: ["\n"])
    }

    func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict {
        let isRight = completion.answer == task.gold
        return Verdict(
            passed: isRight, score: isRight ? 1 : 0, reason: isRight ? nil : .incorrect, extracted: completion.answer,
            checks: [])
    }

    /// The body of a chat request for a task.
    func chat(_ number: Int, _ more: JSONObject = [:]) -> [UInt8] {
        var body: JSONObject = ["model": "tiny"]
        body["messages"] = .array(
            prompt(number).messages.map { message in
                ["role": .string(message.role), "content": message.content.map { .string($0) } ?? .null]
            })
        for member in more.members { body[member.key] = member.value }
        return Array(JSONValue.object(body).text.utf8)
    }

    /// The body of a text request for a task.
    func text(_ number: Int, _ more: JSONObject = [:]) -> [UInt8] {
        var body: JSONObject = ["prompt": .string(prompt(number).transcript)]
        for member in more.members { body[member.key] = member.value }
        return Array(JSONValue.object(body).text.utf8)
    }
}

extension StandInEngine {
    /// An engine over environments of sums.
    convenience init(
        _ settings: StandInSettings = StandInSettings(), _ environments: [SumEnvironment] = [SumEnvironment()],
        journal: Journal? = nil
    ) {
        self.init(settings, environments: environments, journal: journal, created: 1_700_000_000)
    }

    /// The reply to a chat request, however long its search takes.
    func chat(_ body: [UInt8]) -> StandInReply { reply("/v1/chat/completions", body) }

    /// The reply to a request, however long its search takes.
    func reply(_ path: String, _ body: [UInt8] = [], method: String = "POST") -> StandInReply {
        var step = begin(method: method, path: path, body: body)
        while true {
            switch step {
            case .reply(let reply): return reply
            case .search(let search): step = resume(search)
            }
        }
    }
}

extension StandInReply {
    /// The body as JSON; null where it is none.
    var json: JSONValue { (try? JSONReader().read(body)) ?? .null }

    /// The text of a choice.
    func text(_ index: Int = 0) -> String? {
        let choice = json["choices"]?[index]
        return choice?["message"]?["content"]?.string ?? choice?["text"]?.string
    }
}

extension JSONValue {
    /// An element of an array; nil for other kinds and outside it.
    subscript(position: Int) -> JSONValue? { array.flatMap { $0.indices.contains(position) ? $0[position] : nil } }
}
