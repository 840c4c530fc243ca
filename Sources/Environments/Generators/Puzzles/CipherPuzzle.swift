internal import JSON

/// `cipher`: a text in a cipher whose rule and key are told. The choices are its words.
enum CipherPuzzle: Puzzle {
    static let name = "cipher"

    private static func words(_ level: Int) -> Int { 2 + level / 2 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: CommonWords.all.count, count: words(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let words = (0..<Self.words(level)).map { _ in CommonWords.all[choices.next(of: CommonWords.all.count)] }
        let plain = words.joined(separator: " ")
        let key = level <= 4 ? [draws.int(1...25)] : keyword(level, &draws)
        let isReversed = level >= 9
        var place = 0
        let shifted = plain.utf8.map { byte -> UInt8 in
            guard byte != 0x20 else { return byte }
            defer { place += 1 }
            return (byte - 97 + UInt8(key[place % key.count])) % 26 + 97
        }
        let text = String(decoding: isReversed ? shifted.reversed() : shifted, as: UTF8.self)
        let letters = String(decoding: key.map { UInt8($0 + 97) }, as: UTF8.self)
        let rule =
            level <= 4
            ? """
            Each letter of a text was moved forward in the alphabet by \(key[0]) place\(key[0] == 1 ? "" : "s"), going \
            on with a after z.
            """
            : """
            The letters of a text were moved forward in the alphabet, going on with a after z, by amounts that the \
            key \(letters) gives: its letters stand for 0 (a) to 25 (z) places, the first letter of the text is moved \
            by the first letter of the key and so on, and the key is repeated as often as needed. Spaces are kept and \
            use up no letter of the key.
            """
        return PuzzleTask(
            question: """
                \(rule)\(isReversed ? " At the end the whole text was written backwards." : "") The result is:
                \(text)
                What was the text? Give it in small letters.
                """,
            kind: "words", instance: ["answer": .string(plain)], answer: plain,
            steps: plain.count + (level > 4 ? 10 : 0) + (isReversed ? 5 : 0))
    }

    private static func keyword(_ level: Int, _ draws: inout SeededGenerator) -> [Int] {
        (0..<(level - 2)).map { _ in draws.below(26) }
    }
}
