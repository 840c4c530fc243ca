import JSON
import Rollouts

/// The options `max_tokens`, `min_tokens`, `max_characters`, `min_characters`, `max_words` and `min_words`.
struct LengthLimits: Sendable {
    /// What is counted.
    enum Unit: String, CaseIterable, Sendable {
        case tokens, characters, words
    }

    /// One bound that was given.
    private struct Bound: Sendable {
        let unit: Unit
        let isUpper: Bool
        let limit: VerifierOption<Int>

        var key: String { LengthLimits.key(unit, isUpper: isUpper) }
    }

    /// Every option that a bound may be given by.
    static let keys = Unit.allCases.flatMap { unit in [true, false].map { key(unit, isUpper: $0) } }
    /// The largest limit that an option takes.
    private static let largest = 1 << 30

    private let bounds: [Bound]

    /// Whether no bound was given.
    var isEmpty: Bool { bounds.isEmpty }

    private static func key(_ unit: Unit, isUpper: Bool) -> String { (isUpper ? "max_" : "min_") + unit.rawValue }

    /// The bounds among a verifier's options; throws where one cannot be read, or two leave nothing between them.
    init(_ options: VerifierOptions) throws(VerifierOptionError) {
        var bounds: [Bound] = []
        for unit in Unit.allCases {
            let upper = try options.option(Self.key(unit, isUpper: true), .whole(1...Self.largest))
            let lower = try options.option(Self.key(unit, isUpper: false), .whole(0...Self.largest))
            if let most = upper?.constant, let least = lower?.constant, least > most {
                throw VerifierOptionError(
                    option: Self.key(unit, isUpper: false), "at least \(least) and at most \(most) cannot both hold",
                    hint: "give a `\(Self.key(unit, isUpper: false))` of at most \(most)")
            }
            if let upper { bounds.append(Bound(unit: unit, isUpper: true, limit: upper)) }
            if let lower { bounds.append(Bound(unit: unit, isUpper: false, limit: lower)) }
        }
        self.bounds = bounds
    }

    /// A check for each bound: what a part of a completion comes to, held against it.
    ///
    /// Each unit is measured once. A bound in tokens that the known counts do not decide is a check without a verdict,
    /// `no token count`. Throws an option's fault as the verdict that it makes.
    func checks(
        _ task: RolloutTask, budget: inout Budget,
        part: (Unit, inout Budget) throws(BudgetExhausted) -> MeasuredPart
    ) throws(BudgetExhausted) -> [Check] {
        var measured: [Unit: ClosedRange<Int>] = [:]
        var checks: [Check] = []
        for bound in bounds {
            let part = try part(bound.unit, &budget)
            let count: ClosedRange<Int>
            if let known = measured[bound.unit] {
                count = known
            } else {
                count = try Self.measure(bound.unit, of: part, budget: &budget)
                measured[bound.unit] = count
            }
            do {
                checks.append(Self.check(bound, limit: try bound.limit.resolve(task), count: count, part: part))
            } catch {
                checks.append(
                    Check(
                        name: bound.key, passed: nil, reason: OutcomeReason.verifierError.rawValue,
                        detail: error.description))
            }
        }
        return checks
    }

    private static func measure(
        _ unit: Unit, of part: MeasuredPart, budget: inout Budget
    ) throws(BudgetExhausted) -> ClosedRange<Int> {
        switch unit {
        case .tokens: return part.tokens
        case .characters:
            let count = try TextMeasure.characters(part.text, budget: &budget)
            return count...count
        case .words:
            let count = try TextMeasure.words(part.text, budget: &budget)
            return count...count
        }
    }

    private static func check(_ bound: Bound, limit: Int, count: ClosedRange<Int>, part: MeasuredPart) -> Check {
        let holds = bound.isUpper ? count.upperBound <= limit : count.lowerBound >= limit
        if holds { return Check(name: bound.key, passed: true) }
        let fails = bound.isUpper ? count.lowerBound > limit : count.upperBound < limit
        let unit = bound.unit.rawValue
        guard fails else {
            return Check(
                name: bound.key, passed: nil, reason: OutcomeReason.verifierError.rawValue,
                detail: "\(bound.key): no token count" + (part.hasTokenCount ? " of \(part.name) alone" : "")
                    + ", it has \(count.lowerBound) to \(count.upperBound) \(unit)")
        }
        let figure = bound.unit == .tokens ? (bound.isUpper ? count.lowerBound : count.upperBound) : count.lowerBound
        let about = count.count == 1 ? "" : bound.isUpper ? "at least " : "at most "
        return Check(
            name: bound.key, passed: false, reason: bound.isUpper ? "too_long" : "too_short",
            detail: "\(part.name) has \(about)\(figure) \(unit), "
                + (bound.isUpper ? "at most \(limit) are allowed" : "at least \(limit) are asked for"))
    }
}

extension Verdict {
    /// The verdict that checks add up to: unscored where one could not be judged, failed where one failed.
    ///
    /// The reason of a check that is an outcome's reason is the verdict's; any other one makes it `violated`.
    static func summing(_ checks: [Check], extracted: String? = nil) -> Verdict {
        if let unscored = checks.first(where: { $0.passed == nil }) {
            return .unscored(.verifierError, unscored.detail ?? "a check could not be judged", checks: checks)
        }
        guard let failed = checks.first(where: { $0.passed == false }) else {
            return .passed(extracted: extracted, checks: checks)
        }
        let reason = failed.reason.flatMap(OutcomeReason.init(rawValue:)) ?? .violated
        return .failed(reason, failed.detail ?? failed.name, extracted: extracted, checks: checks)
    }
}
