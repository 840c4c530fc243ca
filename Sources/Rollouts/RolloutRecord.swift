public import JSON

/// What the rollout log keeps of one rollout, whatever became of it.
public struct RolloutRecord: Sendable {
    /// Its own id; ids sort by age.
    public var id: UniqueID
    /// The group it belongs to: the rollouts of one task.
    public var groupID: UniqueID
    /// The environment's name.
    public var environment: String
    /// The hash of the environment file that judged it.
    public var environmentVersion: String
    /// The task's id, unique within the environment.
    public var taskID: String
    /// What became of it.
    public var end: RolloutEnd
    /// The reason in words; bounded by the writer to 2,000 characters.
    public var detail: String?
    /// The prompt, as it was sent.
    public var messages: [Message]
    /// The messages after the prompt.
    public var completion: [Message]
    /// The verdict; nil where none was reached.
    public var verdict: Verdict?
    /// Why sampling stopped; nil where the endpoint did not say.
    public var finishReason: FinishReason?
    /// Tokens counted.
    public var usage: Usage = Usage()
    /// The model's name as the endpoint gave it; empty where it gave none.
    public var model: String = ""
    /// Every sampling parameter by its wire name.
    public var sampling: RecordedSampling
    /// The policy version when sampling started; 0 until one is published.
    public var policyVersion: Int = 0
    /// The endpoint's name; nil where none was asked.
    public var endpoint: String?
    /// HTTP attempts that it took, 1 without a retry.
    public var attempts: Int = 0
    /// Time spent waiting for the endpoint, sampling, and judging, in milliseconds.
    public var timings: Timings = Timings()
    /// The wall clock's Unix milliseconds when it ended.
    public var createdAt: Int64

    /// Where the time of a rollout went, in milliseconds.
    public struct Timings: Sendable, Hashable {
        /// Waiting for a place at an endpoint.
        public var waited: Double = 0
        /// Being sampled.
        public var sampled: Double = 0
        /// Being judged.
        public var judged: Double = 0

        /// All zero.
        public init() {}
    }

    /// A record; what is not given takes its stated default.
    public init(
        id: UniqueID, groupID: UniqueID, environment: String, environmentVersion: String, taskID: String,
        end: RolloutEnd, detail: String? = nil, messages: [Message], completion: [Message], verdict: Verdict?,
        finishReason: FinishReason?, sampling: RecordedSampling, createdAt: Int64
    ) {
        self.id = id
        self.groupID = groupID
        self.environment = environment
        self.environmentVersion = environmentVersion
        self.taskID = taskID
        self.end = end
        self.detail = detail
        self.messages = messages
        self.completion = completion
        self.verdict = verdict
        self.finishReason = finishReason
        self.sampling = sampling
        self.createdAt = createdAt
    }
}

extension RolloutRecord {
    /// Appends the wire form of `GET /v1/rollouts`.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id"); writer.string(id.description)
        writer.key("group_id"); writer.string(groupID.description)
        writer.key("environment"); writer.string(environment)
        writer.key("environment_version"); writer.string(environmentVersion)
        writer.key("task_id"); writer.string(taskID)
        writer.key("outcome"); writer.string(end.outcome.rawValue)
        writer.key("reason")
        if let reason = end.reason { writer.string(reason.rawValue) } else { writer.null() }
        if let detail {
            writer.key("detail"); writer.string(detail)
        }
        writer.key("messages")
        writer.beginArray()
        for message in messages { message.write(to: &writer) }
        writer.endArray()
        writer.key("completion")
        writer.beginArray()
        for message in completion { message.write(to: &writer) }
        writer.endArray()
        writer.key("verdict")
        if let verdict {
            writer.beginObject()
            verdict.writeMembers(to: &writer)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.key("finish_reason")
        if let finishReason { writer.string(finishReason.word) } else { writer.null() }
        writer.key("prompt_tokens")
        if let count = usage.promptTokens { writer.int(count) } else { writer.null() }
        writer.key("completion_tokens")
        if let count = usage.completionTokens { writer.int(count) } else { writer.null() }
        writer.key("model"); writer.string(model)
        writer.key("sampling"); writer.raw(sampling.json)
        writer.key("policy_version"); writer.int(policyVersion)
        writer.key("endpoint")
        if let endpoint { writer.string(endpoint) } else { writer.null() }
        writer.key("attempts"); writer.int(attempts)
        writer.key("milliseconds")
        writer.beginObject()
        writer.key("waited"); writer.double(timings.waited)
        writer.key("sampled"); writer.double(timings.sampled)
        writer.key("judged"); writer.double(timings.judged)
        writer.endObject()
        writer.key("created_at"); writer.string(WallTime.text(milliseconds: createdAt))
        writer.endObject()
    }
}
