import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

@Suite struct SchemaAdherenceTests {
    static let verify: JSONValue = [
        ["json_schema": ["schema": "$schema", "formats": true]], ["json": ["equals": "$document"]],
    ]
    static let schemaOnly: JSONValue = [["json_schema": ["schema": "$schema", "formats": true]]]

    static func tasks(_ kind: String, level: Int, errors: [String]? = nil) throws -> SchemaAdherenceTasks {
        var options: JSONObject = ["kinds": [.string(kind)], "difficulty": ["from": .int(level), "to": .int(level)]]
        if let errors { options["errors"] = .array(errors.map(JSONValue.string)) }
        return try SchemaAdherenceTasks(options: options)
    }

    @Test func `no line of the tables is lost, and every list has words`() {
        func lines(_ text: String, _ marks: [String]) -> Int {
            text.split(separator: "\n").count { line in marks.contains { line.hasPrefix($0) } }
        }
        let records = RecordCatalog.records
        #expect(records.count == lines(RecordText.records, ["record "]))
        #expect(records.count == 16)
        #expect(records.reduce(0) { $0 + $1.fields.count } == lines(RecordText.records, ["- "]))
        #expect(records.reduce(0) { $0 + $1.parts.count } == lines(RecordText.records, ["+ ", "* ", "? "]))
        let parts = RecordCatalog.parts
        #expect(parts.count == lines(RecordText.parts, ["part ", "variant "]))
        #expect(parts.values.reduce(0) { $0 + $1.fields.count } == lines(RecordText.parts, ["- "]))
        for kind in records + parts.values {
            #expect(Set((kind.fields.map(\.key) + kind.parts.map(\.key))).count == kind.fields.count + kind.parts.count)
            for part in kind.parts { #expect(part.kinds.allSatisfy { parts[$0] != nil }, "\(kind.name) \(part.key)") }
            for field in kind.fields {
                switch field.kind {
                case .text(let words), .list(let words), .map(let words, _):
                    #expect(words.count >= 5, "\(kind.name) \(field.key)")
                case .choice(let choices): #expect(choices.count >= 2)
                case .flag: #expect(field.absence != nil)
                default: break
                }
                #expect(field.isFlag != field.clause.contains("{}"), "\(kind.name) \(field.key)")
            }
        }
        for (name, words) in WordPools.all {
            #expect(Set(words).count == words.count, "\(name)")
            for word in words {
                #expect(word.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !"\"\\{}[]|,".utf8.contains($0) })
            }
        }
    }

    /// The days in a document, as they come.
    private static func days(in value: JSONValue) -> [Substring] {
        switch value {
        case .string(let text): text.prefixMatch(of: /\d{4}-\d\d-\d\d/).map { [$0.output] } ?? []
        case .array(let elements): elements.flatMap(days)
        case .object(let object): object.members.flatMap { days(in: $0.value) }
        default: []
        }
    }

    @Test func `no day of a record lies before the first, and amounts of money are written as prices`() throws {
        var several = 0
        var prices = 0
        let generator = try Self.tasks("write", level: 8)
        for index in 0..<400 {
            let task = generator.task(at: index, seed: 5)
            let days = Self.days(in: task.fields["document"] ?? .null)
            if days.count > 1 { several += 1 }
            if let first = days.first { #expect(days.dropFirst().allSatisfy { $0 > first }, "\(task.id): \(days)") }
            let request = task.fields["request"]?.string ?? ""
            #expect(!request.contains(/\.\d (?:euros|dollars|pounds)/), "\(task.id)")
            prices += request.matches(of: /\.\d0 (?:euros|dollars|pounds)/).count
        }
        #expect(several > 100 && prices > 20, "\(several) \(prices)")
    }

    @Test(arguments: 1...10) func `the gold passes, and what is broken fails`(_ level: Int) throws {
        let list = try VerifyList(Self.verify)
        let schemaOnly = try VerifyList(Self.schemaOnly)
        for kind in ["write", "repair"] {
            let generator = try Self.tasks(kind, level: level)
            for index in 0..<(seedsOfEach / 2) {
                let task = generator.task(at: index, seed: 21)
                let gold = try #require(task.gold)
                let verdict = list.judge(Completion(text: gold), task: task)
                #expect(verdict.passed == true, "\(task.id): \(verdict.detail ?? "") \(gold)")
                guard kind == "repair" else { continue }
                let broken = try #require(task.fields["broken"]).text
                #expect(schemaOnly.judge(Completion(text: broken), task: task).passed == false, "\(task.id) \(broken)")
                #expect(list.judge(Completion(text: broken), task: task).passed == false)
                #expect(task.fields["errors"]?.array?.isEmpty == false)
            }
        }
    }

    /// The keywords that tell an error of a kind.
    static let keywords: [String: Set<String>] = [
        "type": ["type"], "format": ["format"], "missing": ["required"], "extraneous": ["additionalProperties"],
        "constraint": [
            "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum", "pattern", "uniqueItems",
            "multipleOf",
        ],
    ]

    @Test(arguments: RecordErrorKind.allCases) func `an error is of the kind that the request names`(
        _ kind: RecordErrorKind
    ) throws {
        let schemaOnly = try VerifyList(Self.schemaOnly)
        for level in 1...3 {
            let generator = try Self.tasks("repair", level: level, errors: [kind.rawValue])
            for index in 0..<(seedsOfEach / 4) {
                let task = generator.task(at: index, seed: 4)
                #expect(task.fields["errors"]?.array?.map { $0["kind"] } == [.string(kind.rawValue)])
                #expect(task.fields["request"]?.string?.contains("one error: \(kind.text(1))") == true)
                let broken = try #require(task.fields["broken"]).text
                let verdict = schemaOnly.judge(Completion(text: broken), task: task)
                let places = verdict.checks.flatMap { $0.name.split(separator: "/").suffix(1).map(String.init) }
                #expect(!Self.keywords[kind.rawValue, default: []].isDisjoint(with: places), "\(task.id) \(places)")
            }
        }
    }

    @Test func `a gold changed in one place fails`() throws {
        let list = try VerifyList(Self.verify)
        var score = MutantScore()
        var violations = MutantScore()
        let schemaOnly = try VerifyList(Self.schemaOnly)
        for level in 1...10 {
            for kind in ["write", "repair"] {
                let generator = try Self.tasks(kind, level: level)
                for index in 0..<(seedsOfEach / 8) {
                    let task = generator.task(at: index, seed: 22)
                    var draws = SeededGenerator(seed: UInt64(index), stream: UInt64(level))
                    let gold = try #require(task.gold)
                    let document = try #require(task.fields["document"])
                    for mutant in JSONMutants.of(document, &draws) {
                        let passed = list.judge(Completion(text: mutant.value.text), task: task).passed
                        score.add(passed, "\(task.id) \(mutant.change): \(mutant.value.text)")
                    }
                    for text in JSONMutants.broken(gold) {
                        score.add(list.judge(Completion(text: text), task: task).passed, "\(task.id): \(text)")
                    }
                    guard kind == "repair", let broken = task.fields["broken"] else { continue }
                    violations.add(
                        schemaOnly.judge(Completion(text: broken.text), task: task).passed, "\(task.id) \(broken.text)")
                }
            }
        }
        print("schema_adherence: \(score.text)")
        print("schema_adherence, injected errors by the schema alone: \(violations.text)")
        #expect(score.isGood && violations.isGood)
    }

    @Test func `junk and other tasks' golds fail`() throws {
        let list = try VerifyList(Self.verify)
        let generator = try SchemaAdherenceTasks(options: [:])
        let made = (0..<seedsOfEach).map { generator.task(at: $0, seed: 8) }
        for (task, other) in zip(made, made.dropFirst()) {
            #expect(list.judge(Completion(text: try #require(other.gold)), task: task).passed == false)
        }
        for task in made.prefix(20) {
            let request = task.fields["request"]?.string ?? ""
            let prompt = Prompt(
                messages: [Message(role: "user", content: request)], transcript: request, transcriptStop: [])
            let format = ReasoningFormat()
            for junk in JunkSet.fixed(format) + JunkSet.specific(prompt: prompt, gold: task.gold, format: format) {
                let completion = Completion(messages: [junk.message], format: format)
                #expect(list.judge(completion, task: task).passed != true, "\(junk.excerpt) for \(task.id)")
            }
        }
    }

    @Test(arguments: 1...10) func `tasks are distinct, the same for one index, and come round after the size`(
        _ level: Int
    ) throws {
        let generator = try Self.tasks("write", level: level)
        let size = try #require(generator.size)
        #expect(size == 14_400_000)
        let made = (0..<500).map { generator.task(at: $0, seed: 5) }
        #expect(Set(made.map(\.id)).count == made.count)
        #expect(Set(made.map { $0.fields["request"] }).count == made.count)
        #expect(Set(made.map { $0.fields["document"] }).count == made.count)
        #expect(generator.task(at: 17, seed: 5) == made[17])
        #expect(generator.task(at: size + 17, seed: 5) == made[17])
        #expect(generator.task(at: 17 - size, seed: 5) == made[17])
        #expect(made.allSatisfy { $0.fields["difficulty"]?.int == level })
        #expect(made.contains { $0.fields["schema"] != made[0].fields["schema"] })
    }

    @Test func `levels and kinds come equally often`() throws {
        let generator = try SchemaAdherenceTasks(options: ["difficulty": ["from": 3, "to": 5]])
        let made = (0..<60).map { generator.task(at: $0, seed: 2) }
        for level in 3...5 {
            for kind in ["write", "repair"] {
                #expect(made.count { $0.fields["difficulty"]?.int == level && $0.fields["kind"]?.string == kind } == 10)
            }
        }
    }

    @Test func `every value that a request must say is said`() throws {
        for level in [1, 4, 7, 10] {
            let generator = try Self.tasks("write", level: level)
            for index in 0..<(seedsOfEach / 2) {
                let task = generator.task(at: index, seed: 6)
                let request = try #require(task.fields["request"]?.string)
                #expect(!request.contains("{") && !request.contains("  ") && request.hasSuffix("."))
                let document = try #require(task.fields["document"])
                for path in JSONMutants.places(of: document) {
                    guard let text = document.value(at: path)?.string, case .key(let key)? = path.last else { continue }
                    // Days and times are put in words, and codes of enumerations stand for words.
                    guard text.contains("@") || text.contains("://") || key == "street" else { continue }
                    #expect(request.contains(text), "\(text) in \(request)")
                }
            }
        }
    }

    @Test func `the penalty for length is an option`() throws {
        let list = try VerifyList([
            ["json": ["equals": "$document"], "weight": 4],
            ["length": ["of": "answer", "max_characters": "$max_characters"], "weight": 1, "required": false],
        ])
        let task = try SchemaAdherenceTasks(options: [:]).task(at: 1, seed: 1)
        let document = try #require(task.fields["document"])
        #expect(list.judge(Completion(text: document.indentedText()), task: task).score == 1)
        let padded = "{" + String(repeating: " ", count: 20_000) + document.text.dropFirst()
        #expect(list.judge(Completion(text: padded), task: task).score == 0.8)
    }

    @Test func `generating is quick`() throws {
        let generator = try SchemaAdherenceTasks(options: [:])
        print("schema_adherence: \(GenerationTimes.text(generator, count: 300))")
        let hardest = try Self.tasks("repair", level: 10)
        print("schema_adherence, level 10: \(GenerationTimes.text(hardest, count: 50))")
    }

    @Test(arguments: [
        (#"{"difficulty": 3}"#, "difficulty"), (#"{"difficulty": {"from": 0, "to": 3}}"#, "difficulty"),
        (#"{"difficulty": {"from": 5, "to": 3}}"#, "difficulty"), (#"{"kinds": []}"#, "kinds"),
        (#"{"kinds": ["mend"]}"#, "kinds"), (#"{"errors": ["type", "type"]}"#, "errors"), (#"{"level": 3}"#, "level"),
    ])
    func `what is wrong with options is told`(_ options: String, option: String) throws {
        let object = try #require(try JSONReader().read(options).object)
        let error = #expect(throws: GeneratorOptionError.self) { try SchemaAdherenceTasks(options: object) }
        #expect(error?.option == option)
    }
}
