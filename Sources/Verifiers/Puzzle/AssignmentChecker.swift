import JSON

/// `assignment`: a value for each name. Instance: `answer`, an object of texts or whole numbers.
struct AssignmentChecker: PuzzleChecker {
    static let kind = "assignment"

    private let answer: [String: String]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        guard let object = instance.object["answer"]?.object, (1...256).contains(object.count) else {
            throw OptionMismatch("`answer` is not an object of 1 to 256 names")
        }
        var answer: [String: String] = [:]
        for member in object.members {
            guard let value = member.value.string ?? member.value.int.map({ String($0) }) else {
                throw OptionMismatch("`answer` holds what is neither a text nor a whole number")
            }
            answer[PuzzleAnswer.folded(member.key)] = Self.words(PuzzleAnswer.folded(value))
        }
        self.answer = answer
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let found = answer.assignments() else { return .unreadable("the answer does not give names with values") }
        guard found.keys.allSatisfy({ self.answer[$0] != nil }) else { return .wrong("it names what is not asked for") }
        for (name, value) in self.answer.sorted(by: { $0.key < $1.key }) where found[name].map(Self.words) != value {
            return .wrong(found[name] == nil ? "`\(name)` is missing" : "`\(name)` is another one")
        }
        return .right
    }

    /// The words of a value with one space between them, whatever stood there: `cat / tea` is `cat/tea`.
    private static func words(_ value: String) -> String {
        value.split(whereSeparator: { " /+&".contains($0) }).joined(separator: " ")
    }
}
