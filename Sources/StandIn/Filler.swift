/// The text that thoughts are filled with: words in no order, one token each, made once.
struct Filler: Sendable {
    private let bytes: [UInt8]
    /// Where each word ends.
    private let ends: [Int]

    /// A text of so many words, with a space before each but the first.
    init(words count: Int) {
        var source = RandomSource(seed: 0x66_69_6C_6C)
        var bytes: [UInt8] = []
        var ends: [Int] = []
        bytes.reserveCapacity(count * 6)
        ends.reserveCapacity(count)
        for index in 0..<count {
            if index > 0 { bytes.append(UInt8(ascii: " ")) }
            bytes.append(contentsOf: Self.words[Int(source.next() % UInt64(Self.words.count))].utf8)
            ends.append(bytes.count)
        }
        self.bytes = bytes
        self.ends = ends
    }

    /// The first so many words, or all where there are fewer. O(1).
    func text(words count: Int) -> ArraySlice<UInt8> {
        guard count > 0, !ends.isEmpty else { return [] }
        return bytes[..<ends[min(count, ends.count) - 1]]
    }

    /// How many words these settings can ask for.
    static func words(for tokens: StandInSettings.TokenCount) -> Int {
        switch tokens {
        case .asWritten: Self.shortest
        case .fixed(let count): max(count, Self.shortest)
        case .logNormal: StandInSettings.mostTokens
        }
    }

    /// The length of a thought that must be there and is not asked to be longer.
    static let shortest = 8

    private static let words = [
        "so", "first", "then", "let", "me", "see", "the", "value", "is", "what", "we", "need", "now", "check", "each",
        "part", "again", "this", "gives", "that", "and", "it", "follows", "since", "both", "are", "known", "add",
        "carry", "over", "next", "digit", "count", "from", "left", "right", "read", "text", "once", "more", "name",
        "found", "keep", "order", "same", "rule", "holds", "here", "hence", "sum", "goes", "on", "after", "before",
        "only", "one", "way", "out", "good", "fine", "wait", "no", "yes", "done",
    ]
}
