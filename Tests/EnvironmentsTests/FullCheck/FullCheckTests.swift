import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

/// Every environment that ships at every level, for as many seeds as `WINNOW_CHECK_SEEDS` says: golds pass, and golds
/// made wrong fail. `scripts/check --full` runs it with 10,000 and collects the rows that it prints.
@Suite struct FullCheckTests {
    private static let seeds =
        ProcessInfo.processInfo.environment["WINNOW_CHECK_SEEDS"].flatMap { Int($0) } ?? 20

    /// What came of a part of the tasks.
    struct Count: Sendable {
        var golds = 0
        var goldsFailing: [String] = []
        var mutants = 0
        var survivors: [String] = []
        /// Mutants that pass because their task has more than one right answer.
        var alsoRight = 0
        /// What making each task took, in microseconds of a processor.
        var times: [Double] = []

        mutating func add(_ other: Count) {
            golds += other.golds
            goldsFailing += other.goldsFailing
            mutants += other.mutants
            survivors += other.survivors
            alsoRight += other.alsoRight
            times += other.times
        }

        func row(_ name: String) -> String {
            let killed = mutants - alsoRight - survivors.count
            let share = 100 * Double(killed) / Double(max(mutants - alsoRight, 1))
            let sorted = times.sorted()
            return String(
                format: "check | %@ | %d | %d | %d | %d | %.3f %% | %d | %.0f | %.0f | %.1f", name, golds,
                golds - goldsFailing.count, mutants, killed, share, alsoRight, sorted[sorted.count / 2],
                sorted[sorted.count * 99 / 100], (sorted.last ?? 0) / 1000)
        }
    }

    /// What the columns of a row are.
    private static let header =
        "check | environment | golds | pass | mutants | fail | score | also right | µs median | µs 99 % | ms worst"

    @Test(arguments: ShippedTasks.names) func `golds pass and golds made wrong fail`(_ name: String) async throws {
        if name == ShippedTasks.names.first { print(Self.header) }
        let catalog = await EnvironmentCatalog.load(directories: ["\(root)/environments"])
        let tasks = try ShippedTasks(name, in: catalog)
        let total = try await withThrowingTaskGroup(of: (Int, Count).self) { group in
            for level in tasks.levels { group.addTask { (level, try Self.count(tasks, level: level)) } }
            var total = Count()
            for try await (level, count) in group {
                if tasks.levels.count > 1 { print(count.row("\(name) \(level)")) }
                total.add(count)
            }
            return total
        }
        print(total.row(name))
        for text in total.survivors.prefix(5) { print("survives | \(text)") }
        #expect(total.goldsFailing.isEmpty, "\(total.goldsFailing.prefix(3))")
        #expect(total.survivors.count * 100 <= total.mutants, "\(total.survivors.prefix(3))")
    }

    private static func count(_ tasks: ShippedTasks, level: Int) throws -> Count {
        let generator = try tasks.generator(level: level)
        let format = tasks.environment.settings.reasoning.format
        func passes(_ text: String, _ task: RolloutTask) -> Bool? {
            tasks.environment.judgeAtOnce(task, Completion(text: text, format: format), budget: .standard)?.passed
        }
        var count = Count()
        for seed in 0..<seeds {
            var draws = SeededGenerator(seed: UInt64(seed), stream: 7)
            let index = draws.below(1 << 40)
            let began = processorMicroseconds()
            let task = generator.task(at: index, seed: UInt64(seed))
            count.times.append(processorMicroseconds() - began)
            count.golds += 1
            if passes(task.gold ?? "", task) != true { count.goldsFailing.append("\(task.id): \(task.gold ?? "")") }
            for mutant in try tasks.mutants(of: task, &draws) {
                count.mutants += 1
                // What cannot be judged is not told from what is right.
                guard passes(mutant, task) != false else { continue }
                if tasks.hasManyAnswers(task) {
                    count.alsoRight += 1
                } else {
                    count.survivors.append("\(task.id): \(mutant) for \(task.gold ?? "")")
                }
            }
        }
        return count
    }

    @Test(arguments: ShippedTasks.names) func `prompts are written where asked for, to be read`(_ name: String)
        async throws
    {
        guard let folder = ProcessInfo.processInfo.environment["WINNOW_PROMPTS"] else { return }
        let catalog = await EnvironmentCatalog.load(directories: ["\(root)/environments"])
        let tasks = try ShippedTasks(name, in: catalog)
        var text = ""
        // A block of puzzles holds each of them once a level.
        let count = name == "reasoning_puzzles" ? PuzzleCatalog.names.count : 150 / tasks.levels.count
        for level in tasks.levels {
            let generator = try tasks.generator(level: level)
            for index in 0..<count {
                // A seed of its own for each level, else all levels would begin with the same kinds.
                let task = generator.task(at: index, seed: UInt64(77 + level))
                let prompt = try tasks.environment.prompt(for: task)
                text += "=== \(task.id)\n\(prompt.messages.last?.content ?? "")\n--- \(task.gold ?? "")\n"
            }
        }
        try text.write(toFile: "\(folder)/\(name).txt", atomically: true, encoding: .utf8)
    }

    /// What this thread has used of a processor: others that run meanwhile do not count.
    private static func processorMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
