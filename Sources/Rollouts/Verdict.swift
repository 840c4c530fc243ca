public import JSON

/// A verifier's judgement of one rollout.
///
/// Either it was judged (`passed` and `score` are set) or it is unscored (both nil, `reason` one of the unscored
/// ones): what could not be judged is never a zero.
public struct Verdict: Sendable, Hashable {
    /// Whether it passed; nil when unscored.
    public var passed: Bool?
    /// The score, usually 0 to 1; nil when unscored.
    public var score: Double?
    /// The reason of the first entry that failed or could not be judged; nil when all passed.
    public var reason: OutcomeReason?
    /// The same in words, for people; bounded by the writer to 2,000 characters.
    public var detail: String?
    /// The span of the completion that was read as the answer.
    public var extracted: String?
    /// Other spans that were found and passed over, in order.
    public var candidates: [String]
    /// Each named part of the judgement.
    public var checks: [Check]

    /// A verdict.
    public init(
        passed: Bool?, score: Double?, reason: OutcomeReason? = nil, detail: String? = nil, extracted: String? = nil,
        candidates: [String] = [], checks: [Check] = []
    ) {
        self.passed = passed
        self.score = score
        self.reason = reason
        self.detail = detail
        self.extracted = extracted
        self.candidates = candidates
        self.checks = checks
    }

    /// Whether it could be judged.
    public var isScored: Bool { passed != nil }

    /// A verdict that passed everything.
    public static func passed(extracted: String? = nil, checks: [Check] = []) -> Verdict {
        Verdict(passed: true, score: 1, extracted: extracted, checks: checks)
    }

    /// A verdict that failed for a reason.
    public static func failed(
        _ reason: OutcomeReason, _ detail: String, extracted: String? = nil, candidates: [String] = [],
        checks: [Check] = []
    ) -> Verdict {
        Verdict(
            passed: false, score: 0, reason: reason, detail: detail, extracted: extracted, candidates: candidates,
            checks: checks)
    }

    /// A verdict that says nothing about the model.
    public static func unscored(_ reason: OutcomeReason, _ detail: String, checks: [Check] = []) -> Verdict {
        Verdict(passed: nil, score: nil, reason: reason, detail: detail, checks: checks)
    }
}

/// One named part of a verdict.
public struct Check: Sendable, Hashable {
    /// Its name, unique within the verdict where it can be.
    public var name: String
    /// Whether it passed; nil when it could not be judged.
    public var passed: Bool?
    /// Its score; nil when it could not be judged.
    public var score: Double?
    /// A short name for why it failed, the family's own (`wrong_type`) or an outcome reason.
    public var reason: String?
    /// The same in words.
    public var detail: String?

    /// A check.
    public init(name: String, passed: Bool?, score: Double? = nil, reason: String? = nil, detail: String? = nil) {
        self.name = name
        self.passed = passed
        self.score = score ?? passed.map { $0 ? 1 : 0 }
        self.reason = reason
        self.detail = detail
    }
}

extension Check {
    /// Appends `{"name","passed","score","reason","detail"}`, nulls included.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name")
        writer.string(name)
        writer.key("passed")
        if let passed { writer.bool(passed) } else { writer.null() }
        writer.key("score")
        if let score { writer.double(score) } else { writer.null() }
        writer.key("reason")
        if let reason { writer.string(reason) } else { writer.null() }
        writer.key("detail")
        if let detail { writer.string(detail) } else { writer.null() }
        writer.endObject()
    }
}

extension Verdict {
    /// Appends the members `"passed","score","reason","detail"?,"extracted","candidates"?,"checks"` to the open object.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.key("passed")
        if let passed { writer.bool(passed) } else { writer.null() }
        writer.key("score")
        if let score { writer.double(score) } else { writer.null() }
        writer.key("reason")
        if let reason { writer.string(reason.rawValue) } else { writer.null() }
        if let detail {
            writer.key("detail")
            writer.string(detail)
        }
        writer.key("extracted")
        if let extracted { writer.string(extracted) } else { writer.null() }
        if !candidates.isEmpty {
            writer.key("candidates")
            writer.beginArray()
            for candidate in candidates { writer.string(candidate) }
            writer.endArray()
        }
        writer.key("checks")
        writer.beginArray()
        for check in checks { check.write(to: &writer) }
        writer.endArray()
    }
}
