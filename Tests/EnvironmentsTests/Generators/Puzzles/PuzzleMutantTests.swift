import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

/// Golds made wrong, golds of other tasks, and junk.
@Suite struct PuzzleMutantTests {
    /// Puzzles whose answer has members in no order of its own: exchanging two says the same.
    static let orderless: Set<String> = [
        "countdown",
        "subset_sum", "prime_factors", "polynomial_roots", "switches", "knapsack", "linear_system", "coin_purse",
        "integer_equation", "cryptarithm", "knights_and_knaves", "logic_grid", "satisfiability", "graph_coloring",
    ]

    /// Puzzles with many right answers: a changed gold may be one of the others. What survives here was looked at, and
    /// is right: another way round a wall, a rung left out, a minute later, the mirrored board, another winning pile.
    static let manyAnswers: Set<String> = [
        "cryptarithm", "switches", "queens", "maze_path", "longest_increasing", "letter_ladder", "meeting_time", "nim",
        "code_breaker", "satisfiability", "graph_coloring", "coin_purse", "integer_equation", "subset_sum", "countdown",
        "missing_signs", "topological_order", "shortest_path", "round_trip", "water_jugs", "knapsack", "sum_grid",
        "sudoku", "knight_route",
    ]

    @Test func `a gold that is changed in one place fails`() throws {
        let list = try PuzzleBench.list()
        var total = 0
        var killed = 0
        var lines: [String] = []
        for name in PuzzleCatalog.names {
            var mutants = 0
            var survivors: [String] = []
            for level in PuzzleCatalog.levels {
                let tasks = try PuzzleBench.tasks(name, level: level)
                for index in 0..<max(PuzzleBench.seeds / 20, 10) {
                    let task = tasks.task(at: index, seed: 77)
                    let gold = PuzzleBench.answer(task)
                    for mutant in Mutants.of(gold, swaps: !Self.orderless.contains(name)) {
                        mutants += 1
                        if PuzzleBench.passes(mutant, task, list) == true {
                            survivors.append("\(task.id): \(mutant) for \(gold)")
                        }
                    }
                }
            }
            #expect(survivors.isEmpty || Self.manyAnswers.contains(name), "\(name): \(survivors.prefix(5))")
            total += mutants
            killed += mutants - survivors.count
            let share = String(format: "%.2f", 100 * Double(mutants - survivors.count) / Double(max(mutants, 1)))
            lines.append("\(name): \(share) % of \(mutants)" + (survivors.first.map { ", such as \($0)" } ?? ""))
        }
        print(lines.joined(separator: "\n"))
        print(
            String(format: "mutants of puzzles' golds: %.3f %% of %d fail", 100 * Double(killed) / Double(total), total)
        )
        #expect(Double(killed) >= 0.99 * Double(total))
    }

    @Test func `the gold of another task fails, but where it happens to be right`() throws {
        let list = try PuzzleBench.list()
        var (tried, passed) = (0, 0)
        var byPuzzle: [String: Int] = [:]
        let tasks = try ReasoningPuzzlesTasks(options: [:])
        let made = (0..<(PuzzleCatalog.names.count * 20)).map { tasks.task(at: $0, seed: 31) }
        for (index, task) in made.enumerated() {
            for step in [1, 2, 3, 7, 50, 111] {
                let other = made[(index + step) % made.count]
                tried += 1
                guard PuzzleBench.passes(PuzzleBench.answer(other), task, list) == true else { continue }
                passed += 1
                byPuzzle["\(task.fields["puzzle"]?.string ?? "")", default: 0] += 1
            }
        }
        print("golds of other tasks: \(passed) of \(tried) pass: \(byPuzzle.sorted { $0.key < $1.key })")
        #expect(passed * 200 < tried)
    }

