import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

@Suite struct PuzzleTests {
    @Test func `every file of a puzzle is in the catalog, and every puzzle has its file`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/Environments/Generators/Puzzles").path)
        let found = files.filter { $0.hasSuffix("Puzzle.swift") && $0 != "Puzzle.swift" }.map {
            $0.dropLast("Puzzle.swift".count).lowercased()
        }
        #expect(found.sorted() == PuzzleCatalog.names.map { $0.replacing("_", with: "") }.sorted())
        #expect(Set(PuzzleCatalog.names).count == PuzzleCatalog.names.count)
        #expect(PuzzleCatalog.names.count >= 30)
    }

    @Test(arguments: PuzzleCatalog.names)
    func `golds pass, tasks are distinct, and there is more to do on higher levels`(
        _ name: String
    ) throws {
        let list = try PuzzleBench.list()
        var steps: [Double] = []
        for level in PuzzleCatalog.levels {
            let tasks = try PuzzleBench.tasks(name, level: level)
            let count = min(PuzzleBench.seeds, tasks.size ?? .max)
            var ids: Set<String> = []
            var questions: Set<String> = []
            var sum = 0
            for index in 0..<count {
                let task = tasks.task(at: index, seed: UInt64(level))
                let verdict = list.judge(Completion(text: task.gold ?? ""), task: task)
                #expect(
                    verdict.passed == true,
                    "\(task.id): \(verdict.detail ?? "")\n\(task.fields["question"]?.text ?? "")")
                #expect(task.fields["puzzle"]?.string == name && task.fields["difficulty"]?.int == level)
                ids.insert(task.id)
                questions.insert(task.fields["question"]?.string ?? "")
                sum += try #require(task.fields["steps"]?.int)
            }
            #expect(ids.count == count && questions.count == count, "\(name), level \(level)")
            steps.append(Double(sum) / Double(count))
        }
        print("\(name): " + steps.map { String(format: "%.1f", $0) }.joined(separator: " "))
        // Two levels may differ in what the measure does not show; the draw moves an average a little.
        for (lower, higher) in zip(steps, steps.dropFirst()) { #expect(higher > 0.95 * lower, "\(name): \(steps)") }
        #expect(steps[9] > 1.5 * steps[0] && steps[4] > steps[0] && steps[9] > steps[4], "\(name): \(steps)")
    }

    @Test func `small spaces are gone through whole, and their size is what it says`() throws {
        for name in PuzzleCatalog.names {
            let tasks = try PuzzleBench.tasks(name, level: 1)
            guard let size = tasks.size, size <= 15_000 else { continue }
            var questions: Set<String> = []
            for index in 0..<size { questions.insert(tasks.task(at: index, seed: 5).fields["question"]?.string ?? "") }
            #expect(questions.count == size, "\(name)")
        }
    }

    @Test func `the shortest way takes more roads from level to level, and is seldom the straight one`() throws {
        var roads: [Double] = []
        for level in PuzzleCatalog.levels {
            let tasks = try PuzzleBench.tasks("shortest_path", level: level)
            let counts = (0..<100).map { index in
                PuzzleBench.answer(tasks.task(at: index, seed: 6)).components(separatedBy: ", ").count - 1
            }
            #expect(counts.count { $0 == 1 } <= (level < 2 ? 70 : 0), "level \(level): \(counts)")
            roads.append(Double(counts.reduce(0, +)) / 100)
        }
        print("shortest_path, roads of the way: \(roads)")
        for (lower, higher) in zip(roads, roads.dropFirst()) { #expect(higher > 0.9 * lower, "\(roads)") }
        #expect(roads[9] > 4 * roads[0] && roads[4] > 2 * roads[0], "\(roads)")
    }

    @Test func `every level of every puzzle has ten thousand tasks and more`() throws {
        for name in PuzzleCatalog.names {
            for level in PuzzleCatalog.levels {
                #expect(try PuzzleBench.tasks(name, level: level).size ?? .max >= 10_000, "\(name), level \(level)")
            }
        }
    }

    @Test func `each block of tasks holds each puzzle at each level once`() throws {
        let tasks = try ReasoningPuzzlesTasks(options: ["difficulty": ["from": 2, "to": 4]])
        let kinds = PuzzleCatalog.names.count * 3
        for block in 0..<2 {
            let seen = (0..<kinds).map { index in
                let task = tasks.task(at: block * kinds + index, seed: 9)
                return "\(task.fields["puzzle"]?.string ?? "") \(task.fields["difficulty"]?.text ?? "")"
            }
            #expect(Set(seen).count == kinds)
        }
        #expect(try #require(tasks.size) % kinds == 0)
    }

    @Test(arguments: [
        (#"{"puzzles": []}"#, "puzzles"), (#"{"puzzles": "sudoku"}"#, "puzzles"),
        (#"{"puzzles": ["sudku"]}"#, "puzzles"),
        (#"{"puzzles": ["nim", "nim"]}"#, "puzzles"), (#"{"difficulty": 3}"#, "difficulty"),
        (#"{"difficulty": {"from": 0, "to": 3}}"#, "difficulty"),
        (#"{"difficulty": {"from": 4, "to": 3}}"#, "difficulty"),
        (#"{"difficulty": {"from": 1}}"#, "difficulty"), (#"{"level": 3}"#, "level"),
    ])
    func `what is wrong with options is told`(_ options: String, option: String) throws {
        let object = try #require(try JSONReader().read(options).object)
        let error = #expect(throws: GeneratorOptionError.self) { try ReasoningPuzzlesTasks(options: object) }
        #expect(error?.option == option)
    }

    @Test func `what making a task takes`() throws {
        var times: [(Double, String)] = []
        let clock = ContinuousClock()
        for name in PuzzleCatalog.names {
            for level in PuzzleCatalog.levels {
                let tasks = try PuzzleBench.tasks(name, level: level)
                for index in 0..<5 {
                    let time = clock.measure { _ = tasks.task(at: index, seed: 11) }
                    times.append((Double(time.components.attoseconds) / 1e15, "\(name) \(level)"))
                }
            }
        }
        times.sort { $0.0 < $1.0 }
        let median = times[times.count / 2].0
        let worst = times[times.count - 1]
        print(String(format: "making a puzzle: median %.3f ms, worst %.3f ms (%@)", median, worst.0, worst.1))
    }

    @Test func `the same seed gives the same tasks on every machine`() throws {
        var found: [String] = []
        for name in PuzzleCatalog.names {
            // FNV-1a over questions and answers.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for level in PuzzleCatalog.levels {
                let tasks = try PuzzleBench.tasks(name, level: level)
                for index in 0..<3 {
                    let task = tasks.task(at: index, seed: 42)
                    for byte in "\(task.id)\(task.fields["question"]?.string ?? "")\(task.gold ?? "")".utf8 {
                        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                    }
                }
            }
            found.append("\(name) \(String(hash, radix: 16))")
        }
        #expect(found == Self.recorded, "\(found.joined(separator: "\n"))")
    }

    private static let recorded: [String] = [
        "arithmetic_chain cb1c2d6dc38e37f4", "base_conversion db07461f75431e11", "countdown 4e358360c6905e91",
        "missing_signs af6ce30e4c2c5972", "cryptarithm bf08d1d7ecb234e5", "linear_equation 458aac94608ef902",
        "linear_system c809d882478fc5f4", "polynomial_roots 82e5ee93bd8b5e79", "coin_purse f2bcd519d2cf6529",
        "common_divisor 6bc49202f2abfae5", "prime_factors a9763c5c5b678236", "modular_power 723ae4b364943e13",
        "remainder_riddle 424765e17dae9d5f", "integer_equation 36737ba34bdee99d",
        "knights_and_knaves 7d1cde23b4d36286", "logic_grid e2aa99b62bfcf76f", "satisfiability e5f1f9ee96ea7f5d",
        "ranking ff9ffee417b6028d", "switches 12808eb38b21b5f0", "sudoku df05fac0964e1f2b", "queens 78cc90827085615d",
        "maze_path 26b0e79ef62ab31c", "sum_grid 51e7e47add14dee9", "knight_route 5ffb3561dc8c9204",
        "game_of_life 984c44e21df46c5f", "grid_paths a1e013825b79ebc1", "robot_walk a3a12e9cd9264811",
        "graph_coloring 7567ab33946624ff", "shortest_path c3d3f0292729fab6", "topological_order bfcb871da16ebe71",
        "round_trip a25bb0a439b1bca7", "spanning_tree bd6753d211eb096b", "next_term 64f534a277d008de",
        "subset_sum b4a82c703cc97103", "longest_increasing feae5255ed5613c9", "sorting 1e798da2a99602d6",
        "cipher b85ed87e53f0c11e", "letter_ladder 4518348a046b196f", "bracket_closing 7a095be3b280ab13",
        "rewriting 498486d17ec76880", "weekday e4d77cccf002a22d", "date_difference 610288f1c73bcd0d",
        "meeting_time 339f2a937662df62", "dice_probability dd9d8436700c91e1", "urn_draw c5695d7b2aeceecd",
        "nim 3869ff2f999c0400", "code_breaker 4ad821c2d7c2f4e2", "water_jugs e4ac3f65314570",
        "knapsack e8ac9263738a91bc",
    ]
}
