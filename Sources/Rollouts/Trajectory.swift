public import JSON

/// An accepted rollout, ready for training.
public struct Trajectory: Sendable {
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
    /// The prompt, as it was sent.
    public var messages: [Message]
    /// The messages after the prompt.
    public var completion: [Message]
    /// How many turns the policy took, at least 1.
    public var turns: Int = 1
    /// The tools that were offered, as OpenAI's API spells them.
    public var tools: JSONValue?
    /// The verdict's score; any finite number.
    public var score: Double
    /// Whether the verdict passed: in groups mode, members of a kept group need not have.
    public var passed: Bool
    /// Each named part of its verdict.
    public var checks: [Check]
    /// Why sampling stopped; nil where the endpoint did not say.
    public var finishReason: FinishReason?
    /// Whether it was cut at its token limit and kept all the same.
    public var isTruncated: Bool = false
    /// The tokens as the endpoint returned them.
    public var tokens: TokenTrace = TokenTrace()
    /// Tokens counted.
    public var usage: Usage = Usage()
    /// Every sampling parameter by its wire name.
    public var sampling: RecordedSampling
    /// The model's name as the endpoint gave it.
    public var model: String
    /// The policy version when sampling started; 0 until one is published.
    public var policyVersion: Int = 0
    /// The policy version when sampling ended.
    public var policyVersionEnd: Int = 0
    /// The wall clock's Unix milliseconds when the rollout ended.
    public var createdAt: Int64

    /// A trajectory; what is not given takes its stated default.
    public init(
        id: UniqueID, groupID: UniqueID, environment: String, environmentVersion: String, taskID: String,
        messages: [Message], completion: [Message], tools: JSONValue? = nil, score: Double, passed: Bool,
        checks: [Check], finishReason: FinishReason?, sampling: RecordedSampling, model: String, createdAt: Int64
    ) {
        self.id = id
        self.groupID = groupID
        self.environment = environment
        self.environmentVersion = environmentVersion
        self.taskID = taskID
        self.messages = messages
        self.completion = completion
        self.tools = tools
        self.score = score
        self.passed = passed
        self.checks = checks
        self.finishReason = finishReason
        self.sampling = sampling
        self.model = model
        self.createdAt = createdAt
    }
}

extension Trajectory {
    /// Its stored form: the small document is written once, and only spliced from then on.
    public func encoded() -> EncodedTrajectory {
        var writer = JSONWriter(capacity: 2048)
        writeMembers(to: &writer)
        let tokenCount = tokens.ids?.count ?? usage.completionTokens
        return EncodedTrajectory(
            id: id, groupID: groupID, environment: environment, environmentVersion: environmentVersion, taskID: taskID,
            score: score, passed: passed, turns: turns, policyVersion: policyVersion,
            policyVersionEnd: policyVersionEnd,
            tokenCount: tokenCount, createdAt: createdAt,
            document: writer.bytes,
            promptTokenIDs: tokens.promptIDs.map(LittleEndian.bytes), tokenIDs: tokens.ids.map(LittleEndian.bytes),
            logprobs: tokens.logprobs.map(LittleEndian.bytes), lossMask: tokens.lossMask)
    }

    /// The members of the wire form but the token arrays, in their documented order.
    private func writeMembers(to writer: inout JSONWriter) {
        writer.key("schema"); writer.int(1)
        writer.key("id"); writer.string(id.description)
        writer.key("group_id"); writer.string(groupID.description)
        writer.key("environment"); writer.string(environment)
        writer.key("task_id"); writer.string(taskID)
        writer.key("messages")
        writer.beginArray()
        for message in messages { message.write(to: &writer) }
        writer.endArray()
        writer.key("completion")
        writer.beginArray()
        for message in completion { message.write(to: &writer) }
        writer.endArray()
        if let tools {
            writer.key("tools"); writer.value(tools)
        }
        writer.key("score"); writer.double(score)
        writer.key("passed"); writer.bool(passed)
        writer.key("checks")
        writer.beginArray()
        for check in checks { check.write(to: &writer) }
        writer.endArray()
        writer.key("finish_reason")
        if let finishReason { writer.string(finishReason.word) } else { writer.null() }
        writer.key("truncated"); writer.bool(isTruncated)
        writer.key("turns"); writer.int(turns)
        writer.key("logprobs_kind"); writer.string(tokens.logprobsKind.rawValue)
        writer.key("sampling"); writer.raw(sampling.json)
        writer.key("model"); writer.string(model)
        writer.key("policy_version"); writer.int(policyVersion)
        writer.key("policy_version_end"); writer.int(policyVersionEnd)
        writer.key("usage")
        writer.beginObject()
        writer.key("prompt_tokens")
        if let count = usage.promptTokens { writer.int(count) } else { writer.null() }
        writer.key("completion_tokens")
        if let count = usage.completionTokens { writer.int(count) } else { writer.null() }
        writer.key("is_share"); writer.bool(usage.isShare)
        writer.endObject()
        writer.key("environment_version"); writer.string(environmentVersion)
        writer.key("created_at"); writer.string(WallTime.text(milliseconds: createdAt))
    }
}

