/// A day of the Gregorian calendar, as people and as documents write it.
struct CalendarDay: Sendable, Hashable {
    /// Ways of writing a day in words.
    enum Style: Int, CaseIterable, Sendable {
        case iso, dayFirst, monthFirst
    }

    let year: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int

    /// How many days `at` knows: those of the years 2026 and 2027.
    static let known = 730

    /// The day so many after the first of January 2026, counted modulo `known`.
    static func at(_ offset: Int) -> CalendarDay {
        var rest = ((offset % known) + known) % known
        let year = rest < 365 ? 2026 : 2027
        if year == 2027 { rest -= 365 }
        var month = 1
        for length in lengths {
            if rest < length { break }
            rest -= length
            month += 1
        }
        return CalendarDay(year: year, month: month, day: rest + 1)
    }

    /// Neither of the two years is a leap year.
    private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// `2026-05-03`.
    var iso: String { "\(year)-\(Padded.two(month))-\(Padded.two(day))" }

    /// The day in a style; all of them name the year, so that it can be meant in one way only.
    func text(_ style: Style) -> String {
        let name = ExtractionWords.months[month - 1]
        return switch style {
        case .iso: iso
        case .dayFirst: "\(day) \(name) \(year)"
        case .monthFirst: "\(name) \(day), \(year)"
        }
    }
}

/// A time of day to the minute, as people and as documents write it.
struct ClockTime: Sendable, Hashable {
    /// Ways of writing a time.
    enum Style: Int, CaseIterable, Sendable {
        case digits, halves, spoken
    }

    /// 0 to 1439.
    let minutes: Int

    private var hour: Int { minutes / 60 }
    private var minute: Int { minutes % 60 }

    /// `14:30`.
    var iso: String { "\(Padded.two(hour)):\(Padded.two(minute))" }

    /// The time in a style; midnight and noon are never said in twelve hours.
    func text(_ style: Style) -> String {
        if style == .digits || hour == 0 || hour == 12 { return iso }
        let half = hour < 12 ? "am" : "pm"
        let twelve = hour < 12 ? hour : hour - 12
        let phase = hour < 12 ? "in the morning" : hour < 18 ? "in the afternoon" : "in the evening"
        let other = SpokenNumber.text(twelve == 11 ? 12 : twelve + 1)
        let name = SpokenNumber.text(twelve)
        switch (style, minute) {
        case (.spoken, 0): return "\(name) o'clock \(phase)"
        case (.spoken, 15): return "a quarter past \(name) \(phase)"
        case (.spoken, 30): return "half past \(name) \(phase)"
        case (.spoken, 45) where twelve != 11: return "a quarter to \(other) \(phase)"
        default: return minute == 0 ? "\(twelve) \(half)" : "\(twelve):\(Padded.two(minute)) \(half)"
        }
    }
}

/// Numbers with leading zeros.
enum Padded {
    /// In two digits.
    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// In so many digits.
    static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}

/// Whole numbers in words.
enum SpokenNumber {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    /// `forty-two`; digits from 100 on and below 0.
    static func text(_ number: Int) -> String {
        switch number {
        case 0..<20: small[number]
        case 20..<100 where number % 10 == 0: tens[number / 10]
        case 20..<100: "\(tens[number / 10])-\(small[number % 10])"
        default: String(number)
        }
    }
}

/// Amounts of hundredths.
enum Decimal100 {
    /// `12.50` for 1250, `12` for 1200, as prices are written.
    static func price(_ hundredths: Int) -> String {
        let text = text(hundredths)
        return hundredths % 10 == 0 && hundredths % 100 != 0 ? text + "0" : text
    }

    /// `12.5` for 1250, `12` for 1200.
    static func text(_ hundredths: Int) -> String {
        let sign = hundredths < 0 ? "-" : ""
        let whole = hundredths.magnitude / 100
        let rest = Int(hundredths.magnitude % 100)
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(Padded.two(rest))"
    }
}
