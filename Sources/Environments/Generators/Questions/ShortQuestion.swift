import Verifiers

/// A question with one short answer.
struct ShortQuestion: Sendable {
    /// What is asked.
    var text: String
    /// The answer as it is written.
    var answer: String
    /// Whether the answer is a number, which may be written in more than one way.
    var isNumber: Bool

    /// A question whose answer is a number.
    init(_ text: String, number: Int) { (self.text, answer, isNumber) = (text, String(number), true) }

    /// A question whose answer is a text.
    init(_ text: String, _ answer: String) { (self.text, self.answer, isNumber) = (text, answer, false) }
}

/// One kind of short questions; what tells them apart is a list of choices, each seen in the question.
struct QuestionKind: Sendable {
    /// What it is called, in snake_case.
    let name: String
    /// What kind of content its answers are.
    let content: AnswerFormatEntry.Content
    /// How many alternatives each choice has. Their product is the size of the kind's space.
    let choices: [Int]
    /// The question of choices, taken in the order listed.
    let make: @Sendable (inout Choices) -> ShortQuestion

    init(
        _ name: String, _ content: AnswerFormatEntry.Content = .generic, choices: [Int],
        _ make: @escaping @Sendable (inout Choices) -> ShortQuestion
    ) {
        self.name = name
        self.content = content
        self.choices = choices
        self.make = make
    }

    /// How many questions there are.
    var space: TaskSpace { TaskSpace(choices) }

    /// Every kind.
    static let all = numbers + words + facts + times + mathematics + code
}
