import Testing

@testable import Inference

/// The machine behind a reference, so that expectations can contain calls that change it.
private final class TestPool {
    private var state: PoolState<Int>

    init(_ members: [PoolMember], weights: [Double]) { state = PoolState(members: members, weights: weights) }

    var members: [PoolMember] { state.members }
    func serves(_ role: String) -> Bool { state.serves(role) }
    func waitingCount(_ role: String) -> Int { state.waitingCount(role) }
    func acquire(_ count: Int, role: String, avoiding: Int? = nil, now: UInt64) -> Place? {
        state.acquire(count, role: role, avoiding: avoiding, now: now)
    }
    @discardableResult func wait(_ waiter: Int, _ count: Int, role: String, now: UInt64) -> UInt64? {
        state.wait(waiter, count, role: role, now: now)
    }
    func leave(_ number: UInt64, role: String) -> Int? { state.leave(number, role: role) }
    func serve(now: UInt64, _ give: (Int, Place) -> Void) { state.serve(now: now, give) }
    func giveUp(after patience: UInt64, now: UInt64) -> [Int] { state.giveUp(after: patience, now: now) }
    func update(_ endpoint: Int, _ change: (inout PoolMember) -> Void) { state.update(endpoint, change) }
    func end(_ place: Place) {
        update(place.endpoint) { $0.limit.end(place.count, .answered(tokens: 1), now: 0) }
    }
    func served() -> [Int] {
        var waiters: [Int] = []
        serve(now: 0) { waiter, _ in waiters.append(waiter) }
        return waiters
    }
}

private final class TestChoice {
    private var choice: EndpointChoice
    init(weights: [Double]) { choice = EndpointChoice(weights: weights) }
    func next(of candidates: [Int]) -> Int? { choice.next(of: candidates) }
}

@Suite struct `Who is served, and by whom` {
    private func member(_ role: String = "policy", limit: Int, model: PoolMember.Model = .known("m")) -> PoolMember {
        PoolMember(
            role: role, limit: ConcurrencyLimit(start: limit, most: limit), model: model, takesExtendedParameters: true)
    }

    private func pool(_ limits: [Int], weights: [Double]? = nil) -> TestPool {
        TestPool(limits.map { member(limit: $0) }, weights: weights ?? limits.map { _ in 1 })
    }

    @Test func `endpoints are taken in proportion to their weights, and each again and again`() {
        for weights in [[1.0], [1, 1], [5, 1, 1], [0.5, 0.25, 0.25], [100, 1]] {
            let choice = TestChoice(weights: weights)
            var counts = weights.map { _ in 0 }
            var last = weights.map { _ in 0 }
            let total = weights.reduce(0, +)
            for turn in 1...10_000 {
                guard let next = choice.next(of: Array(weights.indices)) else { continue }
                counts[next] += 1
                #expect(Double(turn - last[next]) <= total / weights[next] + Double(weights.count))
                last[next] = turn
            }
            for index in weights.indices {
                #expect(abs(Double(counts[index]) - 10_000 * weights[index] / total) <= 2)
            }
        }
    }

    @Test func `an endpoint that was away has no claim to a burst`() {
        let choice = TestChoice(weights: [1, 1])
        for _ in 0..<1000 { _ = choice.next(of: [0]) }
        let next = (0..<10).compactMap { _ in choice.next(of: [0, 1]) }
        #expect(next.count { $0 == 1 } == 5)
    }

    @Test func `no candidates, no choice`() {
        let choice = TestChoice(weights: [1])
        #expect(choice.next(of: []) == nil)
    }

    @Test func `those who wait are served in the order they came, and nobody overtakes them`() {
        let pool = pool([4])
        let first = pool.acquire(4, role: "policy", now: 0)
        #expect(first != nil)
        _ = pool.wait(1, 4, role: "policy", now: 0)
        _ = pool.wait(2, 1, role: "policy", now: 0)
        #expect(pool.acquire(1, role: "policy", now: 0) == nil)
        #expect(pool.served() == [])
        if let first { pool.end(first) }
        // The large one first; the small one does not fit beside it.
        #expect(pool.acquire(1, role: "policy", now: 0) == nil)
        #expect(pool.served() == [1])
        #expect(pool.waitingCount("policy") == 1)
        pool.update(0) { $0.limit.end(4, .answered(tokens: 1), now: 0) }
        #expect(pool.served() == [2])
    }

    @Test func `who leaves the line is not served, and does not hold it up`() throws {
        let pool = pool([1])
        let place = try #require(pool.acquire(1, role: "policy", now: 0))
        let number = try #require(pool.wait(1, 1, role: "policy", now: 0))
        _ = pool.wait(2, 1, role: "policy", now: 0)
        #expect(pool.leave(number, role: "policy") == 1)
        #expect(pool.leave(number, role: "policy") == nil)
        pool.end(place)
        #expect(pool.served() == [2])
    }

    @Test func `patience ends in the order of arrival`() {
        let pool = pool([1])
        _ = pool.acquire(1, role: "policy", now: 0)
        _ = pool.wait(1, 1, role: "policy", now: 10)
        _ = pool.wait(2, 1, role: "policy", now: 20)
        #expect(pool.giveUp(after: 5, now: 15) == [])
        #expect(pool.giveUp(after: 5, now: 16) == [1])
        #expect(pool.giveUp(after: 5, now: 1000) == [2])
    }

