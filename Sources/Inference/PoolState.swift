/// A place at an endpoint for some sequences, and what its holder must know of the endpoint.
struct Place: Sendable, Equatable {
    /// The endpoint's index.
    let endpoint: Int
    /// The sequences it covers.
    let count: Int
    /// The model's name is not known: whoever holds the place asks for it first, and the others wait.
    let mustFindModel: Bool
    /// The model to name in calls; nil where none is known.
    let model: String?
    /// One choice is asked for in each call.
    let isAskedSingly: Bool
    /// Parameters beyond OpenAI's own are sent.
    let isExtended: Bool
    /// `skip_special_tokens: false` is sent with tools.
    let keepsSpecialTokens: Bool
}

/// What changes about one endpoint.
struct PoolMember: Sendable {
    /// How far the name of the model is known.
    enum Model: Equatable {
        case unknown
        /// Somebody asks for it at this moment.
        case sought
        case known(String)
        /// It could not be had; calls go out without one until the next search.
        case unavailable(until: UInt64)
    }

    let role: String
    var limit: ConcurrencyLimit
    var health = EndpointHealth()
    var model: Model
    /// Asked for one choice at a time, since it once returned fewer than asked.
    var isAskedSingly = false
    var takesExtendedParameters: Bool
    /// Whether it takes `skip_special_tokens`, as far as is known.
    var takesSpecialTokens = true
    var counts = EndpointCounts()
}

/// Who may ask which endpoint now, and who waits: the pool's decisions without its calls.
///
/// A pure machine: it reads no clock and resumes nobody. Waiters of a role are served in the order they came; while one
/// waits, nobody who comes later is served, so that a large request is not starved by small ones.
struct PoolState<Waiter> {
    private struct Waiting {
        let waiter: Waiter
        let count: Int
        let avoided: Int?
        let since: UInt64
        /// In nanoseconds; where it is longer than the pool's.
        let patience: UInt64
    }

    /// Who waits for one role: numbers in order, of which some may be gone, and what belongs to those that are not.
    private struct Line {
        let role: String
        private(set) var waiting: [UInt64: Waiting] = [:]
        private var queue: [UInt64] = []
        private var first = 0

        init(role: String) { self.role = role }

        mutating func append(_ number: UInt64, _ waiting: Waiting) {
            queue.append(number)
            self.waiting[number] = waiting
        }

        mutating func remove(_ number: UInt64) -> Waiter? { waiting.removeValue(forKey: number)?.waiter }

        /// The first who still waits.
        mutating func head() -> (number: UInt64, waiting: Waiting)? {
            guard !waiting.isEmpty else {
                queue.removeAll(keepingCapacity: true)
                first = 0
                return nil
            }
            if first > 1024, first * 2 > queue.count {
                queue.removeFirst(first)
                first = 0
            }
            while first < queue.count {
                if let found = waiting[queue[first]] { return (queue[first], found) }
                first += 1
            }
            return nil
        }
    }

    private(set) var members: [PoolMember]
    private var choice: EndpointChoice
    private var lines: [Line]
    private var lastNumber: UInt64 = 0

    init(members: [PoolMember], weights: [Double]) {
        self.members = members
        choice = EndpointChoice(weights: weights)
        lines = []
        for member in members where !lines.contains(where: { $0.role == member.role }) {
            lines.append(Line(role: member.role))
        }
    }

    /// Whether any endpoint has this role.
    func serves(_ role: String) -> Bool { line(role) != nil }

    /// How many requests wait for a place, of one role.
    func waitingCount(_ role: String) -> Int { line(role).map { lines[$0].waiting.count } ?? 0 }

    /// A place for `count` sequences, if nobody waits before and an endpoint has room; another than `avoided`, if one
    /// has. O(endpoints).
    mutating func acquire(_ count: Int, role: String, avoiding avoided: Int? = nil, now: UInt64) -> Place? {
        guard let line = line(role), lines[line].waiting.isEmpty else { return nil }
        return grant(count, role, avoided, now)
    }

