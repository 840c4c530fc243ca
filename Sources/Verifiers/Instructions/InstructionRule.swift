/// What a check found: the instruction was followed, or in a few words why not.
enum InstructionFinding: Sendable, Hashable {
    case followed
    case broken(String)

    /// Followed where a condition holds; the words are made only where it does not.
    @inline(__always)
    init(_ isFollowed: Bool, _ words: @autoclosure () -> String) {
        self = isFollowed ? .followed : .broken(words())
    }

    var isFollowed: Bool { self == .followed }
}

/// Judges one text by one instruction whose arguments are known.
typealias InstructionCheck =
    @Sendable (_ text: ResponseText, _ budget: inout Budget) throws(BudgetExhausted) -> InstructionFinding

/// An instruction that may be given: its public id, what arguments it takes, and how it is checked.
struct InstructionRule: Sendable {
    /// Its public id, such as `keywords:existence`, or the name of its function.
    let id: String
    /// The arguments that it takes.
    let parameters: [String]
    /// How many passes over the text the check makes at most, beside what it pays for itself.
    let passes: Int
    /// Reads the arguments and gives the check.
    let make: @Sendable (InstructionArguments) throws(OptionFault) -> InstructionCheck

    /// A rule.
    init(
        _ id: String, _ parameters: [String] = [], passes: Int = 2,
        _ make: @escaping @Sendable (InstructionArguments) throws(OptionFault) -> InstructionCheck
    ) {
        self.id = id
        self.parameters = parameters
        self.passes = passes
        self.make = make
    }

    /// The check for some arguments, paid for by the text's length; throws what is wrong with the arguments.
    func check(_ arguments: InstructionArguments) throws(OptionFault) -> InstructionCheck {
        try arguments.allow(only: parameters)
        let check = try make(arguments)
        let passes = passes
        return { (text, budget) throws(BudgetExhausted) in
            try budget.spend(bytes: passes * text.count + 64)
            return try check(text, &budget)
        }
    }
}
