/// An expected answer, read once, with which answers are compared.
///
/// This is the comparison itself, for texts that are answers already; `MathVerifier` finds them in completions.
package struct MathComparison: Sendable {
    /// How answers are compared.
    package struct Options: Sendable, Hashable {
        /// To how many decimal places a decimal is compared with what it may be a rounding of, 1 to 15.
        package var places: Int
        /// Whether variables must bear the same names.
        package var isStrict: Bool
        /// Whether an inequality may answer where a set or an interval is expected.
        package var allowsRelationForSet: Bool

        /// Six places, the same names, and sets for sets.
        package init(places: Int = 6, isStrict: Bool = true, allowsRelationForSet: Bool = false) {
            self.places = places
            self.isStrict = isStrict
            self.allowsRelationForSet = allowsRelationForSet
        }
    }

    /// The most bytes of an answer, or of what is expected.
    package static let byteLimit = 8 << 10

    private let readings: [MathNode]
    private let options: Options

    /// Reads an expected answer, LaTeX or plain, with or without signs around it; throws where it cannot be read.
    package init(gold: String, options: Options = Options()) throws(OptionFault) {
        var meter = MathMeter(budget: .standard)
        do {
            readings = try MathReading.answer(Array(gold.utf8)[...], &meter).nodes
        } catch {
            throw OptionFault("equals: \(Self.excerpt(gold)) \(error.inWords)")
        }
        self.options = options
    }

    private static func excerpt(_ text: String) -> String {
        text.utf8.count <= 80 ? "`\(text)`" : "`\(String(decoding: text.utf8.prefix(77), as: UTF8.self))…`"
    }

    /// Whether a text that is an answer equals the expected one. O(bytes) to read, then within the budget.
    package func matches(_ answer: String, budget: inout Budget) throws(BudgetExhausted) -> MathOutcome {
        try matches(Array(answer.utf8)[...], budget: &budget)
    }

    /// The same for bytes of well-formed UTF-8. With `isSpan` they are the answer, and are not searched for it.
    package func matches(
        _ answer: ArraySlice<UInt8>, isSpan: Bool = false, budget: inout Budget
    ) throws(BudgetExhausted) -> MathOutcome {
        try judge(answer, isSpan: isSpan, budget: &budget).outcome
    }

    /// The same, with what was read.
    func judge(
        _ answer: ArraySlice<UInt8>, isSpan: Bool = false, budget: inout Budget
    ) throws(BudgetExhausted) -> (outcome: MathOutcome, reading: MathReading.Result?) {
        try budget.spend(bytes: answer.count * 4)
        var meter = MathMeter(budget: budget)
        defer { budget = meter.budget }
        do {
            let reading = isSpan ? try MathReading.span(answer, &meter) : try MathReading.answer(answer, &meter)
            var answers = reading.nodes + reading.nodes.compactMap(\.withoutName)
            for node in reading.nodes {
                if let exact = try MathEquality.exactSide(of: node, &meter) { answers.append(exact) }
            }
            return (try compare(answers, &meter), reading)
        } catch {
            if case .exhausted(let exhausted) = error {
                meter.budget = Budget(steps: 0, bytes: 0)
                throw exhausted
            }
            return (.unreadable(error.inWords), nil)
        }
    }

    /// Whether one of the readings of an answer equals one of those expected.
    func compare(_ answers: [MathNode], _ meter: inout MathMeter) throws(MathFault) -> MathOutcome {
        var comparator = MathComparator(
            equality: MathEquality(places: options.places, meter: meter), isStrict: options.isStrict,
            allowsRelationForSet: options.allowsRelationForSet)
        defer { meter = comparator.equality.meter }
        for gold in readings {
            for answer in answers {
                do {
                    if try comparator.matches(gold, answer) { return .equal }
                } catch {
                    if case .exhausted = error { throw error }
                }
            }
        }
        // Words where mathematics is expected are no other value but none.
        if answers.allSatisfy(\.isText), !readings.contains(where: { $0.spelling != nil }) {
            return .unreadable(MathFault.unreadable.inWords)
        }
        return .different
    }
}

extension MathNode {
    /// What a name in words stands before: the 5 of `Answer: 5`; nil where none does.
    fileprivate var withoutName: MathNode? {
        if case .text(let words) = self {
            // "The answer is Monday."
            let parts = words.split(separator: " ")
            guard let verb = parts.lastIndex(of: "is"), verb > 0, parts[verb - 1].lowercased() == "answer",
                verb + 1 < parts.count
            else { return nil }
            return .text(parts[(verb + 1)...].joined(separator: " "))
        }
        guard case .relation(let sides, let relations) = self, case .text = sides[0], relations[0] == .equal else {
            return nil
        }
        return sides.count == 2 ? sides[1] : .relation(Array(sides[1...]), Array(relations[1...]))
    }
}

/// How an answer stands to the one expected.
package enum MathOutcome: Sendable, Hashable {
    case equal
    /// It is another one, or cannot be shown to be the same.
    case different
    /// It is not mathematics that can be read, and why.
    case unreadable(String)
}

extension MathFault {
    /// What is wrong with a text, after its name.
    var inWords: String {
        switch self {
        case .exhausted(let exhausted): exhausted.description
        case .beyond: "is larger or deeper than what is computed"
        case .undefined: "has no value"
        case .unreadable: "is not mathematics that can be read"
        }
    }
}
