/// An order of the numbers from 0 to below a count that a seed decides, without a table.
///
/// A balanced Feistel network permutes the next power of four; what falls outside of the count is sent through again
/// ("cycle walking", Black and Rogaway, 2002), fewer than four times on average.
package struct SeededPermutation: Sendable, Hashable {
    /// How many numbers are permuted, at least 1.
    package let count: Int
    private let seed: UInt64
    private let halfBits: UInt64
    private static let rounds: UInt64 = 6

    /// The order of `count` numbers that a seed decides; a count below 1 is taken as 1.
    package init(count: Int, seed: UInt64) {
        self.count = max(count, 1)
        self.seed = SeededGenerator.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
        let bits = UInt64(Int.bitWidth - (self.count - 1).leadingZeroBitCount)
        halfBits = max((bits + 1) / 2, 1)
    }

    /// The number at a place; places come round again after `count`, and below 0 too. Constant time on average.
    package subscript(place: Int) -> Int {
        let remainder = place % count
        var value = UInt64(remainder < 0 ? remainder + count : remainder)
        // The walk comes back into the count, because it started in it.
        repeat { value = step(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func step(_ value: UInt64) -> UInt64 {
        let mask = (UInt64(1) << halfBits) - 1
        var left = value >> halfBits
        var right = value & mask
        for round in 0..<Self.rounds {
            // A half has at most 32 bits, so round and half together are different for all pairs.
            let mixed = SeededGenerator.mixed(seed ^ (round << 32 | right))
            (left, right) = (right, left ^ (mixed & mask))
        }
        return left << halfBits | right
    }
}
