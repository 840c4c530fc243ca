import JSON
package import Rollouts
internal import Synchronization

/// `math`: the answer equals the expected one, mathematically.
///
/// `{equals: $gold, places: 6, strict: true, relations_for_sets: false}`. Judged is what the `answer` entry before it
/// read; without one, the answer is looked for in the whole completion.
package struct MathVerifier: FollowsAnswer {
    package static let name = "math"

    private let equals: VerifierOption<String>
    private let places: VerifierOption<Int>
    private let isStrict: VerifierOption<Bool>
    private let allowsRelationForSet: VerifierOption<Bool>
    /// The expected answer, where it needs no task.
    private let comparison: MathComparison?
    private let compiled = CompiledGolds()

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["equals", "places", "strict", "relations_for_sets"])
        equals = try options.required("equals", .answerText)
        places = try options.option("places", .whole(1...15), default: 6)
        isStrict = try options.option("strict", .flag, default: true)
        allowsRelationForSet = try options.option("relations_for_sets", .flag, default: false)
        guard let gold = equals.constant, let places = places.constant, let isStrict = isStrict.constant,
            let allowsRelationForSet = allowsRelationForSet.constant
        else {
            comparison = nil
            return
        }
        do {
            comparison = try MathComparison(
                gold: gold,
                options: MathComparison.Options(
                    places: places, isStrict: isStrict, allowsRelationForSet: allowsRelationForSet))
        } catch {
            throw VerifierOptionError(
                option: "equals", "this is not mathematics that can be read", hint: "write it as LaTeX: `\\frac{1}{2}`")
        }
    }

    package var usesExactEquality: Bool { true }

    package func judge(
        _ completion: Completion, preceding: PrecedingAnswer, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let comparison: MathComparison
        do {
            comparison = if let fixed = self.comparison { fixed } else { try resolve(task) }
        } catch {
            return error.verdict
        }
        let text: String
        var isSpan = true
        switch preceding {
        case .unread: return unread("the `answer` entry before it read nothing")
        case .read(let span): text = span
        case .absent: (text, isSpan) = (completion.answer, false)
        }
        let (outcome, reading) = try comparison.judge(Array(text.utf8)[...], isSpan: isSpan, budget: &budget)
        let span = reading.map { String(decoding: $0.span.prefix(4_000), as: UTF8.self) }
        let others = reading?.passedOver.suffix(SpanReading.listed) ?? []
        return verdict(outcome, on: span, candidates: others.map { String(decoding: $0.prefix(1_000), as: UTF8.self) })
    }

    private func verdict(_ outcome: MathOutcome, on span: String?, candidates: [String]) -> Verdict {
        let parsed = Check(name: "parse", passed: true)
        switch outcome {
        case .equal:
            return Verdict(
                passed: true, score: 1, extracted: span, candidates: candidates,
                checks: [parsed, Check(name: "equals", passed: true)])
        case .different:
            return .failed(
                .incorrect, "another answer is expected", extracted: span, candidates: candidates,
                checks: [parsed, Check(name: "equals", passed: false, reason: "wrong_value")])
        case .unreadable(let why):
            return unread("the answer \(why)", extracted: span, candidates: candidates)
        }
    }

    private func unread(_ why: String, extracted: String? = nil, candidates: [String] = []) -> Verdict {
        let reason = OutcomeReason.unparsed.rawValue
        return .failed(
            .unparsed, why, extracted: extracted, candidates: candidates,
            checks: [
                Check(name: "parse", passed: false, reason: reason, detail: why),
                Check(name: "equals", passed: false, reason: reason),
            ])
    }

    private func resolve(_ task: RolloutTask) throws(OptionFault) -> MathComparison {
        let gold = try equals.resolve(task)
        let options = MathComparison.Options(
            places: try places.resolve(task), isStrict: try isStrict.resolve(task),
            allowsRelationForSet: try allowsRelationForSet.resolve(task))
        return try compiled.comparison(gold, options)
    }
}

/// The expected answers that were read last, since a task is sampled several times. Bounded.
private final class CompiledGolds: Sendable {
    private struct Key: Hashable {
        let gold: [UInt8]
        let options: MathComparison.Options
    }

    private static let limit = 256
    private let known = Mutex<[Key: MathComparison]>([:])

    func comparison(_ gold: String, _ options: MathComparison.Options) throws(OptionFault) -> MathComparison {
        let key = Key(gold: Array(gold.utf8), options: options)
        if let found = known.withLock({ $0[key] }) { return found }
        let made = try MathComparison(gold: gold, options: options)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[key] = made
        }
        return made
    }
}

extension OptionReader where Value == String {
    /// A text, or a number as it is written.
    fileprivate static var answerText: OptionReader {
        OptionReader("a text or a number") { value in
            switch value {
            case .string(let text): text
            case .number(let number): number.text
            default: nil
            }
        }
    }
}
