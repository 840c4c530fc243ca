import Testing

/// Texts that a reader of RFC 8259 must take, must refuse, or may do either with; the last are decided here.
struct CorpusCase: CustomTestStringConvertible {
    let bytes: [UInt8]
    let note: String

    init(_ text: String, _ note: String = "") {
        bytes = Array(text.utf8)
        self.note = note
    }

    init(bytes: [UInt8], _ note: String) {
        self.bytes = bytes
        self.note = note
    }

    var testDescription: String {
        let shown = String(decoding: bytes.prefix(40), as: UTF8.self).debugDescription
        return note.isEmpty ? shown : "\(note): \(shown)"
    }
}

enum Corpus {
    static let valid: [CorpusCase] = [
        .init("[]"), .init("{}"), .init("[[]   ]"), .init(" [] "), .init("\t[\n]\r"), .init("\r\n{}\r\n"),
        .init(#"[""]"#), .init(#"["a"]"#), .init("[false]"), .init("[null, 1, \"1\", {}]"), .init("[1\n]"),
        .init(" [1]"), .init("[2] "), .init("[1,null,null,null,2]"), .init("null"), .init("true"), .init("false"),
        .init("0"), .init("-0"), .init("42"), .init("-0.1"), .init(#""text""#), .init(#""""#), .init("\" \""),
        .init("[0]"), .init("[-0]"), .init("[-1]"), .init("[123]"), .init("[-123]"), .init("[0e+1]"), .init("[0e1]"),
        .init("[ 4]"), .init("[1E22]"), .init("[1E-2]"), .init("[1E+2]"), .init("[123e45]"), .init("[123.456e78]"),
        .init("[1e-2]"), .init("[1e+2]"), .init("[123e65]"), .init("[20e1]"), .init("[123.456789]"), .init("[0.5]"),
        .init("[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]"),
        .init("[1.0e00000000000000000001]", "zeros in an exponent"),
        .init("[123456789012345678901234567890]", "a 30-digit integer"), .init("[1e400]"), .init("[-1e-400]"),
        .init("[1e99999999999999999999]"), .init("[100000000000000000000000.000000000000000000000000001]"),
        .init(#"{"asd":"sdf"}"#), .init(#"{"a":"b","a":"c"}"#, "duplicate keys"), .init(#"{"a":"b","a":"b"}"#),
        .init(#"{"":0}"#), .init(#"{"foo\u0000bar": 42}"#), .init(#"{ "min": -1.0e+28, "max": 1.0e+28 }"#),
        .init(#"{"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "x"}"#), .init(#"{"a":[]}"#),
        .init("{\n\"a\": \"b\"\n}"), .init(#"{"title":"\u041f\u043e\u043b"}"#), .init(#"{"a" : {"b" : {}}}"#),
        .init(#"["\u0060\u012a\u12AB"]"#), .init(#"["\uD801\udc37"]"#, "a surrogate pair"),
        .init(#"["\ud83d\ude39\ud83d\udc8d"]"#), .init(#"["\"\\\/\b\f\n\r\t"]"#), .init(#"["\\u0000"]"#),
        .init(#"["\""]"#), .init(#"["a/*b*/c/*d//e"]"#), .init(#"["\\a"]"#), .init(#"["\\n"]"#),
        .init(#"["\u0012"]"#), .init(#"["\uFFFF"]"#), .init(#"[ "asd"]"#), .init(#"["\uDBFF\uDFFF"]"#),
        .init(#"["new\u00A0line"]"#), .init("[\"\u{10FFFF}\"]"), .init("[\"\u{FFFF}\"]"), .init(#"["\u0000"]"#),
        .init(#"["\u002c"]"#), .init("[\"π\"]"), .init("[\"𛿿\"]"), .init("[\"\u{2028}\"]"), .init("[\"\u{2029}\"]"),
        .init(#"["\u0061\u30af\u30EA\u30b9"]"#), .init("[\"new\u{7F}line\"]"), .init("[\"\u{7F}\"]"),
        .init(#"["\u0022"]"#), .init("[\"⍂㈴⍂\"]"), .init(#"["\u005C"]"#), .init(#"["\u200B"]"#), .init(#"["\u2064"]"#),
        .init(#"["\uFDD0"]"#), .init(#"["\uFFFE"]"#), .init(#"["\u{FFFE}"]"#.replacing("\\u{FFFE}", with: "\u{FFFE}")),
        .init("[\"€𝄞\"]"), .init("[\"\u{FEFF}\"]", "a byte order mark inside a string"), .init("[\"aa\u{0301}\"]"),
        .init(String(repeating: "[", count: 512) + String(repeating: "]", count: 512), "depth 512"),
        .init("[" + String(repeating: "{},", count: 600) + "{}]", "many siblings, little depth"),
        .init("\"" + String(repeating: "x", count: 5000) + "\""),
        .init("\"" + String(repeating: #"\n"#, count: 999) + "\""),
        .init(String(repeating: " ", count: 200) + "1" + String(repeating: "\n", count: 200)),
        .init("\"" + String(repeating: #"\\"#, count: 63) + "\"", "backslashes over a block's border"),
        .init("\"" + String(repeating: "a", count: 61) + #"\ud83d\ude00"# + "\""),
    ]

    static let invalid: [CorpusCase] = [
        .init(""), .init(" "), .init("\n\t\r "), .init("["), .init("]"), .init("{"), .init("}"), .init("[}"),
        .init("{]"),
        .init("[1 true]"), .init(#"["": 1]"#), .init(#"[""],"#), .init("[,1]"), .init("[1,,2]"), .init(#"["x",,]"#),
        .init(#"["x"]]"#), .init(#"["",]"#), .init(#"["x""#), .init("[x"), .init("[3[4]]"), .init("[1:2]"),
        .init("[,]"),
        .init("[-]"), .init("[   , \"\"]"), .init("[\"a\",\n4\n,1,"), .init("[1,]"), .init("[1,,]"), .init("[*]"),
        .init("[\"\"\n"), .init("[1,\n1\n,1"), .init("[{}"), .init("[fals]"), .init("[nul]"), .init("[tru]"),
        .init("[True]"), .init("[nullx]"), .init("[truefalse]"), .init("nul"), .init("truex"), .init("TRUE"),
        .init("undefined"),
        .init("[++1234]"), .init("[+1]"), .init("[+Inf]"), .init("[-01]"), .init("[-1.0.]"), .init("[-2.]"),
        .init("[-NaN]"),
        .init("[.-1]"), .init("[.2e-3]"), .init("[.5]"), .init(".5"), .init("[0.1.2]"), .init("[0.3e+]"),
        .init("[0.3e]"),
        .init("[0.e1]"), .init("[0E+]"), .init("[0E]"), .init("[0e+]"), .init("[0e]"), .init("[1.0e+]"),
        .init("[1.0e-]"),
        .init("[1.0e]"), .init("[1 000.0]"), .init("[1eE2]"), .init("[2.e+3]"), .init("[2.e-3]"), .init("[2.e3]"),
        .init("[9.e+]"), .init("[Inf]"), .init("[NaN]"), .init("NaN"), .init("Infinity"), .init("-Infinity"),
        .init("[１]"),
        .init("[1+2]"), .init("[0x1]"), .init("[0x42]"), .init("[-123.123foo]"), .init("[123.456.789]"),
        .init("[.123]"),
        .init("[-Infinity]"), .init("[-foo]"), .init("[- 1]"), .init("[-012]"), .init("[-.123]"), .init("[-1x]"),
        .init("[1ea]"),
        .init("[1.]"), .init("1."), .init("[2.]"), .init("[012]"), .init("01"), .init("00"), .init("-00"), .init("-01"),
        .init("[1_000]"),
        .init("--1"), .init("1e"), .init("1e+"), .init("1.5.5"), .init("1-1"), .init("-"), .init("1a"), .init("1\u{0}"),
        .init(#"["x", truth]"#), .init(#"{[: "x"}"#), .init(#"{"x", null}"#), .init(#"{"x"::"b"}"#), .init("{🇨🇭}"),
        .init(#"{"a":"a" 123}"#), .init("{key: 'value'}"), .init(#"{"a" b}"#), .init(#"{:"b"}"#), .init(#"{"a" "b"}"#),
        .init(#"{"a":"#), .init(#"{"a""#), .init("{1:1}"), .init("{9999E9999:1}"), .init("{null:null,null:null}"),
        .init(#"{"id":0,,,,,}"#), .init("{'a':0}"), .init(#"{"id":0,}"#), .init(#"{"a":"b"}/**/"#),
        .init(#"{"a":"b"}/**//"#),
        .init(#"{"a":"b"}//"#), .init(#"{"a":"b"}/"#), .init(#"{"a":"b",,"c":"d"}"#), .init("{a: \"b\"}"),
        .init(#"{"a":"a"#),
        .init(#"{ "foo" : "bar", "a" }"#), .init(#"{"a":"b"}#"#), .init("{,}"), .init(#"{"a":1 "b":2}"#),
        .init(#"{"a":}"#),
        .init(#"{"a":1;"b":2}"#), .init(#"{"a":true "b"}"#), .init("{true:1}"), .init(#"{"a":1]"#), .init(#"["a":1}"#),
        .init(#"["\uD800\"]"#), .init(#"["\uD800\u"]"#), .init(#"["\uD800\u1"]"#), .init(#"["\uD800\u1x"]"#),
        .init("[é]"),
        .init(#"["\x00"]"#), .init(#"["\\\"]"#), .init("[\"\\\t\"]"), .init("[\"\\🌀\"]"), .init(#"["\"]"#),
        .init(#"["\u00A"]"#),
        .init(#"["\uD834\uDd"]"#), .init(#"["\uD800\uD800\x"]"#), .init(#"["\uqqqq"]"#), .init(#"["\a"]"#),
        .init("[\\n]"),
        .init(#"["\u+123"]"#), .init(#"["\u 123"]"#), .init(#"["\U0041"]"#), .init(#"["\'"]"#), .init(#"["\0"]"#),
        .init("[\"\\\n\"]"),
        .init("['single quote']"), .init("abc"), .init("\""), .init("\"\\"), .init("\"\\\""), .init("[\"new\nline\"]"),
        .init("[\"\t\"]"),
        .init("[\"a\u{0}a\"]"), .init("[\"\u{1F}\"]"), .init("\u{1}\"\"".replacing("\u{1}", with: "\\u0020")),
        .init("\"\"x"), .init("\"a\"\"b\""),
        .init("\"a\"b\""), .init("<.>"), .init("[<null>]"), .init("[1]x"), .init("[1]]"), .init("[][]"), .init("[]{}"),
        .init("1 2"), .init("1,2"),
        .init("{}}"), .init(#"{"":"#), .init("[\u{A0}1]", "no-break space"), .init("[\u{2060}]"), .init("[\u{85}1]"),
        .init("[\u{C}]"), .init("[\u{B}1]"),
        .init("[1\u{C}]"), .init("[1\u{1A}]"), .init("\u{1A}1"), .init("1\u{1A}"), .init("[\u{0}]"), .init("\u{0}"),
        .init("1\u{C}2"), .init("\u{7F}1"),
        .init("[⁰]"), .init("// x\n1"), .init("/* x */1"), .init("1 // x"), .init("[1 /* x */]"), .init("# x\n1"),
        .init("*"), .init("|1|"), .init("1;"), .init(":1"),
        .init(#"{"a":1,"b"}"#), .init("[1,\"a\n"), .init("[\"a\",\"b"), .init(#"{"a":[1,{"b":2]}"#), .init("{{}:1}"),
        .init("{[]:1}"), .init("[\"a\\"), .init("`1`"),
        .init("\u{FEFF}1", "a byte order mark"), .init("\u{FEFF}"), .init("\u{FEFF}{}"), .init("[1]\u{FEFF}"),
        .init("1\u{FEFF}"),
        .init(bytes: [0xFF, 0xFE, 0x31, 0], "UTF-16"), .init(bytes: [0, 0x5B, 0, 0x5D], "UTF-16 without a mark"),
        .init(bytes: Array("[\"".utf8) + [0xFF] + Array("\"]".utf8), "no UTF-8 byte"),
        .init(bytes: Array("[\"".utf8) + [0x81] + Array("\"]".utf8), "a lone continuation"),
        .init(bytes: Array("[\"".utf8) + [0xE0, 0xFF] + Array("\"]".utf8), "a cut-off sequence"),
        .init(bytes: Array("[\"".utf8) + [0xC0, 0xAF] + Array("\"]".utf8), "an overlong slash"),
        .init(bytes: Array("[\"".utf8) + [0xC1, 0xBF] + Array("\"]".utf8), "an overlong form"),
        .init(bytes: Array("[\"".utf8) + [0xE0, 0x80, 0x80] + Array("\"]".utf8), "an overlong NUL"),
        .init(bytes: Array("[\"".utf8) + [0xF0, 0x80, 0x80, 0x80] + Array("\"]".utf8), "an overlong NUL of four"),
        .init(
            bytes: Array("[\"".utf8) + [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF] + Array("\"]".utf8), "a sequence of six"),
        .init(bytes: Array("[\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"]".utf8), "an encoded surrogate"),
        .init(bytes: Array("[\"".utf8) + [0xED, 0xBF, 0xBF] + Array("\"]".utf8), "an encoded low surrogate"),
        .init(bytes: Array("[\"".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("\"]".utf8), "beyond U+10FFFF"),
        .init(bytes: Array("[\"".utf8) + [0xF0, 0x9F, 0x98] + Array("\"]".utf8), "three bytes of four"),
        .init(bytes: Array("\"abc".utf8) + [0xE2, 0x82], "ends within a sequence"),
        .init(bytes: [0xE5], "one bad byte"),
        .init(bytes: Array("1".utf8) + [0xE5], "a bad byte after the value"),
        .init(bytes: Array("[1".utf8) + [0x80, 0x5D], "outside a string"),
        .init(bytes: Array(#"{"a"#.utf8) + [0xFF] + Array("\":1}".utf8), "in a key"),
        .init(String(repeating: "[", count: 513) + String(repeating: "]", count: 513), "depth 513"),
        .init(String(repeating: "[", count: 1_000_000), "a million brackets"),
        .init(String(repeating: #"{"a":"#, count: 100_000), "a hundred thousand objects"),
        .init(String(repeating: "[{\"\":", count: 50_000), "deep and mixed"),
    ]

    /// RFC 8259 leaves these open. Texts that are not Unicode are refused; numbers of any size are kept as text.
    static let lonelySurrogates: [CorpusCase] = [
        .init(#"["\uD800"]"#), .init(#"["\uDC00"]"#), .init(#"["\uDFAA"]"#), .init(#"["\uD800abc"]"#),
        .init(#"["\uDd1e\uD834"]"#, "the wrong way round"), .init(#"["\uD800\uD800"]"#), .init(#"["\uD888\u1234"]"#),
        .init(#"["\uD800\n"]"#), .init(#"["\ud800"]"#), .init(#"{"\uDFAA":0}"#), .init(#"["\uD834\\uDD1E"]"#),
    ]
}
