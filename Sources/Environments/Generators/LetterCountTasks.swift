package import JSON
package import Rollouts
import Verifiers

/// `letter_count`: "How many times does the letter "r" occur in the word "strawberry"?"
///
/// Options: `letters` (`balanced`, the default: every other task asks for a letter that occurs more than once, since
/// otherwise "1" would nearly always be right; `present`: all letters that occur in the word; `any`: all 26),
/// `shortest` and `longest` (letters of the word; all words by default). Fields: `question`, `word`, `letter`,
/// `count`. Verify by `answer: {format: tag, equals: $count}`.
package struct LetterCountTasks: TaskGenerator {
    package static let name = "letter_count"

    /// Which letters are asked for.
    enum Letters: String, CaseIterable, Sendable { case balanced, present, any }

    /// A word and the letter that is asked for in it.
    private struct Pair: Sendable {
        let word: String
        let letter: String

        var count: Int { word.utf8.count { $0 == letter.utf8.first } }
    }

    private static let alphabet = "abcdefghijklmnopqrstuvwxyz".map(String.init)

    /// Kinds of pairs that come in turn, each in an order of its own.
    private let kinds: [[Pair]]
    /// How many pairs of each kind are used: as many as the smallest has.
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["letters", "shortest", "longest"])
        let letters = try options.value("letters", .name, default: Letters.balanced)
        let longestWord = CommonWords.all.map(\.count).max() ?? 1
        let shortest = try options.value("shortest", .whole(1...longestWord), default: 1)
        let longest = try options.value("longest", .whole(1...longestWord), default: longestWord)
        let pairs = CommonWords.all.filter { $0.count >= shortest && $0.count <= longest }.flatMap { word in
            Self.alphabet.filter { letters == .any || word.contains($0) }.map { Pair(word: word, letter: $0) }
        }
        switch letters {
        case .balanced: kinds = [pairs.filter { $0.count == 1 }, pairs.filter { $0.count > 1 }]
        case .present, .any: kinds = [pairs]
        }
        share = kinds.map(\.count).min() ?? 0
        guard share > 0 else {
            throw GeneratorOptionError(
                option: "longest", "no word to ask about has from \(shortest) to \(longest) letters",
                hint: "words have up to \(longestWord) letters")
        }
    }

    package var size: Int? { share * kinds.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: kinds.count, share: share)[index, seed: seed]
        let order = SeededPermutation(count: kinds[turn.kind].count, seed: turn.seed)
        let pair = kinds[turn.kind][order[turn.place]]
        return RolloutTask(
            id: "\(Self.name):\(pair.letter):\(pair.word)",
            fields: [
                "question": .string(
                    "How many times does the letter \"\(pair.letter)\" occur in the word \"\(pair.word)\"?"),
                "word": .string(pair.word), "letter": .string(pair.letter), "count": .int(pair.count),
            ],
            gold: "<answer>\(pair.count)</answer>")
    }
}
