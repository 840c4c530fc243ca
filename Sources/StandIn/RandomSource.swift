#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A seeded stream of numbers (SplitMix64, Steele and others 2014): small, quick, and the same on every machine.
struct RandomSource: Sendable, RandomNumberGenerator {
    private var state: UInt64

    /// The stream of a seed.
    init(seed: UInt64) { state = seed }

    /// The stream of one of many things under a seed, such as a request by its number.
    init(seed: UInt64, stream: UInt64) {
        var outer = RandomSource(seed: seed)
        var inner = RandomSource(seed: stream &+ outer.next())
        state = inner.next()
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not 1, in steps of 2^-53.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A log-normally distributed number of this median and deviation of the logarithm, by Box and Muller.
    mutating func logNormal(median: Double, sigma: Double) -> Double {
        // 1 - unit() is above 0, so that the logarithm is finite.
        let radius = (-2 * log(1 - unit())).squareRoot()
        let angle = 2 * Double.pi * unit()
        return median * exp(sigma * radius * cos(angle))
    }
}