    /// Puts somebody at the end of the line; the number is for ``leave(_:role:)``. Nil for a role that none has.
    mutating func wait(
        _ waiter: Waiter, _ count: Int, role: String, avoiding avoided: Int? = nil, patience: UInt64 = 0, now: UInt64
    ) -> UInt64? {
        guard let line = line(role) else { return nil }
        lastNumber += 1
        lines[line].append(
            lastNumber, Waiting(waiter: waiter, count: count, avoided: avoided, since: now, patience: patience))
        return lastNumber
    }

    /// Takes somebody out of the line; nil when they are not in it any more.
    mutating func leave(_ number: UInt64, role: String) -> Waiter? {
        line(role).flatMap { lines[$0].remove(number) }
    }

    /// Gives places to those who wait, in order, as far as there is room. O(those served).
    mutating func serve(now: UInt64, _ give: (Waiter, Place) -> Void) {
        for line in lines.indices {
            while let (number, next) = lines[line].head() {
                guard let place = grant(next.count, lines[line].role, next.avoided, now) else { break }
                _ = lines[line].remove(number)
                give(next.waiter, place)
            }
        }
    }

    /// Takes out those who have waited longer than `patience`, in nanoseconds, and than their own.
    mutating func giveUp(after patience: UInt64, now: UInt64) -> [Waiter] {
        var gone: [Waiter] = []
        for line in lines.indices {
            // Numbers ascend with time: the first that still has patience ends the search. Nobody behind is served before it.
            while let (number, next) = lines[line].head(), now > next.since &+ max(patience, next.patience) {
                _ = lines[line].remove(number)
                gone.append(next.waiter)
            }
        }
        return gone
    }

    /// Takes everybody out.
    mutating func removeAll() -> [Waiter] {
        defer { lines = lines.map { Line(role: $0.role) } }
        return lines.flatMap { $0.waiting.values.map(\.waiter) }
    }

    /// Changes what is known of an endpoint.
    mutating func update<Value>(_ endpoint: Int, _ change: (inout PoolMember) -> Value) -> Value {
        change(&members[endpoint])
    }

    private func line(_ role: String) -> Int? { lines.firstIndex { $0.role == role } }

    private mutating func grant(_ count: Int, _ role: String, _ avoided: Int?, _ now: UInt64) -> Place? {
        var open: [Int] = []
        var rested: [Int] = []
        var hasHealthy = false
        for index in members.indices where members[index].role == role && members[index].model != .sought {
            let isHealthy = members[index].health.isEligible(now: now)
            hasHealthy = hasHealthy || isHealthy
            guard members[index].limit.admits(count, now: now) else {
                if isHealthy, !members[index].limit.isPaused(now: now) { members[index].limit.noteFull() }
                continue
            }
            if isHealthy { open.append(index) } else { rested.append(index) }
        }
        // With every endpoint down a call fails soon and says why, which is better than waiting for none.
        if !hasHealthy { open = rested }
        if let avoided, open.count > 1 { open.removeAll { $0 == avoided } }
        guard let endpoint = choice.next(of: open) else { return nil }
        members[endpoint].limit.begin(count, now: now)
        members[endpoint].health.beginTry(now: now)
        let mustFindModel = mustFindModel(endpoint, now)
        let member = members[endpoint]
        var model: String?
        if case .known(let name) = member.model { model = name }
        return Place(
            endpoint: endpoint, count: count, mustFindModel: mustFindModel, model: model,
            isAskedSingly: member.isAskedSingly, isExtended: member.takesExtendedParameters,
            keepsSpecialTokens: member.takesExtendedParameters && member.takesSpecialTokens)
    }

    private mutating func mustFindModel(_ endpoint: Int, _ now: UInt64) -> Bool {
        switch members[endpoint].model {
        case .known, .sought: return false
        case .unavailable(let until) where now < until: return false
        case .unknown, .unavailable:
            members[endpoint].model = .sought
            return true
        }
    }
}
