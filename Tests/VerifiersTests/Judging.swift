import JSON
import Rollouts
import Testing

@testable import Verifiers

/// A JSON text that the test wrote itself.
func json(_ text: String) throws -> JSONValue { try JSONReader().read(text) }

/// A task with these fields.
func task(_ fields: String = "{}") throws -> RolloutTask {
    RolloutTask(id: "t", fields: try #require(try json(fields).object))
}

/// The verdict of a `verify` list on a completion.
func judge(
    _ verify: String, _ completion: String, task fields: String = "{}", passAt: Double = 1,
    reasoning: ReasoningFormat = ReasoningFormat(), budget: Budget = .standard
) throws -> Verdict {
    try VerifyList(json(verify)).judge(
        Completion(text: completion, format: reasoning), task: task(fields), passAt: passAt, reasoning: reasoning,
        budget: budget)
}

/// One row of a table of cases: what is demanded, the task, the completion, and the reason why it fails (nil: it
/// passes).
struct Case: Sendable, CustomTestStringConvertible {
    let verify: String
    let fields: String
    let completion: String
    let reason: OutcomeReason?

    init(_ verify: String, _ completion: String, _ reason: OutcomeReason? = nil, task fields: String = "{}") {
        self.verify = verify
        self.fields = fields
        self.completion = completion
        self.reason = reason
    }

    var testDescription: String { "\(verify) on \(completion.debugDescription.prefix(80))" }

    func check() throws {
        let verdict = try judge(verify, completion, task: fields)
        #expect(verdict.passed == (reason == nil), "\(verdict)")
        #expect(verdict.reason == reason, "\(verdict)")
        #expect(verdict.score == (reason == nil ? 1 : 0))
        #expect(!verdict.checks.isEmpty)
        #expect(verdict.checks.allSatisfy { $0.passed == true } == (reason == nil), "\(verdict.checks)")
    }
}
