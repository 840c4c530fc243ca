import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

/// One of the environments that ship, as its own file has it.
private struct Mission: Sendable, CustomTestStringConvertible {
    let name: String
    /// Options of its generator, one for each part that every seed is tried on.
    let parts: [JSONObject]

    var testDescription: String { name }

    private static let levels: [JSONObject] = (1...10).map {
        ["difficulty": ["from": .int($0), "to": .int($0)]]
    }

    static let all = [
        Mission(name: "answer_format", parts: [[:]]), Mission(name: "answer_format_graded", parts: [[:]]),
        Mission(name: "multiple_choice", parts: [[:]]), Mission(name: "math", parts: levels),
    ]

    var generator: String { name == "answer_format_graded" ? "answer_format" : name }

    func load() async throws -> any VerifierEnvironment {
        try await loaded(String(contentsOfFile: "\(root)/environments/\(name).yaml", encoding: .utf8))
    }

    /// Tasks of every part, one for each of so many seeds.
    func tasks(seeds: Int) throws -> [RolloutTask] {
        var tasks: [RolloutTask] = []
        for part in parts {
            let made = try GeneratorCatalog.make(generator, options: part)
            for seed in 0..<seeds {
                var draws = SeededGenerator(seed: UInt64(seed), stream: 7)
                tasks.append(made.task(at: draws.below(1 << 40), seed: UInt64(seed)))
            }
        }
        return tasks
    }
}

@Suite("The mission's environments") struct MissionEnvironmentTests {
    private static let seeds = ProcessInfo.processInfo.environment["WINNOW_SEEDS"].flatMap { Int($0) } ?? 200

    /// Gold completions changed so that they are wrong by construction, with what was changed.
    static func mutants(_ name: String, _ task: RolloutTask) -> [(change: String, text: String)] {
        guard let gold = task.gold else { return [] }
        var mutants = [("thought left open", "<think>\(gold)"), ("cut short", String(gold.dropLast(3)) + "…")]
        switch name {
        case "answer_format":
            // Only the form can be wrong: what marks the answer is taken away.
            let answer = task.fields["answer"]?.string ?? ""
            mutants = [mutants[0], ("form left out", "Here is how I come to it, in short.\n\nIt is \(answer) then.")]
        case "answer_format_graded":
            let answer = task.fields["answer"]?.string ?? ""
            let entry = task.fields["format"]?.string.flatMap(AnswerFormats.entry)
            let isLetter = task.fields["kind"] == "lettered"
            let others =
                Int(answer).map { [String($0 + 1), String($0 - 1), "1\($0.magnitude)"] }
                ?? (isLetter
                    ? ["A", "B", "C", "D"].filter { $0 != answer } : [answer + "s", "Monrovia", "x" + answer])
            mutants = [mutants[0]]
            for other in others {
                if let text = entry?.render(other) { mutants.append(("another answer", "In short, it is.\n\n\(text)")) }
            }
        case "multiple_choice":
            let letter = task.fields["letter"]?.string ?? ""
            let right = task.fields["answer"]?.string ?? ""
            mutants = [mutants[0]]
            for other in ["A", "B", "C", "D"] where other != letter {
                mutants.append(("another letter", "Answer: \(other)"))
            }
            for option in task.fields["options"]?.array ?? [] where option.string != right {
                mutants.append(("another option", "Answer: \(option.string ?? "")"))
            }
        default:
            mutants[1] = ("box left out", gold.replacingOccurrences(of: "\\boxed", with: ""))
            mutants += changedNumbers(gold).map { ("a number changed", $0) }
        }
        return mutants
    }

    /// A text once for each whole number in it, that number one more.
    private static func changedNumbers(_ text: String) -> [String] {
        text.matches(of: /[0-9]+/).map { match in
            text.replacingCharacters(in: match.range, with: String((Int(match.0) ?? 0) + 1))
        }
    }

