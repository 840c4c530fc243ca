/// Which environment samples next: stride scheduling, so that over time each gets its weight's part of what is counted.
///
/// Each environment has a virtual time that advances by cost ÷ weight; the one that is furthest behind goes next. What
/// a rollout will cost is only known when it ended, so it is charged at the environment's mean and settled afterwards.
package struct FairShare: Sendable {
    /// What the fair share counts.
    package enum Unit: String, Sendable, CaseIterable { case rollouts, accepted, tokens }

    /// The least that a rollout costs in `accepted`, so that an environment that accepts nothing cannot take everything.
    package static let leastAcceptedCost = 0.02

    /// Rollouts that an environment whose tasks are being fetched may fall behind and make up for.
    package static let heldRollouts = 1_024.0

    private struct Entry {
        var weight: Double
        var virtualTime: Double
        var meanCost: Double
        var wasEligible = false
    }

    private let unit: Unit
    private var entries: [String: Entry] = [:]
    /// The virtual time of the latest choice; who comes back from a pause starts here and has nothing saved up.
    private var now = 0.0

    /// A share without environments.
    package init(unit: Unit) { self.unit = unit }

    /// Adds an environment or changes its weight; a weight of 0 or less is never chosen.
    package mutating func set(_ name: String, weight: Double) {
        if entries[name] != nil {
            entries[name]?.weight = weight
        } else {
            entries[name] = Entry(weight: weight, virtualTime: now, meanCost: 1)
        }
    }

    /// Forgets an environment.
    package mutating func remove(_ name: String) { entries[name] = nil }

    /// The environment that is furthest behind of those that can sample now; ties go by name. O(names).
    ///
    /// One that is only `fetching` its tasks keeps its place, up to a bound: slow fetching must not cost it its part.
    package mutating func next(among names: some Sequence<String>, fetching: Set<String> = []) -> String? {
        let eligible = Set(names)
        var best: (name: String, time: Double)?
        for (name, entry) in entries {
            guard eligible.contains(name), entry.weight > 0 else {
                if entry.wasEligible, entry.weight > 0, fetching.contains(name) {
                    let most = Self.heldRollouts * entry.meanCost / entry.weight
                    entries[name]?.virtualTime = max(entry.virtualTime, now - most)
                } else if entry.wasEligible {
                    entries[name]?.wasEligible = false
                }
                continue
            }
            var time = entry.virtualTime
            if !entry.wasEligible {
                time = max(time, now)
                entries[name]?.virtualTime = time
                entries[name]?.wasEligible = true
            }
            if let found = best, (found.time, found.name) <= (time, name) { continue }
            best = (name, time)
        }
        guard let best else { return nil }
        now = max(now, best.time)
        return best.name
    }

    /// Charges rollouts that are about to be requested, and returns what was charged, to be settled later.
    package mutating func charge(_ name: String, rollouts: Int) -> Double {
        guard let entry = entries[name] else { return 0 }
        let cost = unit == .rollouts ? Double(rollouts) : Double(rollouts) * entry.meanCost
        advance(name, by: cost)
        return cost
    }

    /// Replaces a charge by what those rollouts came to.
    package mutating func settle(_ name: String, charged: Double, rollouts: Int, accepted: Int, tokens: Int) {
        guard rollouts > 0, unit != .rollouts else { return }
        let actual: Double
        switch unit {
        case .rollouts: actual = Double(rollouts)
        case .accepted: actual = max(Double(accepted), Double(rollouts) * Self.leastAcceptedCost)
        case .tokens: actual = Double(max(tokens, rollouts))
        }
        advance(name, by: actual - charged)
        if let mean = entries[name]?.meanCost {
            entries[name]?.meanCost = mean + (actual / Double(rollouts) - mean) * min(1, Double(rollouts) / 32)
        }
    }

    private mutating func advance(_ name: String, by cost: Double) {
        guard let entry = entries[name], entry.weight > 0 else { return }
        entries[name]?.virtualTime += cost / entry.weight
    }
}
