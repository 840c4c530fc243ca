package import JSON

/// Keeps kinds of tasks even in what is accepted of them: a kind that has had its share rests.
///
/// Its share is the mean over the kinds. One that rests still has one task in eight, so that a kind that is hard slows
/// the others down and never stops them; one of which nothing was accepted for 64 verdicts rests too, and does not count
/// for the mean. A pure function of what it was told.
package struct Balance: Sendable, Hashable {
    /// The most kinds that are kept apart; further ones never rest.
    package static let maxKinds = 4096
    /// Of so many tasks of a kind that rests, one is taken.
    package static let restingPart = 8
    /// Verdicts without an accepted rollout after which a kind rests.
    package static let patience = 64
    /// Accepted rollouts by which a kind may be ahead.
    package static let slack = 1

    private struct Kind: Sendable, Hashable {
        var accepted = 0
        /// Verdicts since the last accepted rollout.
        var barren = 0
        /// Tasks seen while it rests.
        var seen = 0

        var isBarren: Bool { barren >= Balance.patience }
    }

    private var kinds: [String: Kind] = [:]

    /// Kinds that are kept apart.
    package var kindCount: Int { kinds.count }
    /// Those of them that rest now. O(kinds).
    package var restingCount: Int { kinds.values.count { $0.isBarren || isAhead($0) } }

    /// Over the kinds that are not barren.
    private var live = 0
    private var liveAccepted = 0

    /// A balance that knows nothing yet.
    package init() {}

    /// Whether a task of a kind is taken now; a task that is not is passed over. Amortised O(1).
    package mutating func takes(_ kind: String) -> Bool {
        guard var record = kinds[kind] else {
            guard kinds.count < Self.maxKinds else { return true }
            kinds[kind] = Kind()
            live += 1
            return true
        }
        guard record.isBarren || isAhead(record) else { return true }
        record.seen += 1
        let isTaken = record.seen >= Self.restingPart
        if isTaken { record.seen = 0 }
        kinds[kind] = record
        return isTaken
    }

    /// Counts what a round of a kind came to.
    package mutating func note(_ kind: String, accepted: Int, verdicts: Int) {
        guard var record = kinds[kind], accepted > 0 || verdicts > 0 else { return }
        if !record.isBarren { (live, liveAccepted) = (live - 1, liveAccepted - record.accepted) }
        record.accepted += max(0, accepted)
        record.barren = accepted > 0 ? 0 : min(record.barren + verdicts, Self.patience)
        if !record.isBarren { (live, liveAccepted) = (live + 1, liveAccepted + record.accepted) }
        kinds[kind] = record
    }

    /// Whether a kind has had more than the mean of the live ones, and a little.
    private func isAhead(_ kind: Kind) -> Bool { live > 0 && (kind.accepted - Self.slack) * live > liveAccepted }
}

extension Balance {
    /// What a restart goes on from: for each kind what was accepted, and the verdicts since.
    package var json: JSONValue {
        .object(
            JSONObject(
                kinds.sorted { $0.key < $1.key }.map {
                    .init(key: $0.key, value: [.int($0.value.accepted), .int($0.value.barren)])
                }))
    }

    /// A balance that goes on from what was written as `json`; what cannot be read is left out.
    package init(json: JSONValue) {
        for member in (json.object?.members ?? []).prefix(Self.maxKinds) {
            guard let accepted = member.value.array?.first?.int, (0...1 << 40).contains(accepted) else { continue }
            var kind = Kind()
            kind.accepted = accepted
            kind.barren = min(max(member.value.array?.last?.int ?? 0, 0), Self.patience)
            kinds[member.key] = kind
        }
        for kind in kinds.values where !kind.isBarren {
            live += 1
            liveAccepted += kind.accepted
        }
    }
}