/// A trajectory as it is stored: a small JSON document beside binary token columns, so that batches are spliced and
/// never encoded again.
public struct EncodedTrajectory: Sendable, Hashable {
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
    /// The verdict's score; any finite number.
    public var score: Double
    /// Whether the verdict passed.
    public var passed: Bool
    /// How many turns the policy took, at least 1.
    public var turns: Int
    /// The policy version when sampling started.
    public var policyVersion: Int
    /// The policy version when sampling ended.
    public var policyVersionEnd: Int
    /// Tokens of the completion; nil where nothing says.
    public var tokenCount: Int?
    /// The wall clock's Unix milliseconds.
    public var createdAt: Int64
    /// The members of the wire form but the token arrays, without the object's braces.
    public var document: [UInt8]
    /// Little-endian 32-bit integers.
    public var promptTokenIDs: [UInt8]?
    /// Little-endian 32-bit integers.
    public var tokenIDs: [UInt8]?
    /// Little-endian 32-bit floats.
    public var logprobs: [UInt8]?
    /// One byte a token.
    public var lossMask: [UInt8]?

    /// An encoded trajectory out of its stored columns.
    public init(
        id: UniqueID, groupID: UniqueID, environment: String, environmentVersion: String, taskID: String, score: Double,
        passed: Bool, turns: Int, policyVersion: Int, policyVersionEnd: Int, tokenCount: Int?, createdAt: Int64,
        document: [UInt8], promptTokenIDs: [UInt8]?, tokenIDs: [UInt8]?, logprobs: [UInt8]?, lossMask: [UInt8]?
    ) {
        self.id = id
        self.groupID = groupID
        self.environment = environment
        self.environmentVersion = environmentVersion
        self.taskID = taskID
        self.score = score
        self.passed = passed
        self.turns = turns
        self.policyVersion = policyVersion
        self.policyVersionEnd = policyVersionEnd
        self.tokenCount = tokenCount
        self.createdAt = createdAt
        self.document = document
        self.promptTokenIDs = promptTokenIDs
        self.tokenIDs = tokenIDs
        self.logprobs = logprobs
        self.lossMask = lossMask
    }

    /// Bytes that it takes in the store, columns together.
    public var byteCount: Int {
        document.count + (promptTokenIDs?.count ?? 0) + (tokenIDs?.count ?? 0) + (logprobs?.count ?? 0)
            + (lossMask?.count ?? 0)
    }

    /// What it counts against a lease's `max_tokens`: its tokens, or a quarter of its document's bytes.
    public var tokenWeight: Int { tokenCount ?? (document.count / 4) }

    /// Appends the wire form: the document as it is, then the token arrays.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.rawMembers(document)
        writer.key("prompt_token_ids")
        if let promptTokenIDs { writer.ints(LittleEndian.int32s(promptTokenIDs)) } else { writer.null() }
        writer.key("token_ids")
        if let tokenIDs { writer.ints(LittleEndian.int32s(tokenIDs)) } else { writer.null() }
        writer.key("logprobs")
        if let logprobs {
            writer.beginArray()
            for value in LittleEndian.floats(logprobs) { writer.float(value) }
            writer.endArray()
        } else {
            writer.null()
        }
        writer.key("loss_mask")
        if let lossMask { writer.ints(lossMask.map(Int32.init)) } else { writer.null() }
        writer.endObject()
    }
}

/// Numbers as little-endian bytes and back; trailing bytes that make no whole number are left out.
public enum LittleEndian {
    /// Four bytes for each integer.
    public static func bytes(_ values: [Int32]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(values.count * 4)
        for value in values { append(UInt32(bitPattern: value), to: &result) }
        return result
    }

    /// Four bytes for each float.
    public static func bytes(_ values: [Float]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(values.count * 4)
        for value in values { append(value.bitPattern, to: &result) }
        return result
    }

    /// The integers of these bytes.
    public static func int32s(_ bytes: [UInt8]) -> [Int32] { words(bytes).map(Int32.init(bitPattern:)) }

    /// The floats of these bytes.
    public static func floats(_ bytes: [UInt8]) -> [Float] { words(bytes).map(Float.init(bitPattern:)) }

    private static func append(_ word: UInt32, to result: inout [UInt8]) {
        result.append(UInt8(truncatingIfNeeded: word))
        result.append(UInt8(truncatingIfNeeded: word >> 8))
        result.append(UInt8(truncatingIfNeeded: word >> 16))
        result.append(UInt8(truncatingIfNeeded: word >> 24))
    }

    private static func words(_ bytes: [UInt8]) -> [UInt32] {
        bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 4)).map {
                UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
            }
        }
    }
}
