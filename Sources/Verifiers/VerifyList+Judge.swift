package import Rollouts

extension VerifyList {
    /// The name of the check that a thought makes fail.
    static let reasoningCheck = "reasoning"
    /// What a sum of floating-point weights may lack of the score that it must reach.
    private static let slack = 1e-9

    /// Judges a completion by all entries and combines their verdicts.
    ///
    /// The score is the weighted mean, 0 when a required entry fails; it passes when the score reaches `passAt` and no
    /// required entry failed. Entries whose `when` is not there are passed over. The reason is that of the first entry that
    /// failed. If an entry could not be judged the
    /// whole verdict is unscored. An unfinished thought never passes (`unparsed`), nor does one that is forbidden
    /// (`violated`), whatever the entries say. All entries share one budget.
    package func judge(
        _ completion: Completion, task: RolloutTask, passAt: Double = 1.0,
        reasoning: ReasoningFormat = ReasoningFormat(),
        budget: Budget = .standard
    ) -> Verdict {
        if let verdict = Self.judgeThought(completion, mode: reasoning.mode) { return verdict }
        var budget = budget
        var tally = Tally()
        var preceding = PrecedingAnswer.absent
        for entry in entries {
            if let condition = entry.condition {
                do {
                    let counts = try condition.resolve(task)
                    guard counts else { continue }
                } catch {
                    tally.add(error.verdict, of: entry, prefixed: entries.count > 1)
                    break
                }
            }
            let verdict: Verdict
            do {
                if let follower = entry.follower {
                    verdict = try follower.judge(completion, preceding: preceding, task: task, budget: &budget)
                } else {
                    verdict = try entry.verifier.judge(completion, task: task, budget: &budget)
                }
            } catch {
                tally.add(.unscored(.verifierTimeout, error.description), of: entry, prefixed: entries.count > 1)
                break
            }
            if entry.verifier is AnswerVerifier { preceding = AnswerVerifier.handOver(verdict) }
            tally.add(verdict, of: entry, prefixed: entries.count > 1)
        }
        return tally.verdict(passAt: passAt - Self.slack)
    }

    /// The verdict on a completion's thought alone; nil where there is nothing against it.
    private static func judgeThought(_ completion: Completion, mode: ReasoningFormat.Mode) -> Verdict? {
        func failed(_ reason: OutcomeReason, _ detail: String) -> Verdict {
            let check = Check(name: reasoningCheck, passed: false, reason: reason.rawValue, detail: detail)
            return .failed(reason, detail, checks: [check])
        }
        if completion.isOpen {
            return failed(
                .unparsed,
                mode == .required && completion.reasoning == nil
                    ? "a thought is required and there is none" : "the thought is not closed, so no answer follows it")
        }
        switch mode {
        case .forbidden where completion.reasoning != nil:
            return failed(.violated, "a thought is forbidden and there is one")
        case .required where completion.reasoning == nil:
            return failed(.unparsed, "a thought is required and there is none")
        default: return nil
        }
    }
}

/// The verdicts of a list's entries, summed up one by one.
private struct Tally {
    private var weighted = 0.0
    private var weights = 0.0
    private var requiredFailed = false
    private var unscored: Verdict?
    private var firstFailed: Verdict?
    private var extracted: String?
    private var candidates: [String] = []
    private var checks: [Check] = []

    mutating func add(_ verdict: Verdict, of entry: VerifyList.Entry, prefixed: Bool) {
        if checks.isEmpty, verdict.checks.count > 1, !prefixed {
            checks = verdict.checks
        } else if verdict.checks.isEmpty {
            checks.append(
                Check(
                    name: entry.label, passed: verdict.passed, score: verdict.score, reason: verdict.reason?.rawValue,
                    detail: verdict.detail))
        } else {
            for var check in verdict.checks {
                if prefixed { check.name = "\(entry.label).\(check.name)" }
                checks.append(check)
            }
        }
        // The candidates belong to the span beside them; without a span they say why there is none.
        if extracted == nil, let span = verdict.extracted {
            extracted = span
            candidates = verdict.candidates
        } else if extracted == nil, candidates.isEmpty {
            candidates = verdict.candidates
        }
        guard let passed = verdict.passed, let score = verdict.score, score.isFinite else {
            if unscored == nil { unscored = verdict }
            return
        }
        weights += entry.weight
        weighted += entry.weight * score
        if !passed {
            if firstFailed == nil { firstFailed = verdict }
            if entry.required { requiredFailed = true }
        }
    }

    func verdict(passAt: Double) -> Verdict {
        if let unscored {
            return Verdict(
                passed: nil, score: nil, reason: unscored.reason ?? .verifierError, detail: unscored.detail,
                extracted: extracted, candidates: candidates, checks: checks)
        }
        guard weights > 0 else {
            return .unscored(.verifierError, "no entry with a weight counts for this task")
        }
        let score = requiredFailed ? 0 : weighted / weights
        let passed = !requiredFailed && score >= passAt
        return Verdict(
            passed: passed, score: score, reason: firstFailed?.reason ?? (passed ? nil : .incorrect),
            detail: firstFailed?.detail, extracted: extracted, candidates: candidates, checks: checks)
    }
}
