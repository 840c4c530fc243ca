import JSON

/// What may differ in an argument, by option; without any, nothing.
struct Leniency: Sendable {
    /// How far off numbers may be, absolute; nil: exact.
    var tolerance: Double?
    /// Whether texts are compared without regard to case.
    var ignoresCase = false
    /// Whether the order of arrays' elements is free, as in a set.
    var isUnordered = false
    /// Further values that will do.
    var anyOf: [JSONValue] = []
    /// What counts where the argument is left out, so that it may be given where none is expected, and the other way round.
    var fallback: JSONValue?
    /// Whether the argument may be left out.
    var isOptional = false
    /// Whether any value will do that the tool's schema takes.
    var isIgnored = false

    static let keys = ["tolerance", "ignore_case", "unordered", "any_of", "default", "optional", "ignore"]

    /// What an object of these options says.
    init(_ value: JSONValue, of parameter: String) throws(OptionMismatch) {
        guard let object = value.object else {
            throw OptionMismatch(
                "`\(parameter)`: expected an object of \(Self.keys.joined(separator: ", ")), found "
                    + OptionMismatch.describe(value))
        }
        for member in object.members {
            func mismatch(_ expected: String) -> OptionMismatch {
                let found = OptionMismatch.describe(member.value)
                return OptionMismatch("`\(parameter).\(member.key)`: expected \(expected), found \(found)")
            }
            func flag() throws(OptionMismatch) -> Bool {
                guard let flag = member.value.bool else { throw mismatch("`true` or `false`") }
                return flag
            }
            switch member.key {
            case "tolerance":
                guard let number = member.value.double, number >= 0 else { throw mismatch("a number, 0 or more") }
                tolerance = number
            case "any_of":
                guard let values = member.value.array else { throw mismatch("a list of values") }
                anyOf = values
            case "default": fallback = member.value
            case "ignore_case": ignoresCase = try flag()
            case "unordered": isUnordered = try flag()
            case "optional": isOptional = try flag()
            case "ignore": isIgnored = try flag()
            default:
                throw OptionMismatch(
                    "`\(parameter).\(member.key)` is not known",
                    hint: NearestName.hint(for: member.key, among: Self.keys))
            }
        }
    }
}

/// Leniency by parameter: `city`, or `get_weather.city` where it is one function's only.
struct LeniencyTable: Sendable {
    private let entries: [(key: String, leniency: Leniency)]

    /// Nothing may differ.
    static let none = LeniencyTable(entries: [])

    private init(entries: [(key: String, leniency: Leniency)]) { self.entries = entries }

    init(_ value: JSONValue) throws(OptionMismatch) {
        guard let object = value.object else {
            throw OptionMismatch("expected an object by parameter, found \(OptionMismatch.describe(value))")
        }
        var entries: [(key: String, leniency: Leniency)] = []
        for member in object.members { entries.append((member.key, try Leniency(member.value, of: member.key))) }
        self.entries = entries
    }

    /// Whether nothing may differ.
    var isEmpty: Bool { entries.isEmpty }

    /// What may differ in a function's parameter; its own entry counts before the one for all functions.
    func leniency(of parameter: String, in function: String) -> Leniency? {
        if entries.isEmpty { return nil }
        let own = "\(function).\(parameter)"
        return (entries.last { $0.key.hasSameBytes(as: own) } ?? entries.last { $0.key.hasSameBytes(as: parameter) })?
            .leniency
    }
}

extension OptionReader where Value == LeniencyTable {
    /// Leniency by parameter.
    static var leniencies: OptionReader {
        OptionReader(
            expected: "an object by parameter",
            reading: { (value) throws(OptionMismatch) in try LeniencyTable(value) })
    }
}