    @Test(arguments: Mission.all)
    fileprivate func `pass the gold of every seed and fail what is wrong by construction`(_ mission: Mission)
        async throws
    {
        let environment = try await mission.load()
        func judge(_ task: RolloutTask, _ text: String) async -> Bool? {
            await environment.judge(
                task, Completion(text: text, format: environment.settings.reasoning.format), budget: .standard
            ).passed
        }
        var (killed, survivors) = (0, [String]())
        var (others, coincidences) = (0, 0)
        let tasks = try mission.tasks(seeds: Self.seeds)
        for (index, task) in tasks.enumerated() {
            let gold = try #require(task.gold, "\(task.id)")
            #expect(await judge(task, gold) == true, "\(task.id): \(gold)")
            for mutant in Self.mutants(mission.name, task) {
                if await judge(task, mutant.text) == false {
                    killed += 1
                } else {
                    survivors.append("\(mutant.change), \(task.id): \(mutant.text)")
                }
            }
            let other = tasks[(index + 1) % tasks.count]
            let isSame =
                other.gold == task.gold
                || mission.name == "answer_format" && other.fields["format"] == task.fields["format"]
            if !isSame, let foreign = other.gold {
                others += 1
                if await judge(task, foreign) == true {
                    coincidences += 1
                    print("  \(mission.name): \(task.id) takes the gold of \(other.id): \(foreign)")
                }
            }
        }
        let total = killed + survivors.count
        print(
            "\(mission.name): \(tasks.count) golds, \(killed) of \(total) mutants fail; of \(others) other tasks' golds "
                + "\(coincidences) pass")
        for survivor in survivors.prefix(20) { print("  survives: \(survivor)") }
        #expect(killed * 100 >= total * 99)
        #expect(coincidences * 100 <= others)
    }

    @Test(arguments: Mission.all)
    fileprivate func `fail the standing junk on a hundred tasks`(_ mission: Mission) async throws {
        let environment = try await mission.load()
        let format = environment.settings.reasoning.format
        var passing: [String: Int] = [:]
        var cursor = TaskCursor()
        for index in 0..<140 {
            let step = try #require(try environment.tasks.next(after: cursor))
            cursor = step.cursor
            let prompt = try environment.prompt(for: step.task)
            let isDeep = index < 2
            let fixed = JunkSet.fixed(format).filter { isDeep || $0.kind != .deepNesting }
            for junk in fixed + JunkSet.specific(prompt: prompt, gold: step.task.gold, format: format) {
                let verdict = await environment.judge(
                    step.task, Completion(messages: [junk.message], format: format), budget: .standard)
                if verdict.passed == true { passing["\(junk.kind) \(step.task.id) \(junk.excerpt)", default: 0] += 1 }
            }
        }
        #expect(passing.isEmpty, "\(passing)")
    }

    @Test(arguments: Mission.all)
    fileprivate func `make distinct tasks, the same for a seed`(_ mission: Mission) throws {
        for part in mission.parts {
            let generator = try GeneratorCatalog.make(mission.generator, options: part)
            let size = try #require(generator.size)
            let count = min(size, mission.parts.count == 1 ? 100_000 : 2_000)
            let tasks = (0..<count).map { generator.task(at: $0, seed: 3) }
            let asked = Set(
                tasks.map { task in
                    ["question", "problem", "format", "listing"].map { task.fields[$0]?.string ?? "" }
                })
            #expect(asked.count == count, "\(mission.name) \(JSONValue.object(part).text): \(asked.count) of \(count)")
            #expect(Set(tasks.map(\.id)).count == count)
            #expect((0..<50).map { generator.task(at: $0, seed: 3) } == Array(tasks.prefix(50)))
            #expect((0..<50).map { generator.task(at: $0, seed: 4).id } != tasks.prefix(50).map(\.id))
        }
    }

