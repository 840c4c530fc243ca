#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The random numbers of Python's `random` after `seed(0)`: MT19937, seeded by an array that holds one zero.
///
/// The reference draws at random; with its seed at 0, as its documentation advises where the same text is to give the
/// same answer, it draws these. Matsumoto and Nishimura, "Mersenne Twister", 1998.
struct MersenneTwister {
    private static let size = 624
    /// The first numbers, drawn once: more than a detection takes as a rule.
    private static let head: [UInt32] = {
        var start = MersenneTwister(seededByArray: [0])
        return (0..<headCount).map { _ in start.generated() }
    }()
    private static let headCount = 4 * size
    /// The generator that has given out the first numbers.
    private static let afterHead = {
        var start = MersenneTwister(seededByArray: [0])
        for _ in 0..<headCount { _ = start.generated() }
        return start.state
    }()

    private let head: [UInt32]
    private var drawn = 0
    private var state: [UInt32]
    private var index = MersenneTwister.size
    /// The second of a pair of normally distributed numbers, not yet asked for.
    private var spareGaussian: Double?

    /// The numbers from the first one on.
    init() {
        head = Self.head
        state = []
    }

    /// For the first numbers themselves, which have no others before them.
    private init(seededByArray key: [UInt32]) {
        head = []
        state = [19_650_218]
        for place in 1..<Self.size {
            let last = state[place - 1]
            state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(place))
        }
        var place = 1
        var keyPlace = 0
        func step() {
            place += 1
            if place >= Self.size {
                state[0] = state[Self.size - 1]
                place = 1
            }
        }
        for _ in 0..<max(Self.size, key.count) {
            let last = state[place - 1]
            state[place] = (state[place] ^ (last ^ last >> 30) &* 1_664_525) &+ key[keyPlace] &+ UInt32(keyPlace)
            keyPlace = (keyPlace + 1) % key.count
            step()
        }
        for _ in 1..<Self.size {
            let last = state[place - 1]
            state[place] = (state[place] ^ (last ^ last >> 30) &* 1_566_083_941) &- UInt32(place)
            step()
        }
        state[0] = 0x8000_0000
    }

    private mutating func twist() {
        for place in 0..<Self.size {
            let next = place + 1 == Self.size ? 0 : place + 1
            let other = place + 397 < Self.size ? place + 397 : place + 397 - Self.size
            let mixed = state[place] & 0x8000_0000 | state[next] & 0x7FFF_FFFF
            state[place] = state[other] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_B0DF)
        }
        index = 0
    }

    /// The next 32 bits.
    @inline(__always)
    mutating func next() -> UInt32 {
        guard drawn < head.count else { return generated() }
        defer { drawn += 1 }
        return head[drawn]
    }

    private mutating func generated() -> UInt32 {
        if state.isEmpty { state = Self.afterHead }
        if index >= Self.size { twist() }
        var value = state[index]
        index += 1
        value ^= value >> 11
        value ^= value << 7 & 0x9D2C_5680
        value ^= value << 15 & 0xEFC6_0000
        return value ^ value >> 18
    }

    /// A number from 0 to below a bound from 1 to 2^31 (`randrange`): as many bits as it has, again until below it.
    mutating func below(_ bound: Int) -> Int {
        let bits = Int.bitWidth - bound.leadingZeroBitCount
        while true {
            let value = Int(next() >> UInt32(32 - bits))
            if value < bound { return value }
        }
    }

    /// A number from 0 to below 1 (`random`).
    mutating func unit() -> Double {
        let high = Double(next() >> 5)
        let low = Double(next() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// A number as if drawn from the standard normal distribution (`gauss`).
    mutating func gaussian() -> Double {
        if let spare = spareGaussian {
            spareGaussian = nil
            return spare
        }
        let angle = unit() * 2 * Double.pi
        let radius = (-2 * log(1 - unit())).squareRoot()
        spareGaussian = sin(angle) * radius
        return cos(angle) * radius
    }
}
