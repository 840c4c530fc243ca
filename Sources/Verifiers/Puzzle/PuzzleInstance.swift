import JSON

/// The members of an instance, read with their bounds: instances are data, and data may be wrong.
struct PuzzleInstance: Sendable {
    /// The most elements that a list may have, and cells a grid.
    static let most = 4_096
    /// The bounds of numbers, so that sums and products of a few fit.
    static let numbers = -1_000_000_000_000...1_000_000_000_000

    /// The members as they are.
    let object: JSONObject

    /// A whole number.
    func int(_ key: String, in range: ClosedRange<Int> = numbers) throws(OptionMismatch) -> Int {
        guard let value = object[key]?.int, range.contains(value) else {
            throw OptionMismatch("`\(key)` is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Whether a flag is set; not where it is left out.
    func flag(_ key: String) throws(OptionMismatch) -> Bool {
        guard let value = object[key] else { return false }
        guard let flag = value.bool else { throw OptionMismatch("`\(key)` is neither true nor false") }
        return flag
    }

    /// A text of 1 to so many bytes.
    func text(_ key: String) throws(OptionMismatch) -> String {
        guard let text = object[key]?.string, (1...Self.most).contains(text.utf8.count) else {
            throw OptionMismatch("`\(key)` is not a text of 1 to \(Self.most) bytes")
        }
        return text
    }

    /// Whole numbers.
    func ints(
        _ key: String, in range: ClosedRange<Int> = numbers, atLeast least: Int = 1
    ) throws(OptionMismatch) -> [Int] {
        try Self.ints(object[key], key, in: range, atLeast: least)
    }

    /// Texts in lower case, none empty.
    func words(_ key: String, atLeast least: Int = 1) throws(OptionMismatch) -> [String] {
        try Self.words(object[key], key, atLeast: least)
    }

    /// Lists of whole numbers, of one length where `width` is nil, else of this one.
    func rows(
        _ key: String, in range: ClosedRange<Int> = numbers, width: Int? = nil, atLeast least: Int = 1
    ) throws(OptionMismatch) -> [[Int]] {
        guard let list = object[key]?.array, (least...Self.most).contains(list.count) else {
            throw OptionMismatch("`\(key)` is not a list of \(least) to \(Self.most) rows")
        }
        var rows: [[Int]] = []
        var cells = 0
        for item in list {
            let row = try Self.ints(item, key, in: range, atLeast: 1)
            cells += row.count
            guard row.count == width ?? rows.first?.count ?? row.count, cells <= Self.most else {
                throw OptionMismatch("the rows of `\(key)` are not of one length, or too many")
            }
            rows.append(row)
        }
        return rows
    }

    /// Lists of texts in lower case, each of so many.
    func wordRows(_ key: String, width: Int, atLeast least: Int = 1) throws(OptionMismatch) -> [[String]] {
        guard let list = object[key]?.array, (least...Self.most / max(width, 1)).contains(list.count) else {
            throw OptionMismatch("`\(key)` is not a list of rows")
        }
        var rows: [[String]] = []
        for item in list {
            let row = try Self.words(item, key, atLeast: 1)
            guard row.count == width else { throw OptionMismatch("a row of `\(key)` has not \(width) members") }
            rows.append(row)
        }
        return rows
    }

    /// Pairs of places in a list of names: the edges of a graph.
    func pairs(_ key: String, of names: [String]) throws(OptionMismatch) -> [(Int, Int)] {
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        var pairs: [(Int, Int)] = []
        for row in try wordRows(key, width: 2, atLeast: 0) {
            guard let first = places[row[0]], let second = places[row[1]], first != second else {
                throw OptionMismatch("`\(key)` joins names that are not there, or one to itself")
            }
            pairs.append((first, second))
        }
        return pairs
    }

    private static func ints(
        _ value: JSONValue?, _ key: String, in range: ClosedRange<Int>, atLeast least: Int
    ) throws(OptionMismatch) -> [Int] {
        guard let list = value?.array, (least...most).contains(list.count) else {
            throw OptionMismatch("`\(key)` is not a list of \(least) to \(most) whole numbers")
        }
        var ints: [Int] = []
        for item in list {
            guard let value = item.int, range.contains(value) else {
                throw OptionMismatch("`\(key)` holds what is no number from \(range.lowerBound) to \(range.upperBound)")
            }
            ints.append(value)
        }
        return ints
    }

    private static func words(_ value: JSONValue?, _ key: String, atLeast least: Int) throws(OptionMismatch) -> [String]
    {
        guard let list = value?.array, (least...most).contains(list.count) else {
            throw OptionMismatch("`\(key)` is not a list of \(least) to \(most) texts")
        }
        var words: [String] = []
        for item in list {
            guard let text = item.string, (1...256).contains(text.utf8.count) else {
                throw OptionMismatch("`\(key)` holds what is no text of 1 to 256 bytes")
            }
            words.append(PuzzleAnswer.folded(text))
        }
        return words
    }
}
