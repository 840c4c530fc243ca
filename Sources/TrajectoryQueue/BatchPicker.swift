/// What a batch may take as a whole: one trajectory, or one group.
package struct Candidate: Sendable, Hashable {
    /// Its place in the queue's order.
    package var position: Int64
    /// How many trajectories it is; at least 1.
    package var count: Int
    /// What it counts against `max_tokens`.
    package var weight: Int

    /// A candidate.
    package init(position: Int64, count: Int = 1, weight: Int) {
        self.position = position
        self.count = count
        self.weight = weight
    }
}

/// Chooses a batch out of lanes, each of which yields its candidates in the order asked for.
///
/// The rules are those of "lease a batch" in the page beside this file. It reads no further than one candidate a lane
/// beyond what it takes: O((lanes + batch) log lanes).
package struct BatchPicker: Sendable {
    /// A lane as the store found it.
    package struct Source: Sendable, Hashable {
        package var environment: String
        /// How many trajectories it has ready, for the apportionment.
        package var available: Int

        /// A source.
        package init(environment: String, available: Int) {
            self.environment = environment
            self.available = available
        }
    }

    /// A candidate that was taken, and the lane that it came from.
    package struct Pick: Sendable, Hashable {
        package var source: Int
        package var candidate: Candidate
    }

    private struct Share {
        var quota: Int
        var weight: Double
        var taken = 0
        var heads: [(source: Int, candidate: Candidate)] = []
        var isOpen = true
    }

    private let request: LeaseRequest
    private var shares: [Share] = []
    private var count = 0
    private var tokens = 0
    private var wasCut = false
    private var picks: [Pick] = []

    private init(_ request: LeaseRequest) { self.request = request }

    /// The batch in its order; empty when nothing is to be granted.
    ///
    /// `next` yields the lane's next candidate in the order asked for, nil at its end.
    package static func pick<Failure: Error>(
        _ request: LeaseRequest, from sources: [Source], next: (Int) throws(Failure) -> Candidate?
    ) throws(Failure) -> [Pick] {
        var picker = BatchPicker(request)
        guard try picker.open(sources, next: next) >= request.minTrajectories else { return [] }
        // First each share up to its quota, then the leftovers to whoever has more.
        while let share = picker.neediest(withinQuota: true) { try picker.take(from: share, next: next) }
        while let share = picker.neediest(withinQuota: false) { try picker.take(from: share, next: next) }
        guard picker.count > 0, picker.count >= request.minTrajectories || picker.wasCut else { return [] }
        let newest = request.order == .newest
        return picker.picks.sorted {
            newest ? $0.candidate.position > $1.candidate.position : $0.candidate.position < $1.candidate.position
        }
    }

    /// Assigns the lanes to the shares and reads the first candidate of each; returns how much there is in all.
    private mutating func open<Failure: Error>(_ sources: [Source], next: (Int) throws(Failure) -> Candidate?)
        throws(Failure) -> Int
    {
        let asked = request.shares
        let weights = asked?.map(\.share) ?? [1]
        var available = Array(repeating: 0, count: weights.count)
        var members: [[Int]] = Array(repeating: [], count: weights.count)
        for (index, source) in sources.enumerated() {
            let name = source.environment
            guard let share = asked.map({ $0.firstIndex { $0.environments.contains(name) } }) ?? 0 else { continue }
            available[share] += source.available
            members[share].append(index)
        }
        let quotas = Apportionment.divide(request.maxTrajectories, shares: weights, available: available)
        for index in weights.indices {
            var share = Share(quota: quotas[index], weight: weights[index])
            for source in members[index] {
                if let candidate = try next(source) { share.heads.append((source, candidate)) }
            }
            share.isOpen = !share.heads.isEmpty
            for parent in stride(from: share.heads.count / 2 - 1, through: 0, by: -1) {
                sink(&share.heads, from: parent)
            }
            shares.append(share)
        }
        return available.reduce(0, +)
    }

    /// The open share that has the least of what is due to it, so that a batch that is cut short is well mixed too.
    private func neediest(withinQuota: Bool) -> Int? {
        guard count < request.maxTrajectories else { return nil }
        var best: Int?
        for (index, share) in shares.enumerated() where share.isOpen && (!withinQuota || share.taken < share.quota) {
            guard let other = best else {
                best = index
                continue
            }
            let rival = shares[other]
            if (Double(share.taken) + 0.5) / share.weight < (Double(rival.taken) + 0.5) / rival.weight { best = index }
        }
        return best
    }

    /// Takes the share's next candidate, or closes the share when it does not fit.
    private mutating func take<Failure: Error>(from index: Int, next: (Int) throws(Failure) -> Candidate?)
        throws(Failure)
    {
        guard let (source, candidate) = shares[index].heads.first else {
            shares[index].isOpen = false
            return
        }
        if count > 0 {
            let isTooMany = candidate.count > request.maxTrajectories - count
            let isTooHeavy = request.maxTokens.map { candidate.weight > $0 - tokens } ?? false
            if isTooMany || isTooHeavy {
                shares[index].isOpen = false
                wasCut = true
                return
            }
        }
        picks.append(Pick(source: source, candidate: candidate))
        count += candidate.count
        tokens = tokens.addingReportingOverflow(candidate.weight).overflow ? .max : tokens + candidate.weight
        shares[index].taken += candidate.count
        // A full batch needs no look at what comes after it.
        guard count < request.maxTrajectories else { return }
        if let following = try next(source) {
            shares[index].heads[0].candidate = following
        } else {
            let last = shares[index].heads.removeLast()
            if shares[index].heads.isEmpty {
                shares[index].isOpen = false
                return
            }
            shares[index].heads[0] = last
        }
        sink(&shares[index].heads, from: 0)
    }

    private func sink(_ heads: inout [(source: Int, candidate: Candidate)], from start: Int) {
        let newest = request.order == .newest
        var parent = start
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heads.count {
                let (a, b) = (heads[child].candidate.position, heads[first].candidate.position)
                if newest ? a > b : a < b { first = child }
            }
            if first == parent { return }
            heads.swapAt(first, parent)
            parent = first
        }
    }
}
