import Rollouts
import Testing

@testable import Verifiers

@Suite struct MathFuzzTests {
    /// Expressions by a grammar, so that most of them can be read.
    private struct Writer {
        var random: MathRandom

        mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &random)] }

        mutating func expression(_ depth: Int) -> String {
            if depth == 0 {
                return pick([
                    "1", "2", "3", "7", "10", "12", "0.5", "1.25", "x", "y", "n", #"\pi"#, "e", "i", #"\theta"#, "x_1",
                    "100",
                    #"\sqrt{2}"#, "50\\%", "1{,}000",
                ])
            }
            let a = expression(depth - 1)
            let b = expression(Int.random(in: 0..<depth, using: &random))
            switch Int.random(in: 0..<18, using: &random) {
            case 0...2: return "\(a)+\(b)"
            case 3, 4: return "(\(a))-(\(b))"
            case 5, 6: return "(\(a))(\(b))"
            case 7: return "(\(a))\\cdot(\(b))"
            case 8, 9: return "\\frac{\(a)}{\(b)}"
            case 10: return "(\(a))^{\(pick(["2", "3", "-1", "1/2", "n", "10"]))}"
            case 11: return "\\sqrt{\(a)}"
            case 12: return "\(pick([#"\sin"#, #"\cos"#, #"\tan"#, #"\ln"#, #"\log_2"#, #"\arctan"#]))(\(a))"
            case 13: return "-(\(a))"
            case 14: return "|\(b)|"
            case 15: return "\\lfloor \(b) \\rfloor"
            case 16: return "e^{\(b)}"
            default: return "f(\(a))"
            }
        }

        mutating func answer() -> String {
            let depth = Int.random(in: 0...3, using: &random)
            let a = expression(depth)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: return "x = \(a)"
            case 1: return "\(a) < \(expression(1))"
            case 2: return "(\(a), \(expression(1)))"
            case 3: return "[\(a), \(expression(1)))\\cup(7,\\infty)"
            case 4: return "\\{\(a), \(expression(1)), \(expression(1))\\}"
            case 5: return "\(a), \(expression(1)) \\text{ and } \(expression(0))"
            case 6: return "\\begin{pmatrix}\(a) & \(expression(1)) \\\\ 1 & \(expression(0))\\end{pmatrix}"
            case 7: return "\(a) \\pm \(expression(1))"
            default: return a
            }
        }

        /// The same with some bytes changed: mostly not to be read.
        mutating func broken(_ text: String) -> String {
            var bytes = Array(text.utf8)
            let signs = Array(#"{}()[]\|^_&,;=<>+-*/!%$ .0123456789abxfrac"#.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(pick(signs), at: place)
                case 2: bytes[place] = pick(signs)
                default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func `whatever is written, the verdict is one, within the budget, and what must hold holds`() throws {
        var run = FuzzRun(rounds: 2_500, seed: 2_026)
        let seed = run.seed
        var writer = Writer(random: MathRandom(state: seed))
        var read = 0
        var timeouts = 0
        while run.goesOn() {
            let round = run.rounds
            let text = writer.answer()
            guard let comparison = try? MathComparison(gold: "$\(text)$") else {
                check(gold: writer.broken(text), answer: text, seed: seed, round: round)
                continue
            }
            read += 1
            timeouts += laws(of: text, comparison, seed: seed, round: round)
            check(gold: text, answer: writer.broken(text), seed: seed, round: round)
            check(gold: writer.broken(text), answer: writer.broken(writer.answer()), seed: seed, round: round)
        }
        print("math fuzz: seed \(seed), \(run.rounds) rounds, \(read) expected answers read, \(timeouts) timeouts")
        #expect(read > run.rounds / 3)
        #expect(timeouts < run.rounds / 20)
    }

    private func outcome(_ comparison: MathComparison, _ answer: String) -> MathOutcome? {
        var budget = Budget.standard
        return try? comparison.matches(answer, budget: &budget)
    }

    /// What holds for every answer that can be read; gives 1 where the budget ran out.
    private func laws(of text: String, _ comparison: MathComparison, seed: UInt64, round: Int) -> Int {
        let place = "seed \(seed), round \(round): \(text)"
        guard let same = outcome(comparison, "$\(text)$") else { return 1 }
        #expect(same == outcome(comparison, "$\(text)$"), "twice the same verdict, \(place)")
        if same == .equal {
            #expect(outcome(comparison, "\\boxed{\(text)}") == .equal, "in a box, \(place)")
            #expect(outcome(comparison, "\\[ \\left( \(text) \\right) \\]") != nil, "bracketed, \(place)")
        }
        let isPlain = !text.contains { ",<=&".contains($0) } && !text.contains("pm")
        guard isPlain, same == .equal else { return 0 }
        let more = outcome(comparison, "$\(text)+1$")
        #expect(more != .equal, "one more, \(place)")
        let before = outcome(comparison, "$1+\(text)$")
        #expect(before != .equal, "one more before, \(place)")
        return 0
    }

    /// A comparison of any two texts: the same again, and never more than the budget.
    private func check(gold: String, answer: String, seed: UInt64, round: Int) {
        guard let comparison = try? MathComparison(gold: gold) else { return }
        var budget = Budget(steps: 50_000, bytes: 100_000)
        let first = try? comparison.matches(answer, budget: &budget)
        var again = Budget(steps: 50_000, bytes: 100_000)
        let second = try? comparison.matches(answer, budget: &again)
        #expect(first == second && budget == again, "seed \(seed), round \(round): \(gold) and \(answer)")
        #expect(budget.steps >= 0 && budget.bytes >= 0)
    }
}
