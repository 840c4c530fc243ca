/// Wall-clock times as RFC 3339 text in UTC, without a calendar library.
public enum WallTime {
    /// `2026-01-31T12:34:56.789Z` for Unix milliseconds; years beyond 9999 take more digits.
    public static func text(milliseconds: Int64) -> String {
        let (seconds, millis) = milliseconds.quotientAndRemainder(flooring: 1000)
        let (days, rest) = seconds.quotientAndRemainder(flooring: 86_400)
        let date = civil(days: days)
        // In one piece, since two such texts are made of every rollout.
        let year = String(date.year).utf8
        return String(unsafeUninitializedCapacity: max(4, year.count) + 20) { text in
            var end = 0
            func put(_ byte: UInt8) {
                text[end] = byte
                end += 1
            }
            func put(_ value: Int64, _ width: Int, then mark: Unicode.Scalar) {
                if width == 3 { put(UInt8(ascii: "0") + UInt8(value / 100)) }
                put(UInt8(ascii: "0") + UInt8(value / 10 % 10))
                put(UInt8(ascii: "0") + UInt8(value % 10))
                put(UInt8(ascii: mark))
            }
            for _ in 0..<max(0, 4 - year.count) { put(UInt8(ascii: "0")) }
            for digit in year { put(digit) }
            put(UInt8(ascii: "-"))
            put(date.month, 2, then: "-")
            put(date.day, 2, then: "T")
            put(rest / 3600, 2, then: ":")
            put(rest / 60 % 60, 2, then: ":")
            put(rest % 60, 2, then: ".")
            put(millis, 3, then: "Z")
            return end
        }
    }

    /// The proleptic Gregorian date of a day counted from 1970-01-01, after Howard Hinnant's `civil_from_days`.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooring: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int64 {
    /// Quotient and remainder such that the remainder is never negative.
    fileprivate func quotientAndRemainder(flooring divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
