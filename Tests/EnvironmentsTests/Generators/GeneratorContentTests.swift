import JSON
import Rollouts
import Testing

@testable import Environments

@Suite struct GeneratorContentTests {
    @Test func `sums, products and quotients follow the usual order`() {
        #expect(ArithmeticTasks.value([2, 3, 4], [.add, .multiply]) == 14)
        #expect(ArithmeticTasks.value([2, 3, 4], [.multiply, .subtract]) == 2)
        #expect(ArithmeticTasks.value([2, 3, 4, 5], [.subtract, .multiply, .add]) == -5)
        #expect(ArithmeticTasks.value([2, 3, 4, 5], [.subtract, .subtract, .subtract]) == -10)
        #expect(ArithmeticTasks.value([12, 4], [.divide]) == 3)
        #expect(ArithmeticTasks.value([10, 2, 3, 4], [.subtract, .multiply, .multiply]) == -14)
    }

    @Test func `operands have the digits asked for`() throws {
        let tasks = try ArithmeticTasks(options: ["digits": 3, "operations": ["add"], "terms": 3])
        var longest = 0
        for index in 0..<1_000 {
            let expression = try #require(tasks.task(at: index, seed: 1).fields["expression"]?.string)
            let operands = expression.split(separator: " + ").compactMap { Int($0) }
            #expect(operands.count == 3)
            #expect(operands.allSatisfy { (1...999).contains($0) })
            longest = max(longest, operands.max() ?? 0)
        }
        #expect(longest > 950)
    }

    @Test func `a division comes out even`() throws {
        let tasks = try ArithmeticTasks(options: ["operations": ["divide"]])
        for index in 0..<1_000 {
            let task = tasks.task(at: index, seed: 1)
            let operands = try #require(task.fields["expression"]?.string).split(separator: " ÷ ").compactMap {
                Int($0)
            }
            #expect(operands.count == 2 && operands[0] % operands[1] == 0)
            #expect(task.fields["answer"]?.int == operands[0] / operands[1])
        }
    }

    @Test func `letters are counted`() throws {
        let tasks = try LetterCountTasks(options: ["letters": "any"])
        var counts: Set<Int> = []
        for index in 0..<2_000 {
            let task = tasks.task(at: index, seed: 1)
            let word = try #require(task.fields["word"]?.string)
            let letter = try #require(task.fields["letter"]?.string)
            let count = word.split(separator: letter, omittingEmptySubsequences: false).count - 1
            #expect(task.fields["count"]?.int == count)
            counts.insert(count)
        }
        #expect(counts.isSuperset(of: [0, 1, 2, 3]))
    }

    @Test func `one number is right for half of the tasks at most`() throws {
        let tasks = try LetterCountTasks(options: [:])
        let size = try #require(tasks.size)
        let counts = (0..<size).map { tasks.task(at: $0, seed: 4).fields["count"]?.int }
        #expect(counts.count { $0 == 1 } == size / 2)
        #expect(size >= 1_000)
    }

    @Test func `the words are common ones in lower case, at least 400, each once, in order`() throws {
        #expect(CommonWords.all.count >= 400)
        #expect(CommonWords.all == Set(CommonWords.all).sorted())
        #expect(CommonWords.all.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } && $0.count >= 3 })
        let present = CommonWords.all.flatMap { Set($0) }.count
        #expect(try LetterCountTasks(options: ["letters": "present"]).size == present)
    }

    @Test(arguments: 2...6) func `the sentence tells every value, each key once`(_ keys: Int) throws {
        let tasks = try ExtractJSONTasks(options: ["keys": .int(keys), "distractors": 2])
        for index in 0..<1_500 {
            let task = tasks.task(at: index, seed: 3)
            let sentence = try #require(task.fields["sentence"]?.string)
            let object = try #require(task.fields["object"]?.object)
            #expect(object.count == keys)
            #expect(object.firstDuplicateKey == nil)
            #expect(task.fields["keys"]?.string == object.keys.joined(separator: ", "))
            #expect(!sentence.contains("{") && !sentence.contains("}") && !sentence.contains("  "))
            #expect(sentence.last == "." && sentence.first?.isUppercase == true || sentence.first?.isNumber == true)
            for member in object.members {
                let written = member.value.string ?? member.value.text
                #expect(sentence.contains(written), "\(member.key) of \(sentence)")
            }
            // As many numbers stand in the text as in the object, so that each can only be meant once.
            let numbers = sentence.matches(of: /[0-9]+/).count
            #expect(numbers == object.members.count { $0.value.number != nil }, "\(sentence)")
        }
    }

    @Test func `every domain is well made`() throws {
        #expect(ExtractionDomain.all.count >= 12)
        #expect(Set(ExtractionDomain.all.map(\.name)).count == ExtractionDomain.all.count)
        for domain in ExtractionDomain.all {
            #expect(domain.slots.count == ExtractionDomain.slotCount)
            #expect(domain.more.count == ExtractionDomain.slotCount - 3)
            let keys = domain.slots.map(\.key)
            #expect(Set(keys).count == keys.count)
            #expect(keys.allSatisfy { $0.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil })
            for (leads, count) in [(domain.two, 2), (domain.three, 3)] {
                #expect(leads.count >= 2)
                #expect(Set(leads).count == leads.count)
                for lead in leads { #expect(Self.slots(lead) == Set(keys.prefix(count)), "\(lead)") }
            }
            for (position, sentence) in domain.more.enumerated() {
                #expect(Self.slots(sentence).contains(keys[position + 3]), "\(sentence)")
                #expect(
                    Self.slots(sentence).subtracting([keys[position + 3]]).isSubset(of: keys.prefix(3)), "\(sentence)")
            }
        }
    }

    /// The slots that a sentence names.
    private static func slots(_ sentence: String) -> Set<String> {
        Set(sentence.matches(of: /\{(?:a )?([a-z_]+)\}/).map { String($0.1) })
    }

    @Test func `texts of one domain hold nothing in common, and every list says a word once`() {
        for domain in ExtractionDomain.all {
            var all: Set<String> = []
            for slot in domain.slots {
                let texts = slot.values.compactMap(\.string)
                #expect(Set(texts).count == texts.count, "\(domain.name).\(slot.key)")
                #expect(texts.allSatisfy { !$0.isEmpty && $0 == $0.trimmingPrefix(" ") && !$0.contains("\n") })
                #expect(all.isDisjoint(with: texts), "\(domain.name).\(slot.key)")
                all.formUnion(texts)
            }
        }
    }

    @Test func `articles fit their words`() {
        let values: [String: JSONValue] = ["x": "owl", "y": "dog", "n": 8]
        #expect(
            ExtractionDomain.filled("{x} and {a x}, {a y} and {n}.", with: values) == "owl and an owl, a dog and 8.")
    }

    @Test func `neighbouring tasks come from all domains in turn`() throws {
        let tasks = try ExtractJSONTasks(options: [:])
        let count = ExtractionDomain.all.count
        for block in 0..<20 {
            let names = (0..<count).map { tasks.task(at: block * count + $0, seed: 9).id.split(separator: ":")[1] }
            #expect(Set(names).count == count)
        }
    }
}
