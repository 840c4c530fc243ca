/// Climbs to the concurrency at which tokens per second stop rising, by trying steps and keeping those that pay.
///
/// A step up must bring a quarter of what it would bring if every sequence brought as much as before. Chance alone lets
/// a useless step through now and then, so steps down are tried in turn, and kept where they cost less than that
/// quarter; they never go below the start, which somebody chose. Steps are halves until one has brought nothing, then
/// eighths, measured longer.
struct ThroughputClimb: Sendable {
    private static let shortestRest = 3
    private static let longestRest = 48

    private enum Phase {
        /// The present level is measured.
        case resting
        /// A step was taken from a level with this rate.
        case trying(from: Int, rate: Double)
    }

    /// The level: how many sequences may be asked at once.
    private(set) var ceiling: Int
    private let floor: Int
    private let most: Int
    private var phase = Phase.resting
    private var isCoarse = true
    private var goesUp = true
    /// The round after a step still holds what was asked before it, and is not measured.
    private var isSettling = false
    private var roundsLeft = 1
    /// Rounds to rest between fine steps: longer and longer while no step pays, since trying has its price.
    private var rest = shortestRest
    private var tokens = 0
    private var seconds = 0.0

    init(start: Int, most: Int) {
        self.most = max(most, 1)
        ceiling = min(max(start, 1), self.most)
        floor = ceiling
    }

    /// Takes the figures of one full round at the present level.
    mutating func measured(tokens: Int, seconds: Double) {
        if isSettling {
            isSettling = false
            return
        }
        self.tokens += tokens
        self.seconds += seconds
        roundsLeft -= 1
        guard roundsLeft <= 0 else { return }
        let rate = Double(self.tokens) / self.seconds
        switch phase {
        case .resting: step(rate)
        case .trying(let from, let before):
            let change = Double(ceiling) / Double(from) - 1
            if rate > before * (1 + change / 4) {
                rest = Self.shortestRest
                step(rate)
            } else {
                if goesUp { isCoarse = false }
                ceiling = from
                goesUp.toggle()
                rest = min(rest * 2, Self.longestRest)
                restart()
            }
        }
    }

    /// Forgets what was measured, and stays where it is.
    mutating func restart() {
        phase = .resting
        isSettling = true
        measureAnew(rounds: isCoarse ? 1 : rest)
    }

    /// Rises without measuring.
    mutating func raise(by step: Int) { ceiling = min(ceiling + step, most) }

    /// Falls to a level that overload has shown to be high enough.
    mutating func fallBack(to level: Int) {
        ceiling = min(max(level, 1), most)
        isCoarse = false
        goesUp = true
        restart()
    }

    /// Tries the next step from a level with this rate; turns around at either end.
    private mutating func step(_ rate: Double) {
        let from = ceiling
        let size = max(1, ceiling / (isCoarse ? 2 : 8))
        if goesUp {
            ceiling = min(ceiling + size, most)
        } else if ceiling > floor {
            ceiling = max(ceiling - size, floor)
        }
        guard ceiling != from else {
            goesUp.toggle()
            isCoarse = false
            return restart()
        }
        phase = .trying(from: from, rate: rate)
        isSettling = true
        measureAnew(rounds: isCoarse ? 1 : 2)
    }

    private mutating func measureAnew(rounds: Int) {
        roundsLeft = rounds
        tokens = 0
        seconds = 0
    }
}
