/// Texts with their figures, counted by hand.
enum LengthCases {
    /// Characters (grapheme clusters) and words (between white space).
    static let texts: [(text: String, characters: Int, words: Int)] = [
        ("x", 1, 1), ("yes", 3, 1), ("two words", 9, 2), ("a  b", 4, 2), (" a b ", 5, 2), ("a\tb\nc", 5, 3),
        ("a\r\nb", 3, 2), ("\r\n\r\nx", 3, 1), ("é", 1, 1), ("e\u{301}e\u{301}", 2, 1), ("naïve café", 10, 2),
        ("👍", 1, 1), ("👩‍👩‍👧‍👦", 1, 1), ("👍🏽👍🏿", 2, 1), ("🇩🇪", 1, 1), ("🇩🇪🇫🇷🇮🇹", 3, 1), ("1️⃣", 1, 1), ("日本語です", 5, 1),
        ("日本 語", 4, 2), ("日本\u{3000}語", 4, 2), ("한국어", 3, 1), ("\u{1112}\u{1161}\u{11AB}", 1, 1), ("नमस्ते", 3, 1),
        ("สวัสดี", 4, 1), ("مرحبا", 5, 1), ("שלום עולם", 9, 2), ("Ω≈ç√", 4, 1), ("don't stop", 10, 2),
        ("well-known fact", 15, 2), ("1,000.50", 8, 1), ("a. b. c.", 8, 3), ("{\"a\": 1}", 8, 2),
        ("- item\n- item", 13, 4),
        ("# Title\n\nText", 13, 3), ("x\u{A0}y", 3, 2), ("x\u{200B}y", 3, 1), ("x\u{2028}y", 3, 2), ("\u{FEFF}x", 2, 1),
        ("a\u{0}b", 3, 1), ("one two three four five six seven", 33, 7), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1, 1), ("e\u{301}\u{302}\u{303}", 1, 1),
        ("مَ", 1, 1), ("a_b c_d", 7, 2), ("https://example.org/a?b=c", 25, 1), ("😀 😀 😀", 5, 3),
    ]

    /// Texts that run in circles, and what by.
    static let degenerate: [(text: String, name: String)] = [
        (String(repeating: "a", count: 400), "one letter"),
        (String(repeating: "!", count: 2_000), "one sign"),
        ("The answer is: " + String(repeating: "0", count: 500), "zeros after a text"),
        (String(repeating: "ha ", count: 200), "a short word"),
        (String(repeating: "the same thing and ", count: 30), "a phrase"),
        (String(repeating: "I think I should check this again.\n", count: 15), "a line"),
        (String(repeating: "I think I should check this again.\n\n", count: 15), "a line and an empty one"),
        ("Let me begin. " + String(repeating: "Wait, no. Let me think about it once more. ", count: 12), "a sentence"),
        (
            "Let me begin. " + String(repeating: "Wait, no. Let me think about it once more. ", count: 12) + "Done.",
            "a loop that ends"
        ),
        (String(repeating: paragraph + "\n", count: 5), "a paragraph"),
        (String(repeating: paragraph + " ", count: 40), "a long loop"),
        (String(repeating: "もう一度考えます。", count: 60), "a sentence in Japanese"),
        (String(repeating: "哈", count: 450), "one ideograph"),
        (String(repeating: "🙂", count: 420), "an emoji"),
        (String(repeating: "abcabd", count: 80), "letters"),
        (String(repeating: "\\n", count: 300), "an escape"),
        (String(repeating: "<answer>", count: 100), "a tag"),
        (String(repeating: "[", count: 600), "brackets"),
        (String(repeating: " ", count: 500) + "x", "spaces"),
        (String(repeating: "\n", count: 450) + "x", "line breaks"),
        (String(repeating: "1, 2, 3, ", count: 60), "a short count"),
        (counted("Step", "We look at the next part of it.", 21), "a line between counters"),
        (counted("So the total is then", "We must also add the remaining part to it.", 24), "another"),
        (shuffledRuns, "long runs in changing order"),
    ]

    /// Texts that do not, though they look like it.
    static let sound: [(text: String, name: String)] = [
        ("", "nothing"), ("aaaa", "four letters"), (String(repeating: "a", count: 399), "letters below the bound"),
        (paragraph, "a paragraph"), (String(repeating: paragraph + "\n", count: 4), "a paragraph four times"),
        ((1...300).map(String.init).joined(separator: " "), "a count"),
        ((1...200).map { "\($0) × 7 = \($0 * 7)" }.joined(separator: "\n"), "a table"),
        ((1...80).map { "- item \($0)" }.joined(separator: "\n"), "a list"),
        (
            "| a | b |\n|---|---|\n" + (1...40).map { "| \($0) | \($0 * $0) |" }.joined(separator: "\n"),
            "a markdown table"
        ),
        (String(repeating: "-", count: 80) + "\nText\n" + String(repeating: "-", count: 80), "rules"),
        ("1/3 = 0." + String(repeating: "3", count: 60), "a periodic number"),
        (
            (0..<20).map { "Line number \($0) is about \(["cats", "dogs", "birds", "fish"][$0 % 4])." }.joined(
                separator: "\n"), "alike lines"
        ),
        (String(repeating: "same line of text\n", count: 15), "fifteen lines, below 400 characters"),
        ("[[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]", "a matrix"),
        ("def f(x):\n    return x\n\ndef g(x):\n    return x\n\ndef h(x):\n    return x\n", "code"),
        (counted("Case", "We look at the next part of it.", 20), "a line as often as allowed"),
        ((0..<400).map { "w\($0 * 7919 % 1_009)" }.joined(separator: " "), "many words"),
        ("Ha ha ha ha! Yes, yes, yes, I know, I know.", "emphasis"),
        ("😀😀😀😀😀😀😀😀😀😀", "ten emoji"),
        (
            "No.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\n"
                + "No.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.\nNo.", "short lines"
        ),
    ]

    private static let paragraph =
        "A train leaves the station at nine and travels at sixty miles an hour, so after two hours it has gone a "
        + "hundred and twenty miles, which is what the question asks about."

    private static func counted(_ word: String, _ line: String, _ count: Int) -> String {
        (1...count).map { "\(word) \($0 * $0 + 17):\n\(line)\n" }.joined()
    }

    /// 600 words of a few long sentences that come again in ever other orders.
    private static let shuffledRuns: String = {
        let sentences: [String] = (0..<8).map { number in
            (0..<14).map { "w\(number)x\($0)" }.joined(separator: " ")
        }
        var text = ""
        for index in 0..<44 {
            let chosen = (index * 5 + index / 8 * 3 + index * index) % 8
            text += sentences[chosen] + " then\(index) "
        }
        return text
    }()
}
