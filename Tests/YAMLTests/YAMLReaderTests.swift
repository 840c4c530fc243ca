import JSON
import Testing

@testable import YAML

/// The error that a text is refused with.
func refusal(_ text: String, file: String? = nil, _ location: SourceLocation = #_sourceLocation) -> YAMLError? {
    #expect(throws: YAMLError.self, sourceLocation: location) { try YAMLReader.read(text, file: file) }
}

@Suite struct `Scalars are read by YAML 1.2's core schema` {
    static let examples: [(String, JSONValue)] = [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("n", "n"), ("No", "No"),
        ("1:30", "1:30"), ("2026-11-23", "2026-11-23"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"), ("true", true), ("True", true),
        ("TRUE", true), ("tRUE", "tRUE"), ("false", false),
        ("False", false), ("FALSE", false), ("~", nil), ("null", nil), ("Null", nil), ("NULL", nil), ("nULL", "nULL"),
        ("", nil), ("0", 0), ("12", 12),
        ("-12", -12), ("+12", 12), ("0o17", 15), ("0x1F", 31), ("0xff", 255), ("017", 17), ("-0o17", "-0o17"),
        ("0o8", "0o8"), ("0x", "0x"), ("0xG", "0xG"),
        ("0b11", "0b11"), ("1_000", "1_000"), ("0x1_F", "0x1_F"),
        ("0xFFFFFFFFFFFFFFFF", .number(JSONNumber(literal: "18446744073709551615") ?? JSONNumber(0))),
        ("0x+1", "0x+1"), ("0o-1", "0o-1"), (".", "."), ("+", "+"), ("-.", "-."), ("e5", "e5"), (".e5", ".e5"),
        ("1e", "1e"), ("1e+", "1e+"), ("1 2", "1 2"),
        ("=", "="), ("nan", "nan"), ("inf", "inf"), ("-.nan", "-.nan"), ("١", "١"), ("1.2.3", "1.2.3"),
        ("127.0.0.1", "127.0.0.1"), ("a b", "a b"), ("<", "<"),
    ]

    @Test(arguments: examples)
    func `plain ones have these meanings`(text: String, value: JSONValue) throws {
        #expect(try YAMLReader.read("key: \(text)\n").value["key"] == value)
        #expect(try YAMLReader.read("[\(text == "" ? "~" : text)]").value == [text == "" ? nil : value])
    }

    @Test(arguments: [
        ("1.5", "1.5"), ("-1.5e3", "-1.5e3"), ("1.", "1.0"), (".5", "0.5"), ("-.5", "-0.5"), ("+.5e-3", "0.5e-3"),
        ("1e5", "1e5"), ("1E+5", "1e5"), ("01.50", "1.50"),
        ("123456789012345678901234567890", "123456789012345678901234567890"), ("1e400", "1e400"), ("-0", "-0"),
        ("00", "0"), ("1.e5", "1.0e5"), ("1e05", "1e05"),
    ])
    func `numbers keep their digits`(text: String, literal: String) throws {
        guard case .number(let number) = try YAMLReader.read(text).kind else {
            return #expect(Bool(false), "no number")
        }
        #expect(number.text == literal)
    }

    @Test(arguments: ["\"1\"", "'1'", "\"true\"", "'null'", "\"\"", "''", "\"~\"", "\"*a\"", "'&a'", "\"2026-01-01\""])
    func `quoted ones are strings`(text: String) throws {
        #expect(try YAMLReader.read("- \(text)").value.array?.first == .string(String(text.dropFirst().dropLast())))
    }

    @Test(arguments: [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN"])
    func `what JSON cannot say is refused`(text: String) {
        let error = refusal("a: 1\nb:  \(text)\n")
        #expect(error?.line == 2)
        #expect(error?.column == 5)
        #expect(error?.hint?.contains("quotes") == true)
        #expect(throws: Never.self) { try YAMLReader.read("'\(text)'") }
    }

    @Test func `block texts, escapes and folding`() throws {
        let text =
            "a: |\n  one *two*\n   three\n\nb: >-\n  folded\n  text\nc: \"tab\\tq\\\"\\u00e9\\x41\"\nd: 'it''s'\ne: plain\n  goes on\n"
        #expect(
            try YAMLReader.read(text).value
                == [
                    "a": "one *two*\n three\n", "b": "folded text", "c": "tab\tq\"éA", "d": "it's",
                    "e": "plain goes on",
                ])
    }

    @Test func `tags of the core schema are known, others are not`() throws {
        #expect(
            try YAMLReader.read("[!!str 1, !!int \"3\", !!float 1.5, !!bool 'true', !!null '', ! 7]").value == [
                "1", 3, .double(1.5) ?? nil, true, nil, "7",
            ])
        #expect(try YAMLReader.read("!!map {a: !!seq [1]}").value == ["a": [1]])
        #expect(try YAMLReader.read("!!str 1: x").value == ["1": "x"])
        for text in [
            "!foo 1", "!!binary aGk=", "!!set {a, b}", "!!omap [a: 1]", "!!timestamp 2001-01-01", "a: !<tag:x> 1",
            "!!map [1]", "!!seq {}", "!!int x", "!!int 1.5", "!!bool yes",
        ] {
            #expect(refusal(text) != nil, "\(text)")
        }
        #expect(
            refusal("a:\n  - !env HOME")?.description
                == "line 2:5: the tag `!env` has no meaning here. Leave it out, or put a text that begins with ! in quotes"
        )
    }
}

