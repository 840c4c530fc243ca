internal import JSON

/// The order of day and month in a date of numbers.
enum DateOrder: String, CaseIterable, Sendable {
    case dmy, mdy
}

/// `as: date`: the same day of the Gregorian calendar.
///
/// `2024-05-01`, `2024/5/1`, `May 1, 2024`, `1st of May 2024`, `Wed, 1 May 2024`. A date of numbers that ends with its
/// year (`01/05/2024`) is read where one of day and month is above 12, they are equal, or `date_order` says which is which.
/// A weekday that is not that day's makes it unreadable.
struct DateComparison: AnswerComparison {
    private let expected: CalendarDate
    private let order: DateOrder?

    /// Expects a text that spells a date; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        order = expectation.dateOrder
        guard let text = expectation.equals.string, let date = CalendarDate(text, order: expectation.dateOrder) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(expectation.equals)) does not spell a date", hint: "write it as 2024-05-31")
        }
        expected = date
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        guard answer.count <= 64, let date = CalendarDate(text.string(answer), order: order) else {
            return .unreadable("`\(text.excerpt(answer, limit: 64))` does not spell one date")
        }
        return date == expected ? .equal : .different
    }
}

/// A day of the Gregorian calendar, from the year 1 to 9999.
struct CalendarDate: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// The day of these numbers; nil where there is none.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that a text spells; nil where it spells none, or more than one could be meant.
    init?(_ text: String, order: DateOrder?) {
        var tokens = Self.tokens(text)
        guard tokens.count <= 12 else { return nil }
        var weekday: Int?
        if let first = tokens.first, let day = Self.index(of: first, in: Self.weekdays) {
            weekday = day
            tokens.removeFirst()
            if tokens.first == "," || tokens.first == "." { tokens.removeFirst() }
        }
        guard let date = Self.numeric(tokens, order: order) ?? Self.spelled(tokens) else { return nil }
        if let weekday, weekday != date.weekday { return nil }
        self = date
    }

    /// The day of the week, Monday 0.
    var weekday: Int {
        // Days since 1 January of the year 1, which was a Monday.
        let before = year - 1
        var days = before * 365 + before / 4 - before / 100 + before / 400
        for month in 1..<month { days += Self.days(in: month, of: year) }
        return (days + day - 1) % 7
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The place of a name, or of an abbreviation of three letters or more, in a list.
    private static func index(of word: String, in names: [String]) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }
    }

    /// Runs of digits, runs of letters in lower case, and other characters but white space.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var kind = 0
        for scalar in text.unicodeScalars {
            let isDigit = scalar.value < 0x80 && UInt8(scalar.value).isDigit
            let isLetter = scalar.value < 0x80 && UInt8(scalar.value).isLetter
            let next = isDigit ? 1 : isLetter ? 2 : scalar.properties.isWhitespace ? 0 : 3
            if next != 0 {
                let character = String(scalar).lowercased()
                if next == kind, next != 3, let last = tokens.indices.last {
                    tokens[last] += character
                } else {
                    tokens.append(character)
                }
            }
            kind = next
        }
        return tokens
    }

    private static func number(_ token: String, digits: ClosedRange<Int>) -> Int? {
        digits.contains(token.utf8.count) ? Int(token) : nil
    }

    private static func numeric(_ tokens: [String], order: DateOrder?) -> CalendarDate? {
        guard tokens.count == 5, tokens[1] == tokens[3], ["-", "/", "."].contains(tokens[1]) else { return nil }
        if let year = number(tokens[0], digits: 4...4) {
            guard let month = number(tokens[2], digits: 1...2), let day = number(tokens[4], digits: 1...2) else {
                return nil
            }
            return CalendarDate(year: year, month: month, day: day)
        }
        guard let first = number(tokens[0], digits: 1...2), let second = number(tokens[2], digits: 1...2),
            let year = number(tokens[4], digits: 4...4)
        else { return nil }
        switch order {
        case .dmy: return CalendarDate(year: year, month: second, day: first)
        case .mdy: return CalendarDate(year: year, month: first, day: second)
        case nil:
            if first > 12 || first == second { return CalendarDate(year: year, month: second, day: first) }
            return second > 12 ? CalendarDate(year: year, month: first, day: second) : nil
        }
    }

    /// `May 1st, 2024`, `the 1st of May, 2024`, `1 May 2024`.
    private static func spelled(_ tokens: [String]) -> CalendarDate? {
        var words = tokens.filter { ![",", ".", "of", "the", "-"].contains($0) }
        guard let place = words.firstIndex(where: { index(of: $0, in: months) != nil || $0 == "sept" }), place <= 2
        else { return nil }
        let month = (words[place] == "sept" ? 8 : index(of: words[place], in: months) ?? 0) + 1
        words.remove(at: place)
        if words.count == 3, ["st", "nd", "rd", "th"].contains(words[1]) { words.remove(at: 1) }
        guard words.count == 2, let day = number(words[0], digits: 1...2), let year = number(words[1], digits: 4...4)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }
}
