import JSON
import Testing

@testable import Environments

@Suite struct `A template` {
    static let fields: JSONObject = [
        "name": "Ada <b> & \"co\"", "n": JSONNumber(literal: "1.50").map(JSONValue.number) ?? nil, "yes": true,
        "no": false, "nil": nil,
        "list": ["a", "b"], "none": [], "people": [["name": "Bo"], ["name": "Cy", "age": 3]],
        "meta": ["level": "hard", "deep": ["er": 1]], "text": "{{name}}",
    ]

    func render(_ text: String) throws -> String { try Template(text).render(Self.fields) }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("{{name}}", "Ada <b> & \"co\""), ("{{{name}}}", "Ada <b> & \"co\""),
        ("{{& name }}", "Ada <b> & \"co\""), ("{{n}}", "1.50"), ("{{yes}} {{no}}", "true false"), ("[{{nil}}]", "[]"),
        ("{{list}}", #"["a","b"]"#), ("{{meta}}", #"{"level":"hard","deep":{"er":1}}"#), ("{{meta.deep.er}}", "1"),
        ("{{#list}}<{{.}}>{{/list}}", "<a><b>"), ("{{#people}}{{name}} {{/people}}", "Bo Cy "),
        ("{{#people}}{{n}}{{/people}}", "1.501.50"), ("{{#meta}}{{level}}{{/meta}}", "hard"),
        ("{{#yes}}x{{/yes}}{{#no}}y{{/no}}{{#nil}}z{{/nil}}{{#none}}w{{/none}}", "x"),
        ("{{^yes}}x{{/yes}}{{^no}}y{{/no}}{{^nil}}z{{/nil}}{{^none}}w{{/none}}", "yzw"), ("a{{! b }}c", "ac"),
        ("{{text}}", "{{name}}"), ("a\r\nb {{n}}\r\n", "a\r\nb 1.50\r\n"), ("1 { 2 } {{n}}}", "1 { 2 } 1.50}"),
        ("x\n{{#yes}}\ny\n{{/yes}}\nz", "x\ny\nz"), ("\n{{n}}", "\n1.50"), ("{ {n}", "{ {n}"),
    ])
    func `renders`(_ text: String, _ expected: String) throws {
        #expect(try render(text).utf8.elementsEqual(expected.utf8))
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `gives what the library gives, errors too, whichever of them renders`(seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9 &+ 0x9E37_79B9_7F4A_7C15
            return Int((state >> 33) % UInt64(bound))
        }
        let parts = [
            "{{name}}", "{{{n}}}", "{{& yes }}", "{{nil}}", "{{list}}", "{{meta.deep}}", "{{meta.level}}", "{{.}}",
            "{{nope}}",
            "{{meta.nope}}", "{{text}}", "{{! no }}", "{{#yes}}", "{{/yes}}", "{", "}", " ", "\n", "\r\n", "e\u{301}",
            "é",
            "\u{301}", "x", "{ {", "} }", "", "\"", "<&>", "\t", "\r", "\u{2028}", "\u{A0}",
        ]
        for _ in 0..<50 {
            let text = (0...next(7)).map { _ in parts[next(parts.count)] }.joined()
            var results: [String] = []
            for byLibrary in [false, true] {
                do throws(TemplateFault) {
                    results.append("gives " + (try Template(text, byLibrary: byLibrary).render(Self.fields)))
                } catch {
                    results.append("refuses: \(error)")
                }
            }
            #expect(
                results[0].utf8.elementsEqual(results[1].utf8), "seed \(seed): \(text.debugDescription): \(results)")
        }
    }

    @Test(arguments: [
        ("{{nmae}}", "no field `nmae`", "did you mean `name`"), ("{{meta.levle}}", "no field `meta.levle`", ""),
        ("{{#nope}}x{{/nope}}", "no field `nope`", ""), ("{{^nope}}x{{/nope}}", "no field `nope`", ""),
        ("{{#people}}{{age}}{{/people}}", "no field `age`", ""), ("{{name.first}}", "no field `name.first`", ""),
        ("a\nb\n{{nope}}", "line 3", ""),
    ])
    func `refuses a field that is not there`(_ text: String, _ message: String, _ hint: String) throws {
        let fault = #expect(throws: TemplateFault.self) { try render(text) }
        #expect(fault?.message.contains(message) == true, "\(String(describing: fault))")
        #expect(hint.isEmpty || fault?.hint?.contains(hint) == true, "\(String(describing: fault))")
    }

    @Test(arguments: [
        "{{name", "{{{name}}", "{{}}", "{{ }}", "{{a..b}}", "{{#yes}}x", "{{/yes}}", "{{#yes}}{{/no}}",
        "{{#a}}{{#b}}{{/a}}{{/b}}",
        "{{> other}}", "{{<other}}{{/other}}", "{{$block}}{{/block}}", "{{=<% %>=}}", "{{% CONTENT_TYPE:HTML}}",
        "{{#yes}}{{/}}",
        "{{a{b}}", "{{.a}}", "{{name\n}}",
    ])
    func `refuses what it cannot mean, with its line`(_ text: String) {
        let fault = #expect(throws: TemplateFault.self) { try Template("first\n" + text) }
        #expect(fault?.message.contains("line 2") == true, "\(String(describing: fault))")
    }

    @Test func `is bounded in depth, tags and length`() {
        let deep = String(repeating: "{{#a}}", count: 10_000) + String(repeating: "{{/a}}", count: 10_000)
        #expect(throws: TemplateFault.self) { try Template(deep) }
        #expect(throws: TemplateFault.self) { try Template(String(repeating: "{{a}}", count: 10_000)) }
        #expect(throws: TemplateFault.self) { try Template(String(repeating: "a", count: 1 << 20)) }
        #expect(throws: TemplateFault.self) { try Template(String(repeating: "{", count: 100_000)) }
    }

    @Test func `does not grow without bound over hostile data`() throws {
        let many = JSONValue.array(Array(repeating: "x", count: 2000))
        let nested = "{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}"
        #expect(throws: TemplateFault.self) { try Template(nested).render(["a": many]) }
        let long = JSONValue.string(String(repeating: "y", count: 1 << 20))
        #expect(throws: TemplateFault.self) { try Template("{{a}}{{a}}{{a}}{{a}}{{a}}").render(["a": long]) }
    }

    @Test func `takes keys that Swift would call equal for different ones`() throws {
        #expect(throws: TemplateFault.self) { try Template("{{caf\u{E9}}}").render(["cafe\u{301}": "x"]) }
    }
}
