/// The `Retry-After` header: seconds, or a date in one of HTTP's three forms (RFC 9110, 5.6.7 and 10.2.3).
enum RetryAfter {
    /// The longest wait that is honoured.
    static let longest = Duration.seconds(600)

    /// How long to wait; nil for a value that is neither, zero for a date gone by, never more than `longest`.
    static func parse(_ value: String, wallSeconds: Int64) -> Duration? {
        let text = value.utf8.prefix(64)
        if !text.isEmpty, text.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard text.count <= 9, let seconds = Int64(String(decoding: text, as: UTF8.self)) else { return longest }
            return min(.seconds(seconds), longest)
        }
        guard let date = unixSeconds(String(decoding: text, as: UTF8.self)) else { return nil }
        let (wait, overflows) = date.subtractingReportingOverflow(wallSeconds)
        guard !overflows, wait > 0 else { return .zero }
        return min(.seconds(wait), longest)
    }

    /// The Unix time of an HTTP date: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`.
    private static func unixSeconds(_ text: String) -> Int64? {
        let words = text.split(whereSeparator: { " ,-".contains($0) })
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        guard isPlain, words.count >= 5 else { return nil }
        let date: (day: Substring, month: Substring, year: Substring, time: Substring)
        if words.count == 6, words[5] == "GMT" {
            date = (words[1], words[2], words[3], words[4])
        } else if words.count == 5 {
            date = (words[2], words[1], words[4], words[3])
        } else {
            return nil
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = date.time.split(separator: ":", omittingEmptySubsequences: false).map { number($0, 0...60) }
        guard let month = months.firstIndex(of: String(date.month)), let day = number(date.day, 1...31),
            var year = number(date.year, 0...9999), time.count == 3, let hour = time[0], hour < 24,
            let minute = time[1], minute < 60, let second = time[2]
        else { return nil }
        if date.year.utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        return days(year: year, month: Int64(month + 1), day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
        guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(text), range.contains(value)
        else { return nil }
        return value
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, after Howard Hinnant's `days_from_civil`.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
