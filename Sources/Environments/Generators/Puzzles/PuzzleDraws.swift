extension SeededGenerator {
    /// A number of a range, each equally likely.
    mutating func int(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Elements in an order, each order equally likely.
    mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
        var list = Array(elements)
        shuffle(&list)
        return list
    }

    /// So many different numbers from 0 to below a bound, in no order.
    mutating func places(_ count: Int, below bound: Int) -> [Int] { Array(shuffled(0..<bound).prefix(count)) }

    /// Whether a thing happens that does so `part` times in `whole`.
    mutating func happens(_ part: Int, in whole: Int) -> Bool { below(whole) < part }
}

extension Choices {
    /// The next choice as a number of a range.
    mutating func int(_ range: ClosedRange<Int>) -> Int { range.lowerBound + next(of: range.count) }

    /// The next choices as different elements in an order: `alternatives` lists what each of them takes.
    mutating func ordered<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var left = elements
        return (0..<min(count, elements.count)).map { _ in left.remove(at: next(of: left.count)) }
    }

    /// What `ordered` takes of the choices.
    static func alternatives(_ count: Int, of elements: Int) -> [Int] {
        (0..<min(count, elements)).map { elements - $0 }
    }
}

/// Ways of writing that puzzles share.
enum PuzzleText {
    /// Names of people: common, short, none the beginning of another, ASCII.
    static let people = [
        "Adam", "Alice", "Amir", "Anna", "Ben", "Bruno", "Carla", "Chen", "Clara", "David", "Diego", "Edith", "Elena",
        "Emil", "Fatima", "Felix", "Fiona", "Greta", "Hana", "Hugo", "Ines", "Ivan", "Jade", "Jonas", "Julia", "Karim",
        "Kate", "Laura", "Leo", "Liam", "Lucy", "Marco", "Maya", "Mila", "Nadia", "Nina", "Noah", "Nora", "Olga",
        "Omar", "Oscar", "Paul", "Petra", "Quinn", "Rana", "Rosa", "Ruth", "Samir", "Sara", "Sven", "Tara", "Theo",
        "Tom", "Uma", "Vera", "Victor", "Wanda", "Yara", "Yusuf", "Zoe",
    ]

    /// Names of places, in one word each.
    static let towns = [
        "Ashford", "Barton", "Bexley", "Brook", "Carrow", "Clifton", "Colne", "Crewe", "Dalton", "Denby", "Dover",
        "Easton", "Elmham", "Exley", "Fenwick", "Foxton", "Garth", "Glade", "Halden", "Harlow", "Hexham", "Hollow",
        "Inver", "Ipsden", "Kelso", "Kirby", "Lark", "Linton", "Lodge", "Marsh", "Melton", "Moor", "Newby", "Norton",
        "Oakham", "Orton", "Penby", "Quarry", "Redhill", "Ripley", "Rowan", "Seaton", "Selby", "Stoke", "Thorpe",
        "Tilbury", "Upton", "Vale", "Walden", "Weston", "Whitby", "Wick", "Yarrow", "Zell",
    ]

    /// `a, b and c`.
    static func list(_ items: [String], _ word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// `1, 2, 3`.
    static func commas(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }

    /// `one`, `two`, … `twelve`, then digits.
    static func count(_ number: Int) -> String {
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        return words.indices.contains(number) ? words[number] : String(number)
    }

    /// A number between signs: in brackets where it is negative.
    static func operand(_ number: Int) -> String { number < 0 ? "(\(number))" : String(number) }

    /// A fraction in lowest terms; a whole number without a line.
    static func fraction(_ above: Int, _ below: Int) -> String {
        var (first, second) = (above, below)
        while second > 0 { (first, second) = (second, first % second) }
        let divisor = max(first, 1)
        return below == divisor ? "\(above / divisor)" : "\(above / divisor)/\(below / divisor)"
    }
}

extension String {
    /// With its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
