import Foundation
import JSON
import Rollouts
import Testing

@testable import Environments

/// A data set's shape as the manual shows it: `tasks`, the files it names, and the task that comes out.
struct ManualShape: Sendable, CustomTestStringConvertible {
    let name: String
    let tasks: String
    var files: [String: String] = [:]
    var fields: JSONValue = .null

    var testDescription: String { name }

    /// What follows its "Verify by", up to the next block.
    var advice = ""

    /// Every shape of the manual's section on rows.
    static func all() throws -> [ManualShape] {
        let manual = try String(contentsOfFile: root + "/environments/README.md", encoding: .utf8)
        let section = manual.components(separatedBy: "\n## Rows of the field's shapes\n").last?
            .components(separatedBy: "\n## ").first
        return try (section ?? "").components(separatedBy: "\n**").dropFirst().map { part in
            let blocks = part.matches(of: /```(yaml|json)(?: ([a-z0-9_.]+))?\n((?:.|\n)*?)\n```/)
            var shape = ManualShape(
                name: String(part.prefix { $0 != "*" }),
                tasks: String(try #require(blocks.first { $0.1 == "yaml" }?.3)))
            shape.advice =
                part.components(separatedBy: "\nVerify by").last?
                .components(separatedBy: "\n```").first ?? ""
            for block in blocks where block.1 == "json" {
                if let file = block.2 {
                    shape.files[String(file)] = String(block.3)
                } else {
                    shape.fields = try JSONReader().read(String(block.3))
                }
            }
            return shape
        }
    }
}

@Suite struct `Rows of other shapes` {
    /// The first task that a `tasks` section makes of files.
    static func task(_ tasks: String, _ files: [String: String]) async throws -> RolloutTask {
        let text = "\(tasks)\nprompt: {user: Hello}\nverify: [answer: {format: boxed}]\n"
        let environment = try await loaded(text, files: files)
        return try #require(try environment.tasks.next(after: TaskCursor())).task
    }

    @Test func `the manual shows nine, and each becomes the task that it shows`() async throws {
        let shapes = try ManualShape.all()
        #expect(shapes.count == 9)
        for shape in shapes {
            let task = try await Self.task(shape.tasks, shape.files)
            #expect(JSONValue.object(task.fields) == shape.fields, "\(shape.name)")
        }
    }

    private static func read(_ reading: ColumnReading, _ row: String) throws -> JSONValue {
        try reading.value(in: #require(try JSONReader().read(row).object))
    }

    private static func reading(_ path: String, _ form: ColumnForm? = nil, after: String? = nil) throws -> ColumnReading
    {
        var reading = ColumnReading(try #require(ColumnPath(path)))
        reading.form = form
        reading.after = after
        return reading
    }

    @Test func `paths lead into objects, lists, and texts that hold JSON`() throws {
        let row = #"{"a": {"b": [1, [2, 3]]}, "t": "{\"x\": [7]}", "p.q": 5, "p": {"q": 6}, "s": "[1"}"#
        for (path, value) in [("a.b.0", 1), ("a.b.1.-1", 3), ("a.b.-1.0", 2), ("t.x.0", 7), ("p.q", 5)] {
            #expect(try Self.read(Self.reading(path), row).int == value, "\(path)")
        }
        for path in ["a.c", "a.b.2", "a.b.-3", "a.b.x", "t.y", "s.0", "a.b.0.0", "z"] {
            #expect(throws: WireError.self, "\(path)") { try Self.read(Self.reading(path), row) }
        }
        #expect(ColumnPath("a..b") == nil && ColumnPath("") == nil && ColumnPath(".a") == nil)
    }

    @Test func `what follows the last mark is taken, without the space around it`() throws {
        #expect(try Self.read(Self.reading("a", after: "####"), "{\"a\": \"x #### 1\\n####  72 \\n\"}").string == "72")
        #expect(
            try Self.read(Self.reading("a", .number, after: "####"), "{\"a\": \"#### -1,072.50\"}").text == "-1072.50")
        for row in ["{\"a\": \"### 72\"}", #"{"a": 72}"#, #"{"a": ""}"#] {
            #expect(throws: WireError.self) { try Self.read(Self.reading("a", after: "####"), row) }
        }
    }

    @Test(arguments: [
        ("\"1,234\"", "1234"), ("\"$18\"", "18"), ("\" -3.50 \"", "-3.50"), ("7", "7"), ("\"12.\"", "12"),
        ("\".5\"", "0.5"), ("\"+4\"", "4"), ("\"-$5\"", "-5"),
    ])
    func `numbers are read of texts`(_ written: String, _ number: String) throws {
        #expect(try Self.read(Self.reading("a", .number), "{\"a\": \(written)}").text == number)
    }

    @Test(arguments: ["\"\"", "\"seven\"", "\"1 2\"", "true", "null", "[1]", "\"1/2\"", "\"5%\""])
    func `what is no number is a fault of the row`(_ written: String) throws {
        #expect(throws: WireError.self) { try Self.read(Self.reading("a", .number), "{\"a\": \(written)}") }
    }

    @Test func `the last box is read, braces balanced`() throws {
        for (text, content) in [
            (#"\boxed{3} or \boxed{\frac{1}{2}}."#, #"\frac{1}{2}"#), (#"\boxed{ x }"#, "x"), (#"\fbox{9}"#, "9"),
            (#"\boxed {a\}b}"#, #"a\}b"#), (#"\boxed{}"#, ""),
        ] { #expect(BoxedContent.last(in: text) == content, "\(text)") }
        for text in ["", "{3}", #"\boxed{3"#, #"\boxed 3"#, #"\boxed"#] {
            #expect(BoxedContent.last(in: text) == nil, "\(text)")
        }
    }

    @Test func `options are named by letters`() throws {
        for (written, letter) in [("0", "A"), ("3", "D"), ("\"1\"", "B"), ("\"c\"", "C"), ("\" D \"", "D")] {
            #expect(try Self.read(Self.reading("a", .letter), "{\"a\": \(written)}").string == letter)
        }
        for written in ["26", "-1", "\"AB\"", "\"\"", "\"é\"", "null", "1.5"] {
            #expect(throws: WireError.self) { try Self.read(Self.reading("a", .letter), "{\"a\": \(written)}") }
        }
    }

    @Test func `a list is shuffled by its content, every place alike`() throws {
        var reading = ColumnReading(list: ["r", "w", "x", "y"].map { ColumnPath([$0]) })
        reading.isShuffled = true
        var places = [0, 0, 0, 0]
        for number in 0..<2_000 {
            let row = "{\"r\": \(number), \"w\": -1, \"x\": -2, \"y\": -3}"
            let list = try #require(try Self.read(reading, row).array)
            #expect(try Self.read(reading, row).array == list)
            #expect(Set(list.compactMap(\.int)) == [number, -1, -2, -3])
            places[try #require(list.firstIndex(of: .int(number)))] += 1
        }
        #expect(places.allSatisfy { (400...600).contains($0) }, "\(places)")
    }

    @Test func `a default stands for what is missing or null, and for nothing else`() throws {
        var reading = try Self.reading("a.b")
        reading.fallback = 3
        #expect(try Self.read(reading, "{}") == 3)
        #expect(try Self.read(reading, #"{"a": {"b": null}}"#) == 3)
        #expect(try Self.read(reading, #"{"a": {"b": 0}}"#) == 0)
        #expect(try Self.read(Self.reading("a"), #"{"a": null}"#) == .null)
    }

    @Test(arguments: [
        ("{file: a, columns: {x: {form: b}}}", "the key `from` is missing in `columns.x`", 25),
        ("{file: a, columns: {x: {from: b, as: nmber}}}", "`as` must be one of", 38),
        ("{file: a, columns: {x: {from: b, zz: 1}}}", "unknown key `zz`", 34),
        ("{file: a, columns: {x: {from: b, after: ''}}}", "`after` names a mark", 41),
        ("{file: a, columns: {x: a..b}}", "a column is a key of the row", 24),
        ("{file: a, columns: {x: []}}", "a list of columns has 1 to", 24),
        ("{file: a, columns: {x: [a, 1]}}", "this value must be a text", 28),
        ("{file: a, columns: {id: {from: b}}}", "`id` must be a text", 25),
        ("{file: a, join: {file: b}}", "the key `by` is missing in `join`", 17),
        ("{generate: arithmetic, join: {file: b, by: id}}", "`join` belongs to `file`", 30),
        ("{file: a, join: {file: b, by: id}}", "`b`: the file cannot be opened", 24),
    ])
    func `what is wrong with the mapping is said with its place`(_ tasks: String, _ message: String, _ column: Int)
        async throws
    {
        let error = try #require(try await errors(yaml(tasks: "\n  \(tasks)"), files: ["a": "{}"]).first)
        #expect(error.message.hasPrefix(message), "\(error)")
        #expect(error.line == 2 && error.column == column + 2, "\(error)")
    }

    @Test func `rows that lack what a column names are passed over and told`() async throws {
        let rows = #"{"q": "a", "n": "x"}"# + "\n" + #"{"q": "b", "n": "7"}"#
        let tasks = "tasks: {file: a.jsonl, shuffle: false, columns: {q: q, n: {from: n, as: number}}}"
        let environment = try await loaded(
            "\(tasks)\nprompt: {user: a}\nverify: [answer: {format: tag}]", files: ["a.jsonl": rows])
        let step = try #require(try environment.tasks.next(after: TaskCursor()))
        #expect(step.task.fields == ["q": "b", "n": 7] && step.skipped == 1)
        #expect(step.firstFault?.message == "the column `n` is no number: `x`" && step.firstFault?.line == 1)
    }

    @Test func `a join adds what a row lacks, and a row without a partner is no task`() async throws {
        let rows = (0..<4).map { #"{"id": "r\#($0)", "own": \#($0)}"# }.joined(separator: "\n")
        let partners = #"{"id": "r2", "own": 9, "more": 22}"# + "\n\n" + #"{"id": "r3", "more": 33}"#
        let folder = try TemporaryFolder()
        let join = try JoinedFile(path: folder.write("b", partners), by: ColumnPath(["id"]))
        let source = try FileTaskSource(
            path: folder.write("a", rows), join: join, isShuffled: false, epochs: 1)
        let first = try #require(try source.next(after: TaskCursor()))
        #expect(first.task == RolloutTask(id: "r2", fields: ["own": 2, "more": 22]) && first.skipped == 2)
        #expect(try source.next(after: first.cursor)?.task.fields == ["own": 3, "more": 33])
        #expect(source.contentHash.count == 64)
        for (wrong, said) in [
            (#"{"id": 1}"# + "\n" + #"{"id": "1"}"#, "lines 1 and 2 have the same `id`"), ("{}", "line 1 has no text"),
            ("[]", "line 1 is no JSON object"),
        ] {
            let path = try folder.write("c", wrong)
            let error = #expect(throws: EnvironmentError.self) { try JoinedFile(path: path, by: ColumnPath(["id"])) }
            #expect(error?.message.hasPrefix(said) == true, "\(String(describing: error))")
        }
    }

    @Test func `types of other languages get JSON Schema's names`() {
        for (written, name) in [
            ("dict", "object"), ("HashMap", "object"), ("tuple", "array"), ("ArrayList", "array"),
            ("List[int]", "array"),
            ("str, optional", "string"), ("Optional[int]", "integer"), ("float", "number"), ("Boolean", "boolean"),
            ("Dict[str, Any]", "object"),
        ] { #expect(ToolShapes.jsonType(written) == name, "\(written)") }
        for written in ["any", "", "Callable[[float], float]", "Union[int, str]"] {
            #expect(ToolShapes.jsonType(written) == nil, "\(written)")
        }
    }

    @Test func `a conversation of ShareGPT's shape gets the usual names`() throws {
        let row = #"{"c": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Ho"}]}"#
        #expect(
            try Self.read(Self.reading("c", .prompt), row) == [["role": "user", "content": "Hi"]])
        for wrong in [#"{"c": []}"#, #"{"c": [{"role": "assistant"}]}"#, #"{"c": [{}]}"#, #"{"c": "no"}"#] {
            #expect(throws: WireError.self) { try Self.read(Self.reading("c", .prompt), wrong) }
        }
    }
}