@Suite struct `Every node knows its place` {
    @Test func `lines and columns count from one`() throws {
        let root = try YAMLReader.read("a: 1\nbé:\n  - x\n  -   y: {z: 2}\n", file: "f.yaml")
        #expect(root.place == YAMLPlace(file: "f.yaml", line: 1, column: 1))
        guard case .mapping(let entries) = root.kind, case .sequence(let list) = entries[1].value.kind,
            case .mapping(let inner) = list[1].kind,
            case .mapping(let innermost) = inner[0].value.kind
        else { return #expect(Bool(false), "other kinds") }
        #expect(entries.map(\.key) == ["a", "bé"])
        #expect(
            [entries[0].place, entries[0].value.place, entries[1].place].map { [$0.line, $0.column] } == [
                [1, 1], [1, 4], [2, 1],
            ])
        #expect(
            [list[0].place, list[1].place, inner[0].place].map { [$0.line, $0.column] } == [[3, 5], [4, 7], [4, 7]])
        #expect(
            [inner[0].value.place, innermost[0].place, innermost[0].value.place].map { [$0.line, $0.column] } == [
                [4, 10], [4, 11], [4, 14],
            ])
    }

    @Test func `mappings keep their order`() throws {
        let keys = (0..<200).map { "k\(($0 * 7919) % 200)" }
        let root = try YAMLReader.read(keys.map { "\($0): 1" }.joined(separator: "\n"))
        #expect(root.value.object?.keys == keys)
    }

    @Test func `an empty text is nothing, at its start`() throws {
        for text in ["", "\n\n", "# only a comment\n", "---\n"] { #expect(try YAMLReader.read(text).isNull, "\(text)") }
    }
}

