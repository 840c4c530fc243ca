import Foundation
import JSON
import Rollouts
import Testing

@testable import Environments

@Suite struct `Tasks from a file` {
    func source(_ text: String, _ configure: (String) throws -> FileTaskSource = { try FileTaskSource(path: $0) })
        throws
        -> (FileTaskSource, TemporaryFolder)
    {
        let folder = try TemporaryFolder()
        return (try configure(try folder.write("tasks.jsonl", text)), folder)
    }

    func walk(_ source: some TaskSource, from start: TaskCursor = TaskCursor(), most: Int = 10_000) throws -> [TaskStep]
    {
        var steps: [TaskStep] = []
        var cursor = start
        while steps.count < most, let step = try source.next(after: cursor) {
            steps.append(step)
            cursor = step.cursor
        }
        return steps
    }

    static func lines(_ count: Int) -> String { (0..<count).map { #"{"n": \#($0)}"# }.joined(separator: "\n") }

    @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000])
    func `each epoch gives every line once, in an order of its own`(_ count: Int) throws {
        let (source, folder) = try source(Self.lines(count)) { try FileTaskSource(path: $0, seed: 7, epochs: 3) }
        let steps = try walk(source)
        withExtendedLifetime(folder) {
            #expect(steps.count == 3 * count)
            let epochs = (0..<3).map { epoch in
                steps[(epoch * count)..<((epoch + 1) * count)].compactMap { $0.task.fields["n"]?.int }
            }
            for epoch in epochs { #expect(epoch.sorted() == Array(0..<count)) }
            if count >= 16 { #expect(Set(epochs).count == 3 && !epochs.contains(Array(0..<count))) }
        }
    }

    @Test func `the seed decides the order, and without shuffling it is the file's`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("t.jsonl", Self.lines(50))
        func order(_ seed: UInt64, _ shuffled: Bool = true) throws -> [Int?] {
            try walk(FileTaskSource(path: path, seed: seed, isShuffled: shuffled, epochs: 1)).map {
                $0.task.fields["n"]?.int
            }
        }
        #expect(try order(1) == order(1))
        #expect(try order(1) != order(2))
        #expect(try order(1, false) == Array(0..<50))
    }

    @Test func `any cursor goes on as if there had been no break`() throws {
        let (source, folder) = try source(Self.lines(37)) { try FileTaskSource(path: $0, seed: 3, epochs: 2) }
        let steps = try walk(source)
        for index in steps.indices.dropLast() {
            #expect(try walk(source, from: steps[index].cursor) == Array(steps[(index + 1)...]))
        }
        withExtendedLifetime(folder) {}
    }

    @Test func `lines that are no tasks are passed over, counted, and the first is described`() throws {
        let text = "{\"a\": 1}\nnot json\n[1]\n{\"a\": 1, \"a\": 2}\n\n  \n{\"id\": {}}\n{\"gold\": 5}\n{\"a\": 2}"
        let (source, folder) = try source(text) { try FileTaskSource(path: $0, isShuffled: false, epochs: 1) }
        let steps = try walk(source)
        #expect(steps.map { $0.task.fields["a"]?.int } == [1, 2])
        #expect(steps.map(\.skipped) == [0, 5])
        #expect(steps[1].firstFault?.line == 2)
        #expect(steps[1].firstFault?.code == .badTask)
        #expect(steps[1].firstFault?.file == folder.path + "/tasks.jsonl")
    }

    @Test func `a file without any task is an error that names its first line`() throws {
        let (source, folder) = try source("nonsense\n[]\n")
        let error = #expect(throws: EnvironmentError.self) { try source.next(after: TaskCursor()) }
        #expect(error?.line != nil && error?.message.contains("none of") == true)
        withExtendedLifetime(folder) {}
        #expect(throws: EnvironmentError.self) { try self.source("") }
        let blank = try self.source("\n\n")
        #expect(throws: EnvironmentError.self) { try blank.0.next(after: TaskCursor()) }
    }

    @Test func `far too many lines in a row without a task are an error, not a wait`() throws {
        for line in ["\n", "x\n"] {
            let text = String(repeating: line, count: 200_000) + #"{"a": 1}"#
            let (source, folder) = try source(text) { try FileTaskSource(path: $0, isShuffled: false) }
            #expect(throws: EnvironmentError.self) { try source.next(after: TaskCursor()) }
            withExtendedLifetime(folder) {}
        }
    }

    @Test func `a cursor beyond all bounds is no crash`() throws {
        let (source, folder) = try source(Self.lines(3))
        for extreme in [Int.min, -1, Int.max - 1, Int.max] {
            #expect(try source.next(after: TaskCursor(epoch: extreme, position: 0)) != nil)
            #expect(try source.next(after: TaskCursor(epoch: 0, position: extreme)) != nil)
            #expect(try source.next(after: TaskCursor(epoch: extreme, position: extreme)) != nil)
        }
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: ["\n", "\r\n"]) func `line ends, a byte order mark and a missing last end make no difference`(
        _ end: String
    ) throws {
        let rows = [#"{"n":0,"t":"é"}"#, #"{"n":1}"#, #"{"n":2}"#]
        for text in [
            rows.joined(separator: end), rows.joined(separator: end) + end, "\u{FEFF}" + rows.joined(separator: end),
        ] {
            let (source, folder) = try source(text) { try FileTaskSource(path: $0, isShuffled: false, epochs: 1) }
            #expect(try walk(source).map { $0.task.fields["n"]?.int } == [0, 1, 2])
            #expect(try walk(source)[0].task.fields["t"]?.string == "é")
            withExtendedLifetime(folder) {}
        }
    }

    @Test func `long lines are found, those over a mebibyte are not tasks`() throws {
        let long = String(repeating: "x", count: 300_000)
        let tooLong = String(repeating: "y", count: 1 << 20)
        let text = (0..<40).map { #"{"n": \#($0), "x": "\#($0 == 20 ? tooLong : $0 % 3 == 0 ? long : "s")"}"# }.joined(
            separator: "\n")
        let (source, folder) = try source(text) { try FileTaskSource(path: $0, isShuffled: false, epochs: 1) }
        let steps = try walk(source)
        #expect(steps.map { $0.task.fields["n"]?.int } == (0..<40).filter { $0 != 20 })
        #expect(steps[20].skipped == 1 && steps[20].firstFault?.line == 21)
        withExtendedLifetime(folder) {}
    }

    @Test func `every line of a large file is found by its number`() throws {
        var generator = SeededGenerator(seed: 5)
        let rows = (0..<20_000).map { #"{"n":\#($0),"p":"\#(String(repeating: "z", count: generator.below(90)))"}"# }
        let (source, folder) = try source(rows.joined(separator: "\n")) {
            try FileTaskSource(path: $0, isShuffled: false)
        }
        for n in [0, 1, 500, 9_999, 19_999] + (0..<300).map({ _ in generator.below(20_000) }) {
            #expect(try source.next(after: TaskCursor(position: n))?.task.fields["n"]?.int == n)
        }
        withExtendedLifetime(folder) {}
    }

    @Test func `a file that changes underneath is noticed`() throws {
        let (source, folder) = try source(Self.lines(10))
        _ = try source.next(after: TaskCursor())
        try #require(FileHandle(forWritingAtPath: folder.path + "/tasks.jsonl")).truncate(atOffset: 5)
        let error = #expect(throws: EnvironmentError.self) { try source.next(after: TaskCursor()) }
        #expect(error?.code == .changed)
    }

    @Test func `a file that is replaced goes on as it was loaded`() throws {
        let (source, folder) = try source(Self.lines(10))
        let before = try walk(source, most: 10)
        try folder.write("other", "{}")
        try FileManager.default.removeItem(atPath: folder.path + "/tasks.jsonl")
        try FileManager.default.moveItem(atPath: folder.path + "/other", toPath: folder.path + "/tasks.jsonl")
        #expect(try walk(source, most: 10) == before)
    }

    @Test func `what is no regular file is refused at once`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        for path in ["/dev/zero", folder.path, folder.path + "/pipe", folder.path + "/missing"] {
            let error = #expect(throws: EnvironmentError.self) { try FileTaskSource(path: path) }
            #expect(error?.code == .unreadable)
        }
    }

    @Test func `a task's id is its own, else a hash of its fields whatever their order`() throws {
        func task(_ text: String) throws -> RolloutTask { try TaskReader().task(from: JSONReader().read(text)) }
        #expect(try task(#"{"id": "x", "a": 1}"#).id == "x")
        #expect(try task(#"{"id": 17, "a": 1}"#).id == "17")
        #expect(try task(#"{"id": "x", "gold": "g", "a": 1}"#) == RolloutTask(id: "x", fields: ["a": 1], gold: "g"))
        let hashed = try task(#"{"a": 1, "b": [2.0]}"#).id
        #expect(hashed.count == 24)
        #expect(try task(#"{"b": [2], "a": 1.0, "gold": "g"}"#).id == hashed)
        #expect(try task(#"{"b": [3], "a": 1}"#).id != hashed)
        #expect(try task(#"{"id": "\#(String(repeating: "i", count: 5000))"}"#).id.count == 24)
        for text in [#"{"id": ""}"#, #"{"id": 1.5}"#, #"{"id": []}"#, #"{"gold": {}}"#, "3", #"{"a":1,"a":1}"#] {
            #expect(throws: WireError.self) { try task(text) }
        }
    }

    @Test func `columns name fields anew, and a missing one is an error`() throws {
        var reader = TaskReader()
        reader.columns = [
            .init(field: "question", reading: ColumnReading(ColumnPath(["q"]))),
            .init(field: "level", reading: ColumnReading(ColumnPath(["meta", "level"]))),
        ]
        reader.id = ColumnPath(["uid"])
        reader.gold = ColumnPath(["meta", "solution"])
        let row = try JSONReader().read(#"{"uid": "u", "q": "Q", "meta": {"level": 3, "solution": "S"}, "z": 0}"#)
        #expect(try reader.task(from: row) == RolloutTask(id: "u", fields: ["question": "Q", "level": 3], gold: "S"))
        #expect(throws: WireError.self) { try reader.task(from: ["uid": "u", "q": "Q"]) }
    }

    @Test func `a cursor's JSON reads back, and nothing else does`() throws {
        let cursor = TaskCursor(epoch: 3, position: 70_000_000_000)
        #expect(TaskCursor(json: try JSONReader().read(cursor.json.text)) == cursor)
        for text in [
            "null", "{}", #"{"epoch": -1, "position": 0}"#, #"{"epoch": 1}"#, #"{"epoch": 1.5, "position": 0}"#,
        ] {
            #expect(TaskCursor(json: try JSONReader().read(text)) == nil)
        }
    }
}
