import JSON
import Rollouts
import Testing

@testable import Environments
@testable import Verifiers

/// A generator with options, and the list that its tasks are meant to be verified by.
struct Generated: Sendable, CustomTestStringConvertible {
    let name: String
    let options: String
    let verify: JSONValue

    init(_ name: String, _ options: String = "{}") {
        self.name = name
        self.options = options
        verify =
            switch name {
            case "extract_json": [["json": ["equals": "$object"]]]
            case "letter_count": [["answer": ["format": "tag", "equals": "$count"]]]
            default: [["answer": ["format": "tag", "equals": "$answer", "as": "number"]]]
            }
    }

    var testDescription: String { "\(name) \(options)" }

    func make() throws -> any TaskGenerator {
        try GeneratorCatalog.make(name, options: #require(try JSONReader().read(options).object))
    }

    static let all = [
        Generated("arithmetic"), Generated("arithmetic", #"{"digits": 1, "operations": ["add"]}"#),
        Generated("arithmetic", #"{"digits": 3, "operations": ["add", "subtract", "multiply"], "terms": 4}"#),
        Generated("arithmetic", #"{"digits": 9, "operations": ["multiply", "divide"]}"#),
        Generated("arithmetic", #"{"digits": 9, "operations": ["add", "subtract"], "terms": 6}"#),
        Generated("extract_json"), Generated("extract_json", #"{"keys": 2}"#),
        Generated("extract_json", #"{"keys": 4, "distractors": 1}"#),
        Generated("extract_json", #"{"keys": 6, "distractors": 2}"#), Generated("letter_count"),
        Generated("letter_count", #"{"letters": "present"}"#),
        Generated("letter_count", #"{"letters": "any", "shortest": 5, "longest": 8}"#),
    ]
}

@Suite struct GeneratedTaskTests {
    @Test(arguments: Generated.all) func `the gold passes, and a mutated gold fails`(_ generated: Generated) throws {
        let generator = try generated.make()
        let list = try VerifyList(generated.verify)
        func judge(_ text: String, _ task: RolloutTask) -> Verdict { list.judge(Completion(text: text), task: task) }
        for seed in UInt64(0)..<500 {
            var draws = SeededGenerator(seed: seed, stream: 99)
            let task = generator.task(at: draws.below(1 << 40), seed: seed)
            let gold = try #require(task.gold)
            #expect(judge(gold, task).passed == true, "seed \(seed): \(task)")
            for mutant in try Self.mutants(of: gold, &draws) {
                #expect(judge(mutant, task).passed == false, "seed \(seed): \(mutant) for \(task)")
            }
        }
    }

    /// Gold completions made wrong: another number, a member left out, added or changed, a tag or bracket lost.
    static func mutants(of gold: String, _ draws: inout SeededGenerator) throws -> [String] {
        guard gold.hasPrefix("{") else {
            let number = try #require(Int(gold.dropFirst("<answer>".count).dropLast("</answer>".count)))
            let other = number + 1 + draws.below(9)
            return [
                "<answer>\(other)</answer>", "<answer>\(number - 1)</answer>", "<answer>\(number)0.5</answer>",
                "<answer>\(number)", "\(number)", "<answer></answer>", gold + "<answer>\(other)</answer>",
                "<think>" + gold, "<answer>\(number) and more</answer>",
            ]
        }
        let object = try #require(try JSONReader().read(gold).object)
        let chosen = draws.below(object.count)
        var (less, more, changed, retyped, renamed, twice) = (object, object, object, object, object, object)
        less.members.remove(at: chosen)
        more.members.append(.init(key: "extra", value: 1))
        let value = object.members[chosen].value
        changed.members[chosen].value = value.int.map { .int($0 + 1) } ?? .string((value.string ?? "") + "x")
        retyped.members[chosen].value = value.int.map { .string(String($0)) } ?? [value]
        renamed.members[chosen].key += "s"
        twice.members.append(object.members[chosen])
        return [less, more, changed, retyped, renamed, twice].map { JSONValue.object($0).text }
            + [String(gold.dropLast()), gold + "}", "[\(gold)]", "```json\n\(gold)\n```", "{}", "<think>" + gold]
    }

    @Test(arguments: Generated.all) func `tasks are distinct up to the size, or among 5,000`(_ generated: Generated)
        throws
    {
        let generator = try generated.make()
        let count = min(generator.size ?? 5_000, 5_000)
        let tasks = (0..<count).map { generator.task(at: $0, seed: 11) }
        #expect(Set(tasks.map(\.id)).count == count)
        #expect(Set(tasks.map { $0.fields[generated.name == "extract_json" ? "sentence" : "question"] }).count == count)
        #expect(Set(tasks.map(\.fields)).count == count)
    }

    @Test(arguments: ["arithmetic", "letter_count"]) func `a small space is gone through whole, then again`(
        _ name: String
    ) throws {
        let options = name == "arithmetic" ? #"{"digits": 1}"# : #"{"letters": "present", "shortest": 5, "longest": 5}"#
        let generator = try Generated(name, options).make()
        let size = try #require(generator.size)
        let tasks = (0..<size).map { generator.task(at: $0, seed: 5) }
        #expect(Set(tasks.map(\.id)).count == size)
        #expect(generator.task(at: size + 3, seed: 5) == tasks[3])
        #expect(generator.task(at: -1, seed: 5) == tasks[size - 1])
        #expect(Set((0..<size).map { generator.task(at: $0, seed: 6).id }) == Set(tasks.map(\.id)))
        #expect((0..<size).map { generator.task(at: $0, seed: 6).id } != tasks.map(\.id))
    }

    @Test(arguments: Generated.all) func `one id is one task, whatever the seed`(_ generated: Generated) throws {
        let generator = try generated.make()
        var seen: [String: RolloutTask] = [:]
        for seed in UInt64(0)..<20 {
            for index in 0..<50 {
                let task = generator.task(at: index, seed: seed)
                #expect(seen[task.id, default: task] == task)
                seen[task.id] = task
                #expect(generator.task(at: index, seed: seed) == task)
            }
        }
    }

    @Test(arguments: [0, -1, .max, .min, 1 << 61] as [Int]) func `every index has a task`(_ index: Int) throws {
        for generated in Generated.all {
            let task = try generated.make().task(at: index, seed: .max)
            #expect(
                try VerifyList(generated.verify).judge(Completion(text: #require(task.gold)), task: task).passed == true
            )
        }
    }

    @Test func `the same options, seed and index give these tasks, on every machine`() throws {
        func task(_ name: String, _ index: Int, _ options: String = "{}") throws -> RolloutTask {
            try Generated(name, options).make().task(at: index, seed: 42)
        }
        let lines = try [
            task("arithmetic", 0), task("arithmetic", 1),
            task("arithmetic", 0, #"{"digits": 9, "operations": ["add", "subtract"], "terms": 6}"#),
            task("letter_count", 0), task("letter_count", 1), task("letter_count", 7, #"{"letters": "any"}"#),
        ].map { "\($0.fields["question"]?.string ?? "") \($0.gold ?? "")" }
        #expect(lines == Self.recordedQuestions)
        let sentences = try [
            task("extract_json", 0), task("extract_json", 1), task("extract_json", 2, #"{"keys": 2}"#),
            task("extract_json", 3, #"{"keys": 6, "distractors": 2}"#),
        ].map {
            "\($0.id) | \($0.fields["keys"]?.string ?? "") | \($0.fields["sentence"]?.string ?? "") \($0.gold ?? "")"
        }
        #expect(sentences == Self.recordedSentences)
    }

    private static let recordedQuestions = [
        "What is 65 + 39? <answer>104</answer>",
        "What is 93 - 12? <answer>81</answer>",
        "What is 790654675 + 52227386 - 272771964 - 325444102 + 503305844 - 410369823? <answer>337602016</answer>",
        #"How many times does the letter "c" occur in the word "raccoon"? <answer>2</answer>"#,
        #"How many times does the letter "b" occur in the word "bakery"? <answer>1</answer>"#,
        #"How many times does the letter "x" occur in the word "vanilla"? <answer>0</answer>"#,
    ]
    private static let recordedSentences = [
        "extract_json:book:3:0:91300 | title, author, year | In 1952, Samuel Okoye wrote The Silent River. "
            + #"{"title":"The Silent River","author":"Samuel Okoye","year":1952}"#,
        "extract_json:person:3:0:207232 | name, age, city | At 88, Julia lives in Munich. "
            + #"{"name":"Julia","age":88,"city":"Munich"}"#,
        "extract_json:pet:2:0:712 | name, animal | The name of the donkey is Pepper. "
            + #"{"name":"Pepper","animal":"donkey"}"#,
        "extract_json:booking:6:2:190009930170 | guest, nights, hotel, room, arrival_day, breakfast_hour | "
            + "The next page is blank. Hotel Nova has a booking from Kate for 16 nights. The room number is 804. "
            + "The day of arrival is Monday. Breakfast starts at 10 o'clock. The neighbors are painting their fence. "
            + #"{"guest":"Kate","nights":16,"hotel":"Hotel Nova","room":804,"arrival_day":"Monday","breakfast_hour":10}"#,
    ]
}
