import Rollouts

/// Texts with the verdict of each mode, settled by hand: `+` passes, `u` is unparsed, `v` violates.
///
/// The three marks are those of `required`, `optional` and `forbidden`, read by the tags `<think>` and `</think>`.
enum ReasoningCases {
    static let table: [(text: String, marks: String)] = [
        // Well-formed thoughts.
        ("<think>a</think>b", "++v"),
        ("<think>a</think>\nb", "++v"),
        ("<think>\na\n</think>\n\nb", "++v"),
        (" <think>a</think>b", "++v"),
        ("\n\n<think>a</think>b", "++v"),
        ("\u{3000}<think>a</think>b", "++v"),
        ("\u{A0}<think>a</think>b", "++v"),
        ("<think>a < b and b > c</think>5", "++v"),
        ("<think>a <b>bold</b> word</think>5", "++v"),
        ("<think>if x</think>{}", "++v"),
        ("<think>é</think>ü", "++v"),
        ("<think>考える</think>答え", "++v"),
        ("<think>🧠</think>👍", "++v"),
        ("<think>.</think>.", "++v"),
        ("<think>0</think>0", "++v"),
        ("<think>a\u{0}b</think>c", "++v"),
        ("<think>line\r\nline</think>\r\nanswer", "++v"),
        ("<think>I should write </ think> here</think>b", "++v"),
        ("<think>< think></think>b", "++v"),
        ("<think><Think></think>b", "++v"),
        ("<think></THINK></think>b", "++v"),
        ("<think><think/></think>b", "++v"),
        ("<think>think</think>think", "++v"),
        ("<think>&lt;think&gt;</think>b", "++v"),
        ("<think>a</think><answer>b</answer>", "++v"),
        ("<think>a</think><thinking>", "++v"),
        ("<think>a</think></thinking>", "++v"),
        ("<think>a</think><|end|>", "++v"),
        ("<think><answer>1</answer></think><answer>2</answer>", "++v"),
        ("<think>" + String(repeating: "word ", count: 500) + "</think>done", "++v"),
        // Empty thoughts: allowed where a thought is optional, none where one is required.
        ("<think></think>b", "u+v"),
        ("<think> </think>b", "u+v"),
        ("<think>\n\n</think>\n\nb", "u+v"),
        ("<think>\t\u{3000}</think>b", "u+v"),
        // No thought.
        ("b", "u++"),
        ("The answer is 5.", "u++"),
        ("think: a\nb", "u++"),
        ("think", "u++"),
        ("<b>x</b>", "u++"),
        ("<Think>a</Think>b", "u++"),
        ("<THINK>a</THINK>b", "u++"),
        ("<thinking>a</thinking>b", "u++"),
        ("< think>a< /think>b", "u++"),
        ("<think >a</think >b", "u++"),
        ("[think]a[/think]b", "u++"),
        ("<thought>a</thought>b", "u++"),
        ("&lt;think&gt;a&lt;/think&gt;b", "u++"),
        ("<thin", "u++"),
        ("<｜think｜>a<｜/think｜>b", "u++"),
        ("{\"think\": 1}", "u++"),
        // Nothing to judge.
        ("", "uuu"),
        (" ", "uuu"),
        ("\n\t\n", "uuu"),
        ("\u{3000}", "uuu"),
        // A thought and no answer.
        ("<think>a</think>", "uuv"),
        ("<think>a</think> ", "uuv"),
        ("<think>a</think>\n\n", "uuv"),
        ("<think></think>", "uuv"),
        // Thoughts that are not closed are unparsed whatever the mode, by the list itself.
        ("<think>", "uuu"),
        ("<think>a", "uuu"),
        ("<think>a</think", "uuu"),
        ("<think>a</thinking>", "uuu"),
        ("<think>a</ think>b", "uuu"),
        ("<think>a<think>b", "uuu"),
        ("b<think>a", "uuu"),
        ("<think>a</think>b<think>", "uuu"),
        ("<think>a</think>b<think>c", "uuu"),
        ("<think>a<think>b</think", "uuu"),
        ("a\n<think>\nb\n<think>", "uuu"),
        // Closed and never opened.
        ("</think>b", "uuv"),
        ("a</think>b", "uuv"),
        ("a</think>", "uuv"),
        ("a</think>b</think>c", "uuv"),
        ("</think></think>", "uuv"),
        // More than one, or tags that do not pair.
        ("<think>a</think><think>b</think>c", "vvv"),
        ("<think>a</think>b<think>c</think>d", "vvv"),
        ("<think>a</think>b</think>c", "vvv"),
        ("<think>a</think></think>c", "vvv"),
        ("a</think><think>b</think>c", "vvv"),
        ("<think>a</think>1<think>b</think>2<think>c</think>3", "vvv"),
        ("<think>a</think>write <think> and </think> so", "vvv"),
        ("</think>a<think>b</think>c", "uvv"),
        // Nested ones close at the first closing tag.
        ("<think><think>a</think></think>b", "vvv"),
        ("<think>a<think>b</think>c</think>d", "vvv"),
        ("<think><think><think>a</think></think></think>b", "vvv"),
        // Late ones.
        ("a<think>b</think>c", "vvv"),
        ("Sure!\n<think>b</think>c", "vvv"),
        (".<think>b</think>c", "vvv"),
        ("\u{200B}<think>b</think>c", "vvv"),
        ("\u{FEFF}<think>b</think>c", "vvv"),
        ("<b></b><think>b</think>c", "vvv"),
        ("<answer>5</answer><think>so</think>x", "vvv"),
        ("5<think>late</think>5", "vvv"),
    ]

    /// Modes in the order of the marks.
    static let modes = ["required", "optional", "forbidden"]

    /// The reason of a mark; nil where it passes.
    static func reason(_ mark: Character) -> OutcomeReason? {
        switch mark {
        case "u": .unparsed
        case "v": .violated
        default: nil
        }
    }

    /// Thoughts with their figures by hand: characters and words.
    static let thoughts: [(thought: String, characters: Int, words: Int)] = [
        ("a", 1, 1), ("a b", 3, 2), (" a ", 3, 1), ("one two three", 13, 3), ("é", 1, 1), ("e\u{301}", 1, 1),
        ("👩‍👩‍👧‍👦", 1, 1), ("🇩🇪🇫🇷", 2, 1), ("日本語", 3, 1), ("a\u{3000}b", 3, 2), ("a\r\nb", 3, 2), ("a\nb\nc", 5, 3),
        ("don't", 5, 1), ("3.14 + 1", 8, 3), ("x=1, y=2", 8, 2), ("\u{1F44D}\u{1F3FD}", 1, 1), ("각", 1, 1),
        ("\u{1112}\u{1161}\u{11AB}", 1, 1), ("नि", 1, 1), ("a\u{A0}b", 3, 2), ("--", 2, 1),
        ("1 2 3 4 5 6 7 8 9 10", 20, 10),
    ]
}
