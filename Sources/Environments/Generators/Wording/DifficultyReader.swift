internal import JSON
internal import Verifiers

extension OptionReader where Value == ClosedRange<Int> {
    /// `{from, to}`, levels of difficulty in ascending order.
    static var difficulty: OptionReader {
        OptionReader("an object {from, to} of whole numbers from 1 to 10, `from` not above `to`") { value in
            guard let object = value.object, object.count == 2, let from = object["from"]?.int,
                let to = object["to"]?.int, from <= to, (1...10).contains(from), (1...10).contains(to)
            else { return nil }
            return from...to
        }
    }
}

extension OptionReader where Value == [String] {
    /// A list of some of these names, at least one, none twice.
    static func names(of known: [String]) -> OptionReader {
        let name = OptionReader<String>.name(of: known)
        return OptionReader(
            expected: "a list of names",
            reading: { (value) throws(OptionMismatch) in
                guard let list = value.array, !list.isEmpty else {
                    throw OptionMismatch(
                        "expected a list of names, found \(OptionMismatch.describe(value))",
                        hint: "for example [\(known.prefix(2).joined(separator: ", "))]")
                }
                var names: [String] = []
                for item in list {
                    let chosen = try name.read(item)
                    guard !names.contains(chosen) else {
                        throw OptionMismatch("`\(chosen)` is named twice", hint: "keep one of them")
                    }
                    names.append(chosen)
                }
                return names
            })
    }
}
