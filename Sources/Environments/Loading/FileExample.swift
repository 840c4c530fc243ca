internal import JSON
internal import Rollouts
internal import YAML

/// One of an environment file's own tests: a completion, and what the verdict on it must be.
struct FileExample: Sendable {
    /// The task and the completion.
    var row: ScoreRow
    /// Whether it must pass.
    var passes: Bool
    /// The score that it must have; nil for any.
    var score: Double?
    /// The reason that it must fail for; nil for any.
    var reason: OutcomeReason?
    /// Where it stands.
    var place: YAMLPlace

    private static let maxCount = 1000

    /// The `examples` of a root mapping, which it may do without.
    static func list(_ root: YAMLMapping) throws(YAMLError) -> [FileExample] {
        guard let nodes = try root.optionalList("examples") else { return [] }
        guard nodes.count <= maxCount else {
            throw root.error("examples", "`examples` has at most \(maxCount) entries")
        }
        var examples: [FileExample] = []
        for node in nodes { examples.append(try FileExample(node)) }
        return examples
    }

    private init(_ node: YAMLNode) throws(YAMLError) {
        let mapping = try node.mapping("examples")
        place = mapping.place
        passes = try mapping.bool("passes")
        score = try mapping.optionalDouble("score")
        reason = try mapping.optionalChoice("reason")
        // What is judged is the file's own `verify`, so a row's is of no use here.
        try mapping.finish(known: ScoreRow.keys.filter { $0 != "verify" && $0 != "id" })
        do {
            row = try ScoreRow.read(node.value)
        } catch {
            throw node.error(error.description, hint: "Write {task: {fields}, completion: \"…\", passes: true}")
        }
    }

    /// What is wrong with a verdict on it; nil when it is as it must be.
    func complaint(_ verdict: Verdict) -> String? {
        guard let passed = verdict.passed else {
            return "could not be judged: \(verdict.reason?.rawValue ?? "unscored")" + Self.told(verdict)
        }
        if passed != passes {
            return passed
                ? "passes, and should not" + (verdict.extracted.map { " (read: \(Self.shown($0)))" } ?? "")
                : "fails, and should pass: \(verdict.reason?.rawValue ?? "no reason")" + Self.told(verdict)
        }
        if let score, abs((verdict.score ?? .infinity) - score) > 1e-6 {
            return "has the score \(verdict.score ?? 0), and should have \(score)"
        }
        if let reason, verdict.reason != reason {
            return "fails for `\(verdict.reason?.rawValue ?? "no reason")`, and should for `\(reason.rawValue)`"
                + Self.told(verdict)
        }
        return nil
    }

    private static func told(_ verdict: Verdict) -> String { verdict.detail.map { ", \($0.prefix(300))" } ?? "" }

    private static func shown(_ text: String) -> String { JSONValue.string(String(text.prefix(60))).text }
}
