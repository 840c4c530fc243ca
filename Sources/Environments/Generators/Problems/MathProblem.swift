/// One kind of mathematical problem, in ten levels; what tells its problems apart is seen in the question.
protocol MathProblem: Sendable {
    /// What it is called, in snake_case.
    static var name: String { get }

    /// How many alternatives each choice of a level has.
    static func choices(_ level: Int) -> [Int]

    /// The problem of choices, taken in the order listed. Deterministic.
    static func make(_ level: Int, _ choices: inout Choices) -> MathTask
}

/// A problem with its answer.
struct MathTask {
    /// What is asked, with LaTeX between dollar signs.
    var question: String
    /// The answer, as LaTeX.
    var answer: String
    /// Whether it is a number that must be worked out: a sum or product that comes to it will not do.
    var isNumber: Bool

    /// A problem whose answer is a number.
    init(question: String, number: String) { (self.question, answer, isNumber) = (question, number, true) }

    /// A problem whose answer is anything that is mathematically the same.
    init(question: String, answer: String) { (self.question, self.answer, isNumber) = (question, answer, false) }
}

/// Writing numbers and polynomials as LaTeX.
enum LaTeX {
    /// A fraction in lowest terms; a whole number where it is one. The denominator is not 0.
    static func fraction(_ numerator: Int, _ denominator: Int) -> String {
        let divisor = Self.divisor(numerator, denominator) * (denominator < 0 ? -1 : 1)
        let (top, bottom) = (numerator / divisor, denominator / divisor)
        if bottom == 1 { return String(top) }
        return "\(top < 0 ? "-" : "")\\frac{\(top.magnitude)}{\(bottom)}"
    }

    /// The greatest common divisor, at least 1.
    static func divisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (abs(a), abs(b))
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }

    /// A polynomial of x from its coefficients, the constant first; `0` where all are 0.
    static func polynomial(_ coefficients: [Int], _ name: String = "x") -> String {
        var text = ""
        for (power, coefficient) in coefficients.enumerated().reversed() where coefficient != 0 {
            let magnitude = coefficient.magnitude == 1 && power > 0 ? "" : String(coefficient.magnitude)
            let variable = power == 0 ? "" : power == 1 ? name : "\(name)^\(power)"
            let sign = text.isEmpty ? (coefficient < 0 ? "-" : "") : coefficient < 0 ? " - " : " + "
            text += sign + magnitude + variable
        }
        return text.isEmpty ? "0" : text
    }

    /// `+ 5` or `- 5`, as it follows a term.
    static func signed(_ number: Int) -> String { number < 0 ? "- \(-number)" : "+ \(number)" }
}
