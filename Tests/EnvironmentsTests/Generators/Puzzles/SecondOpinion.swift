import Foundation

/// The value of an expression as it is printed in a question: by splitting at the last sign of least weight.
enum Reckoner {
    /// The value, with a number in place of `x`; nil where the text is no expression.
    static func value(_ text: String, x: Int = 0) -> Int? {
        // `2x`, `3(…)` and `x^2` are products and powers.
        var plain = text.replacingOccurrences(of: " ", with: "").replacingOccurrences(of: "×", with: "*")
        plain = plain.replacing(/([0-9])([x(])/) { "\($0.1)*\($0.2)" }
        return value(Array(plain), x)
    }

    private static func value(_ text: [Character], _ x: Int) -> Int? {
        for signs in ["+-", "*", "^"] {
            var depth = 0
            for place in text.indices.reversed() {
                if text[place] == ")" { depth += 1 }
                if text[place] == "(" { depth -= 1 }
                guard depth == 0, place > 0, signs.contains(text[place]), !"+-*^(".contains(text[place - 1]) else {
                    continue
                }
                guard let left = value(Array(text[..<place]), x), let right = value(Array(text[(place + 1)...]), x)
                else {
                    return nil
                }
                switch text[place] {
                case "+": return left + right
                case "-": return left - right
                case "*": return left * right
                default: return (0..<right).reduce(1) { power, _ in power * left }
                }
            }
        }
        if text.first == "-" { return value(Array(text.dropFirst()), x).map { -$0 } }
        if text.first == "(", text.last == ")" { return value(Array(text.dropFirst().dropLast()), x) }
        return text == ["x"] ? x : Int(String(text))
    }
}

/// A knights-and-knaves question, solved by trying all kinds.
struct Islanders {
    /// Every assignment that fits, in the form of the answer.
    let solutions: [String]

    init(_ question: String) {
        let lines = question.matches(of: /([A-Z][a-z]+) says: "(.*)"/).map { (String($0.1), String($0.2)) }
        let names = lines.map(\.0)
        solutions = (0..<(1 << names.count)).compactMap { bits in
            func isKnight(_ name: String, _ speaker: String) -> Bool {
                let name = name == "I" || name == "me" ? speaker : name
                return names.firstIndex(of: name).map { bits >> $0 & 1 == 1 } ?? false
            }
            let fits = lines.allSatisfy { speaker, text in
                isKnight(speaker, speaker) == Self.holds(text) { isKnight($0, speaker) }
            }
            guard fits else { return nil }
            return names.map { "\($0)=\(isKnight($0, $0) ? "knight" : "knave")" }.joined(separator: ", ")
        }
    }

    private static func holds(_ text: String, _ isKnight: (String) -> Bool) -> Bool {
        if let one = text.wholeMatch(of: /(\w+) is a (knight|knave)\./) {
            return isKnight(String(one.1)) == (one.2 == "knight")
        }
        if let least = text.wholeMatch(of: /At least one of (\w+) and (\w+) is a knight\./) {
            return isKnight(String(least.1)) || isKnight(String(least.2))
        }
        guard
            let two = text.wholeMatch(
                of: /(\w+) and (\w+) are (of the same kind|of different kinds|both knights|both knaves)\./)
        else { return false }
        let kinds = [isKnight(String(two.1)), isKnight(String(two.2))]
        switch two.3 {
        case "of the same kind": return kinds[0] == kinds[1]
        case "of different kinds": return kinds[0] != kinds[1]
        case "both knights": return kinds == [true, true]
        default: return kinds == [false, false]
        }
    }
}

/// A race's question, solved by trying all orders.
struct Race {
    /// Every order that fits, in the form of the answer.
    let orders: [String]

    init(_ question: String) {
        let lines = question.split(separator: "\n").map { String($0) }
        let names = lines[0].matches(of: /[A-Z][a-z]+/).map { String($0.0) }
        orders = Self.orders(names).filter { order in lines.dropFirst().dropLast().allSatisfy { Self.holds($0, order) }
        }
        .map { $0.joined(separator: ", ") }
    }

    private static func orders(_ names: [String]) -> [[String]] {
        names.isEmpty ? [[]] : names.flatMap { first in orders(names.filter { $0 != first }).map { [first] + $0 } }
    }

    private static func holds(_ line: String, _ order: [String]) -> Bool {
        func place(_ name: Substring) -> Int { order.firstIndex(of: String(name)) ?? -1 }
        let ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
        if let clue = line.wholeMatch(of: /(\w+) finished before (\w+)\./) { return place(clue.1) < place(clue.2) }
        if let clue = line.wholeMatch(of: /(\w+) finished directly after (\w+)\./) {
            return place(clue.1) == place(clue.2) + 1
        }
        if let clue = line.wholeMatch(of: /(\w+) was (not )?(\w+)\./) {
            return (order[ordinals.firstIndex(of: String(clue.3)) ?? 0] == String(clue.1)) == (clue.2 == nil)
        }
        guard let clue = line.wholeMatch(of: /(Nobody|Exactly (\w+) runners?) finished between (\w+) and (\w+)\./)
        else { return false }
        let count = ["one", "two", "three", "four", "five"].firstIndex(of: String(clue.2 ?? "")).map { $0 + 1 } ?? 0
        return abs(place(clue.3) - place(clue.4)) - 1 == count
    }
}

extension StringProtocol {
    /// Its whole numbers, commas between digits aside.
    var integersIn: [Int] { matches(of: String(self)) }

    private func matches(of text: String) -> [Int] { text.matches(of: /-?[0-9]+/).compactMap { Int($0.0) } }
}

extension String {
    /// Its whole numbers.
    var integers: [Int] { integersIn }

    /// What stands between two texts, the second as soon as can be; empty where they are not there.
    func between(_ before: String, _ after: String) -> String {
        guard let start = range(of: before), let end = range(of: after, range: start.upperBound..<endIndex) else {
            return ""
        }
        return String(self[start.upperBound..<end.lowerBound])
    }

    /// The lines that hold nothing but these signs.
    func rows(of signs: String) -> [[Character]] {
        split(separator: "\n").filter { $0.allSatisfy(signs.contains) }.map(Array.init)
    }

    /// The dates that stand in it, such as `3 March 1926`.
    var dates: [Date] {
        let months = CalendarMonths.names
        return matches(of: /(\d+) ([A-Z][a-z]+) (\d{4})/).compactMap { match in
            guard let month = months.firstIndex(of: String(match.2)) else { return nil }
            return Calendar.gregorian.date(
                from: DateComponents(year: Int(match.3), month: month + 1, day: Int(match.1)))
        }
    }
}

/// Months in order.
enum CalendarMonths {
    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension Calendar {
    /// The calendar that dates in questions are of.
    static let gregorian: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC") ?? .current
        return calendar
    }()
}
