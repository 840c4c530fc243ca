import Testing

@testable import Inference

@Suite struct `How many sequences are asked at once` {
    /// An engine that gives each of up to `knee` sequences full speed and divides its power among more; driven by a pool
    /// that always has more to ask.
    private struct World {
        var limit: ConcurrencyLimit
        var now: UInt64 = 1_000_000_000
        /// The work that each sequence at full speed would have done by now.
        var done = 0.0
        /// The value of `done` at which each running sequence ends, the next one last.
        var running: [Double] = []
        var random: SplitMix
        let knee: Int
        var faultShare = 0.0
        var pushBackBeyond = Int.max
        var tellsQueue = false
        var refused = 0
        var finished = 0
        var history: [Int] = []

        /// Runs until so many sequences have ended.
        mutating func run(_ count: Int) {
            let end = finished + count
            while finished < end {
                while limit.admits(1, now: now) {
                    limit.begin(1, now: now)
                    insert(done + Double.random(in: 0.5...1.5, using: &random))
                }
                limit.noteFull()
                guard let next = running.popLast() else { return }
                let speed = min(1, Double(knee) / Double(running.count + 1))
                now += UInt64(max(0, next - done) / speed * 1e9)
                done = next
                if tellsQueue { limit.observe(engineWaiting: max(0, limit.inUse - knee), now: now) }
                let isRefused =
                    limit.inUse > pushBackBeyond || Double.random(in: 0..<1, using: &random) < faultShare
                limit.end(1, isRefused ? .pushedBack(retryAfter: nil) : .answered(tokens: 100), now: now)
                finished += 1
                refused += isRefused ? 1 : 0
                history.append(limit.limit)
            }
        }

        private mutating func insert(_ end: Double) {
            var low = 0
            var high = running.count
            while low < high {
                let middle = (low + high) / 2
                if running[middle] > end { low = middle + 1 } else { high = middle }
            }
            running.insert(end, at: low)
        }

        var settled: Double {
            let tail = history.suffix(history.count / 2)
            return Double(tail.reduce(0, +)) / Double(tail.count)
        }
    }

    @Test(arguments: 0..<40)
    func `whatever happens, the bound stays within 1 and the maximum, and room is what was not given back`(seed: Int) {
        var random = SplitMix(UInt64(seed))
        let most = Int.random(in: 1...300, using: &random)
        var limit = ConcurrencyLimit(start: Int.random(in: 1...400, using: &random), most: most)
        var open: [Int] = []
        var now: UInt64 = 0
        for _ in 0..<400 {
            now += UInt64.random(in: 0...50_000_000, using: &random)
            let count = Int.random(in: 1...(Bool.random(using: &random) ? 1 : 64), using: &random)
            let used = open.reduce(0, +)
            #expect(limit.inUse == used, "seed \(seed)")
            #expect((1...most).contains(limit.limit), "seed \(seed)")
            if Bool.random(using: &random), limit.admits(count, now: now) {
                #expect(open.isEmpty || used + count <= limit.limit, "seed \(seed)")
                #expect(now >= limit.pausedUntil, "seed \(seed)")
                limit.begin(count, now: now)
                open.append(count)
            } else if !open.isEmpty {
                let ended = open.remove(at: Int.random(in: 0..<open.count, using: &random))
                let ends: [ConcurrencyLimit.CallEnd] = [
                    .answered(tokens: Int.random(in: 0...5000, using: &random)), .other, .timedOut,
                    .pushedBack(retryAfter: Bool.random(using: &random) ? nil : .milliseconds(20)),
                ]
                limit.end(ended, ends.randomElement(using: &random) ?? .other, now: now)
            }
            if Bool.random(using: &random) { limit.noteFull() }
            if Int.random(in: 0..<20, using: &random) == 0 {
                limit.observe(engineWaiting: Int.random(in: -1...3, using: &random), now: now)
            }
        }
    }

    @Test func `it starts at what is set, held within the maximum`() {
        #expect(ConcurrencyLimit(start: 32, most: 256).limit == 32)
        #expect(ConcurrencyLimit(start: 32, most: 4).limit == 4)
        #expect(ConcurrencyLimit(start: 0, most: 0).limit == 1)
    }

    @Test func `eight sequences in one request are eight, and more than the bound are asked alone`() {
        var limit = ConcurrencyLimit(start: 10, most: 10)
        limit.begin(8, now: 0)
        #expect(limit.admits(2, now: 0))
        #expect(!limit.admits(3, now: 0))
        limit.end(8, .other, now: 0)
        #expect(limit.admits(100, now: 0))
        limit.begin(100, now: 0)
        #expect(!limit.admits(1, now: 0))
    }

