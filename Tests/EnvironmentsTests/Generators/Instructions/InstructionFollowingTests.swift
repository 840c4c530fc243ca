import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

@Suite struct InstructionFollowingTests {
    static let verify: JSONValue = [
        ["instructions": ["ids": "$instruction_id_list", "kwargs": "$kwargs"]],
        ["instructions": ["forbidden_words": "$unsaid"]], ["length": ["of": "answer", "min_words": 9]],
    ]

    static func tasks(level: Int) throws -> InstructionFollowingTasks {
        try InstructionFollowingTasks(options: ["difficulty": ["from": .int(level), "to": .int(level)]])
    }

    @Test(arguments: 1...10) func `the gold passes, and mutants of it fail`(_ level: Int) throws {
        let list = try VerifyList(Self.verify)
        let generator = try Self.tasks(level: level)
        var (mutants, survivors) = (0, [String]())
        var alone = 0
        for index in 0..<seedsOfEach {
            let task = generator.task(at: index, seed: 31)
            let gold = try #require(task.gold)
            let verdict = list.judge(Completion(text: gold), task: task)
            let ids = try #require(task.fields["instruction_id_list"]?.array).compactMap(\.string)
            #expect(!ids.isEmpty && Set(ids).count == ids.count)
            #expect(verdict.passed == true, "\(task.id) \(ids): \(verdict.detail ?? "")\n\(gold)")
            alone += ids.count < (level + 1) / 2 ? 1 : 0
            guard verdict.passed == true else { continue }
            for (id, kwargs) in zip(ids, task.fields["kwargs"]?.array ?? []) {
                let mutant = InstructionMutants.broken(gold, id: id, kwargs: kwargs)
                mutants += 1
                if try Self.follows(mutant, id: id, kwargs: kwargs) { survivors.append("\(task.id) \(id): \(mutant)") }
                // That one broken instruction fails the whole is shown on a few: to guess languages is slow unoptimized.
                guard index % 20 == 0 else { continue }
                #expect(list.judge(Completion(text: mutant), task: task).passed == false, "\(task.id) \(id): \(mutant)")
            }
        }
        print(
            "instruction_following, level \(level): \(mutants - survivors.count) of \(mutants) mutants fail, "
                + "\(alone) of \(seedsOfEach) sets fell back to one instruction")
        for survivor in survivors.prefix(3) { print("  survivor \(survivor)") }
        #expect(100 * survivors.count <= mutants)
        #expect(20 * alone <= seedsOfEach)
    }

    /// Whether a text follows one instruction.
    private static func follows(_ text: String, id: String, kwargs: JSONValue) throws -> Bool {
        let one = try VerifyList([["instructions": ["ids": [.string(id)], "kwargs": [kwargs]]]])
        return one.judge(Completion(text: text), task: RolloutTask(id: "one", fields: [:], gold: nil)).passed == true
    }

