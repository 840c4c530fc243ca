import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct ChoiceTests {
    private func check(_ cases: [(text: String, letter: String?)], _ choices: String) throws -> (right: Int, all: Int) {
        var right = 0
        for (text, letter) in cases {
            let list =
                #"[{"answer": {"format": "choice", "equals": "\#(letter ?? "A")"\#(choices.isEmpty ? "" : #", "choices": \#(choices)"#), "as": "choice"}}]"#
            let verdict = try judge(list, text)
            let isRight = letter == nil ? verdict.reason == .unparsed : verdict.passed == true
            if isRight { right += 1 }
            #expect(
                isRight,
                "\(text.debugDescription) is \(letter ?? "nothing"), not \(verdict.extracted ?? "nothing"): \(verdict.detail ?? "")"
            )
            // Another letter expected: the same text is wrong, or as unreadable as before.
            let other = list.replacing(
                #""equals": "\#(letter ?? "A")""#, with: #""equals": "\#(letter == "C" ? "D" : "C")""#)
            #expect(
                try judge(other, text).reason == (letter == nil ? .unparsed : .incorrect), "\(text.debugDescription)")
        }
        return (right, cases.count)
    }

    @Test func `letters are read where they are said to be the answer, and nowhere else`() throws {
        let tables = [
            try check(ChoiceCases.capitals, #"["Paris", "London", "Rome", "Berlin"]"#),
            try check(ChoiceCases.statements, #"["Paris", "London", "Rome", "Berlin"]"#),
            try check(ChoiceCases.letters, ""),
            try check(ChoiceCases.numbers, #"["5", "15", "50%", "x = 5"]"#),
        ]
        print("choices: \(tables.map(\.right).reduce(0, +)) of \(tables.map(\.all).reduce(0, +)) texts read right")
    }

    @Test(arguments: ["</answer> ", "the answer is (", "ans ", "Answer: ", "A is correct. ", "if it would, answer "])
    func `every cue is paid for`(piece: String) throws {
        let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
        var budget = Budget(steps: 1 << 20, bytes: 24 << 20)
        let bytes = try ByteText(text, budget: &budget)
        let before = budget
        _ = try? ChoiceFormat(choices: .letters).read(bytes, budget: &budget)
        let spent = (before.bytes - budget.bytes) + 16 * (before.steps - budget.steps)
        #expect(spent >= 8 << 20, "\(piece): \(spent)")
    }
}
