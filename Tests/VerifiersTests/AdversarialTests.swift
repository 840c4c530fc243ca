import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AdversarialTests {
    /// Texts that make a careless parser slow, at a given size.
    static func texts(_ count: Int) -> [String] {
        func repeated(_ text: String) -> String { String(repeating: text, count: count / text.utf8.count) }
        return [
            repeated("<answer>"), repeated("<"), repeated("</answer"),
            repeated("<answer" + String(repeating: " ", count: 50)),
            repeated("<answer>x</answer>"), repeated("\\"), repeated("\\boxed{"), repeated("\\boxed{}"), repeated("{"),
            repeated("\\boxed" + String(repeating: " ", count: 50)), repeated("#### \n"), repeated("\n"),
            repeated("\r"),
            repeated("1"), repeated("1,"), repeated("1,111"), repeated("1e1"), repeated("1 "), repeated("-"),
            repeated("."),
            repeated("1."), repeated("1/"), repeated("$"), repeated("\\$"), repeated("１"), repeated("²1"),
            repeated("\u{3000}"),
            repeated("`"), repeated("```\n"), repeated("~~~ `\n"), repeated("["), repeated("[]"), repeated("{\"a\":"),
            "[" + repeated("1,") + "1]", "[" + repeated("{\"a\":1},") + "1]", "[" + repeated("\"\\u00e9\",") + "1]",
            "{" + (0..<count / 12).map { "\"k\($0)\":0," }.joined() + "\"k\":0}",
            "{" + repeated("\"k\":0,") + "\"k\":0}",
            repeated("\u{10FFFF}"), repeated("e\u{301}"),
        ]
    }

    /// Unoptimised code is some fifty times as slow.
    #if DEBUG
    static let size = 1 << 14
    #else
    static let size = 1 << 20
    #endif

    static let lists = [
        #"[{"answer": {"format": "tag", "equals": 5}}]"#, #"[{"answer": {"format": "boxed", "equals": 5}}]"#,
        #"[{"answer": {"format": "hash", "equals": 5}}]"#,
        #"[{"answer": {"format": "last_number", "equals": 5, "tolerance": 1}}]"#,
        #"[{"answer": {"format": "final_line", "equals": 5}}]"#, #"[{"answer": {"format": "whole", "equals": 5}}]"#,
        #"[{"json": {"equals": {"a": 5}}}]"#, #"[{"json": {"equals": {"a": 5}, "duplicate_keys": "allow"}}]"#,
        #"[{"json": {"equals": [5], "from": "fenced"}}]"#, #"[{"json": {"equals": [5], "from": {"tag": "answer"}}}]"#,
        #"[{"reasoning": {"repetition": true}}]"#, #"[{"length": {"max_characters": 1, "repetition": true}}]"#,
    ]

    @Test(.timeLimit(.minutes(2))) func `hostile text is judged or stopped, and never passes`() throws {
        for list in Self.lists {
            let list = try VerifyList(json(list))
            for text in Self.texts(Self.size) {
                let verdict = list.judge(Completion(text: text), task: try task())
                #expect(verdict.passed != true)
                #expect(verdict.passed == false || verdict.reason == .verifierTimeout)
                #expect(verdict.candidates.count <= SpanReading.listed)
                #expect(verdict.checks.count <= 64)
            }
        }
    }

    @Test func `what is spent grows in proportion to the text`() throws {
        for list in Self.lists {
            let list = try VerifyList(json(list))
            for (short, long) in zip(Self.texts(500), Self.texts(4_000)) {
                let spent = try Self.spent(list, short)
                let isEnough = try Self.isEnough(12 * spent + 1_000, list, long)
                #expect(isEnough, "\(short.prefix(20).debugDescription): \(spent) for 500 bytes")
            }
        }
    }

    /// Steps and bytes that a completion takes: the least budget that is enough for it.
    private static func spent(_ list: VerifyList, _ text: String) throws -> Int {
        var (low, high) = (0, 1 << 15)
        #expect(try isEnough(high, list, text))
        while low < high {
            let middle = (low + high) / 2
            if try isEnough(middle, list, text) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func isEnough(_ amount: Int, _ list: VerifyList, _ text: String) throws -> Bool {
        list.judge(Completion(text: text), task: try task(), budget: Budget(steps: amount, bytes: amount)).isScored
    }

    @Test func `a text larger than the budget is unscored, not failed`() throws {
        let text = String(repeating: "x", count: Budget.standard.bytes + 1)
        let verdict = try judge(#"[{"answer": {"format": "tag", "equals": 5}}]"#, text)
        #expect(verdict.reason == .verifierTimeout)
        #expect(verdict.passed == nil)
    }
}
