/// Dates and times of RFC 3339, and its appendix's durations.
enum DateFormats {
    typealias Slice = Swift.Slice<UnsafeBufferPointer<UInt8>>

    static func isDateTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 11, text[10] | 0x20 == 0x74 else { return false }
        return isDate(text[..<10]) && isTime(text[11...])
    }

    /// `2024-02-29`, a day that there is.
    static func isDate(_ text: Slice) -> Bool {
        let start = text.startIndex
        guard text.count == 10, text[start + 4] == 0x2D, text[start + 7] == 0x2D,
            let year = number(text[start..<start + 4]), let month = number(text[start + 5..<start + 7]),
            let day = number(text[start + 8..<start + 10]), (1...12).contains(month), day >= 1
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= days[month - 1]
    }

    /// `23:59:60.5+00:00`; a leap second only where it is the last of a day in UTC.
    static func isTime(_ text: Slice) -> Bool {
        let start = text.startIndex
        guard text.count >= 9, text[start + 2] == 0x3A, text[start + 5] == 0x3A,
            let hour = number(text[start..<start + 2]), let minute = number(text[start + 3..<start + 5]),
            let second = number(text[start + 6..<start + 8]), hour < 24, minute < 60, second <= 60
        else { return false }
        var place = start + 8
        if text[place] == 0x2E {
            let digits = text[(place + 1)...].prefix { $0.isDigit }
            guard !digits.isEmpty else { return false }
            place = digits.endIndex
        }
        guard let offset = offset(text[place...]) else { return false }
        guard second == 60 else { return true }
        return (hour * 60 + minute - offset + 2 * 1_440) % 1_440 == 1_439
    }

    /// The minutes of `Z` or `+01:30`.
    private static func offset(_ text: Slice) -> Int? {
        let start = text.startIndex
        guard let first = text.first else { return nil }
        if first | 0x20 == 0x7A { return text.count == 1 ? 0 : nil }
        guard first == 0x2B || first == 0x2D, text.count == 6, text[start + 3] == 0x3A,
            let hours = number(text[start + 1..<start + 3]), let minutes = number(text[start + 4..<start + 6]),
            hours < 24, minutes < 60
        else { return nil }
        return (first == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    /// A few digits' value; nil where something else is among them.
    private static func number(_ text: Slice) -> Int? {
        var value = 0
        for byte in text {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// `P1Y2M3DT4H5M6S` with no unit left out between two, or `P4W`.
    static func isDuration(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.first == 0x50 else { return false }
        let rest = text[1...]
        let time = rest.firstIndex(of: 0x54)
        let date = rest[..<(time ?? rest.endIndex)]
        if let time { guard isRun(rest[(time + 1)...], of: [0x48, 0x4D, 0x53]) else { return false } }
        if date.isEmpty { return time != nil }
        return isRun(date, of: [0x59, 0x4D, 0x44]) || time == nil && isRun(date, of: [0x57])
    }

    /// Numbers with units that follow each other in the list without a gap.
    private static func isRun(_ text: Slice, of units: [UInt8]) -> Bool {
        var rest = text
        var last: Int?
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isDigit }
            guard !digits.isEmpty, digits.endIndex < rest.endIndex,
                let unit = units.firstIndex(of: rest[digits.endIndex]), last.map({ unit == $0 + 1 }) ?? true
            else { return false }
            last = unit
            rest = rest[(digits.endIndex + 1)...]
        }
        return last != nil
    }
}
