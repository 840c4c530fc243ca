import Testing

@testable import Verifiers

@Suite struct RegularExpressionTests {
    private func first(
        _ pattern: String, _ text: String, from start: Int = 0, _ options: RegularExpression.Options = []
    ) throws -> Range<Int>? {
        var budget = Budget.standard
        let bytes = Array(text.utf8)
        return try RegularExpression(pattern: pattern, options: options)
            .firstMatch(in: bytes.span, from: start, budget: &budget)
    }

    @Test func `a match is found where it is, in bytes`() throws {
        #expect(try first("b+", "aabbb") == 2..<5)
        #expect(try first("b", "aaa") == nil)
        #expect(try first("", "") == 0..<0)
        #expect(try first("é.", "aé😀") == 1..<7)
        #expect(try first("a", "aba", from: 1) == 2..<3)
        #expect(try first("^a", "aba", from: 1) == nil)
        #expect(try first("$", "ab", from: 2) == 2..<2)
        #expect(try first("x", "é", from: 1) == nil)
        #expect(try first("x", "é", from: 9) == nil)
        #expect(try first("A", "a", [.caseInsensitive]) == 0..<1)
        #expect(try first("^b$", "a\nb\nc") == nil)
        #expect(try first("^b$", "a\nb\nc", from: 0, [.multiLine]) == 2..<3)
        #expect(try first("a$", "a\n") == 0..<1)
        #expect(try first("a$", "a\n", from: 0, [.dollarEndsOnly]) == nil)
        #expect(try first("b", "ab", from: 0, [.anchored]) == nil)
    }

    @Test func `a match far in a long text is found`() throws {
        for count in [1, 4_095, 4_096, 4_097, 10_000, 30_000] {
            let text = String(repeating: "é", count: count) + "x1"
            #expect(try first("x[0-9]", text) == 2 * count..<2 * count + 2)
            #expect(try first("(?<=é)x", text) == 2 * count..<2 * count + 1)
            #expect(try first("(é|a)+x", text)?.upperBound == 2 * count + 1)
        }
    }

    @Test func `what is not a pattern is an error at its place`() {
        for (pattern, offset) in [("(", 1), ("a)", 1), ("[z-a]", 3), ("*", 0), ("\\C", 2)] {
            #expect { try RegularExpression(pattern: pattern) } throws: { error in
                (error as? PatternError)?.offset == offset
            }
        }
        #expect(throws: PatternError.self) {
            try RegularExpression(pattern: String(repeating: "a", count: 70_000))
        }
        #expect(throws: PatternError.self) {
            try RegularExpression(pattern: String(repeating: "(", count: 300) + String(repeating: ")", count: 300))
        }
    }

    @Test func `bytes that are no text have no match`() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62]
        var budget = Budget.standard
        #expect(try RegularExpression(pattern: "a").firstMatch(in: bytes.span, budget: &budget) == nil)
    }

    static let catastrophic: [(pattern: String, text: String)] = [
        ("^(a+)+$", String(repeating: "a", count: 60) + "!"),
        ("(a+)+$", String(repeating: "a", count: 60) + "!"),
        ("^(a|aa)+$", String(repeating: "a", count: 90) + "!"),
        ("^(a|a)*[bc]", String(repeating: "a", count: 60)),
        ("(x+x+)+[yz]", String(repeating: "x", count: 60)),
        ("(.*)*(.*)*(.*)*[^a]$", String(repeating: "a", count: 60)),
        ("a*a*a*a*a*a*a*a*a*a*[bc]", String(repeating: "a", count: 300)),
        ("^(\\w+\\s?)*$", String(repeating: "word ", count: 40) + "!"),
        ("a+b", String(repeating: "a", count: 1 << 20)),
        ("foo.*bar", String(repeating: "foo", count: 1 << 18)),
        ("(?:(?:a?){50}){50}a{50}[bc]", String(repeating: "a", count: 200)),
        ("(a*)*\\1[bc]", String(repeating: "a", count: 60)),
        ("(?=(a+)+$)b|(a+)+$", String(repeating: "a", count: 60) + "!"),
    ]

    @Test(.timeLimit(.minutes(2))) func `catastrophic matches end when the budget does`() throws {
        for (pattern, text) in Self.catastrophic {
            let expression = try RegularExpression(pattern: pattern)
            var budget = Budget.standard
            let bytes = Array(text.utf8)
            #expect(throws: BudgetExhausted.self, "\(pattern)") {
                try expression.firstMatch(in: bytes.span, budget: &budget)
            }
        }
    }

    @Test func `nested groups that need a deep stack are matched or stopped`() throws {
        let expression = try RegularExpression(pattern: "^((a|b)(c|d)?)*$")
        for count in [10, 1_000, 100_000] {
            var budget = Budget.standard
            let bytes = Array(String(repeating: "abacbd", count: count).utf8)
            let found = try? expression.firstMatch(in: bytes.span, budget: &budget)
            #expect(found == nil || found == 0..<bytes.count)
            #expect(count > 1_000 || found != nil)
        }
    }

    @Test func `one expression serves many callers at once`() async throws {
        let expression = try RegularExpression(pattern: "(\\d+)-(\\d+)$")
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let text = String(repeating: "a", count: number) + "\(number)-\(number)"
                    var budget = Budget.standard
                    return (try? expression.firstMatch(in: ByteText(text, budget: &budget), budget: &budget))
                        == number..<text.utf8.count
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `what a match costs is known beforehand`() throws {
        let expression = try RegularExpression(pattern: "^[a-z]+$")
        let bytes = Array("hello".utf8)
        var spent = Budget.standard
        _ = try expression.firstMatch(in: bytes.span, budget: &spent)
        #expect(Budget.standard.steps - spent.steps <= 4)
        var none = Budget(steps: 0, bytes: 100)
        #expect(throws: BudgetExhausted.steps) { try expression.firstMatch(in: bytes.span, budget: &none) }
    }
}
