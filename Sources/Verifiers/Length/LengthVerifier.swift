import JSON
package import Rollouts

/// `length`: a completion, or a part of it, keeps to its budget and its language, and does not run in circles.
///
/// `{max_tokens, min_tokens, max_characters, min_characters, max_words, min_words, of: answer | whole | reasoning,
/// besides: $prompt, repetition: true | {…}, language: en}`, at least one of the bounds, `repetition` or `language`. Tokens are those that the endpoint counted: of
/// the whole completion unless `of` says otherwise; without a count the completion is unscored. Characters are
/// grapheme clusters, words what stands between white space (without those of `besides`), both of the answer unless `of` says otherwise; so is the
/// language.
package struct LengthVerifier: VerifierFamily {
    package static let name = "length"

    /// Which part is measured.
    enum Part: String, CaseIterable, Sendable {
        /// What follows the thought.
        case answer
        /// All of it, thought and tags included.
        case whole
        /// The thought without its tags; empty where there is none.
        case reasoning
    }

    private let limits: LengthLimits
    private let part: VerifierOption<Part>?
    private let besides: VerifierOption<String>?
    private let repetition: RepetitionRule?
    private let language: LanguageRule?

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: LengthLimits.keys + ["of", "besides", "repetition", "language"])
        limits = try LengthLimits(options)
        part = try options.option("of", .name)
        besides = try options.option("besides", .text)
        repetition = try RepetitionRule.option(options)
        language = try LanguageRule.option(options)
        if limits.isEmpty, repetition == nil, language == nil {
            throw VerifierOptionError(
                option: nil, "there is nothing to hold the completion against",
                hint: "give one of "
                    + (LengthLimits.keys + ["repetition", "language"]).map { "`\($0)`" }.joined(separator: ", "))
        }
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let chosen: Part?
        let uncounted: String?
        do {
            chosen = try part?.resolve(task)
            uncounted = try besides?.resolve(task)
        } catch {
            return error.verdict
        }
        var checks = try limits.checks(task, budget: &budget) { (unit, budget) throws(BudgetExhausted) in
            var part = Self.measured(chosen ?? (unit == .tokens ? .whole : .answer), of: completion)
            if let uncounted, unit != .tokens {
                part.text = try Besides.words(of: part.text, without: uncounted, budget: &budget)
            }
            return part
        }
        if let repetition {
            let text = Self.measured(chosen ?? .whole, of: completion).text
            checks.append(try repetition.check(text, budget: &budget))
        }
        if let language {
            let part = Self.measured(chosen ?? .answer, of: completion)
            checks.append(try language.check(part.text, part: part.name, task: task, budget: &budget))
        }
        return .summing(checks)
    }

    private static func measured(_ part: Part, of completion: Completion) -> MeasuredPart {
        let answer = completion.answer
        switch part {
        case .whole: return .whole(completion)
        case .answer:
            let other = completion.text.utf8.count - answer.utf8.count
            return MeasuredPart(name: "the answer", text: answer, of: completion, otherBytes: max(other, 0))
        case .reasoning:
            let thought = completion.reasoning ?? ""
            let other = completion.text.utf8.count - thought.utf8.count
            return MeasuredPart(name: "the thought", text: thought, of: completion, otherBytes: max(other, 0))
        }
    }
}
