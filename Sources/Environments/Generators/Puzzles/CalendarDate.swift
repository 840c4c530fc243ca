/// A day of the Gregorian calendar, counted from 1 January 1900 (0), a Monday.
struct CalendarDate {
    /// The day's number, 0 or more.
    let number: Int

    /// Months' names.
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    /// Weekdays' names, the first day's first.
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// The day's weekday.
    var weekday: String { Self.weekdays[number % 7] }

    /// As it is written: `3 March 1926`.
    var text: String {
        var (rest, year) = (number, 1900)
        while rest >= Self.days(year) { (rest, year) = (rest - Self.days(year), year + 1) }
        for (month, name) in Self.months.enumerated() {
            let count = Self.days(month, of: year)
            if rest < count { return "\(rest + 1) \(name) \(year)" }
            rest -= count
        }
        return ""
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && year % 100 != 0 || year % 400 == 0 }
    private static func days(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }
    private static func days(_ month: Int, of year: Int) -> Int {
        month == 1 ? (isLeap(year) ? 29 : 28) : [3, 5, 8, 10].contains(month) ? 30 : 31
    }
}
