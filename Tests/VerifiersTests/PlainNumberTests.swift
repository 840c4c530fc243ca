import JSON
import Testing

@testable import Verifiers

@Suite struct PlainNumberTests {
    /// A decimal with its digits and places drawn at random, and the same value spelled in another way.
    private struct Spelled {
        var value: Int
        var places: Int
        var text: String
    }

    private static func spelled(_ draw: inout some RandomNumberGenerator) -> Spelled {
        let value = Int.random(in: -99_999...99_999, using: &draw)
        let places = Int.random(in: 0...4, using: &draw)
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        var text = String(padded.dropLast(places)) + (places > 0 ? "." + padded.suffix(places) : "")
        switch Int.random(in: 0..<4, using: &draw) {
        case 0: text = "00" + text
        case 1: text += places > 0 ? "000" : ".000"
        case 2: text = digits + "e-\(places)"
        default: break
        }
        if value < 0 { text = (Bool.random(using: &draw) ? "-" : "\u{2212}") + text }
        return Spelled(value: value, places: places, text: text)
    }

    @Test func `numbers are equal when their values are, and within a tolerance by exact arithmetic`() throws {
        for seed in UInt64(0)..<2_000 {
            var draw = TestDraws(seed: seed)
            let (a, b, t) = (Self.spelled(&draw), Self.spelled(&draw), Self.spelled(&draw))
            let (left, right) = try (#require(PlainNumber.read(a.text)), #require(PlainNumber.read(b.text)))
            let bound = try #require(PlainNumber.read(t.text.trimmingPrefix(/[-−]/).description))
            func scaled(_ number: Spelled) -> Int {
                (0..<(4 - number.places)).reduce(number.value) { value, _ in value * 10 }
            }
            #expect((left == right) == (scaled(a) == scaled(b)), "seed \(seed): \(a.text) \(b.text)")
            var budget = Budget.standard
            let isWithin = try left.isWithin(bound, of: right, budget: &budget)
            #expect(
                isWithin == (abs(scaled(a) - scaled(b)) <= abs(scaled(t))),
                "seed \(seed): \(a.text) \(b.text) \(t.text)")
        }
    }

    @Test func `every JSON number spells a plain number of the same value`() throws {
        for text in ["0", "-0.0", "1e5", "1E+5", "-1.5e-7", "123456789012345678901234567890", "0.000", "100"] {
            let number = try #require(JSONNumber(literal: text))
            let (left, right) = try (#require(PlainNumber.read(text)), #require(PlainNumber.read(number.text)))
            #expect(left == right)
        }
        #expect(PlainNumber.read("1e5") == PlainNumber.read("100,000"))
        #expect(PlainNumber.read("1.50") == PlainNumber.read("1.5"))
        #expect(PlainNumber.read("1.50") != PlainNumber.read("1.05"))
    }

    @Test func `the distance of numbers far apart in size is exact`() throws {
        var budget = Budget.standard
        let huge = try #require(PlainNumber.read("1" + String(repeating: "0", count: 900)))
        let more = try #require(PlainNumber.read("1" + String(repeating: "0", count: 899) + "1"))
        let (one, half) = try (#require(PlainNumber.read("1")), #require(PlainNumber.read("0.5")))
        #expect(try huge.isWithin(one, of: more, budget: &budget))
        #expect(try !huge.isWithin(half, of: more, budget: &budget))
    }
}

/// A small generator for tests: SplitMix64.
struct TestDraws: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