@Suite struct `What is not plain JSON in YAML's clothes is refused` {
    static let examples: [(String, Int, Int, String)] = [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "the key `a` is written twice, first in line 1, column 1"),
        ("x:\n  - {\"k\": 1, l: 2, k: 3}\n", 2, 20, "the key `k` is written twice, first in line 2, column 6"),
        ("a: 1\nb: {c: 1}\na: 2\na: 3\n", 3, 1, "the key `a` is written twice, first in line 1, column 1"),
        ("{a: 1, a: 2}", 1, 8, "the key `a` is written twice, first in line 1, column 2"),
        ("- 'x*y': 1\n  \"x*y\": 2\n", 2, 3, "the key `x*y` is written twice, first in line 1, column 3"),
        ("1: a", 1, 1, "a key must be a string, and `1` is not one"),
        ("a:\n  true: b", 2, 3, "a key must be a string, and `true` is not one"),
        ("null: a", 1, 1, "a key must be a string, and `null` is not one"),
        ("? [a]\n: b", 1, 3, "a key must be a string"),
        ("{[a]: b}", 1, 2, "a key must be a string"), ("?\n: b", 1, 2, "a key is missing"),
        ("a: &x b\n*x : c", 2, 1, "a key must be a string, not an alias"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here"),
        ("a: *b", 1, 4, "the alias `*b` stands for nothing before it"),
        ("a: &x [*x]", 1, 8, "the alias `*x` stands for nothing before it"),
        ("a: *b c", 1, 4, "the alias `*b c` stands for nothing before it"),
        ("<<: {a: 1}", 1, 1, "YAML 1.2 has no merge keys"),
        ("a: \"x\u{2028}y\"", 1, 6, "the character U+2028 breaks lines in old YAML and not in new"),
        ("a: x\u{0}y", 1, 5, "a character that YAML does not allow (control characters are not allowed)"),
    ]

    @Test(arguments: examples)
    func `with a message at its place`(text: String, line: Int, column: Int, message: String) {
        let error = refusal(text, file: "f.yaml")
        #expect(error?.message == message)
        #expect(error.map { [$0.line, $0.column] } == [line, column])
        #expect(error?.file == "f.yaml")
    }

    @Test(arguments: [
        ("a:\n\t- b", 2, "Indent with spaces"), ("a: @b", 1, "quotes"), ("a: `b`", 1, "quotes"),
        ("a: b: c", 1, "quotes"), ("a: {{field}} x", 1, ""),
        ("a: [1, 2", 1, "quotes"), ("a: \"b\nc: d\n", 3, ""), ("a: 1\n b: 2\n", 2, ""), ("- a\nb: c", 2, ""),
        ("a: 'x\n", 2, ""), ("%", 1, ""), ("}", 1, ""),
    ])
    func `faults of form say what to do`(text: String, line: Int, hint: String) {
        let error = refusal(text)
        #expect((error?.line ?? 0) >= line)
        if !hint.isEmpty { #expect(error?.hint?.contains(hint) == true, "\(error?.description ?? "")") }
        #expect(error?.description.contains(Character("\u{E000}")) == false)
    }

    @Test func `control characters of the text do not reach the message`() {
        for text in ["\"a\\e[31m\": 1\n\"a\\e[31m\": 2", "- *\u{202E}x", "!<a\u{9}b> 1", "a: !\u{1F600} 1"] {
            let message = refusal(text)?.description ?? ""
            #expect(
                message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x1B },
                "\(message.debugDescription)")
        }
    }
}

@Suite struct `Aliases are unfolded within bounds` {
    @Test func `they stand for what was named before`() throws {
        let text =
            "base: &b {x: 1, y: [2, *scalar]}\n".replacing(", *scalar", with: "")
            + "name: &n text\nsame: *b\nlist: [*n, *b, '*n']\nkey: {&k word: *n}\nlast: *k\nname2: &n other\nagain: *n\n"
        let value = try YAMLReader.read(text).value
        let base: JSONValue = ["x": 1, "y": [2]]
        #expect(value["same"] == base)
        #expect(value["list"] == ["text", base, "*n"])
        #expect(value["key"] == ["word": "text"])
        #expect(value["last"] == "word")
        #expect(value["again"] == "other", "a name may be given again")
    }

