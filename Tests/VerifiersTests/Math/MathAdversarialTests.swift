import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct MathAdversarialTests {
    static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    static let hostile: [String] = [
        "9^{9^{9^{9}}}", "10^{10^{10}}", "(10^{1000})^{1000}", "2^{65537}", "99999999!", "(10!)!!!", "((3!)!)!",
        #"\binom{10^{12}}{5 \cdot 10^{11}}"#, "1e999999999", "0.1e-999999999", "x^{1000000000}", "(x+y+z+w+1)^{60}",
        "(1+x)^{64}(1+y)^{64}(1+z)^{64}", repeated("(x+1)", 500), repeated("9", 100_000), repeated("1,", 3_000) + "1",
        repeated("{", 50_000), repeated("(", 50_000), repeated("(", 60) + "1" + repeated(")", 60),
        repeated("(", 500) + "1" + repeated(")", 500), repeated(#"\frac{1"#, 5_000),
        repeated(#"1\frac{"#, 60) + "1" + repeated("}{2}", 60),
        repeated(#"\sqrt{"#, 60) + "2" + repeated("}", 60), repeated("-", 5_000) + "1", repeated("|", 4_000),
        repeated("|x", 4_000), repeated(#"\boxed{"#, 20_000), repeated(#"\boxed{1}"#, 20_000),
        repeated("$", 100_000), repeated("$ $$ ", 20_000), repeated(#"\("#, 50_000), repeated(#"\["#, 50_000),
        repeated("final answer is ", 20_000), repeated("answer 1+", 20_000), repeated("answer: =", 20_000),
        repeated("1 ", 100_000), repeated("1+", 100_000), repeated("- ", 100_000), repeated(". ", 100_000),
        repeated("a", 1_000_000), repeated("1", 1_000_000), repeated("é", 200_000), repeated("\\", 100_000),
        repeated("x=", 1_000) + "1", repeated("x<", 500) + "1", repeated("!", 5_000), "7" + repeated("!", 2_000),
        #"\begin{pmatrix}"# + repeated("1&", 500) + "1" + repeated(#"\\1"#, 500) + #"\end{pmatrix}"#,
        #"\begin{vmatrix}"# + repeated("x&", 5) + "x" + repeated(#"\\"# + repeated("x&", 5) + "x", 5)
            + #"\end{vmatrix}"#,
        repeated(#"\begin{pmatrix}1\\2\end{pmatrix}+"#, 200) + #"\begin{pmatrix}1\\2\end{pmatrix}"#,
        repeated("|x-1|+", 30) + "1>2", "x^2" + repeated("+x^2", 900) + "<7", repeated("(0,1)\\cup ", 300) + "(0,2)",
        #"\log_{1}{5}"#, #"\log 0"#, "0^0", "0^{-1}", "1/0", #"\tan\frac{\pi}{2}"#, "\u{0}", "\u{FEFF}", "\u{202E}9",
        #"\sin 10^{300}"#, "e^{1000}", "e^{e^{e^{e}}}", #"\gcd(0,0)"#, #"5 \bmod 0"#, "12345678901234567890_{10}",
        "99_2",
        "\\text{" + repeated("a{", 3_000), repeated(#"\pm "#, 300) + "1", repeated(#"1\pm "#, 300) + "1",
        "i^{2147483647}", "i^{99999999999999}", "2^{1/2147483647}", "2^{2147483647/3}", "x^{-2147483648}",
        "(-9223372036854775808)", "9223372036854775808-1", "-9223372036854775807-1-1", "(-1)^{1/2}(-1)^{1/3}",
    ]

    /// Steps are bounded by the budget, so a text of any kind ends in a verdict.
    @Test(arguments: hostile.indices) func `a hostile text ends in a verdict within its budget`(_ index: Int) throws {
        let text = Self.hostile[index]
        for completion in [text, "\\boxed{\(text)}"] {
            for gold in ["5", "x^2+1", "(0,1)", "x<3"] {
                let verdict = try judge(
                    #"[{"math": {"equals": "$gold"}}]"#, completion, task: #"{"gold": \#(JSONValue.string(gold).text)}"#
                )
                #expect(verdict.passed != true, "\(text.prefix(60)) passed for \(gold)")
            }
        }
    }

    @Test(arguments: hostile.indices) func `a hostile expected answer is compared or refused`(_ index: Int) throws {
        let text = Self.hostile[index]
        let fields = #"{"gold": \#(JSONValue.string(text).text)}"#
        let verdict = try judge(#"[{"math": {"equals": "$gold"}}]"#, "$7.25$", task: fields)
        #expect(verdict.passed != true)
    }

    @Test func `a small budget ends in a timeout and not in a verdict`() throws {
        let verdict = try judge(
            #"[{"math": {"equals": "(x+1)^{20}"}}]"#, "$(x+1)^{10}(1+x)^{10}$", budget: Budget(steps: 60, bytes: 10_000)
        )
        #expect(verdict.reason == .verifierTimeout)
        let short = try judge(#"[{"math": {"equals": 5}}]"#, "$5$", budget: Budget(steps: 100_000, bytes: 3))
        #expect(short.reason == .verifierTimeout)
    }

    @Test func `undefined values equal nothing, themselves neither`() throws {
        for text in ["1/0", #"\frac{x}{0}"#, "0^{-1}"] {
            #expect(try compared("7", text) != .equal)
        }
    }

    @Test func `numbers that only look equal are not`() throws {
        let pairs = [
            (#"\sqrt{2}"#, #"\frac{14142135623730950488}{10000000000000000000}"#),
            (#"\pi"#, #"\frac{3141592653589793238}{1000000000000000000}"#),
            ("1", #"\frac{99999999999999999999}{100000000000000000000}"#), ("0", "10^{-30}"), ("0", "e^{-60}"),
            ("10^{30}", "10^{30}+1"), ("2^{200}", "2^{200}+1"), ("0.0000001", "0.0000002"), ("0", "0.0000001"),
            (#"\infty"#, "10^{300}"), (#"\sqrt{10^{20}+1}"#, "10^{10}"),
        ]
        for (gold, answer) in pairs {
            #expect(try compared(gold, answer) == .different, "\(gold) and \(answer)")
            #expect(try compared(answer, gold) == .different, "\(answer) and \(gold)")
        }
    }
}
