import Rollouts

/// Gathers the checks of one completion's calls into its verdict.
struct CallVerdict {
    /// The longest span that a verdict shows, in bytes.
    static let longestSpan = 4_000
    /// The longest name of a check, in bytes.
    private static let longestName = 96
    /// The most arguments of a call that get a check of their own.
    private static let listed = 16

    private var checks: [Check] = []
    private var first: CallFailure?
    private var firstPlace = ""

    /// Adds an expected call's check, and one for each of its arguments that is wrong.
    mutating func add(_ place: String, _ failures: [CallFailure]) {
        guard let failure = failures.first else {
            checks.append(Check(name: place, passed: true))
            return
        }
        let detail = failure.argument.map { "\($0): \(failure.detail)" } ?? failure.detail
        checks.append(Check(name: place, passed: false, reason: failure.reason.rawValue, detail: detail))
        for failure in failures.prefix(Self.listed) {
            guard let argument = failure.argument else { continue }
            checks.append(
                Check(
                    name: Self.bounded("\(place).\(argument)"), passed: false, reason: failure.reason.rawValue,
                    detail: failure.detail))
        }
        if first == nil {
            first = failure
            firstPlace = place
        }
    }

    /// The verdict: what cannot be decoded is `unparsed`, any other failure `incorrect`.
    func verdict(extracted: String?, candidates: [String]) -> Verdict {
        guard let first else {
            return Verdict(passed: true, score: 1, extracted: extracted, candidates: candidates, checks: checks)
        }
        let place = first.argument.map { "\(firstPlace).\($0)" } ?? firstPlace
        return .failed(
            first.reason == .undecodable ? .unparsed : .incorrect, "\(Self.bounded(place)): \(first.detail)",
            extracted: extracted, candidates: candidates, checks: checks)
    }

    private static func bounded(_ name: String) -> String {
        name.utf8.count > longestName ? String(name.unicodeScalars.prefix(longestName / 4)) + "…" : name
    }
}