    @Test func `stars elsewhere are stars`() throws {
        let text = "a: 2 * 3*4\nb: \"*x*\"\nc: |\n  * one\n  *two*\nd: a*\n\"k*\": [x*y] # *c\n# &x *y\n"
        #expect(
            try YAMLReader.read(text).value == [
                "a": "2 * 3*4", "b": "*x*", "c": "* one\n*two*\n", "d": "a*", "k*": ["x*y"],
            ])
    }

    @Test func `private characters stay what they are`() throws {
        let text = "a: \"\u{E000}*\\uE001*\\ue002\"\nb: \u{E003}*\n"
        #expect(try YAMLReader.read(text).value == ["a": "\u{E000}*\u{E001}*\u{E002}", "b": "\u{E003}*"])
    }

    /// Nine aliases a level: the classic, one used as a key, and one that nests instead of widening.
    @Test(
        .timeLimit(.minutes(2)),
        arguments: ["", "\n? *l20\n: x\n", "\n? [*l20, *l20]\n: x\n", "\n{[*l20]: 1, [*l20]: 2}\n"])
    func `a billion laughs end at once`(ending: String) {
        var lines = ["l0: &l0 [lol, lol]"]
        for level in 1...20 {
            lines.append(
                "l\(level): &l\(level) [" + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ") + "]")
        }
        #expect(refusal(lines.joined(separator: "\n") + ending) != nil)
    }

    @Test func `the bound is on values, and exact`() throws {
        var reader = YAMLReader()
        reader.maxAliasedNodes = 8
        // A list of three is four values.
        #expect(try reader.read("- &a [1, 2, 3]\n- *a\n- *a").value == [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
        #expect(throws: YAMLError.self) { try reader.read("- &a [1, 2, 3]\n- *a\n- *a\n- &b 1\n- *b") }
    }

    @Test func `depth is bounded, with aliases unfolded`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try YAMLReader.read(nested(100))
        #expect(refusal(nested(101))?.message == "nested more than 100 deep")
        #expect(refusal(String(repeating: "[", count: 100_000)) != nil)
        #expect(refusal(String(repeating: "- ", count: 5000) + "a") != nil)
        #expect(refusal(String(repeating: "{a: ", count: 5000)) != nil)
        _ = try YAMLReader.read(
            "- &a \(nested(60))\n- \(String(repeating: "[", count: 39))*a\(String(repeating: "]", count: 39))")
        #expect(throws: YAMLError.self) {
            try YAMLReader.read(
                "- &a \(nested(60))\n- \(String(repeating: "[", count: 40))*a\(String(repeating: "]", count: 40))")
        }
    }

    @Test func `size is bounded`() {
        #expect(
            refusal(String(repeating: "- a\n", count: 1 << 20) + "-")?.message
                == "the text is larger than 4194304 bytes")
    }

    @Test(.timeLimit(.minutes(2))) func `collections nested as keys do not hold the reader`() {
        let depth = 900
        let text = (0..<depth).map { String(repeating: "  ", count: $0) + "? ? x\n" }.joined()
        _ = try? YAMLReader.read(text)
        _ = try? YAMLReader.read(
            String(repeating: "{? ", count: depth) + "[" + String(repeating: "a, ", count: 300_000) + "]"
                + String(repeating: ": 1}", count: depth))
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `spoilt texts are read or refused, and nothing else`(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let sample = Array(
            "about: \"x\" # c\nlist: [1, {a: b}, &n 'q', *n]\nblock: |\n  text *\n  more\n? key\n: - a\n  - !!str 3\nverify:\n  - answer: {equals: $a}\n"
                .unicodeScalars)
        let pieces = Array("\n\t -:?[]{},#&*!|>'\"%@`~<ax1.\u{E9}\u{FEFF}\u{0}\u{85}\u{1F600}\u{E000}".unicodeScalars)
        for _ in 0..<600 {
            var text = sample
            for _ in 0...random(4) {
                let index = random(text.count)
                switch random(4) {
                case 0: text[index] = pieces[random(pieces.count)]
                case 1: text.remove(at: index)
                case 2: text.insert(pieces[random(pieces.count)], at: index)
                default: text.removeSubrange(index..<min(index + random(12), text.count))
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text)
            do {
                _ = try YAMLReader.read(String(view)).value
            } catch {
                #expect(error.line >= 1 && error.column >= 1, "seed \(seed)")
            }
        }
    }
}
