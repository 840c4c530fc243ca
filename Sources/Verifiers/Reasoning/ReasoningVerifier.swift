import JSON
package import Rollouts

/// `reasoning`: the thought is there or not as asked, once, closed, at the start, and within its budget.
///
/// `{mode: required | optional | forbidden, open: "<think>", close: "</think>", opened_by: model | template,
/// max_tokens, min_tokens, max_characters, min_characters, max_words, min_words, repetition: true | {…}, language: en}`.
/// The bounds are on the thought. Where there is none they do not apply. An answer must follow: a text or a tool call.
/// The language is the answer's.
///
/// The whole completion is read by these tags, whatever the environment's own `reasoning` says of them.
package struct ReasoningVerifier: VerifierFamily {
    package static let name = "reasoning"

    private let mode: VerifierOption<ReasoningFormat.Mode>
    private let open: [UInt8]
    private let close: [UInt8]
    private let opener: ReasoningFormat.Opener
    private let limits: LengthLimits
    private let repetition: RepetitionRule?
    private let language: LanguageRule?

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["mode", "open", "close", "opened_by", "repetition", "language"] + LengthLimits.keys)
        mode = try options.option("mode", .name, default: .required)
        open = Array(try Self.tag("open", options, default: "<think>").utf8)
        close = Array(try Self.tag("close", options, default: "</think>").utf8)
        if open.contains(close) || close.contains(open) {
            throw VerifierOptionError(
                option: "close", "one tag is part of the other, so they cannot be told apart",
                hint: "give tags such as `<think>` and `</think>`")
        }
        let opened = try options.option("opened_by", OptionReader<ReasoningFormat.Opener>.name, default: .model)
        guard let opener = opened.constant else {
            throw VerifierOptionError(option: "opened_by", "expected `model` or `template`, found a reference")
        }
        self.opener = opener
        if opener == .template, mode.constant == .forbidden {
            throw VerifierOptionError(
                option: "opened_by", "a thought that the template opens cannot be forbidden",
                hint: "leave `opened_by` out")
        }
        limits = try LengthLimits(options)
        repetition = try RepetitionRule.option(options)
        language = try LanguageRule.option(options)
        if mode.constant == .forbidden, !limits.isEmpty || repetition != nil {
            throw VerifierOptionError(
                option: "mode", "a thought that is forbidden has no budget",
                hint: "leave the bounds out, or use `length` for the answer's")
        }
    }

    private static func tag(
        _ key: String, _ options: VerifierOptions, default fallback: String
    ) throws(VerifierOptionError) -> String {
        let tag = try options.option(key, .tag, default: fallback)
        guard let tag = tag.constant else {
            throw VerifierOptionError(
                option: key, "a tag cannot depend on the task", hint: "write the tag itself, for example `\(fallback)`")
        }
        return tag
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let mode: ReasoningFormat.Mode
        do {
            mode = try self.mode.resolve(task)
        } catch {
            return error.verdict
        }
        let block = try ThoughtBlock(completion, open: open, close: close, opener: opener, budget: &budget)
        let hasCalls = !(completion.toolCalls ?? []).isEmpty
        var checks: [Check] = []
        if mode == .forbidden {
            checks.append(
                Self.check("absent", !block.isPresent, .violated, "a thought is forbidden and there is one"))
        } else if mode == .required || block.isPresent || opener == .template {
            checks += structure(block, mode: mode)
        }
        if !checks.contains(where: { $0.passed == false }) {
            let hasAnswer = hasCalls || block.answer.unicodeScalars.contains { !$0.properties.isWhitespace }
            checks.append(Self.check("answer", hasAnswer, .unparsed, "no answer follows the thought"))
        }
        if mode != .forbidden, let thought = block.thought, block.isPresent {
            let other = completion.text.utf8.count - thought.utf8.count
            checks += try limits.checks(task, budget: &budget) { _, _ in
                MeasuredPart(name: "the thought", text: thought, of: completion, otherBytes: max(other, 0))
            }
            if let repetition { checks.append(try repetition.check(thought, budget: &budget)) }
        }
        if let language {
            checks.append(try language.check(block.answer, part: "the answer", task: task, budget: &budget))
        }
        return Self.verdict(checks, thought: block.thought)
    }

    /// What is wrong with the thought's form comes before what could not be counted.
    private static func verdict(_ checks: [Check], thought: String?) -> Verdict {
        let form = ["absent", "present", "closed", "opened", "once", "start", "answer"]
        if let failed = checks.first(where: { $0.passed == false && form.contains($0.name) }) {
            let decided = checks.filter { $0.passed != nil }
            let reason = failed.reason.flatMap(OutcomeReason.init(rawValue:)) ?? .violated
            return .failed(reason, failed.detail ?? failed.name, checks: decided)
        }
        return .summing(checks, extracted: thought.map { String($0.unicodeScalars.prefix(1_000)) })
    }

    /// The checks of the thought's form, up to the first that makes the next ones meaningless.
    private func structure(_ block: ThoughtBlock, mode: ReasoningFormat.Mode) -> [Check] {
        var checks = [
            Self.check(
                "present", block.isPresent || opener == .template, .unparsed,
                "a thought is required and there is none")
        ]
        guard checks[0].passed == true else { return checks }
        let needed = opener == .model ? block.opened : 1
        checks.append(
            Self.check("opened", opener == .template || block.opened > 0, .unparsed, "the thought is never opened"))
        checks.append(Self.check("closed", block.closed >= needed, .unparsed, "the thought is not closed"))
        let isOnce = opener == .model ? block.opened <= 1 && block.closed <= 1 : block.opened == 0 && block.closed <= 1
        checks.append(
            Self.check(
                "once", isOnce && (opener == .template || block.opened == 0 || !block.isClosedFirst), .violated,
                "there is more than one thought, or tags that do not pair"))
        checks.append(
            Self.check("start", !block.isLate, .violated, "the thought does not stand at the start"))
        if mode == .required {
            let isEmpty = (block.thought ?? "").unicodeScalars.allSatisfy(\.properties.isWhitespace)
            if isEmpty {
                checks[0] = Self.check("present", false, .unparsed, "a thought is required and this one is empty")
            }
        }
        return checks
    }

    private static func check(_ name: String, _ passed: Bool, _ reason: OutcomeReason, _ detail: String) -> Check {
        Check(
            name: name, passed: passed, reason: passed ? nil : reason.rawValue, detail: passed ? nil : detail)
    }
}

extension OptionReader where Value == String {
    /// A tag: a text of 1 to 64 bytes that is not white space only.
    fileprivate static var tag: OptionReader {
        OptionReader("a text of 1 to 64 bytes") { value in
            value.string.flatMap { text in
                (1...64).contains(text.utf8.count) && text.unicodeScalars.contains { !$0.properties.isWhitespace }
                    ? text : nil
            }
        }
    }
}
