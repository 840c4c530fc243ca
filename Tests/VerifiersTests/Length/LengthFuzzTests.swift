import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Random texts of tags, words and repetition, judged by `reasoning` and `length`.
@Suite struct LengthFuzzTests {
    private static let lists = [
        #"[{"reasoning": {"repetition": true, "max_words": 40}}]"#, #"[{"reasoning": {"mode": "optional"}}]"#,
        #"[{"reasoning": {"mode": "forbidden"}}]"#,
        #"[{"reasoning": {"open": "<a", "close": "a>", "max_tokens": 30}}]"#,
        #"[{"length": {"max_characters": 60, "min_words": 2, "repetition": true}}]"#,
        #"[{"length": {"language": "en", "of": "whole"}}]"#,
        #"[{"reasoning": {"mode": "optional", "language": "ar"}}]"#,
        #"[{"length": {"max_tokens": 30, "of": "answer", "repetition": {"loop_times": 2, "loop_characters": 8}}}]"#,
    ]
    private static let pieces = [
        "<think>", "</think>", "<", "think>", "</", "<a", "a>", " ", "\n", "\r\n", "word", "é", "e\u{301}", "👩‍👩‍👧‍👦", "🇩🇪",
        "\u{0}", "\u{3000}", "The same line again.\n", "x", "5", "\u{10FFFF}", "نص",
    ]

    @Test(.timeLimit(.minutes(30))) func `no text breaks them, and a verdict comes out the same twice`() throws {
        var run = FuzzRun(rounds: 4_000, seed: 7)
        let seed = run.seed
        var random = Draws(seed: seed)
        let compiled = try Self.lists.map { try VerifyList(json($0)) }
        while run.goesOn() {
            let text = Self.text(&random)
            let message = Message(role: "assistant", content: text)
            let tokens = random.below(3) == 0 ? nil : random.below(80)
            let completion = Completion(messages: [message], format: ReasoningFormat(), tokenCount: tokens)
            for (list, written) in zip(compiled, Self.lists) {
                let verdict = list.judge(completion, task: try task())
                let again = list.judge(completion, task: try task())
                #expect(verdict == again, "seed \(seed): \(written) on \(text.debugDescription)")
                #expect(verdict.reason != .verifierTimeout)
                let small = list.judge(completion, task: try task(), budget: Budget(steps: 10, bytes: text.utf8.count))
                #expect(small == verdict || small.reason == .verifierTimeout, "seed \(seed): \(text.debugDescription)")
            }
            // Trailing white space changes neither form nor words.
            let more = Completion(text: text + " \n")
            #expect(
                compiled[1].judge(more, task: try task()).reason
                    == compiled[1].judge(Completion(text: text), task: try task()).reason, "seed \(seed)")
        }
        print("reasoning and length: \(run.rounds) texts, seed \(seed)")
    }

    private static func text(_ random: inout Draws) -> String {
        var text = ""
        for _ in 0..<random.below(12) {
            let piece = pieces[random.below(pieces.count)]
            text += random.below(6) == 0 ? String(repeating: piece, count: random.below(60)) : piece
        }
        return text
    }
}

/// Seeded draws for tests (xorshift).
struct Draws {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// A number from 0 to below a bound.
    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % max(bound, 1)
    }
}