    @Test func `who may take long waits for as long, and holds up nobody for longer than the line does`() {
        var state = PoolState<Int>(members: [member(limit: 1)], weights: [1])
        _ = state.acquire(1, role: "policy", now: 0)
        _ = state.wait(1, 1, role: "policy", patience: 100, now: 10)
        _ = state.wait(2, 1, role: "policy", now: 20)
        #expect(state.giveUp(after: 5, now: 110) == [])
        #expect(state.giveUp(after: 5, now: 111) == [1, 2])
    }

    @Test func `roles do not mix`() throws {
        let pool = TestPool([member("judge", limit: 1), member(limit: 1)], weights: [1, 1])
        #expect(!pool.serves("other"))
        #expect(pool.acquire(1, role: "other", now: 0) == nil)
        #expect(pool.wait(1, 1, role: "other", now: 0) == nil)
        let policy = try #require(pool.acquire(1, role: "policy", now: 0))
        #expect(policy.endpoint == 1)
        _ = pool.wait(1, 1, role: "policy", now: 0)
        #expect(pool.acquire(1, role: "judge", now: 0)?.endpoint == 0)
    }

    @Test func `after a failure another endpoint is preferred, and the same one taken where there is no other`() {
        let two = pool([4, 4])
        for _ in 0..<4 { #expect(two.acquire(1, role: "policy", avoiding: 0, now: 0)?.endpoint == 1) }
        #expect(two.acquire(1, role: "policy", avoiding: 0, now: 0)?.endpoint == 0)
        let one = pool([4])
        #expect(one.acquire(1, role: "policy", avoiding: 0, now: 0)?.endpoint == 0)
    }

    @Test func `an endpoint that cannot be reached is left out, tried now and then, and taken when none is left`() {
        let pool = pool([1000, 1000])
        for _ in 0..<3 { pool.update(0) { $0.health.failed(now: 0) } }
        for _ in 0..<50 { #expect(pool.acquire(1, role: "policy", now: 0)?.endpoint == 1) }
        // After a second one call tries it, and the others wait for how that ends.
        let later: UInt64 = 1_000_000_001
        let places = (0..<10).compactMap { _ in pool.acquire(1, role: "policy", now: later)?.endpoint }
        #expect(places.count { $0 == 0 } == 1)
        pool.update(0) { $0.health.failed(now: later) }
        #expect(pool.acquire(1, role: "policy", now: later)?.endpoint == 1)
        for _ in 0..<3 { pool.update(1) { $0.health.failed(now: later) } }
        #expect(pool.acquire(1, role: "policy", now: later) != nil)
        pool.update(0) { $0.health.replied() }
        for _ in 0..<10 { #expect(pool.acquire(1, role: "policy", now: later)?.endpoint == 0) }
    }

    @Test func `the first who comes asks for the model's name, and the others wait until it is known`() throws {
        let pool = TestPool([member(limit: 8, model: .unknown)], weights: [1])
        let first = try #require(pool.acquire(1, role: "policy", now: 0))
        #expect(first.mustFindModel)
        #expect(pool.acquire(1, role: "policy", now: 0) == nil)
        _ = pool.wait(1, 1, role: "policy", now: 0)
        pool.update(0) { $0.model = .unavailable(until: 100) }
        var places: [Place] = []
        pool.serve(now: 0) { places.append($1) }
        #expect(places.count == 1 && !places[0].mustFindModel && places[0].model == nil)
        #expect(pool.acquire(1, role: "policy", now: 100)?.mustFindModel == true)
        pool.update(0) { $0.model = .known("m") }
        #expect(pool.acquire(1, role: "policy", now: 100)?.model == "m")
    }

    @Test(arguments: 0..<40)
    func `every waiter is served or leaves exactly once, in order, and no room is lost`(seed: Int) {
        var random = SplitMix(UInt64(seed))
        let limits = (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 1...16, using: &random) }
        let pool = pool(limits)
        var places: [Place] = []
        var waiting: [(id: Int, number: UInt64)] = []
        var nextID = 0
        func serve() {
            pool.serve(now: 0) { waiter, place in
                #expect(waiting.first?.id == waiter, "seed \(seed)")
                if !waiting.isEmpty { waiting.removeFirst() }
                places.append(place)
            }
        }
        for _ in 0..<300 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let count = Int.random(in: 1...20, using: &random)
                if let place = pool.acquire(count, role: "policy", now: 0) {
                    #expect(waiting.isEmpty, "seed \(seed)")
                    places.append(place)
                } else if let number = pool.wait(nextID, count, role: "policy", now: 0) {
                    waiting.append((nextID, number))
                    nextID += 1
                }
            case 2 where !places.isEmpty:
                let place = places.remove(at: Int.random(in: 0..<places.count, using: &random))
                pool.update(place.endpoint) { $0.limit.end(place.count, .other, now: 0) }
            case 3 where !waiting.isEmpty:
                let gone = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
                #expect(pool.leave(gone.number, role: "policy") == gone.id, "seed \(seed)")
            default: break
            }
            serve()
            for (index, member) in pool.members.enumerated() {
                let used = places.filter { $0.endpoint == index }.map(\.count)
                #expect(member.limit.inUse == used.reduce(0, +), "seed \(seed)")
                #expect(member.limit.inUse <= limits[index] || used.count == 1, "seed \(seed)")
            }
            #expect(pool.waitingCount("policy") == waiting.count, "seed \(seed)")
        }
        while let place = places.popLast() {
            pool.update(place.endpoint) { $0.limit.end(place.count, .other, now: 0) }
            serve()
        }
        #expect(waiting.isEmpty, "seed \(seed)")
    }
}
