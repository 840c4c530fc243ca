import JSON
package import Rollouts

/// `json`: the answer is exactly the JSON value asked for, whatever the order of members.
///
/// `{equals: $object, from: whole | fenced | {tag: name}, duplicate_keys: reject | allow}`. Types count (`true` is
/// not 1, `"1"` is not 1), numbers compare by exact value (`1` is `1.0`), strings by code point. Each member of the
/// outermost object is a check; any other value is the one check `value`.
package struct JSONVerifier: VerifierFamily {
    package static let name = "json"

    /// What becomes of keys that occur twice in one object.
    enum DuplicateKeys: String, CaseIterable, Sendable {
        /// Such a text violates the demand.
        case reject
        /// The last one counts.
        case allow
    }

    /// The deepest nesting that is read.
    static let maxDepth = 128

    /// What a byte of JSON costs in the budget's bytes: at worst every second one is a value of its own.
    static let costOfReading = 16

    private let equals: VerifierOption<JSONValue>
    private let source: VerifierOption<TextSource>
    private let duplicateKeys: VerifierOption<DuplicateKeys>

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["equals", "from", "duplicate_keys"])
        equals = try options.required("equals", .any)
        source = try options.option("from", .textSource, default: .whole)
        duplicateKeys = try options.option("duplicate_keys", .name, default: .reject)
    }

    package var usesExactEquality: Bool { true }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let expected: JSONValue
        let source: TextSource
        let duplicateKeys: DuplicateKeys
        do {
            expected = try equals.resolve(task)
            source = try self.source.resolve(task)
            duplicateKeys = try self.duplicateKeys.resolve(task)
        } catch {
            return error.verdict
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try source.read(text, budget: &budget)
        guard case .found(let range, _) = reading else { return Self.unread(reading, in: text) }
        let extracted = text.string(range)
        try budget.spend(bytes: Self.costOfReading * range.count)
        let found: JSONValue
        do {
            let reader = JSONReader(maxDepth: Self.maxDepth, maxBytes: range.count)
            found = try reader.read(text.bytes[range])
        } catch {
            return .failed(
                .unparsed, "not JSON: \(error.description)", extracted: extracted,
                checks: [Check(name: "value", passed: false, reason: OutcomeReason.unparsed.rawValue)])
        }
        if duplicateKeys == .reject, let path = try DuplicateKey.first(in: found, budget: &budget) {
            let detail = "an object gives a key twice: \(path)"
            return .failed(
                .violated, detail, extracted: extracted,
                checks: [Check(name: "duplicate_keys", passed: false, reason: "duplicate_key", detail: detail)])
        }
        var checks = MemberChecks(budget: budget)
        defer { budget = checks.budget }
        try checks.compare(found, with: expected)
        return checks.verdict(extracted: extracted)
    }

    private static func unread(_ reading: SpanReading, in text: ByteText) -> Verdict {
        let detail =
            if case .none(let why) = reading { why } else {
                "several values were given, and which is meant cannot be said"
            }
        let check = Check(name: "value", passed: false, reason: OutcomeReason.unparsed.rawValue, detail: detail)
        return .failed(.unparsed, detail, candidates: reading.candidates(in: text), checks: [check])
    }
}
