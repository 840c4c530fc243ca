package import JSON
package import Rollouts
import Verifiers

/// `multiple_choice`: questions of common knowledge with four options, the right one in every place equally often.
///
/// No options. Fields: `question`, `options` (their texts), `listing` (the same as lines `A) …`), `letter`, `answer` (the
/// right text), `kind`. Verify by `answer: {format: choice, equals: $letter, choices: $options, as: choice}`.
package struct MultipleChoiceTasks: TaskGenerator {
    package static let name = "multiple_choice"

    private static let kinds = ChoiceKind.all
    private static let letters = ["A", "B", "C", "D"]
    /// How many questions of each kind are used.
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        _ = try GeneratorOptions(options, known: [])
        share = Self.kinds.compactMap { TaskSpace($0.choices + [4]).size }.min() ?? 1
    }

    package var size: Int? { share * Self.kinds.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: Self.kinds.count, share: share)[index, seed: seed]
        let kind = Self.kinds[turn.kind]
        var choices = TaskSpace(kind.choices + [4]).choices(at: turn.place, seed: turn.seed)
        let number = if case .counted(let number) = choices { String(number) } else { "\(turn.seed):\(turn.place)" }
        let made = kind.make(&choices)
        let place = choices.next(of: 4)
        var options = made.wrong
        options.insert(made.right, at: min(place, options.count))
        let listing = zip(Self.letters, options).map { "\($0)) \($1)" }.joined(separator: "\n")
        return RolloutTask(
            id: "\(Self.name):\(kind.name):\(number)",
            fields: [
                "question": .string(made.question), "options": .array(options.map(JSONValue.string)),
                "listing": .string(listing), "letter": .string(Self.letters[place]), "answer": .string(made.right),
                "kind": .string(kind.name),
            ],
            gold: "Answer: \(Self.letters[place])")
    }
}

/// One kind of questions with options.
struct ChoiceKind: Sendable {
    /// A question, the right option and three wrong ones.
    typealias Made = (question: String, right: String, wrong: [String])

    /// What it is called, in snake_case.
    let name: String
    /// How many alternatives each choice has.
    let choices: [Int]
    /// The question of choices, taken in the order listed.
    let make: @Sendable (inout Choices) -> Made

    /// What no option may read, since it would be taken for the letter of another.
    private static let letters = ["A", "B", "C", "D"]

    /// Every kind.
    static let all = [
        table("capital", Facts.capitals) { "What is the capital of \($0)?" },
        table("country", Facts.capitals.map { ($0.answer, $0.subject) }) { "Of which country is \($0) the capital?" },
        table("symbol", Facts.elements.filter { !letters.contains($0.answer) }) {
            "What is the chemical symbol of \($0)?"
        },
        table("element", Facts.elements.map { ($0.answer, $0.subject) }) {
            "Which element has the chemical symbol \($0)?"
        },
        opposite, membership, product, square,
    ]

    /// Questions about one entry of a table, with the answers of three others.
    private static func table(
        _ name: String, _ facts: [(subject: String, answer: String)], _ question: @escaping @Sendable (String) -> String
    ) -> ChoiceKind {
        ChoiceKind(name: name, choices: Choices.alternatives(4, of: facts.count)) { choices in
            let chosen = choices.ordered(4, of: facts)
            return (question(chosen[0].subject), chosen[0].answer, chosen.dropFirst().map(\.answer))
        }
    }

    private static let opposite = ChoiceKind(
        name: "opposite", choices: Choices.alternatives(4, of: Facts.opposites.count) + [5, 5, 5, 5]
    ) { choices in
        let groups = choices.ordered(4, of: Facts.opposites)
        let pairs = groups.map { $0[choices.next(of: 5)] }
        return (
            "Which word means the opposite of \(pairs[0].subject)?", pairs[0].answer, pairs.dropFirst().map(\.answer)
        )
    }

    private static let membership = ChoiceKind(
        name: "membership", choices: Choices.alternatives(4, of: Facts.kinds.count) + [10, 10, 10, 10]
    ) { choices in
        let kinds = choices.ordered(4, of: Facts.kinds)
        let things = kinds.map { $0.members[choices.next(of: 10)] }
        return ("Which of these is \(kinds[0].name)?", things[0], Array(things.dropFirst()))
    }

    private static let product = ChoiceKind(name: "product", choices: [18, 19, 6]) { choices in
        // Never 10, with which a factor too many would be a ten too many.
        let written = choices.int(3...20)
        let (a, b) = (written < 10 ? written : written + 1, choices.int(11...29))
        // Slips that people make: a ten too many or too few, one factor off by one, digits off.
        let slips = [10, -10, a, -a, b, 2, -2, -b, a + b]
        let start = choices.next(of: 6)
        var wrong: [String] = []
        for slip in (slips[start...] + slips[..<start]).map({ String(a * b + $0) })
        where wrong.count < 3 && !wrong.contains(slip) { wrong.append(slip) }
        return ("What is \(a) × \(b)?", String(a * b), wrong)
    }

    private static let square = ChoiceKind(name: "square", choices: [30] + Choices.alternatives(3, of: 20)) { choices in
        let square = choices.int(11...40)
        // From 11 on, no other square is within ten of one.
        let near = choices.ordered(3, of: Array(-10...10).filter { $0 != 0 })
        return (
            "Which of these numbers is the square of a whole number?", String(square * square),
            near.map { String(square * square + $0) }
        )
    }
}
