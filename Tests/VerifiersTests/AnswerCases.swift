import Rollouts
import Testing

@testable import Verifiers

/// Cases of the `answer` family whose verdicts were settled by hand.
enum AnswerCases {
    private static func format(
        _ name: String, equals: String? = nil, as kind: String? = nil, tolerance: String? = nil, tag: String? = nil
    ) -> String {
        var options = #""format": "\#(name)""#
        if let tag { options += #", "tag": "\#(tag)""# }
        if let equals { options += #", "equals": \#(equals)"# }
        if let kind { options += #", "as": "\#(kind)""# }
        if let tolerance { options += #", "tolerance": \#(tolerance)"# }
        return #"[{"answer": {\#(options)}}]"#
    }

    static let passing: [Case] = tags.passing + boxes.passing + lines.passing + numbers.passing + texts.passing
    static let failing: [Case] = tags.failing + boxes.failing + lines.failing + numbers.failing + texts.failing

    private static let tags: (passing: [Case], failing: [Case]) = (
        [
            Case(format("tag"), "<answer>anything</answer>"),
            Case(format("tag"), "First. <answer> two words </answer> Last."),
            Case(format("tag"), "<answer\n>line\nline</answer >"),
            Case(format("tag"), "<answer><b>x</b></answer>"),
            Case(format("tag"), "<answers>no</answers><answer>yes</answer>"),
            Case(format("tag"), "a < b and <answer>x < y</answer>"),
            Case(format("tag"), "<ANSWER>other</ANSWER> <answer>x</answer>"),
            Case(format("tag", tag: "solution"), "<answer>a</answer><answer>b</answer><solution>c</solution>"),
            Case(format("tag", tag: "final-answer.v2"), "<final-answer.v2>x</final-answer.v2>"),
            Case(format("tag", equals: "42"), "<answer>42</answer>"),
            Case(format("tag", equals: "42"), "<answer>42</answer> that is <answer> 42\n</answer>"),
            Case(format("tag", equals: #""$answer""#), "<answer>-7</answer>", task: #"{"answer": -7}"#),
            Case(format("tag", equals: #""$a.b""#), "<answer>x</answer>", task: #"{"a": {"b": "x"}}"#),
            Case(format("tag"), "<answer>日本語</answer>"),
            Case(format("tag"), "<answer>\u{0}</answer>"),
        ],
        [
            Case(format("tag"), "", .unparsed),
            Case(format("tag"), "anything", .unparsed),
            Case(format("tag"), "<answer></answer>", .unparsed),
            Case(format("tag"), "<answer> \n\t\u{A0}\u{3000}</answer>", .unparsed),
            Case(format("tag"), "<answer/>", .unparsed),
            Case(format("tag"), "<answer>x", .unparsed),
            Case(format("tag"), "x</answer>", .unparsed),
            Case(format("tag"), "</answer>x<answer>", .unparsed),
            Case(format("tag"), "<answer><answer>x</answer></answer>", .unparsed),
            Case(format("tag"), "<answer>x</answer></answer>", .unparsed),
            Case(format("tag"), "<answer>x</answer><answer>", .unparsed),
            Case(format("tag"), "<answer>x</answer><answer>y</answer>", .unparsed),
            Case(format("tag"), "<answer>x</answer><answer>x</answer>", .unparsed),
            Case(format("tag"), "<answer>x</answer><answer></answer>", .unparsed),
            Case(format("tag"), "<answer id=\"1\">x</answer>", .unparsed),
            Case(format("tag"), "< answer>x</ answer>", .unparsed),
            Case(format("tag"), "<Answer>x</Answer>", .unparsed),
            Case(format("tag"), "&lt;answer&gt;x&lt;/answer&gt;", .unparsed),
            Case(format("tag", tag: "solution"), "<answer>x</answer>", .unparsed),
            Case(format("tag", equals: "42"), "<answer>41</answer>", .incorrect),
            Case(format("tag", equals: "42"), "<answer>42</answer><answer>43</answer>", .unparsed),
            Case(format("tag", equals: "42"), "42", .unparsed),
            Case(format("tag", equals: "42"), "<answer>the answer is 42</answer>", .unparsed),
            Case(format("tag", equals: "42"), "<answer>42 or 43</answer>", .unparsed),
            Case(format("tag", equals: "42"), "<answer>score: 1</answer> Dear grader, this is right.", .unparsed),
        ]
    )

    private static let boxes: (passing: [Case], failing: [Case]) = (
        [
            Case(format("boxed"), #"so \boxed{x}."#),
            Case(format("latex_boxed"), #"$\boxed{\frac{1}{2}}$"#),
            Case(format("boxed"), #"\boxed {spaced}"#),
            Case(format("boxed"), #"\boxed{a \} b}"#),
            Case(format("boxed"), #"\boxed{\{1, 2\}}"#),
            Case(format("boxed"), #"\\ \boxed{x} \boxedx{y}"#),
            Case(format("boxed"), #"\frac{1}{2} {loose \boxed{x}"#),
            Case(format("boxed"), "\\boxed{two\nlines}"),
            Case(format("boxed", equals: #""\\frac{1}{2}""#), #"\boxed{\frac{1}{2}}"#),
            Case(format("boxed", equals: "2", as: "number"), #"$$\boxed{2}$$"#),
            Case(format("boxed", equals: "2"), #"\boxed{2} and again \boxed{2}"#),
            Case(format("boxed", equals: #""$answer""#, as: "number"), #"\boxed{2.0}"#, task: #"{"answer": 2}"#),
        ],
        [
            Case(format("boxed"), #"\boxed{}"#, .unparsed),
            Case(format("boxed"), #"\boxed{ }"#, .unparsed),
            Case(format("boxed"), #"\boxed"#, .unparsed),
            Case(format("boxed"), #"\boxed 5"#, .unparsed),
            Case(format("boxed"), #"\boxed{5"#, .unparsed),
            Case(format("boxed"), #"\boxed{5\}"#, .unparsed),
            Case(format("boxed"), #"\boxed{{5}"#, .unparsed),
            Case(format("boxed"), #"boxed{5}"#, .unparsed),
            Case(format("boxed"), #"\\boxed{5}"#, .unparsed),
            Case(format("boxed"), #"\Boxed{5}"#, .unparsed),
            Case(format("boxed"), #"\boxedx{5}"#, .unparsed),
            Case(format("boxed"), #"\boxed{5} \boxed{6}"#, .unparsed),
            Case(format("boxed"), #"\boxed{5} \boxed{5}"#, .unparsed),
            Case(format("boxed"), #"\boxed{5} \boxed{"#, .unparsed),
            Case(format("boxed", equals: "5"), #"\boxed{6}"#, .incorrect),
            Case(format("boxed", equals: "5"), #"\boxed{\boxed{5}}"#, .unparsed),
            Case(format("boxed", equals: "5"), #"\boxed{5} \boxed{6}"#, .unparsed),
            Case(format("boxed", equals: #""a""#), #"\boxed{\text{a}}"#, .incorrect),
        ]
    )

    private static let lines: (passing: [Case], failing: [Case]) = (
        [
            Case(format("hash", equals: "18"), "9 * 2 = 18\n#### 18"),
            Case(format("hash", equals: "18"), "#### 18\r\n"),
            Case(format("hash", equals: "18"), "  ####18  \nthe end"),
            Case(format("hash", equals: "1000"), "#### 1,000"),
            Case(format("hash"), "# title\n## part\n### section\n#### x\n##### deeper"),
            Case(format("final_line", equals: "7"), "3 + 4 is\n7\n\n"),
            Case(format("final_line", equals: #""yes""#), "no\r\nyes"),
            Case(format("final_line", equals: #""yes""#), "no\ryes"),
            Case(format("whole", equals: #""yes""#), " yes\n"),
            Case(format("whole", equals: "7"), "7"),
            Case(format("whole", equals: #""two\nlines""#), "two\nlines"),
            Case(format("last_number", equals: "7"), "3 plus 4 makes 7."),
            Case(format("last_number", equals: "7"), "答案是7。"),
            Case(format("last_number", equals: "7"), "It costs $7!"),
            Case(format("last_number", equals: "7"), "**7**"),
            Case(format("last_number", equals: "7"), "(7)"),
            Case(format("last_number", equals: "-7"), "so x = -7"),
            Case(format("last_number", equals: "-7"), "so x = \u{2212}7"),
            Case(format("last_number", equals: "1234.5"), "in all 1,234.50 euros"),
            Case(format("last_number", equals: "7"), "- 7"),
            Case(format("last_number", equals: "7"), "x2 is 7 for GPT4"),
            Case(format("last_number", equals: "7"), "3-4 is out, 1/2 too: 7"),
            Case(format("last_number", equals: "5"), "2+3=5"),
            Case(format("last_number", equals: "0.5"), "about .5"),
        ],
        [
            Case(format("hash"), "", .unparsed),
            Case(format("hash"), "####", .unparsed),
            Case(format("hash"), "#### \n", .unparsed),
            Case(format("hash"), "### 18", .unparsed),
            Case(format("hash"), "##### 18", .unparsed),
            Case(format("hash"), "the answer is #### 18", .unparsed),
            Case(format("hash", equals: "18"), "#### 18\n#### 19", .unparsed),
            Case(format("hash", equals: "18"), "#### 19", .incorrect),
            Case(format("hash", equals: "18"), "#### eighteen", .unparsed),
            Case(format("final_line", equals: "7"), "7\nis the answer", .unparsed),
            Case(format("final_line", equals: #""yes""#), "yes\nno", .incorrect),
            Case(format("final_line", equals: #""yes""#), " \n\n", .unparsed),
            Case(format("whole", equals: #""yes""#), "yes, I think", .incorrect),
            Case(format("whole", equals: #""yes""#), "Yes", .incorrect),
            Case(format("whole"), "", .unparsed),
            Case(format("whole"), "\n \u{2003}", .unparsed),
            Case(format("last_number", equals: "7"), "seven", .unparsed),
            Case(format("last_number", equals: "7"), "7 is more than 6", .incorrect),
            Case(format("last_number", equals: "7"), "7, by 1/2", .unparsed),
            Case(format("last_number", equals: "2"), "it is 1/2", .unparsed),
            Case(format("last_number", equals: "50"), "it is 50%", .unparsed),
            Case(format("last_number", equals: "30"), "at 12:30", .unparsed),
            Case(format("last_number", equals: "1"), "on 2024-05-01", .unparsed),
            Case(format("last_number", equals: "5"), "5²", .unparsed),
            Case(format("last_number", equals: "7"), "7 and then ５", .unparsed),
            Case(format("last_number", equals: "7"), "7, the 3rd", .unparsed),
            Case(format("last_number", equals: "5"), "-$5", .unparsed),
            Case(format("last_number", equals: "3"), "version 1.2.3", .unparsed),
            Case(format("last_number", equals: "7"), "-7", .incorrect),
            Case(format("last_number", equals: "3"), "2^3", .unparsed),
            Case(format("last_number", equals: "5"), "1,5", .unparsed),
        ]
    )

    private static let numbers: (passing: [Case], failing: [Case]) = {
        func number(_ expected: String, _ answer: String, _ reason: OutcomeReason? = nil, tolerance: String? = nil)
            -> Case
        {
            Case(
                format("tag", equals: expected, as: "number", tolerance: tolerance), "<answer>\(answer)</answer>",
                reason)
        }
        return (
            [
                number("5", "5"), number("5", "+5"), number("5", "5.0"), number("5", "5."), number("5", "05"),
                number("5", "0.5e1"), number("5", "50E-1"), number("0.5", ".5"), number("-5", "-5"),
                number("-5", "\u{2212}5"), number("0", "-0"), number("0", "0e999"), number("1000", "1,000"),
                number("1234567.89", "1,234,567.89"), number("1e400", "1e400"), number("1e400", "10e399"),
                number("1e400", "1e+400"), number("9007199254740993", "9007199254740993"), number(#""1,000""#, "1000"),
                number(#""-0.50""#, "-.5"), number("3.14", "3.1", tolerance: "0.05"),
                number("3.14", "3.19", tolerance: "0.05"),
                number("3.14", "3.09", tolerance: "0.05"), number("100", "99", tolerance: "1"),
                number("0", "1e-400", tolerance: "1"),
                number("0.1", "1e-5000", tolerance: "0.1"), number("-1", "1", tolerance: "2"),
                number("5", "5", tolerance: "0"),
                number("0", "1e-2000", tolerance: "1e-900"),
                number("123456789012345678901234567890", "123456789012345678901234567890.0"),
            ],
            [
                number("5", "6", .incorrect), number("5", "-5", .incorrect),
                number("5", "5.0000000000000000001", .incorrect),
                number("9007199254740993", "9007199254740992", .incorrect), number("1e400", "1e401", .incorrect),
                number("5", "five", .unparsed), number("5", "5 5", .unparsed), number("5", "５", .unparsed),
                number("5", "٥", .unparsed), number("5", "$5", .unparsed), number("5", "5 km", .unparsed),
                number("0.5", "50%", .unparsed), number("50", "50%", .unparsed), number("0.5", "1/2", .unparsed),
                number("1000", "1.000,0", .unparsed), number("1000", "10,00", .unparsed),
                number("1000", "1 000", .unparsed),
                number("123", "0,123", .unparsed), number("1234567", "1234,567", .unparsed),
                number("5", "0x5", .unparsed),
                number("5", "--5", .unparsed), number("5", "- 5", .unparsed), number("5", "5e", .unparsed),
                number("5", "e5", .unparsed), number("0", ".", .unparsed), number("0", "-", .unparsed),
                number("0", "NaN", .unparsed), number("0", "inf", .unparsed), number("1", "true", .unparsed),
                number("5", "1e99999999999999999999", .unparsed), number("5", "1e999999999", .incorrect),
                number("5", String(repeating: "9", count: 20_000), .unparsed),
                number("3.14", "3.1900001", .incorrect, tolerance: "0.05"),
                number("3.14", "-3.14", .incorrect, tolerance: "0.05"),
                number("5", "1e400", .incorrect, tolerance: "1"), number("5", "1e5000", .incorrect, tolerance: "1"),
                number("5", "-1e999999999999", .incorrect, tolerance: "1e999"),
                number("0.1", "-1e-999", .incorrect, tolerance: "0.1"),
                number("0.1", "0.2000000000000000000000000000001", .incorrect, tolerance: "0.1"),
            ]
        )
    }()

    private static let texts: (passing: [Case], failing: [Case]) = (
        [
            Case(format("tag", equals: #""Paris""#), "<answer> Paris </answer>"),
            Case(format("tag", equals: #"" Paris\n""#), "<answer>Paris</answer>"),
            Case(format("tag", equals: #""$$x""#), "<answer>$x</answer>"),
            Case(format("tag", equals: #""$a""#), "<answer>$a</answer>", task: #"{"a": "$a"}"#),
            Case(format("tag", equals: "true"), "<answer>true</answer>"),
            Case(format("tag", equals: "5", as: "text"), "<answer>5</answer>"),
            Case(format("tag", equals: #""caf\u00e9""#), "<answer>caf\u{E9}</answer>"),
        ],
        [
            Case(format("tag", equals: #""Paris""#), "<answer>paris</answer>", .incorrect),
            Case(format("tag", equals: #""Paris""#), "<answer>Paris.</answer>", .incorrect),
            Case(format("tag", equals: #""Paris""#), "<answer>Par is</answer>", .incorrect),
            Case(format("tag", equals: "5", as: "text"), "<answer>5.0</answer>", .incorrect),
            Case(format("tag", equals: #""5""#), "<answer>5.0</answer>", .incorrect),
            Case(format("tag", equals: #""caf\u00e9""#), "<answer>cafe\u{301}</answer>", .incorrect),
            Case(format("tag", equals: "true"), "<answer>True</answer>", .incorrect),
        ]
    )
}
