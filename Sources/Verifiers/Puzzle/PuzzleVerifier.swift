internal import JSON
package import Rollouts

/// `puzzle`: the answer solves the puzzle; where many answers do, each of them passes.
///
/// `{kind: $kind, instance: $instance, from: {tag: answer}}`. The kind names the rules, the instance is what they are
/// applied to: an object whose members the kind says. The answer is held against the rules themselves and not against
/// an answer that somebody found, but in the kinds whose instance is the one right answer (`number`, `fraction`,
/// `words`, `list`, `assignment`, `grid`).
package struct PuzzleVerifier: VerifierFamily {
    package static let name = "puzzle"

    /// Bytes of the longest answer that is read.
    static let longestAnswer = 1 << 14
    /// What reading an instance costs in steps: its parts are bounded in number.
    private static let costOfInstance = 8_192
    /// What a byte of the answer costs in the budget's bytes, for all that looks at it.
    private static let costOfAnswer = 16

    private let kind: VerifierOption<String>
    private let instance: VerifierOption<JSONObject>
    private let source: VerifierOption<TextSource>
    /// The checker, where it needs no task.
    private let checker: (any PuzzleChecker)?

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["kind", "instance", "from"])
        kind = try options.required("kind", .name(of: PuzzleKinds.names))
        instance = try options.required("instance", .object)
        guard let spans = TaggedSpans(name: "answer") else {
            throw VerifierOptionError(option: "from", "`answer` is no tag")
        }
        source = try options.option("from", .textSource, default: .tagged(spans))
        guard let kind = kind.constant, let object = instance.constant else {
            checker = nil
            return
        }
        do {
            checker = try PuzzleKinds.make(kind, object)
        } catch {
            throw VerifierOptionError(option: "instance", error.message, hint: error.hint)
        }
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        try budget.spend(steps: Self.costOfInstance)
        let checker: any PuzzleChecker
        let source: TextSource
        do {
            source = try self.source.resolve(task)
            checker = if let fixed = self.checker { fixed } else { try resolve(task) }
        } catch {
            return error.verdict
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try source.read(text, budget: &budget)
        let span: Range<Int>
        var candidates: [String] = []
        switch reading {
        case .none(let why): return Self.unread(why, [])
        case .found(let range, _):
            span = range
            candidates = reading.candidates(in: text)
        case .several(let ranges):
            guard let first = ranges.first, !first.isEmpty, ranges.allSatisfy({ text.areEqual($0, first) }) else {
                return Self.unread("the answer is given \(ranges.count) times", reading.candidates(in: text))
            }
            span = first
        }
        guard span.count <= Self.longestAnswer else {
            return Self.unread("the answer is longer than \(Self.longestAnswer) bytes", [])
        }
        try budget.spend(bytes: Self.costOfAnswer * span.count)
        let extracted = text.string(span)
        let finding = try checker.check(PuzzleAnswer(text.bytes[span]), budget: &budget)
        return Self.verdict(finding, extracted: extracted, candidates: candidates)
    }

    private static func verdict(_ finding: PuzzleFinding, extracted: String, candidates: [String]) -> Verdict {
        let read = Check(name: "format", passed: true)
        switch finding {
        case .right:
            return Verdict(
                passed: true, score: 1, extracted: extracted, candidates: candidates,
                checks: [read, Check(name: "solves", passed: true)])
        case .wrong(let why):
            return .failed(
                .incorrect, why, extracted: extracted, candidates: candidates,
                checks: [read, Check(name: "solves", passed: false, reason: "wrong", detail: why)])
        case .unreadable(let why):
            return .failed(
                .unparsed, why, extracted: extracted, candidates: candidates,
                checks: [Check(name: "format", passed: false, reason: OutcomeReason.unparsed.rawValue, detail: why)])
        }
    }

    private static func unread(_ why: String, _ candidates: [String]) -> Verdict {
        let reason = OutcomeReason.unparsed.rawValue
        return .failed(
            .unparsed, why, candidates: candidates,
            checks: [Check(name: "format", passed: false, reason: reason, detail: why)])
    }

    private func resolve(_ task: RolloutTask) throws(OptionFault) -> any PuzzleChecker {
        let kind = try self.kind.resolve(task)
        let object = try instance.resolve(task)
        do {
            return try PuzzleKinds.make(kind, object)
        } catch {
            throw OptionFault("instance: \(error.message)")
        }
    }
}

extension OptionReader where Value == JSONObject {
    /// An object.
    fileprivate static var object: OptionReader { OptionReader("an object") { $0.object } }
}
