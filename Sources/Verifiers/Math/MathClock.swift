/// Times of day: `5:30 PM`, `17:30`, `5:30\text{ p.m.}`.
enum MathClock {
    /// What a text that is a time of day and nothing else may mean, as minutes and seconds since midnight: two times
    /// where it does not say which half of the day it is. Nil for any other text.
    static func times(_ bytes: ArraySlice<UInt8>) -> [MathNode]? {
        guard bytes.count <= 40, let first = bytes.first, first.isDigit || first == UInt8(ascii: "\\"),
            bytes.contains(UInt8(ascii: ":"))
        else { return nil }
        var rest = plain(bytes)[...]
        guard let hour = number(&rest, lengths: 1...2), rest.popFirst() == UInt8(ascii: ":"),
            let minute = number(&rest, lengths: 2...2), minute < 60
        else { return nil }
        var second = 0
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let seconds = number(&rest, lengths: 2...2), seconds < 60 else { return nil }
            second = seconds
        }
        let hours: [Int]
        switch String(decoding: rest, as: UTF8.self) {
        case "" where hour <= 12: hours = [hour % 12, hour % 12 + 12]
        case "" where hour < 24: hours = [hour]
        case "am" where (1...12).contains(hour): hours = [hour % 12]
        case "pm" where (1...12).contains(hour): hours = [hour % 12 + 12]
        default: return nil
        }
        return hours.map { .apply("time of day", [.whole(($0 * 60 + minute) * 60 + second)]) }
    }

    /// The text in small letters without spaces, points, and LaTeX's words for spaces and text.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") {
                let start = index
                while index < bytes.endIndex, bytes[index].isLetter { index += 1 }
                // A command of one sign is a space.
                if index == start { index += 1 }
            } else if !byte.isSpace, !byte.isOne(of: "{}.~") {
                result.append(byte.inLowerCase)
            }
        }
        return result
    }

    /// A number of so many digits at the start of some bytes, which it leaves.
    private static func number(_ bytes: inout ArraySlice<UInt8>, lengths: ClosedRange<Int>) -> Int? {
        let digits = bytes.prefix { $0.isDigit }
        guard lengths.contains(digits.count) else { return nil }
        bytes = bytes[digits.endIndex...]
        return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }
}
