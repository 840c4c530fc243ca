package import JSON
package import Rollouts
import Verifiers

/// `arithmetic`: "What is 12 + 7?"
///
/// Options: `digits` (1 to 9, default 2), operands go from 1 to the largest number of so many digits; `operations`
/// (some of `add`, `subtract`, `multiply`, `divide`; default `[add, subtract]`); `terms` (2 to 6, default 2).
/// Products bind before sums. A division comes out even: divisor and quotient have the digits, and it takes two
/// terms.
///
/// Fields: `question`, `expression`, `answer` (a whole number). Verify by `answer: {format: tag, equals: $answer}`.
package struct ArithmeticTasks: TaskGenerator {
    package static let name = "arithmetic"

    /// What is done with two terms.
    enum Operation: String, CaseIterable, Sendable {
        case add, subtract, multiply, divide

        /// How it is written.
        var sign: String {
            switch self {
            case .add: "+"
            case .subtract: "-"
            case .multiply: "×"
            case .divide: "÷"
            }
        }

        /// How it is written in an id.
        var ascii: String {
            switch self {
            case .add: "+"
            case .subtract: "-"
            case .multiply: "*"
            case .divide: "/"
            }
        }
    }

    /// The most digits that a product may have, so that it stays within `Int`.
    private static let longestProduct = 18

    private let largest: Int
    private let operations: [Operation]
    private let terms: Int
    private let space: TaskSpace

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["digits", "operations", "terms"])
        let digits = try options.value("digits", .whole(1...9), default: 2)
        terms = try options.value("terms", .whole(2...6), default: 2)
        operations = try options.value("operations", .operations, default: [.add, .subtract])
        if operations.contains(.divide), terms > 2 {
            throw GeneratorOptionError(
                option: "terms", "`divide` takes two terms, these are \(terms)", hint: "leave `terms` out, or `divide`")
        }
        if operations.contains(.multiply), digits * terms > Self.longestProduct {
            throw GeneratorOptionError(
                option: "digits", "a product of \(terms) terms of \(digits) digits is too large",
                hint: "with `multiply`, digits times terms is at most \(Self.longestProduct)")
        }
        largest = (0..<digits).reduce(1) { power, _ in power * 10 } - 1
        space = TaskSpace(
            Array(repeating: largest, count: terms) + Array(repeating: operations.count, count: terms - 1))
    }

    package var size: Int? { space.size }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        var choices = space.choices(at: index, seed: seed)
        var operands = (0..<terms).map { _ in choices.next(of: largest) + 1 }
        let signs = (1..<terms).map { _ in operations[choices.next(of: operations.count)] }
        if signs.first == .divide { operands[0] *= operands[1] }
        let answer = Self.value(operands, signs)
        var expression = String(operands[0])
        var id = "\(Self.name):\(operands[0])"
        for (sign, operand) in zip(signs, operands.dropFirst()) {
            expression += " \(sign.sign) \(operand)"
            id += "\(sign.ascii)\(operand)"
        }
        return RolloutTask(
            id: id,
            fields: [
                "question": .string("What is \(expression)?"), "expression": .string(expression),
                "answer": .int(answer),
            ],
            gold: "<answer>\(answer)</answer>")
    }

    /// The value of terms with signs between them, products and quotients first.
    static func value(_ operands: [Int], _ signs: [Operation]) -> Int {
        var sum = 0
        var term = operands[0]
        for (sign, operand) in zip(signs, operands.dropFirst()) {
            switch sign {
            case .add, .subtract:
                sum += term
                term = sign == .add ? operand : -operand
            case .multiply: term *= operand
            case .divide: term /= operand
            }
        }
        return sum + term
    }
}

extension OptionReader where Value == [ArithmeticTasks.Operation] {
    /// A list of operations, each once.
    fileprivate static var operations: OptionReader {
        let one = OptionReader<ArithmeticTasks.Operation>.name
        let expected = "a list of different operations, \(one.expected)"
        return OptionReader(
            expected: expected,
            reading: { (value) throws(OptionMismatch) in
                guard let written = value.array, !written.isEmpty else {
                    throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))")
                }
                var operations: [ArithmeticTasks.Operation] = []
                for item in written { operations.append(try one.read(item)) }
                guard Set(operations).count == operations.count else {
                    throw OptionMismatch("an operation is given twice")
                }
                return operations
            })
    }
}
