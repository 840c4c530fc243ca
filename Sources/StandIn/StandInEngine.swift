internal import Environments
internal import JSON
internal import Synchronization

/// Everything of the stand-in but its sockets: a request's bytes in, a reply and its fate out.
final class StandInEngine: Sendable {
    /// The largest body that is read, in bytes.
    static let largestBody = 16 << 20

    private struct State {
        var behaviour: Behaviour
        var book: AnswerBook
        var counts = StandInCounts()
    }

    private let settings: StandInSettings
    private let created: Int
    private let filler: Filler
    private let journal: Journal?
    private let state: Mutex<State>

    /// An engine over these environments; `created` is the Unix time that its replies bear, so that they depend on
    /// nothing but the seed and the order of requests.
    init(
        _ settings: StandInSettings, environments: [any VerifierEnvironment], journal: Journal?, created: Int
    ) {
        self.settings = settings
        self.created = created
        self.journal = journal
        filler = Filler(words: Filler.words(for: settings.tokens))
        state = Mutex(
            State(
                behaviour: Behaviour(settings),
                book: AnswerBook(environments: environments, lookahead: settings.lookahead)))
    }

    /// What comes next for a request.
    enum Step: Sendable {
        /// The reply, to be sent after its delay.
        case reply(StandInReply)
        /// The prompt's task is still being looked for: go on with `resume`.
        case search(Search)
    }

    /// A request whose task is being looked for.
    struct Search: Sendable {
        fileprivate let request: CompletionRequest
        fileprivate let plan: RequestPlan
    }

    /// The first step for a request: its method, its path without the query, its body.
    func begin(method: String, path: String, body: [UInt8]) -> Step {
        switch (path, method) {
        case ("/v1/chat/completions", "POST"): beginCompletions(body, .chat)
        case ("/v1/completions", "POST"): beginCompletions(body, .text)
        case ("/v1/models", "GET"): .reply(.json(ReplyWriter.models(settings, created: created)))
        case ("/health", "GET"): .reply(StandInReply(status: 200, contentType: "text/plain", body: []))
        case ("/metrics", "GET"): .reply(metrics())
        case ("/tokenize", "POST"): .reply(tokenize(body))
        case ("/v1/chat/completions", _), ("/v1/completions", _), ("/v1/models", _), ("/health", _), ("/metrics", _),
            ("/tokenize", _):
            .reply(.error(405, "\(path) is not called this way"))
        default: .reply(.error(404, "there is nothing at this path"))
        }
    }

    /// The next step of a search.
    func resume(_ search: Search) -> Step { look(search.request, search.plan) }

    /// Writes what the journal says about a reply; called right before it is sent. Throws where the file does not take
    /// it: then nothing may be sent.
    func record(_ reply: StandInReply) throws(StandInError) {
        try journal?.append(reply.journal)
        state.withLock { $0.counts.add(reply) }
    }

    /// How many requests wait for their reply; the engine's own `running` gauge.
    func hold(_ change: Int) { state.withLock { $0.counts.running += change } }

    /// The counts so far.
    var counts: StandInCounts { state.withLock { $0.counts } }

    private func beginCompletions(_ body: [UInt8], _ dialect: CompletionRequest.Dialect) -> Step {
        do {
            let request = try CompletionRequest(body, dialect: dialect)
            return look(request, state.withLock { $0.behaviour.next() })
        } catch {
            return .reply(.error(400, error.description))
        }
    }

    private func look(_ request: CompletionRequest, _ plan: RequestPlan) -> Step {
        let lookup = request.key.map { key in state.withLock { $0.book.look(up: key) } } ?? .unknown
        switch lookup {
        case .searching: return .search(Search(request: request, plan: plan))
        case .found(let answer): return .reply(respond(to: request, plan, answer))
        case .unknown: return .reply(respond(to: request, plan, nil))
        }
    }

