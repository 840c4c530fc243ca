import JSON

/// The last 64 verdicts of one level.
struct VerdictRecord: Sendable, Hashable {
    /// The most verdicts that are remembered.
    static let capacity = 64

    /// The newest verdict in the lowest bit, 1 for passed; bits beyond the count are 0.
    private var bits: UInt64 = 0
    /// How many verdicts are remembered.
    private(set) var count = 0

    /// Nothing remembered.
    init() {}

    /// How many of them passed.
    var passed: Int { bits.nonzeroBitCount }

    /// Passed verdicts of all remembered; nil where there are none.
    var passRate: Double? { count > 0 ? Double(passed) / Double(count) : nil }

    /// Remembers so many verdicts, of which some passed, evenly among them.
    mutating func note(passed: Int, of verdicts: Int) {
        let total = min(max(verdicts, 0), Self.capacity)
        let passes = verdicts > total ? min(max(passed, 0), verdicts) * total / verdicts : min(max(passed, 0), total)
        for index in 0..<total {
            let isPass = (index + 1) * passes / total > index * passes / total
            bits = bits << 1 | (isPass ? 1 : 0)
        }
        count = min(count + total, Self.capacity)
    }

    /// The verdicts as `1` and `0`, the oldest first.
    var text: String { String((0..<count).reversed().map { bits >> UInt64($0) & 1 == 1 ? "1" : "0" }) }

    /// The record that was written as `text`; nil where that is none.
    init?(text: String) {
        guard text.utf8.count <= Self.capacity, text.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else { return nil }
        for digit in text.utf8 { bits = bits << 1 | UInt64(digit - 0x30) }
        count = text.utf8.count
    }
}