    @Test(arguments: Mission.all)
    fileprivate func `cost little, as the table says`(_ mission: Mission) throws {
        var times: [Double] = []
        for part in mission.parts {
            let generator = try GeneratorCatalog.make(mission.generator, options: part)
            for index in 0..<(1_000 / mission.parts.count) {
                let began = Self.processorMicroseconds()
                _ = generator.task(at: index, seed: 1)
                times.append(Self.processorMicroseconds() - began)
            }
        }
        times.sort()
        print(
            "\(mission.name): a task costs \(Int(times[times.count / 2])) µs at the median, "
                + "\(Int(times[times.count * 99 / 100])) at the 99th percentile, \(Int(times.last ?? 0)) at the worst")
        #expect(times.count >= 1_000)
    }

    /// What this thread has used of a processor: others that run meanwhile do not count.
    private static func processorMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    @Test func `no wrong option could be taken for the right one`() throws {
        #expect(Facts.opposites.allSatisfy { $0.count == 5 })
        // Words that a dictionary, too, gives for the opposite.
        let alsoOpposite: [String: Set] = [
            "big": ["low", "narrow", "short", "thin", "weak"], "wide": ["short", "small", "thin"],
            "thick": ["narrow", "small", "weak"], "deep": ["high", "low", "thin"], "tall": ["low", "small"],
            "hard": ["easy", "smooth", "weak"], "rough": ["polite", "quiet", "soft"], "sharp": ["soft", "smooth"],
            "clean": ["rough"], "loud": ["low", "silent", "soft"], "early": ["old", "slow"],
            "fast": ["late"], "new": ["late", "worn"], "begin": ["close", "last"], "hot": ["cool", "mild"],
            "light": ["heavy", "night"], "day": ["dark"], "summer": ["cold"], "full": ["hungry", "poor"],
            "rich": ["empty"], "buy": ["give"], "give": ["keep", "sell"], "win": ["fail"],
            "left": ["wrong"], "near": ["long"], "love": ["enemy"], "happy": ["cry"], "laugh": ["sad"],
            "polite": ["rough"], "friend": ["hate"], "true": ["wrong"], "praise": ["hate"],
        ]
        // Things that are of a second kind, too.
        let twofold: Set = [
            "apple", "apricot", "cherry", "crane", "iron", "kiwi", "mango", "olive", "peach", "pear", "plum", "tank",
        ]
        let members = Facts.kinds.flatMap(\.members)
        #expect(Set(members).count == members.count && twofold.isDisjoint(with: members))
        let group = Dictionary(
            Facts.opposites.enumerated().flatMap { group in group.element.map { ($0.answer, group.offset) } },
            uniquingKeysWith: { first, _ in first })
        let generator = try MultipleChoiceTasks(options: [:])
        for index in 0..<8_000 {
            let task = generator.task(at: index, seed: 21)
            let options = try #require(task.fields["options"]?.array).compactMap(\.string)
            #expect(Set(options.map { $0.lowercased() }).count == 4, "\(task.id)")
            guard task.fields["kind"] == "opposite" else { continue }
            #expect(Set(options.map { group[$0] }).count == 4, "\(options)")
            let subject = task.fields["question"]?.string?.split(separator: " ").last?.dropLast() ?? ""
            #expect(alsoOpposite[String(subject)]?.isDisjoint(with: options) != false, "\(subject): \(options)")
        }
    }

    @Test func `the answer's place and the format are balanced`() throws {
        let choices = try MultipleChoiceTasks(options: [:])
        var places: [String: Int] = [:]
        for index in 0..<4_000 {
            places[choices.task(at: index, seed: 1).fields["letter"]?.string ?? "", default: 0] += 1
        }
        #expect(places.count == 4 && places.values.allSatisfy { (850...1_150).contains($0) }, "\(places)")
        let formats = try AnswerFormatTasks(options: [:])
        var counts: [String: Int] = [:]
        for index in 0..<1_320 {
            counts[formats.task(at: index, seed: 1).fields["format"]?.string ?? "", default: 0] += 1
        }
        #expect(counts.count == 132 && counts.values.allSatisfy { $0 == 10 }, "\(counts.count)")
    }
}
