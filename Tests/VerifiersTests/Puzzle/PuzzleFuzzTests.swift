import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Random answers and random instances, of every kind.
@Suite struct PuzzleFuzzTests {
    private static let pieces = [
        "1", "2", "9", "0", "-", "+", "*", "/", "(", ")", "[", "]", "=", ",", " ", "\n", ":", "a", "b", "A", "to",
        "fill", "empty",
        "true", "red", "#", ".", "U", "D", "é", "×", "→", "\u{2212}", "123456789012345678901234567890", "->", "x", "^",
        "%", "\u{0}",
        "12:00", "a1", "c2", "x=", "=5", ";", "1/2", "(((((", "e1",
    ]

    @Test(.timeLimit(.minutes(30))) func `no answer and no instance breaks a kind or its budget`() throws {
        var run = FuzzRun(rounds: 20_000, seed: 11)
        let seed = run.seed
        var random = Draws(seed: seed)
        let list = try VerifyList(json(#"[{"puzzle": {"kind": "$kind", "instance": "$instance"}}]"#))
        let tasks = try PuzzleCase.all.map { row in
            (row, try task(#"{"kind": "\#(row.kind)", "instance": \#(row.instance)}"#))
        }
        var passed = 0
        while run.goesOn() {
            let (row, task) = tasks[random.below(tasks.count)]
            let known = row.right + row.wrong + row.unreadable
            let answer = Self.answer(known[random.below(known.count)], &random)
            let completion = Completion(text: "<answer>\(answer)</answer>")
            let verdict = list.judge(completion, task: task)
            #expect(
                verdict == list.judge(completion, task: task), "seed \(seed): \(row.kind) \(answer.debugDescription)")
            #expect(verdict.isScored, "seed \(seed): \(row.kind) \(answer.debugDescription) \(verdict)")
            if verdict.passed == true {
                passed += 1
                // White space round the answer says nothing.
                let padded = Completion(text: "<answer>\n \(answer) \n</answer>")
                #expect(
                    list.judge(padded, task: task).passed == true,
                    "seed \(seed): \(row.kind) \(answer.debugDescription)")
            }
            let small = Budget(steps: random.below(20_000), bytes: random.below(4_000))
            let cut = list.judge(completion, task: task, budget: small)
            #expect(cut == verdict || cut.reason == .verifierTimeout, "seed \(seed): \(row.kind)")
            let broken = try Self.broken(row, &random)
            let unsure = list.judge(completion, task: broken)
            #expect(unsure == list.judge(completion, task: broken), "seed \(seed)")
        }
        print("puzzle: \(run.rounds) answers, \(passed) of them right, seed \(seed)")
        #expect(passed > 0)
    }

    private static func answer(_ known: String, _ random: inout Draws) -> String {
        var characters = Array(known)
        for _ in 0..<random.below(4) {
            let place = random.below(characters.count + 1)
            switch random.below(4) {
            case 0 where place < characters.count: characters.remove(at: place)
            case 1: characters.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
            case 2 where place < characters.count: characters.insert(contentsOf: characters[place...], at: place)
            default:
                let piece = pieces[random.below(pieces.count)]
                characters += Array(String(repeating: piece, count: random.below(40)))
            }
        }
        return String(characters).replacing("answer", with: "")
    }

    /// The instance with one number, text or list in it changed for something else.
    private static func broken(_ row: PuzzleCase, _ random: inout Draws) throws -> RolloutTask {
        let values: [JSONValue] = [
            0, -1, 1, 1_000_000, "a", "", [], [1], [[1, 2]], nil, true, [["a", "b"]], ["a", "a"], ["(", "["],
            [0, 0, 0],
            .number(JSONNumber(literal: "1e400") ?? JSONNumber(1)), .int(.max), .int(.min),
        ]
        var instance = try #require(try json(row.instance).object)
        let place = random.below(instance.members.count)
        instance.members[place].value = values[random.below(values.count)]
        return RolloutTask(id: "t", fields: ["kind": .string(row.kind), "instance": .object(instance)])
    }
}
