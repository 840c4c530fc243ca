/// A reply and its fate.
struct StandInReply: Sendable {
    /// How sending it ends.
    enum Ending: Sendable, Equatable {
        /// As it should.
        case whole
        /// The connection is closed after so many bytes of the body.
        case cut(after: Int)
        /// It is never sent.
        case never
    }

    /// Its status.
    var status: Int
    /// The body's type.
    var contentType: String
    /// The body.
    var body: [UInt8]
    /// What `Retry-After` says; nil for no such header.
    var retryAfterSeconds: Int?
    /// How long it is held back.
    var delay = Duration.zero
    /// How sending it ends.
    var ending = Ending.whole
    /// What goes wrong with the request; nil for nothing.
    var fault: Fault?
    /// How many choices it holds that can be used.
    var choices = 0
    /// The journal's lines about it.
    var journal: [UInt8] = []

    /// A reply that is sent at once and whole.
    init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// A JSON document with status 200.
    static func json(_ body: [UInt8]) -> StandInReply {
        StandInReply(status: 200, contentType: "application/json", body: body)
    }

    /// An error in the shape of OpenAI's API.
    static func error(_ status: Int, _ message: String, type: String = "invalid_request_error") -> StandInReply {
        StandInReply(
            status: status, contentType: "application/json",
            body: ReplyWriter.error(message, type: type, status: status))
    }
}

/// What a stand-in did so far.
struct StandInCounts: Sendable, Equatable {
    /// Requests that wait for their reply.
    var running = 0
    /// Choices served that can be used.
    var choices = 0
    /// Replies by status.
    var replies: [Int: Int] = [:]
    /// Requests by what went wrong with them.
    var faults: [String: Int] = [:]

    /// Counts a reply.
    mutating func add(_ reply: StandInReply) {
        choices += reply.choices
        if reply.ending != .never { replies[reply.status, default: 0] += 1 }
        if let fault = reply.fault { faults[fault.name, default: 0] += 1 }
    }

    /// The counts as Prometheus reads them, with the gauges that vLLM shows of its queue.
    var text: String {
        var lines = [
            "# TYPE vllm:num_requests_running gauge", "vllm:num_requests_running \(running)",
            "# TYPE vllm:num_requests_waiting gauge", "vllm:num_requests_waiting 0",
            "# TYPE standin_choices_total counter", "standin_choices_total \(choices)",
            "# TYPE standin_replies_total counter",
        ]
        for (status, count) in replies.sorted(by: { $0.key < $1.key }) {
            lines.append("standin_replies_total{status=\"\(status)\"} \(count)")
        }
        lines.append("# TYPE standin_faults_total counter")
        for (fault, count) in faults.sorted(by: { $0.key < $1.key }) {
            lines.append("standin_faults_total{fault=\"\(fault)\"} \(count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
