import Testing

@testable import Verifiers

@Suite struct SimplePatternTests {
    private func matcher(_ pattern: String) throws -> SimpleMatcher? {
        try SimplePattern(ECMAPattern.read(pattern)).map { SimpleMatcher($0, prefix: [], in: Self.memory) }
    }

    /// The tables of all matchers here.
    private static let memory = TableMemory()

    private func answer(_ matcher: SimpleMatcher, _ text: String) -> SimpleMatcher.Answer {
        var text = text
        return text.withUTF8 { matcher.matches($0) }
    }

    private func isRejected(_ matcher: SimpleMatcher, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matcher.rejects($0) }
    }

    @Test(arguments: [
        "^x-", "x-y$", "", "$", "^$", "^.*$", "^[a-z][a-z0-9_]*$", #"^\d{4}-\d{2}$"#, "^(get|put|)$", "^(?:a|bc)$",
        "a+",
        #"\S$"#, "^[^/]+$", "^(abc)d?$", "é", "^é?$", "^#[0-9a-f]{6}$", "[]?", "^a{0}b", "^[^]$", #"^\w+@\w+\.\w+$"#,
    ]) func `what common patterns say is said without an expression`(pattern: String) throws {
        if pattern == "^é?$" {
            #expect(try matcher(pattern) == nil)
        } else {
            #expect(try matcher(pattern) != nil)
        }
    }

    @Test(arguments: [
        "^a*a$", "^[a-z]+z", "^(a|b)*$", "(a|b)", #"\bfoo"#, "(?=a)a", #"(a)\1"#, ".*foo", #"\p{L}"#, "^a?a{1,2}$",
        "a^", "$a",
        "^(a|[b])$", "^x{2000}$",
    ]) func `what may need another try is left to the expression`(pattern: String) throws {
        #expect(try matcher(pattern) == nil)
    }

    @Test func `the simple form says what the expression says, or nothing`() throws {
        let atoms = [
            "a", "b", "-", "é", ".", #"\d"#, #"\w"#, #"\S"#, "[ab]", "[^a]", "[]", "[^]", "(ab)", "(?:a)", #"\."#,
            "[a-c1]",
        ]
        let marks = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{0}", "*?", "{2,}"]
        let letters = ["a", "b", "c", "1", "-", ".", "\n", " ", "é", "\u{2028}", "\u{A0}"]
        var draws = TestDraws(seed: 5)
        var (simple, known, rejected) = (0, 0, 0)
        for _ in 0..<4_000 {
            var pattern = Bool.random(using: &draws) ? "^" : ""
            for _ in 0..<Int.random(in: 0..<4, using: &draws) {
                pattern += (atoms.randomElement(using: &draws) ?? "") + (marks.randomElement(using: &draws) ?? "")
            }
            if Bool.random(using: &draws) { pattern += "$" }
            guard let matcher = try matcher(pattern) else { continue }
            simple += 1
            let expression = try ECMAPattern.read(pattern).compiled()
            for _ in 0..<8 {
                var text = ""
                for _ in 0..<Int.random(in: 0..<5, using: &draws) { text += letters.randomElement(using: &draws) ?? "" }
                var budget = Budget.standard
                let expected = try expression.matches(text, budget: &budget)
                if isRejected(matcher, text) {
                    rejected += 1
                    #expect(!expected, "\(pattern) on \(text.debugDescription)")
                }
                switch answer(matcher, text) {
                case .unknown: #expect(!text.utf8.allSatisfy { $0 < 0x80 }, "\(pattern) on \(text.debugDescription)")
                case .yes:
                    known += 1
                    #expect(expected, "\(pattern) on \(text.debugDescription)")
                case .no: #expect(!expected, "\(pattern) on \(text.debugDescription)")
                }
            }
        }
        #expect(simple > 1_000 && known > 1_000 && rejected > 1_000)
    }

    @Test(arguments: [
        (#"^\{.*\}$"#, "{"), ("^urn:uuid:[0-9a-f]{8}-", "urn:uuid:"), ("^(arn:(aws)?:x|b)$", ""),
        ("^(a(bc[d]))", "abc"),
        ("^ab?c", "a"), ("^a|b", ""), ("abc", ""), ("^(?!a)b", ""), ("^é+x", ""), ("^éx+", "é"), ("^a^b", "a"),
    ]) func `what every match starts with is read off an anchored pattern`(pattern: String, prefix: String) throws {
        #expect(SimplePattern.prefix(of: try ECMAPattern.read(pattern)) == Array(prefix.utf8))
    }

    @Test func `a text without what every match starts with holds no match`() throws {
        let atoms = ["a", "b", "é", "(ab|c)", "(a)", "(?:ab)", "(?=a)", "(?!b)", #"\b"#, "[ab]", ".", "(a|)", "^", "$"]
        let marks = ["", "", "", "*", "?", "{2}"]
        var draws = TestDraws(seed: 6)
        var rejected = 0
        for _ in 0..<4_000 {
            var pattern = "^"
            for _ in 0..<Int.random(in: 1..<5, using: &draws) {
                let atom = atoms.randomElement(using: &draws) ?? ""
                let isPlace = ["^", "$", #"\b"#, "(?=a)", "(?!b)"].contains(atom)
                pattern += atom + (isPlace ? "" : marks.randomElement(using: &draws) ?? "")
            }
            let source = try ECMAPattern.read(pattern)
            let prefix = SimplePattern.prefix(of: source)
            guard !prefix.isEmpty else { continue }
            let matcher = SimpleMatcher(nil, prefix: prefix, in: Self.memory)
            let expression = try source.compiled()
            for _ in 0..<8 {
                let letters = ["a", "b", "c", "é", "\n"]
                let text = (0..<Int.random(in: 0..<5, using: &draws)).map { _ in
                    letters.randomElement(using: &draws) ?? ""
                }
                .joined()
                var budget = Budget.standard
                guard isRejected(matcher, text) || answer(matcher, text) == .no else { continue }
                rejected += 1
                #expect(try !expression.matches(text, budget: &budget), "\(pattern) on \(text.debugDescription)")
            }
        }
        #expect(rejected > 1_000)
    }
}
