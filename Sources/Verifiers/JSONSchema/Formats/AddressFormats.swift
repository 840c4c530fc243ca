/// IP addresses as RFC 2673 and RFC 4291 write them.
enum AddressFormats {
    typealias Slice = Swift.Slice<UnsafeBufferPointer<UInt8>>

    /// Four decimal numbers up to 255 without leading zeros.
    static func isIPv4(_ text: Slice) -> Bool {
        guard (7...15).contains(text.count) else { return false }
        let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(\.isDigit), part.first != 0x30 || part.count == 1
                else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    /// Eight groups of up to four hexadecimal digits, one run of zeros as `::`, the last two perhaps as an IPv4 address.
    static func isIPv6(_ text: Slice) -> Bool {
        guard (2...45).contains(text.count) else { return false }
        var groups = 0
        var hasGap = false
        var place = text.startIndex
        let end = text.endIndex
        if text[place] == 0x3A {
            guard text[place + 1] == 0x3A else { return false }
        }
        while place < end {
            if text[place] == 0x3A {
                // Two colons: the gap, whether at the start or after a group.
                guard !hasGap, place + 1 < end, text[place + 1] == 0x3A else { return false }
                hasGap = true
                place += 2
                continue
            }
            let digits = text[place...].prefix { $0.hexDigit != nil }
            if digits.endIndex < end, text[digits.endIndex] == 0x2E {
                groups += 2
                return isIPv4(text[place...]) && (hasGap ? groups < 8 : groups == 8)
            }
            guard (1...4).contains(digits.count) else { return false }
            groups += 1
            place = digits.endIndex
            if place == end { break }
            guard text[place] == 0x3A, place + 1 < end else { return false }
            if text[place + 1] != 0x3A { place += 1 }
        }
        return hasGap ? groups < 8 : groups == 8
    }
}
