import Testing

@testable import JSON

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct `The reader takes RFC 8259 and nothing else` {
    let reader = JSONReader()

    @Test(arguments: Corpus.valid)
    func `it takes what is JSON`(example: CorpusCase) throws {
        let value = try reader.read(example.bytes)
        #expect(TinyValidator.isValid(example.bytes))
        // What is written back reads as the same value, and the tape walked by cursor is that value too.
        #expect(try reader.read(value.text) == value)
        #expect(try reader.document(example.bytes).root.value == value)
    }

    @Test(arguments: Corpus.invalid + Corpus.lonelySurrogates)
    func `it refuses what is not`(example: CorpusCase) throws {
        let error = #expect(throws: JSONError.self) { try reader.read(example.bytes) }
        if let offset = error?.offset { #expect(offset >= 0 && offset <= example.bytes.count) }
        #expect(!TinyValidator.isValid(example.bytes))
        #expect(throws: JSONError.self) { try reader.document(example.bytes) }
    }

    @Test func `the corpus is not small`() {
        #expect(Corpus.valid.count + Corpus.invalid.count + Corpus.lonelySurrogates.count > 250)
    }

    @Test(arguments: 0...255)
    func `each byte is judged in each place`(byte: Int) {
        let byte = UInt8(byte)
        let places: [(String, String)] = [
            ("", ""), ("", "1"), ("1", ""), ("[", "1]"), ("[1", "]"), ("[1,", "2]"), ("[1", ",2]"), ("{", "\"a\":1}"),
            ("{\"a\"", ":1}"), ("{\"a\":", "1}"), ("{\"a\":1", "}"), ("\"", "\""), ("[\"a\"", "]"), ("[true", "]"),
            ("\"\\", "\""), ("[1.", "]"), ("[1e", "]"), ("[-", "]"), ("[\"\\u00", "0\"]"), ("1.5", ""), ("tru", ""),
        ]
        for (before, after) in places {
            // Far from and close to the borders of the 64-byte blocks that the first pass works in.
            for padding in [0, 55, 62, 63, 64, 130] {
                let text = [UInt8](repeating: 0x20, count: padding) + Array(before.utf8) + [byte] + Array(after.utf8)
                let isTaken = (try? reader.read(text)) != nil
                #expect(isTaken == TinyValidator.isValid(text), "byte \(byte) between \(before) and \(after)")
            }
        }
    }
}

@Suite struct `The reader keeps what was written` {
    let reader = JSONReader()

    @Test(arguments: ["123456789012345678901234567890", "1e400", "-0", "1.50", "0.1e-7", "1E+2", "9007199254740993"])
    func `a number keeps its text`(literal: String) throws {
        #expect(try reader.read(literal).number?.text == literal)
        #expect(try reader.document(Array(literal.utf8)).root.number?.text == literal)
    }

    @Test func `NUL stays in strings and keys`() throws {
        let value = try reader.read(#"{"a\u0000b":"c\u0000d","a":1}"#)
        #expect(value.object?.keys == ["a\0b", "a"])
        #expect(value["a\0b"]?.string == "c\0d")
        #expect(value["a"]?.int == 1)
    }

    @Test func `duplicate keys stay in order, and the last one counts`() throws {
        let value = try reader.read(#"{"a":1,"b":2,"a":3}"#)
        #expect(value.object?.keys == ["a", "b", "a"])
        #expect(value["a"]?.int == 3)
        #expect(value.object?.firstDuplicateKey == "a")
    }

    @Test func `escapes become their characters`() throws {
        let value = try reader.read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00x""#)
        #expect(
            value.string.map { Array($0.unicodeScalars) }
                == Array("\"\\/\u{8}\u{C}\n\r\tA\u{E9}\u{20AC}\u{1F600}x".unicodeScalars))
    }

    @Test func `many escaped strings do not disturb each other`() throws {
        let texts = (0..<500).map { "\($0)\n" + String(repeating: "é\t", count: $0 % 70) }
        let value = JSONValue.array(texts.map(JSONValue.string))
        let escaped = value.text.replacing("é", with: #"\u00e9"#)
        #expect(try reader.read(escaped) == value)
        let document = try reader.document(Array(escaped.utf8))
        #expect(document.root.elements.map { $0.string } == texts)
    }
}

@Suite struct `A refusal says what and where` {
    static let examples: [(String, JSONError.Code, Int?)] = [
        ("", .empty, nil), (" \n", .empty, nil), ("[1,]", .syntax, 3), ("[1 2]", .syntax, 3), ("{\"a\" 1}", .syntax, 5),
        ("[1] x", .trailing, 4), ("{}{}", .trailing, 2), ("1 2", .trailing, 2), ("12x", .syntax, 2),
        ("truex", .syntax, 4),
        ("[\"\\ud800\"]", .encoding, 2), ("\u{FEFF}1", .syntax, 0), ("[01]", .syntax, 1), ("[1.]", .syntax, 3),
        ("[\"a\nb\"]", .syntax, 3), ("[\"abc", .syntax, 1), ("[\"ok\",\"abc", .syntax, 6), ("[nan]", .syntax, 1),
        ("[", .syntax, 1), ("{\"a\":", .syntax, 5), ("[\"\\x\"]", .syntax, 2), ("[[[]", .syntax, 4),
    ]

    @Test(arguments: examples)
    func `the code and the byte are right`(text: String, code: JSONError.Code, offset: Int?) {
        let error = #expect(throws: JSONError.self) { try JSONReader().read(text) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test func `the first byte that is not UTF-8 is named`() {
        let error = #expect(throws: JSONError.self) {
            try JSONReader().read(Array("[\"aé".utf8) + [0xC3, 0x28] + Array("\"]".utf8))
        }
        #expect(error?.code == .encoding)
        #expect(error?.offset == 5)
    }

    @Test func `the message holds nothing of the text`() {
        let error = #expect(throws: JSONError.self) { try JSONReader().read("[secret]") }
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: [1, 2, 3, 100, 512])
    func `depth is bounded where asked`(depth: Int) throws {
        let reader = JSONReader(maxDepth: depth)
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try reader.read(nested(depth))
        let error = #expect(throws: JSONError.self) { try reader.read(nested(depth + 1)) }
        #expect(error?.code == .tooDeep)
        #expect(error?.offset == depth)
    }

    @Test func `limits are held within what the reader can do`() {
        #expect(JSONReader(maxDepth: 10_000).maxDepth == 512)
        #expect(JSONReader(maxDepth: -1).maxDepth == 1)
        var reader = JSONReader()
        reader.maxDepth = 1_000_000
        #expect(throws: JSONError.self) { try reader.read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test func `size is bounded`() throws {
        let reader = JSONReader(maxBytes: 4)
        #expect(try reader.read("true") == true)
        let error = #expect(throws: JSONError.self) { try reader.read("false") }
        #expect(error?.code == .tooLarge)
    }

    @Test func `a reader goes on after a refusal, from many threads at once`() async throws {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<300).allSatisfy { round in
                        let text = "[\(task),\"\\u0041\(round)\",\(round % 3 == 0 ? "x" : "1")]"
                        let value = try? JSONReader().read(text)
                        return round % 3 == 0 ? value == nil : value == [.int(task), .string("A\(round)"), 1]
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}

@Suite struct `The reader stays within bounds` {
    @Test func `no byte beyond the text is read`() throws {
        let page = sysconf(Int32(_SC_PAGESIZE))
        // The second page cannot be read: a text that ends where it begins is a trap for whoever looks further.
        let pages = try #require(mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0))
        defer { munmap(pages, 2 * page) }
        try #require(mprotect(pages + page, page, PROT_NONE) == 0)
        var random = SplitMix(seed: 5)
        for round in 0..<3000 {
            var bytes = Array(random.value(depth: 3).text.utf8.prefix(page))
            if round % 2 == 0 { random.spoil(&bytes) }
            guard !bytes.isEmpty else { continue }
            let text = UnsafeMutableRawBufferPointer(start: pages + page - bytes.count, count: bytes.count)
            text.copyBytes(from: bytes)
            let isTaken = (try? JSONReader().read(UnsafeRawBufferPointer(text))) != nil
            #expect(isTaken == TinyValidator.isValid(bytes))
        }
    }

    @Test func `the deepest value can be compared, hashed, written and let go`() throws {
        let text = String(repeating: #"{"a":["#, count: 256) + String(repeating: "]}", count: 256)
        let value = try JSONReader().read(text)
        #expect(value == (try JSONReader().read(text)))
        #expect(value.text == text)
        #expect(value.canonicalText == text)
        #expect(Set([value]).contains(value))
        #expect(try TrustedDocument(value).text == text)
    }

    @Test func `an array of numbers, or nearly, in every way it can end`() throws {
        let reader = JSONReader()
        for count in [1, 2, 3, 17] {
            let numbers = Array(repeating: "-1.5e3", count: count).joined(separator: " ,\n")
            #expect(try reader.read("[\(numbers)]").array?.count == count)
            for last in ["null", "\"x\"", "[1,2]", "{\"a\":[1]}", "true", "[]"] {
                let text = "[\(numbers), \(last), \(numbers)]"
                let value = try reader.read(text)
                #expect(value.array?.count == 2 * count + 1)
                #expect(value.array?[count].text == last)
                let document = try reader.document(Array(text.utf8))
                #expect(document.root.elements.map(\.value) == value.array)
                #expect(document.root[count]?.value.text == last)
                #expect(document.root.int32s() == nil)
            }
            for end in ["", ",", ",]", " 1]", "}", ",,1]", ",1", ":1]", ",01]", ",-]", ",1.]", ",x]"] {
                #expect(throws: JSONError.self, "\(end)") { try reader.read("[\(numbers)\(end)") }
            }
        }
    }
}
