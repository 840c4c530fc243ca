/// How many sequences an endpoint is asked at once: a bound that finds its own level.
///
/// Time is cut into rounds of as many finished sequences as the bound allows. Two things move the bound at a round's end:
/// - It shrinks by half of the share that was pushed back or timed out (as DCTCP does: one stray 429 costs one, nothing
///   but 429s halve it), and comes back by an eighth a round, up to a ceiling. A quarter or more lowers the ceiling too.
/// - The ceiling rises after a round in which somebody had to wait, while the engine's own queue is empty, or, where the
///   engine does not say, while that makes tokens per second rise (``ThroughputClimb``).
package struct ConcurrencyLimit: Sendable {
    /// How a call's sequences ended, as far as the bound is concerned.
    package enum CallEnd: Sendable {
        /// A reply came, with so many tokens.
        case answered(tokens: Int)
        /// 429 or 503, with what the server asked to wait.
        case pushedBack(retryAfter: Duration?)
        /// The total deadline passed.
        case timedOut
        /// Anything else; it says nothing about load.
        case other
    }

    private struct Round {
        var startedAt: UInt64
        var goal: Int
        var finished = 0
        var refused = 0
        var tokens = 0
        /// Whether a sequence had to wait for room.
        var wasFull = false
    }

    /// The bound, 1 to `most`.
    package private(set) var limit: Int
    /// The configured maximum.
    package let most: Int
    /// Sequences asked at this moment.
    package private(set) var inUse = 0
    /// Nothing is asked before this, on the monotonic clock.
    package private(set) var pausedUntil: UInt64 = 0
    /// What the engine last said about its own queue, and when.
    private var engineQueue: (waiting: Int, at: UInt64)?
    /// How long the engine's word counts.
    private let engineWordLasts: UInt64

    private var round: Round?
    /// What the bound comes back to after it shrank.
    private var ceiling: Int { climb.ceiling }
    private var climb: ThroughputClimb

    /// The share of a round that must be pushed back for the ceiling to fall.
    static let overloadShare = 0.25

    /// A bound that starts at `start`, held within 1 and `most`.
    package init(start: Int, most: Int, engineWordLasts: Duration = .seconds(15)) {
        self.most = max(most, 1)
        limit = min(max(start, 1), self.most)
        climb = ThroughputClimb(start: limit, most: self.most)
        self.engineWordLasts = engineWordLasts.nanoseconds
    }

    /// Whether `count` more sequences may be asked now; more than the bound alone may hold are asked alone.
    package func admits(_ count: Int, now: UInt64) -> Bool {
        guard now >= pausedUntil else { return false }
        return inUse == 0 || count <= limit - inUse
    }

    /// Whether the server asked for a pause that is not over.
    package func isPaused(now: UInt64) -> Bool { now < pausedUntil }

    /// Counts `count` sequences as asked.
    package mutating func begin(_ count: Int, now: UInt64) {
        inUse += count
        if round == nil { startRound(now) }
    }

    /// Says that somebody had to wait for room.
    package mutating func noteFull() { round?.wasFull = true }

    /// Takes the engine's word about its own queue.
    package mutating func observe(engineWaiting: Int, now: UInt64) { engineQueue = (max(engineWaiting, 0), now) }

    /// What the engine said about its own queue, while it counts.
    package func engineWaiting(now: UInt64) -> Int? {
        guard let engineQueue, now <= engineQueue.at &+ engineWordLasts else { return nil }
        return engineQueue.waiting
    }

    /// Gives back `count` sequences that were asked together.
    package mutating func end(_ count: Int, _ end: CallEnd, now: UInt64) {
        inUse = max(0, inUse - count)
        if round == nil { startRound(now) }
        switch end {
        case .answered(let tokens):
            round?.finished += count
            round?.tokens += max(tokens, count)
        case .pushedBack(let retryAfter):
            round?.finished += count
            round?.refused += count
            if let retryAfter { pausedUntil = max(pausedUntil, now &+ retryAfter.nanoseconds) }
        case .timedOut:
            round?.finished += count
            round?.refused += count
        case .other: break
        }
        if let ended = round, ended.finished >= ended.goal { close(ended, now: now) }
    }

    private mutating func startRound(_ now: UInt64) { round = Round(startedAt: now, goal: max(limit, 8)) }

    private mutating func close(_ round: Round, now: UInt64) {
        if round.wasFull {
            if limit < ceiling { limit = min(ceiling, limit + max(1, limit / 8)) }
            raiseCeiling(round, now: now)
        }
        if round.refused > 0 {
            let share = Double(round.refused) / Double(round.finished)
            limit = max(1, limit - max(1, Int((Double(limit) * share / 2).rounded())))
            if share >= Self.overloadShare { climb.fallBack(to: limit) }
        }
        startRound(now)
    }

    private mutating func raiseCeiling(_ round: Round, now: UInt64) {
        let before = ceiling
        if let waiting = engineWaiting(now: now) {
            climb.restart()
            if waiting == 0 { climb.raise(by: max(1, ceiling / 4)) }
        } else {
            let seconds = max(Double(now &- round.startedAt) / 1e9, 1e-9)
            climb.measured(tokens: round.tokens, seconds: seconds)
        }
        if ceiling > before { limit = ceiling }
        limit = min(limit, ceiling)
    }
}
