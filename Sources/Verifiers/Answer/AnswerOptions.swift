internal import JSON
internal import Rollouts

/// The options of an `answer` entry, and what is made of them, now or for each task.
struct AnswerOptions: Sendable {
    private let formatName: VerifierOption<String>
    private let tag: VerifierOption<String>?
    private let field: VerifierOption<String>?
    private let choices: VerifierOption<AnswerChoices>?
    private let equals: VerifierOption<JSONValue>?
    private let comparisonName: VerifierOption<String>?
    private let tolerance: VerifierOption<JSONValue>?
    private let units: VerifierOption<[String]>?
    private let percent: VerifierOption<NumberNotation.Percent>?
    private let currency: VerifierOption<[String]>?
    private let dateOrder: VerifierOption<DateOrder>?

    /// Options that say how to compare, and nothing without `equals`.
    private static let comparing = ["as", "tolerance", "units", "percent", "currency", "date_order"]

    /// The options as written; throws what is wrong with them.
    init(_ options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["format", "tag", "field", "choices", "equals"] + Self.comparing)
        formatName = try options.required("format", .name(of: AnswerFormats.names))
        tag = try options.option("tag", .text)
        field = try options.option("field", .text)
        choices = try options.option("choices", .choices)
        equals = try options.option("equals", .any)
        comparisonName = try options.option("as", .name(of: AnswerComparisons.names))
        tolerance = try options.option("tolerance", .tolerance)
        units = try options.option("units", .texts)
        percent = try options.option("percent", .name)
        currency = try options.option("currency", .texts)
        dateOrder = try options.option("date_order", .name)
        for key in Self.comparing where equals == nil && options.object[key] != nil {
            throw VerifierOptionError(
                option: key, "there is nothing to compare without `equals`",
                hint: "give `equals`, or leave `\(key)` out")
        }
        if equals == nil, choices != nil, let name = formatName.constant, name != "choice" {
            throw VerifierOptionError(
                option: "choices", "the format `\(name)` has no use for options without `equals`",
                hint: "give `equals`, or leave `choices` out")
        }
    }

    /// Whether the answer is compared with one expected.
    var compares: Bool { equals != nil }

    /// The format where nothing about it needs a task.
    func fixedFormat() throws(VerifierOptionError) -> (any AnswerFormat)? {
        guard let name = formatName.constant, tag.isFixed(), field.isFixed(), choices.isFixed() else { return nil }
        do {
            return try Self.format(
                name, AnswerFormatOptions(tag: tag?.constant, field: field?.constant, choices: choices?.constant))
        } catch {
            throw VerifierOptionError(
                option: tag != nil ? "tag" : field != nil ? "field" : "format", error.message, hint: error.hint)
        }
    }

    /// The format for a task.
    func format(for task: RolloutTask) throws(OptionFault) -> any AnswerFormat {
        let name = try formatName.resolve(task)
        let options = AnswerFormatOptions(
            tag: try tag?.resolve(task), field: try field?.resolve(task), choices: try choices?.resolve(task))
        do {
            return try Self.format(name, options)
        } catch {
            throw OptionFault("format: \(error.message)")
        }
    }

    private static func format(
        _ name: String, _ options: AnswerFormatOptions
    ) throws(OptionMismatch) -> any AnswerFormat {
        guard let format = try AnswerFormats.make(name, options) else { throw OptionMismatch("`\(name)` is not known") }
        return format
    }

    /// The comparison where nothing about it needs a task.
    func fixedComparison() throws(VerifierOptionError) -> (any AnswerComparison)? {
        guard let expected = equals?.constant, formatName.constant != nil, comparisonName.isFixed(),
            tolerance.isFixed(),
            units.isFixed(), percent.isFixed(), currency.isFixed(), dateOrder.isFixed(), choices.isFixed()
        else { return nil }
        var expectation = AnswerExpectation(equals: expected, tolerance: tolerance?.constant)
        expectation.notation = NumberNotation(
            units: units?.constant ?? [], percent: percent?.constant, currencies: currency?.constant ?? [])
        expectation.choices = choices?.constant
        expectation.dateOrder = dateOrder?.constant
        do {
            return try AnswerComparisons.make(name(comparisonName?.constant, format: formatName.constant), expectation)
        } catch {
            throw VerifierOptionError(option: "equals", error.message, hint: error.hint)
        }
    }

    /// The comparison for a task; nil where none is asked for.
    func comparison(for task: RolloutTask) throws(OptionFault) -> (any AnswerComparison)? {
        guard let equals else { return nil }
        var expectation = AnswerExpectation(equals: try equals.resolve(task), tolerance: try tolerance?.resolve(task))
        expectation.notation = NumberNotation(
            units: try units?.resolve(task) ?? [], percent: try percent?.resolve(task),
            currencies: try currency?.resolve(task) ?? [])
        expectation.choices = try choices?.resolve(task)
        expectation.dateOrder = try dateOrder?.resolve(task)
        let name = name(try comparisonName?.resolve(task), format: try formatName.resolve(task))
        do {
            return try AnswerComparisons.make(name, expectation)
        } catch {
            throw OptionFault("equals: \(error.message)")
        }
    }

    /// How to compare: as written; a choice as one; else by what is expected.
    private func name(_ written: String?, format: String?) -> String? {
        written ?? (format == "choice" ? "choice" : nil)
    }
}

extension Optional {
    /// Whether an option is left out, or a value that needs no task.
    fileprivate func isFixed<Value>() -> Bool where Wrapped == VerifierOption<Value> {
        guard case .some(.reference) = self else { return true }
        return false
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
