internal import JSON

/// `knights_and_knaves`: who tells the truth and who lies. The choices are the island and the people's names, in order.
enum KnightsAndKnavesPuzzle: Puzzle {
    static let name = "knights_and_knaves"

    private static let islands = ["Alda", "Brim", "Corro", "Dune", "Esk", "Faro", "Gale", "Holm", "Iona", "Jura"]
    private static func people(_ level: Int) -> Int { [2, 3, 3, 4, 4, 5, 5, 6, 7, 8][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        [islands.count] + Choices.alternatives(people(level), of: PuzzleText.people.count)
    }

    /// What somebody says of two people, who may be one: whether each is a knight goes in.
    private enum Statement: CaseIterable {
        case isKnight, isKnave, same, different, both, neither, either

        func holds(_ first: Bool, _ second: Bool) -> Bool {
            switch self {
            case .isKnight: first
            case .isKnave: !first
            case .same: first == second
            case .different: first != second
            case .both: first && second
            case .neither: !first && !second
            case .either: first || second
            }
        }

        /// In words; the second one is the speaker where it is nil.
        func text(_ first: String, _ second: String?) -> String {
            let other = self == .either ? "me" : "I"
            let second = second ?? other
            return switch self {
            case .isKnight: "\(first) is a knight."
            case .isKnave: "\(first) is a knave."
            case .same: "\(first) and \(second) are of the same kind."
            case .different: "\(first) and \(second) are of different kinds."
            case .both: "\(first) and \(second) are both knights."
            case .neither: "\(first) and \(second) are both knaves."
            case .either: "At least one of \(first) and \(second) is a knight."
            }
        }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let island = islands[choices.next(of: islands.count)]
        let names = choices.ordered(people(level), of: PuzzleText.people)
        var said: [(speaker: Int, statement: Statement, first: Int, second: Int)] = []
        var solution = 0
        // Statements are made up until one assignment of kinds, a bit each, fits them all.
        repeat {
            said = names.indices.map { speaker in
                let others = draws.shuffled(names.indices.filter { $0 != speaker })
                // The speaker is one of the two where nobody else is there, and now and then elsewhere.
                let second = others.count > 1 && draws.happens(2, in: 3) ? others[1] : speaker
                return (speaker, draws.pick(Statement.allCases) ?? .isKnight, others[0], second)
            }
            let fitting = (0..<(1 << names.count)).filter { kinds in
                said.allSatisfy { item in
                    (kinds >> item.speaker & 1 == 1)
                        == item.statement.holds(kinds >> item.first & 1 == 1, kinds >> item.second & 1 == 1)
                }
            }
            solution = fitting.count == 1 ? fitting[0] : -1
        } while solution < 0
        let kinds = names.indices.map { solution >> $0 & 1 == 1 ? "knight" : "knave" }
        let lines = said.map { item in
            let second = item.second == item.speaker ? nil : names[item.second]
            return "\(names[item.speaker]) says: \"\(item.statement.text(names[item.first], second))\""
        }
        return PuzzleTask(
            question: """
                On the island of \(island) everybody is either a knight, who always tells the truth, or a knave, who \
                always lies. You meet \(PuzzleText.list(names)).
                \(lines.joined(separator: "\n"))
                Who is what? Give the answer in this form: \(names[0])=knight, \(names[1])=knave\
                \(names.count > 2 ? ", and so on" : "").
                """,
            kind: "assignment",
            instance: ["answer": .object(JSONObject(zip(names, kinds).map { .init(key: $0, value: .string($1)) }))],
            answer: zip(names, kinds).map { "\($0)=\($1)" }.joined(separator: ", "), steps: names.count)
    }
}
