internal import JSON

/// `letter_ladder`: from one code word to another by way of listed ones, a letter at a time. The choice is the first one.
enum LetterLadderPuzzle: Puzzle {
    static let name = "letter_ladder"

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    private static func length(_ level: Int) -> Int { level <= 4 ? 3 : 4 }
    private static func rungs(_ level: Int) -> Int { level + 2 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: letters.count, count: length(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        var ladder = [(0..<length(level)).map { _ in letters[choices.next(of: letters.count)] }]
        var words = Set(ladder)
        while ladder.count <= rungs(level), let last = ladder.last {
            let next = changed(last, &draws)
            if words.insert(next).inserted { ladder.append(next) }
        }
        // Words that lead off the ladder, and on from there.
        var astray = ladder
        for _ in 0..<(2 * rungs(level)) {
            let next = changed(astray[draws.below(astray.count)], &draws)
            if words.insert(next).inserted { astray.append(next) }
        }
        func text(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self) }
        let listed = draws.shuffled(astray.map(text))
        let ends = (first: text(ladder[0]), last: text(ladder[ladder.count - 1]))
        return PuzzleTask(
            question: """
                Get from \(ends.first) to \(ends.last) by changing one letter at a time. Every step must be one of \
                these code words, and none may be used twice: \(listed.joined(separator: ", ")). Give the code words \
                in order, from \(ends.first) to \(ends.last), with commas between them.
                """,
            kind: "letter_ladder",
            instance: [
                "words": .array(listed.map { .string($0) }), "from": .string(ends.first), "to": .string(ends.last),
            ],
            answer: ladder.map(text).joined(separator: ", "), steps: listed.count)
    }

    private static func changed(_ word: [UInt8], _ draws: inout SeededGenerator) -> [UInt8] {
        var word = word
        word[draws.below(word.count)] = letters[draws.below(letters.count)]
        return word
    }
}
