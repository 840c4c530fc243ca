/// Random draws that a seed decides, the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The draws of a seed.
    package init(seed: UInt64) { state = seed }

    /// The draws of one stream of a seed; streams of one seed have nothing to do with each other.
    package init(seed: UInt64, stream: UInt64) {
        state = Self.mixed(seed ^ Self.mixed(stream &+ 0x9E37_79B9_7F4A_7C15))
    }

    /// A seed for one stream of a seed.
    package static func seed(_ seed: UInt64, stream: Int) -> UInt64 {
        SeededGenerator(seed: seed, stream: UInt64(bitPattern: Int64(stream))).state
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A number from 0 to below a bound, each equally likely (Lemire's method, 2019); 0 for a bound below 1.
    package mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// An element, each equally likely; nil where there is none.
    package mutating func pick<Element>(_ elements: some RandomAccessCollection<Element>) -> Element? {
        guard !elements.isEmpty else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
    }

    /// Puts elements in an order, each order equally likely (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in elements.indices.dropFirst().reversed() { elements.swapAt(last, below(last + 1)) }
    }

    /// SplitMix64's output function: a bijection of 64 bits that spreads every bit.
    package static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
