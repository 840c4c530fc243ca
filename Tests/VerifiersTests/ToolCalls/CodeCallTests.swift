import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Texts of Java and JavaScript, with what BFCL's own decoder makes of them: a call with these arguments, or none (nil).
@Suite struct CodeCallTests {
    private static let name = "SomeUtilityClass.functionName"

    /// What a text's call is read as; nil where there is none.
    private func read(_ text: String, _ language: ReferenceLanguage) throws -> [String: String]? {
        var budget = Budget.standard
        let bytes = try ByteText(text, budget: &budget)
        guard let call = try? ReferenceDecoder.calls(in: bytes, language: language, budget: &budget).get().first else {
            return nil
        }
        #expect(call.name == (language == .java ? Self.name : "f"))
        return Dictionary(
            uniqueKeysWithValues: call.arguments.map { argument in
                if case .string(let value) = argument.value { return (argument.name, value) }
                return (argument.name, "?")
            })
    }

    @Test(
        arguments: [
            // Words of Java's own are names wherever no statement begins.
            ("F(package=1, default=2)", ["package": "1", "default": "2"]), ("F(first=class)", ["first": "class"]),
            ("F(first=x.abstract)", ["first": "x.abstract"]), ("F(first=x + static)", ["first": "x+static"]),
            ("F(switch=1)", nil), ("F(int=1)", nil), ("F(first=super)", nil), ("F(first=x.super)", nil),
            ("F(first=5L, second=1.5f)", ["first": "5L", "second": "1.5f"]), ("F(first=5n)", nil),
            ("F(first=\"a\nb\")", ["first": "a\nb"]), ("F(first='a\nb')", nil),
            // Declarations, labels and brackets around the call.
            ("String result = F(first=1);", ["first": "1"]), ("int[] result = F(first=1)", ["first": "1"]),
            ("List<Map<String, X>> result = F(first=1);", ["first": "1"]), ("X<?> r = F(first=1)", ["first": "1"]),
            ("final java.util.List r = F(first=1);", ["first": "1"]), ("var r = F(first=1)", ["first": "1"]),
            ("String F(first=1)", nil), ("Answer: F(first=1)", ["first": "1"]), ("[[F(first=1)]]", ["first": "1"]),
            ("[[F(first=1);]]", nil), ("[[F(first=1), F(first=2)]]", nil),
            // A `;` that is missing before another statement.
            ("F(first=1)\nF(first=2)", ["first": "1"]), ("F(first=1) F(first=2);", ["first": "1"]),
            ("F(first=1) done", nil), ("F(first=1)\nThis calls it.", nil), ("F(first=1) = 2", nil),
        ] as [(String, [String: String]?)])
    func `Java is read as the reference reads it`(text: String, arguments: [String: String]?) throws {
        #expect(try read(text.replacing("F(", with: "\(Self.name)("), .java) == arguments)
    }

    @Test(
        arguments: [
            ("f(default=1, class=2)", nil), ("f(default=1, enum=2)", ["default": "1", "enum": "2"]),
            ("f(a=with)", ["a": "with"]), ("f(import=1)", nil), ("f(null=1)", nil), ("f(this=1)", nil),
            ("f('a'=1)", nil), ("f(1=2)", nil), ("f(`a`=1)", nil), ("f([a]=1)", ["[a]": "1"]), ("f(a+b=1)", [:]),
            ("f(undefined=1)", ["undefined": "1"]), ("f(new A=1)", nil), ("f(a++=1)", nil),
            ("f(a=5n)", ["a": "5n"]), ("f(a=5.5n)", nil), ("f(a=5L)", nil), ("f(a=1.5f)", nil),
            ("f(a=/p/gi)", ["a": "/p/gi"]), ("f(a=/usr/local/bin)", ["a": "/usr/local/bin"]),
            ("f(a=/usr/local/Bin)", ["a": "/usr/local/Bin"]), ("f(a=/projects/myApp/x)", nil),
            ("f(a=new, b=1)", ["a": "new", "b": "1"]), ("f(a=typeof)", ["a": "typeof"]), ("f(a=1, **rest)", ["a": "1"]),
        ] as [(String, [String: String]?)])
    func `JavaScript is read as the reference reads it`(text: String, arguments: [String: String]?) throws {
        #expect(try read(text, .javascript) == arguments)
    }
}