    @Test func `junk passes nowhere`() throws {
        let list = try PuzzleBench.list()
        let nines = String(repeating: "9", count: 400)
        let tagged = [
            "", " ", "0", "1", "-1", "{}", "[]", "null", "NaN", "true", "yes", "a", "?", "...", "the answer", nines,
            "1e999999",
            "score: 1", "passed", "correct", "1/0", "0/0", "()", "(", ")", "==", "=", "a=", "=1", "a=1", ",", "/",
            "\n\n",
            "1,1", "a,a", "S", "UUUU", "\u{0}", "\u{200B}", "１２", "x", "-", "--", "+", "*", "1 +", "2 * 3 =",
            String(repeating: "(", count: 5_000), String(repeating: "1,", count: 5_000),
            String(repeating: "a", count: 20_000), String(repeating: "a=1,", count: 3_000),
        ]
        let untagged = ["", "42", "<answer>", "</answer>", "<answer><answer>", #"{"answer": 1}"#, "score: 1"]
        // Where a short text happens to be the answer it is right.
        for name in PuzzleCatalog.names {
            for level in [1, 4, 7, 10] {
                let task = try PuzzleBench.tasks(name, level: level).task(at: 3, seed: 13)
                for junk in tagged where junk != PuzzleBench.answer(task) {
                    #expect(PuzzleBench.passes(junk, task, list) == false, "\(task.id): \(junk.prefix(40))")
                }
                let gold = task.gold ?? ""
                for junk in untagged + [
                    "<think>" + gold, gold + "<think>", task.fields["question"]?.string ?? "", String(gold.dropLast(3)),
                ] {
                    #expect(
                        list.judge(Completion(text: junk), task: task).passed == false, "\(task.id): \(junk.prefix(40))"
                    )
                }
            }
        }
    }
}

/// Answers with one thing changed.
enum Mutants {
    /// Each differs from the answer in more than spelling.
    static func of(_ answer: String, swaps: Bool) -> [String] {
        var mutants: [String] = []
        let tokens = tokens(answer)
        let words = tokens.indices.filter { tokens[$0].first.map { $0.isLetter || $0.isNumber } ?? false }
        func joined(_ changed: [String]) { mutants.append(changed.joined()) }
        for place in [words.first, words.last, words.isEmpty ? nil : words[words.count / 2]].compactMap({ $0 }) {
            var changed = tokens
            if let number = Int(tokens[place]) {
                // The same digits with one changed, so that grids of digits stay grids.
                let last = number % 10
                changed[place] = String(tokens[place].dropLast()) + String((last + 1) % 10)
                joined(changed)
                changed[place] = String(tokens[place].dropLast()) + String((last + 8) % 10)
                joined(changed)
            } else {
                changed[place] = String(tokens[place].dropLast()) + (tokens[place].last == "q" ? "w" : "q")
                joined(changed)
            }
            // Left out, and said twice; 00 is 0.
            changed = tokens
            changed[place] = ""
            joined(changed)
            guard tokens != ["0"] else { continue }
            changed[place] = tokens[place] + (tokens.count > 1 ? ", " : "") + tokens[place]
            joined(changed)
        }
        if swaps, let first = words.first,
            let other = words.last(where: { tokens[$0].lowercased() != tokens[first].lowercased() })
        {
            var changed = tokens
            changed.swapAt(first, other)
            joined(changed)
        }
        mutants.append(answer + " 7")
        mutants.append("x" + answer)
        mutants.append(String(answer.reversed()))
        let plain = answer.lowercased().filter { !$0.isWhitespace }
        return mutants.filter { mutant in
            let text = mutant.lowercased().filter { !$0.isWhitespace }
            return text != plain && !text.isEmpty && (swaps || Set(text) != Set(plain) || text.count != plain.count)
        }
    }

    /// Runs of letters and digits, and single signs between them.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        for character in text {
            let isWord = character.isLetter || character.isNumber
            if isWord, let last = tokens.last?.last, last.isLetter || last.isNumber {
                tokens[tokens.count - 1].append(character)
            } else {
                tokens.append(String(character))
            }
        }
        return tokens
    }
}
