/// Which endpoint comes next: smooth weighted round robin, as nginx does it.
///
/// Each turn every candidate gains its weight and the richest one is taken and pays the turn's total, so that over any
/// stretch each is taken in proportion and none is passed over for ever. Only candidates gain: an endpoint that was
/// full or down has no claim to a burst when it is back.
struct EndpointChoice: Sendable {
    private let weights: [Double]
    private var credits: [Double]

    init(weights: [Double]) {
        self.weights = weights.map { $0.isFinite && $0 > 0 ? $0 : 1 }
        credits = weights.map { _ in 0 }
    }

    /// The next of these candidates (indices without repetition); nil when there are none. O(candidates).
    mutating func next(of candidates: [Int]) -> Int? {
        if candidates.count == 1 { return candidates[0] }
        var best: Int?
        var total = 0.0
        for candidate in candidates {
            credits[candidate] += weights[candidate]
            total += weights[candidate]
            if let known = best, credits[known] >= credits[candidate] { continue }
            best = candidate
        }
        if let best { credits[best] -= total }
        return best
    }
}