    @Test func `junk and other tasks' golds fail, but where they are right`() throws {
        let list = try VerifyList(Self.verify)
        for level in [1, 5, 8, 10] {
            var (others, right) = (0, 0)
            let generator = try Self.tasks(level: level)
            let made = (0..<60).map { generator.task(at: $0, seed: 8) }
            for (task, other) in zip(made, made.dropFirst()) {
                others += 1
                if list.judge(Completion(text: try #require(other.gold)), task: task).passed == true { right += 1 }
            }
            print("instruction_following, level \(level): \(right) of \(others) golds of other tasks are right too")
            // A plain instruction alone, such as one that forbids a word, is followed by many golds.
            #expect(right * (level < 5 ? 2 : 5) <= others)
            for (index, task) in made.prefix(10).enumerated() {
                let request = try #require(task.fields["prompt"]?.string)
                let prompt = Prompt(
                    messages: [Message(role: "user", content: request)], transcript: request, transcriptStop: [])
                let format = ReasoningFormat()
                let fixed = JunkSet.fixed(format).filter { index == 0 || $0.kind != .deepNesting }
                for junk in fixed + JunkSet.specific(prompt: prompt, gold: task.gold, format: format) {
                    let completion = Completion(messages: [junk.message], format: format)
                    #expect(list.judge(completion, task: task).passed != true, "\(junk.excerpt) for \(task.id)")
                }
            }
        }
    }

    @Test func `tasks are distinct, and the same for one index`() throws {
        for level in [1, 10] {
            let generator = try Self.tasks(level: level)
            let size = try #require(generator.size)
            print("instruction_following, level \(level): \(size) tasks")
            let made = (0..<(level == 1 ? 1_000 : 200)).map { generator.task(at: $0, seed: 5) }
            #expect(Set(made.map(\.id)).count == made.count)
            #expect(Set(made.map { $0.fields["prompt"] }).count == made.count)
            #expect(generator.task(at: 17, seed: 5) == made[17])
            #expect(generator.task(at: size + 17, seed: 5) == made[17])
        }
    }

    @Test func `generating is quick`() throws {
        print("instruction_following: \(GenerationTimes.text(try InstructionFollowingTasks(options: [:]), count: 200))")
    }

    @Test func `a topic's words stand neither in it nor in plain sentences`() {
        for topic in RequestTopic.all {
            #expect(topic.words.count >= 11, "\(topic.phrase)")
            for word in topic.words {
                #expect(!topic.phrase.contains(word), "\(word)")
                #expect(!AnswerSentences.all.contains { $0.lowercased().contains(word) }, "\(word)")
                #expect(!topic.words.contains { $0 != word && $0.contains(word) }, "\(word)")
            }
        }
    }

    @Test func `no text to be written as it is stands beside a rule of its case, and one thing is worded as one`()
        throws
    {
        let cases: Set = ["change_case:english_capital", "change_case:english_lowercase"]
        let asWritten: Set = [
            "startend:end_checker", "detectable_content:postscript", "length_constraints:nth_paragraph_first_word",
            "combination:repeat_prompt", "detectable_format:multiple_sections", "format:output_template",
        ]
        var met = 0
        for level in [2, 5, 10] {
            let generator = try Self.tasks(level: level)
            for index in 0..<300 {
                let task = generator.task(at: index, seed: 4)
                let ids = Set(try #require(task.fields["instruction_id_list"]?.array).compactMap(\.string))
                if !ids.isDisjoint(with: cases) {
                    met += 1
                    #expect(ids.isDisjoint(with: asWritten), "\(task.id)")
                }
                let prompt = try #require(task.fields["prompt"]?.string)
                #expect(
                    !prompt.contains(/(?:least|exactly|Exactly) 1 |least one [a-z ,]+ each |1" to "[A-Za-z]+ 2"/),
                    "\(prompt)")
                // Once is a word, and of seven there are no more.
                let capped = prompt.replacing("no fewer than", with: "at least")
                #expect(!capped.contains(/than [12] times|least 7 (?:of the c|different c)/), "\(prompt)")
            }
        }
        #expect(met > 20, "\(met)")
    }

    @Test func `what tells tasks apart can be seen: the instruction that leads comes first`() throws {
        for level in [3, 6, 10] {
            let generator = try Self.tasks(level: level)
            let templates = InstructionTemplate.at(level: level)
            for index in 0..<200 {
                let task = generator.task(at: index, seed: 14)
                let number = try #require(task.id.split(separator: ":").last.flatMap { Int($0) })
                let first = task.fields["instruction_id_list"]?.array?.first?.string
                #expect(first == templates[number % templates.count].id, "\(task.id)")
            }
        }
    }

    @Test func `prompts to read`() throws {
        let generator = try InstructionFollowingTasks(options: [:])
        for index in 0..<100 {
            let prompt = try #require(generator.task(at: index, seed: 77).fields["prompt"]?.string)
            #expect(!prompt.contains("  ") && !prompt.contains("\\("), "\(prompt)")
            print("prompt \(index): \(prompt)")
        }
    }
}

/// Golds with one instruction broken by construction.
enum InstructionMutants {
    static func broken(_ gold: String, id: String, kwargs: JSONValue) -> String {
        func int(_ key: String) -> Int { kwargs[key]?.int ?? 0 }
        func text(_ key: String) -> String { kwargs[key]?.string ?? "" }
        func without(_ part: String) -> String {
            part.isEmpty
                ? gold
                : gold.replacing(part, with: "").replacing(part.uppercased(), with: "")
                    .replacing(part.lowercased(), with: "").replacing(
                        part.prefix(1).uppercased() + part.dropFirst(), with: "")
        }
        func more(_ part: String, _ count: Int) -> String {
            gold + String(repeating: " " + part, count: max(count, 1))
        }
        let isLess = [text("relation"), text("let_relation"), text("capital_relation")].contains("less than")
        switch id {
        case "length_constraints:number_words":
            return isLess ? more("word", int("num_words")) : shortened(gold, below: int("num_words"))
        case "count:word_count_range": return more("word", int("max_words"))
        case "length_constraints:number_sentences":
            return isLess ? more("It is so.", int("num_sentences")) : gold.filter { !".!?".contains($0) }
        case "keywords:existence": return without(kwargs["keywords"]?.array?.first?.string ?? "")
        case "keywords:forbidden_words": return more(kwargs["forbidden_words"]?.array?.first?.string ?? "", 1)
        case "keywords:frequency": return isLess ? more(text("keyword"), int("frequency")) : without(text("keyword"))
        case "keywords:letter_frequency":
            return isLess ? more(text("letter"), int("let_frequency")) : without(text("letter"))
        case "length_constraints:number_paragraphs": return without("***")
        case "combination:two_responses": return without("******")
        case "length_constraints:nth_paragraph_first_word": return without("\n\n")
        case "detectable_format:multiple_sections": return without(text("section_spliter"))
        case "format:output_template": return without("My Answer:")
        case "sentence:keyword": return without(text("word"))
        case "words:keywords_specific_position": return without(text("keyword"))
        case "combination:repeat_prompt": return "Sure. " + gold
        case "startend:end_checker": return gold + " More follows"
        case "detectable_content:postscript": return without(text("postscript_marker"))
        case "detectable_content:number_placeholders": return without("[")
        case "detectable_format:number_bullet_lists": return gold + "\n- One more."
        case "detectable_format:number_highlighted_sections", "format:sub-bullets":
            return id == "format:sub-bullets" ? gold + "\n* One more" : without("*")
        case "detectable_format:title": return without("<<")
        case "detectable_format:json_format": return String(gold.dropLast())
        case "startend:quotation": return String(gold.dropLast())
        case "change_case:english_capital": return gold + " x"
        case "change_case:english_lowercase": return gold + " X"
        case "change_case:capital_word_frequency":
            return isLess ? more("BIG", int("capital_frequency")) : gold.lowercased()
        case "punctuation:no_comma": return gold + ","
        case "format:thesis": return without("<i>")
        case "format:no_bullets_bullets": return gold + "\nThe end."
        case "count:unique_word_count", "count:conjunctions", "count:person_names", "count:pronouns":
            return "Nothing here. Nothing here."
        case "count:numbers": return gold + " 99"
        case "words:start_verb": return "The " + gold
        case "format:parentheses": return gold.filter { !")]}".contains($0) }
        case "format:quotes": return gold.filter { $0 != "'" }
        case "format:list": return without(text("sep"))
        case "format:emoji": return gold + " No more."
        case "count:punctuation": return without(";")
        default: return gold
        }
    }

    /// The beginning of a text with fewer than so many words.
    private static func shortened(_ text: String, below count: Int) -> String {
        text.split(separator: " ").prefix(max(count / 2, 1)).joined(separator: " ").filter { $0 != "\n" }
    }
}
