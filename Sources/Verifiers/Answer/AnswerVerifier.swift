internal import JSON
package import Rollouts

/// `answer`: the text gives its answer in a format, exactly once; with `equals`, the right one.
///
/// `{format: tag | boxed | json | choice | …, equals: $answer, as: text | number | choice | set | date, …}`. Nothing is
/// demanded of the rest of the text. Without `equals` any content passes that is not empty. Two answers leave the text
/// unparsed, both of them candidates; with `equals`, the same answer given again counts once.
package struct AnswerVerifier: VerifierFamily {
    package static let name = "answer"

    private let options: AnswerOptions
    /// The format, where it needs no task.
    private let format: (any AnswerFormat)?
    /// The comparison, where it needs no task.
    private let comparison: (any AnswerComparison)?

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        self.options = try AnswerOptions(options)
        format = try self.options.fixedFormat()
        comparison = try self.options.fixedComparison()
    }

    package var usesExactEquality: Bool { options.compares }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let format: any AnswerFormat
        let comparison: (any AnswerComparison)?
        do {
            format = if let fixed = self.format { fixed } else { try options.format(for: task) }
            comparison = if let fixed = self.comparison { fixed } else { try options.comparison(for: task) }
        } catch {
            return error.verdict
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try format.read(text, budget: &budget)
        switch reading {
        case .none(let why): return unread(why, compares: comparison != nil)
        case .found(let span, let others):
            let candidates = try others.suffix(SpanReading.listed).map { (span) throws(BudgetExhausted) in
                try Answer(span, of: text, in: format, budget: &budget).excerpt
            }
            let answer = try Answer(span, of: text, in: format, budget: &budget)
            return try judge(answer, by: comparison, candidates: candidates, budget: &budget)
        case .several(let spans):
            if comparison != nil, format.takesRepeats,
                let answer = try repeated(spans, of: text, in: format, budget: &budget)
            {
                return try judge(answer, by: comparison, candidates: [], budget: &budget)
            }
            let candidates = try spans.suffix(SpanReading.listed).map { (span) throws(BudgetExhausted) in
                try Answer(span, of: text, in: format, budget: &budget).excerpt
            }
            let why =
                format.takesRepeats
                ? "the answer is given \(spans.count) times" : "which answer is meant cannot be said"
            return unread(why, candidates: candidates, compares: comparison != nil)
        }
    }

    /// The answer that all of these give; nil where they differ.
    private func repeated(
        _ spans: [Range<Int>], of text: ByteText, in format: any AnswerFormat, budget: inout Budget
    ) throws(BudgetExhausted) -> Answer? {
        guard let first = spans.first else { return nil }
        let answer = try Answer(first, of: text, in: format, budget: &budget)
        for span in spans.dropFirst() {
            guard !text.areEqual(span, first) else { continue }
            guard try Answer(span, of: text, in: format, budget: &budget).hasSameContent(as: answer) else { return nil }
        }
        return answer.isEmpty ? nil : answer
    }

    private func judge(
        _ answer: Answer, by comparison: (any AnswerComparison)?, candidates: [String], budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        guard !answer.isEmpty else { return unread("the answer is empty", compares: comparison != nil) }
        let extracted = answer.text.string(answer.range)
        let parsed = Check(name: "format", passed: true)
        guard let comparison else {
            return Verdict(passed: true, score: 1, extracted: extracted, candidates: candidates, checks: [parsed])
        }
        switch try comparison.compare(answer.range, in: answer.text, budget: &budget) {
        case .equal:
            return Verdict(
                passed: true, score: 1, extracted: extracted, candidates: candidates,
                checks: [parsed, Check(name: "equals", passed: true)])
        case .different:
            let check = Check(name: "equals", passed: false, reason: "wrong_value")
            return .failed(
                .incorrect, "another answer is expected", extracted: extracted, candidates: candidates,
                checks: [parsed, check])
        case .unreadable(let why):
            let check = Check(name: "equals", passed: false, reason: OutcomeReason.unparsed.rawValue, detail: why)
            return .failed(.unparsed, why, extracted: extracted, candidates: candidates, checks: [parsed, check])
        }
    }

    private func unread(_ why: String, candidates: [String] = [], compares: Bool) -> Verdict {
        let reason = OutcomeReason.unparsed.rawValue
        var checks = [Check(name: "format", passed: false, reason: reason, detail: why)]
        if compares { checks.append(Check(name: "equals", passed: false, reason: reason)) }
        return .failed(.unparsed, why, candidates: candidates, checks: checks)
    }
}

/// An answer that was read: where it lies, in the text itself or, where escapes were undone, in one of its own.
private struct Answer {
    let text: ByteText
    let range: Range<Int>

    init(
        _ span: Range<Int>, of text: ByteText, in format: any AnswerFormat, budget: inout Budget
    ) throws(BudgetExhausted) {
        try budget.spend(bytes: span.count)
        guard let content = format.content(of: span, in: text) else {
            self.text = text
            range = span
            return
        }
        self.text = try ByteText(String(decoding: content, as: UTF8.self), budget: &budget)
        range = self.text.trimmed(self.text.all)
    }

    var isEmpty: Bool { range.isEmpty }

    var excerpt: String { text.excerpt(range) }

    func hasSameContent(as other: Answer) -> Bool { text.bytes[range] == other.text.bytes[other.range] }
}