    private func respond(to request: CompletionRequest, _ plan: RequestPlan, _ answer: Answer?) -> StandInReply {
        let promptTokens = request.promptTokens
        let asked = promptTokens + (request.maxTokens ?? 1)
        guard asked <= settings.contextLength else {
            let message =
                "This model's maximum context length is \(settings.contextLength) tokens. However, you requested "
                + "\(asked) tokens (\(promptTokens) in the messages, \(asked - promptTokens) in the completion). Please "
                + "reduce the length of the messages or completion."
            return .error(400, message)
        }
        let lines = Witness(plan: plan, answer: answer, asked: request.choices, isKept: journal != nil)
        switch plan.fault {
        case .tooManyRequests:
            var reply = StandInReply.error(429, "Too many requests: try again later", type: "rate_limit_error")
            reply.retryAfterSeconds = settings.retryAfterSeconds
            return lines.sign(reply, status: 429)
        case .serverError:
            return lines.sign(.error(500, "The engine failed, as it was told to", type: "internal_error"), status: 500)
        case .hang:
            var reply = StandInReply(status: 200, contentType: "application/json", body: [])
            reply.ending = .never
            return lines.sign(reply, status: nil)
        case .malformed(let body):
            return lines.sign(.json(body.bytes), status: 200)
        case .cutOff(let part):
            var reply = StandInReply.json(body(choices(request, plan, answer), request, plan, promptTokens))
            // At least the last byte is kept back: a body that is whole would not be cut.
            reply.ending = .cut(after: min(Int(part * Double(reply.body.count)), reply.body.count - 1))
            return lines.sign(reply, status: 200)
        case nil:
            let choices = choices(request, plan, answer)
            return lines.sign(.json(body(choices, request, plan, promptTokens)), choices: choices)
        }
    }

    private func choices(_ request: CompletionRequest, _ plan: RequestPlan, _ answer: Answer?) -> [ServedChoice] {
        var plan = plan
        return (0..<min(request.choices, settings.maxChoices ?? Int.max)).map { _ in
            ServedChoice(plan.nextChoice(), answer: answer, request: request, filler: filler)
        }
    }

    private func body(
        _ choices: [ServedChoice], _ request: CompletionRequest, _ plan: RequestPlan, _ promptTokens: Int
    ) -> [UInt8] {
        ReplyWriter.completions(
            choices, to: request, sequence: plan.sequence, model: settings.model, created: created,
            promptTokens: promptTokens)
    }

    private func metrics() -> StandInReply {
        let counts = self.counts
        return StandInReply(status: 200, contentType: "text/plain; version=0.0.4", body: Array(counts.text.utf8))
    }

    private func tokenize(_ body: [UInt8]) -> StandInReply {
        guard let root = try? JSONReader(maxDepth: 64, maxBytes: Self.largestBody).document(body).root else {
            return .error(400, "the body is not JSON")
        }
        let text: String
        if let prompt = (root["prompt"] ?? root["content"])?.string {
            text = prompt
        } else if let messages = root["messages"], messages.kind == .array {
            text = messages.elements.map { $0["content"]?.string ?? "" }.joined()
        } else {
            return .error(400, "one of `prompt`, `content` (texts) and `messages` is needed")
        }
        return .json(ReplyWriter.tokens(StandInTokens.ids(text), contextLength: settings.contextLength))
    }
}

/// The journal's lines for one request.
private struct Witness {
    let plan: RequestPlan
    let answer: Answer?
    let asked: Int
    let isKept: Bool

    /// The reply with its one line, which says that nothing in it can be used.
    func sign(_ reply: StandInReply, status: Int?) -> StandInReply {
        var reply = reply
        reply.delay = plan.latency
        reply.fault = plan.fault
        guard isKept else { return reply }
        JournalLine(sequence: plan.sequence, answer: answer, status: status, fault: plan.fault, asked: asked)
            .write(to: &reply.journal)
        return reply
    }

    /// The reply with a line for each of its choices.
    func sign(_ reply: StandInReply, choices: [ServedChoice]) -> StandInReply {
        var reply = reply
        reply.delay = plan.latency
        reply.choices = choices.count
        guard isKept else { return reply }
        for (index, choice) in choices.enumerated() {
            JournalLine(
                sequence: plan.sequence, answer: answer, status: 200, fault: nil, asked: asked, choice: (index, choice)
            ).write(to: &reply.journal)
        }
        return reply
    }
}