    @Test func `a round of nothing but 429 halves it, a stray one costs one, and timeouts count as much`() {
        for end in [ConcurrencyLimit.CallEnd.pushedBack(retryAfter: nil), .timedOut] {
            var all = ConcurrencyLimit(start: 32, most: 32)
            for _ in 0..<32 { all.begin(1, now: 0) }
            for _ in 0..<32 { all.end(1, end, now: 1) }
            #expect(all.limit == 16)
            var stray = ConcurrencyLimit(start: 32, most: 32)
            for _ in 0..<32 { stray.begin(1, now: 0) }
            for index in 0..<32 { stray.end(1, index == 0 ? end : .answered(tokens: 1), now: 1) }
            #expect(stray.limit == 31)
        }
    }

    @Test func `nothing is asked while the server wants a pause`() {
        var limit = ConcurrencyLimit(start: 32, most: 32)
        limit.begin(1, now: 0)
        limit.end(1, .pushedBack(retryAfter: .seconds(5)), now: 1_000_000_000)
        #expect(!limit.admits(1, now: 5_999_999_999))
        #expect(limit.isPaused(now: 5_999_999_999))
        #expect(limit.admits(1, now: 6_000_000_000))
        // A shorter wish does not shorten it.
        limit.begin(1, now: 6_000_000_000)
        limit.end(1, .pushedBack(retryAfter: .seconds(10)), now: 6_000_000_000)
        limit.end(0, .pushedBack(retryAfter: .seconds(1)), now: 6_000_000_000)
        #expect(!limit.admits(1, now: 15_999_999_999))
    }

    @Test func `without demand it does not grow`() {
        var limit = ConcurrencyLimit(start: 32, most: 256)
        for step in 0..<5000 {
            limit.begin(1, now: UInt64(step))
            limit.end(1, .answered(tokens: 100), now: UInt64(step) + 1)
        }
        #expect(limit.limit == 32)
    }

    @Test func `it grows while the engine's queue is empty, and no further`() {
        var world = World(limit: ConcurrencyLimit(start: 32, most: 1000), random: SplitMix(1), knee: 200)
        world.tellsQueue = true
        world.run(20_000)
        #expect(world.limit.limit >= 200)
        #expect(world.limit.limit <= 260)
    }

    @Test func `the engine's word is forgotten when it is old`() {
        var limit = ConcurrencyLimit(start: 8, most: 1000, engineWordLasts: .seconds(15))
        limit.observe(engineWaiting: 5, now: 0)
        #expect(limit.engineWaiting(now: 15_000_000_000) == 5)
        #expect(limit.engineWaiting(now: 15_000_000_001) == nil)
    }

    @Test(arguments: 0..<4)
    func `without metrics it finds the level where tokens per second stop rising`(seed: Int) {
        for knee in [8, 60, 400] {
            var world = World(
                limit: ConcurrencyLimit(start: 32, most: 1000), random: SplitMix(UInt64(seed)), knee: knee)
            world.run(40_000)
            #expect(world.settled >= Double(knee) * 0.6, "seed \(seed) knee \(knee)")
            // Too much concurrency costs little where nobody pushes back: it may not run away, that is all.
            #expect(world.settled <= Double(max(knee, 32)) * 2.5, "seed \(seed) knee \(knee)")
        }
    }

    @Test(arguments: 0..<4)
    func `a server that pushes back beyond its capacity is not pushed much further`(seed: Int) {
        var world = World(limit: ConcurrencyLimit(start: 32, most: 1000), random: SplitMix(UInt64(seed)), knee: 1000)
        world.pushBackBeyond = 100
        world.run(40_000)
        #expect(world.settled >= 60 && world.settled <= 150, "seed \(seed)")
        #expect(Double(world.refused) / Double(world.finished) < 0.2, "seed \(seed)")
    }

    @Test(arguments: 0..<4)
    func `faults that have nothing to do with load do not bring it to its knees`(seed: Int) {
        var world = World(limit: ConcurrencyLimit(start: 32, most: 256), random: SplitMix(UInt64(seed)), knee: 1000)
        world.faultShare = 0.1
        world.run(40_000)
        #expect(world.settled >= 40, "seed \(seed)")
    }
}
