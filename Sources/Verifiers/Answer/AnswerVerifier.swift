import JSON
package import Rollouts

/// `answer`: the text gives its answer in a format, exactly once; with `equals`, the right one.
///
/// `{format: tag | boxed | hash | …, tag: name, equals: $answer, as: text | number, tolerance: 0}`. Nothing is demanded
/// of the rest of the text. Without `equals` any content passes that is not empty. Two answers leave the text unparsed,
/// both of them candidates; with `equals`, the same answer given again counts once.
package struct AnswerVerifier: VerifierFamily {
    package static let name = "answer"

    private let formatName: VerifierOption<String>
    private let tag: VerifierOption<String>?
    private let equals: VerifierOption<JSONValue>?
    private let comparisonName: VerifierOption<String>?
    private let tolerance: VerifierOption<JSONValue>?
    /// The format, where it needs no task.
    private let format: (any AnswerFormat)?
    /// The comparison, where it needs no task.
    private let comparison: (any AnswerComparison)?

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["format", "tag", "equals", "as", "tolerance"])
        formatName = try options.required("format", .name(of: AnswerFormats.names))
        tag = try options.option("tag", .text)
        equals = try options.option("equals", .any)
        comparisonName = try options.option("as", .name(of: AnswerComparisons.names))
        tolerance = try options.option("tolerance", .tolerance)
        for key in ["as", "tolerance"] where equals == nil && options.object[key] != nil {
            throw VerifierOptionError(
                option: key, "there is nothing to compare without `equals`",
                hint: "give `equals`, or leave `\(key)` out")
        }
        format = try Self.fixedFormat(formatName, tag: tag)
        comparison = try Self.fixedComparison(equals, as: comparisonName, tolerance: tolerance)
    }

    /// The format where neither name nor tag needs a task.
    private static func fixedFormat(
        _ name: VerifierOption<String>, tag: VerifierOption<String>?
    ) throws(VerifierOptionError) -> (any AnswerFormat)? {
        guard let name = name.constant, tag == nil || tag?.constant != nil else { return nil }
        do {
            return try AnswerFormats.make(name, AnswerFormatOptions(tag: tag?.constant))
        } catch {
            throw VerifierOptionError(option: "tag", error.message, hint: error.hint)
        }
    }

    /// The comparison where neither what is expected nor how needs a task.
    private static func fixedComparison(
        _ equals: VerifierOption<JSONValue>?, as name: VerifierOption<String>?, tolerance: VerifierOption<JSONValue>?
    ) throws(VerifierOptionError) -> (any AnswerComparison)? {
        guard let expected = equals?.constant, name == nil || name?.constant != nil,
            tolerance == nil || tolerance?.constant != nil
        else { return nil }
        do {
            let expectation = AnswerExpectation(equals: expected, tolerance: tolerance?.constant)
            return try AnswerComparisons.make(name?.constant, expectation)
        } catch {
            throw VerifierOptionError(option: "equals", error.message, hint: error.hint)
        }
    }

    package var usesExactEquality: Bool { equals != nil }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let format: any AnswerFormat
        let comparison: (any AnswerComparison)?
        do {
            format = if let fixed = self.format { fixed } else { try resolveFormat(task) }
            comparison = if let fixed = self.comparison { fixed } else { try resolveComparison(task) }
        } catch {
            return error.verdict
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try format.read(text, budget: &budget)
        let answer: Range<Int>
        switch reading {
        case .none(let why): return unread(why, compares: comparison != nil)
        case .found(let range, _): answer = range
        case .several(let ranges):
            guard comparison != nil, let first = ranges.first, !first.isEmpty,
                ranges.allSatisfy({ text.areEqual($0, first) })
            else {
                return unread(
                    "the answer is given \(ranges.count) times", candidates: reading.candidates(in: text),
                    compares: comparison != nil)
            }
            answer = first
        }
        return try judge(
            answer, by: comparison, in: text, candidates: passedOver(by: reading, in: text), budget: &budget)
    }

    private func judge(
        _ answer: Range<Int>, by comparison: (any AnswerComparison)?, in text: ByteText, candidates: [String],
        budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let extracted = text.string(answer)
        let parsed = Check(name: "format", passed: true)
        guard let comparison else {
            return Verdict(passed: true, score: 1, extracted: extracted, candidates: candidates, checks: [parsed])
        }
        switch try comparison.compare(answer, in: text, budget: &budget) {
        case .equal:
            return Verdict(
                passed: true, score: 1, extracted: extracted, candidates: candidates,
                checks: [parsed, Check(name: "equals", passed: true)])
        case .different:
            let check = Check(name: "equals", passed: false, reason: "wrong_value")
            return .failed(
                .incorrect, "another answer is expected", extracted: extracted, candidates: candidates,
                checks: [parsed, check])
        case .unreadable(let why):
            let check = Check(name: "equals", passed: false, reason: OutcomeReason.unparsed.rawValue, detail: why)
            return .failed(.unparsed, why, extracted: extracted, candidates: candidates, checks: [parsed, check])
        }
    }

    private func unread(_ why: String, candidates: [String] = [], compares: Bool) -> Verdict {
        let reason = OutcomeReason.unparsed.rawValue
        var checks = [Check(name: "format", passed: false, reason: reason, detail: why)]
        if compares { checks.append(Check(name: "equals", passed: false, reason: reason)) }
        return .failed(.unparsed, why, candidates: candidates, checks: checks)
    }

    private func passedOver(by reading: SpanReading, in text: ByteText) -> [String] {
        if case .found = reading { reading.candidates(in: text) } else { [] }
    }

    private func resolveFormat(_ task: RolloutTask) throws(OptionFault) -> any AnswerFormat {
        let name = try formatName.resolve(task)
        let tag = try self.tag?.resolve(task)
        do {
            if let format = try AnswerFormats.make(name, AnswerFormatOptions(tag: tag)) { return format }
        } catch {
            throw OptionFault("tag: \(error.message)")
        }
        throw OptionFault("format: `\(name)` is not known")
    }

    private func resolveComparison(_ task: RolloutTask) throws(OptionFault) -> (any AnswerComparison)? {
        guard let equals else { return nil }
        let expectation = AnswerExpectation(equals: try equals.resolve(task), tolerance: try tolerance?.resolve(task))
        let name = try comparisonName?.resolve(task)
        do {
            return try AnswerComparisons.make(name, expectation)
        } catch {
            throw OptionFault("equals: \(error.message)")
        }
    }
}

extension OptionReader where Value == JSONValue {
    /// A number, 0 or more.
    fileprivate static var tolerance: OptionReader {
        OptionReader("a number, 0 or more, below 10^1000") { value in
            guard let number = value.number, let exact = PlainNumber.read(number.text), !exact.isNegative,
                exact.magnitude.map(ExactDecimal.addable.contains) ?? true
            else { return nil }
            return value
        }
    }
}
