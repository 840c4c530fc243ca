/// A text as language detection reads it: addresses left out, letters brought into the form that the profiles have.
///
/// What langdetect makes of a text, in the same order: web and mail addresses out, Vietnamese letters with a separate
/// tone joined, the first 10,000 code points, one space for many, Latin letters out where others prevail.
struct LanguageText {
    /// What is read of a text at most.
    static let longest = 10_000

    /// The normalized code points, 16 bits each; others stand as U+FFFF, which no profile has.
    private(set) var units: [UInt16] = []
    /// Whether the code point is in upper case.
    private(set) var isUpper: [Bool] = []

    /// Reads a text. O(bytes).
    init(_ text: ResponseText) {
        var scalars = Self.withoutAddresses(text)
        if !text.isASCII { Self.joinTones(&scalars) }
        var kept: [UInt32] = []
        kept.reserveCapacity(min(scalars.count, Self.longest))
        var before: UInt32 = 0
        var latin = 0
        var other = 0
        for value in scalars.prefix(Self.longest) {
            if value != 0x20 || before != 0x20 {
                kept.append(value)
                if value >= 0x41 && value <= 0x7A {
                    latin += 1
                } else if value >= 0x300 {
                    other += 1
                }
            }
            before = value
        }
        let leavesLatinOut = latin * 2 < other
        units.reserveCapacity(kept.count)
        isUpper.reserveCapacity(kept.count)
        for value in kept where !leavesLatinOut || value < 0x41 || value > 0x7A {
            let unit = CharacterForm.normalized(value)
            units.append(unit)
            isUpper.append(unit < 0x80 ? unit >= 0x41 && unit <= 0x5A : CodePoint.isUpper(UInt32(unit)))
        }
    }

    /// Where each n-gram ends that a profile knows, times 4, and its length: in the order of the text, short ones first.
    ///
    /// None is longer than three, reaches back beyond the space before a word, or lies behind two capitals in a row.
    func grams(knownTo profiles: LanguageProfiles) -> [Int32] {
        var grams: [Int32] = []
        grams.reserveCapacity(3 * units.count)
        var before: UInt16 = 0x20
        var last: UInt16 = 0x20
        var isLastUpper = false
        for index in units.indices {
            let unit = units[index]
            let isUpper = self.isUpper[index]
            defer {
                before = last
                last = unit
                isLastUpper = isUpper
            }
            if isUpper && isLastUpper || unit == 0x20 && last == 0x20 { continue }
            let place = Int32(truncatingIfNeeded: index) << 2
            let number = LanguageProfiles.asciiNumber(unit)
            let lastNumber = LanguageProfiles.asciiNumber(last)
            let firstNumber = LanguageProfiles.asciiNumber(before)
            if number != 0, lastNumber != 0, firstNumber != 0 {
                if unit != 0x20, profiles.hasASCII(number, 0, 0) { grams.append(place | 1) }
                if profiles.hasASCII(lastNumber, number, 0) { grams.append(place | 2) }
                if last != 0x20, profiles.hasASCII(firstNumber, lastNumber, number) { grams.append(place | 3) }
            } else {
                if unit != 0x20, profiles.has(key(of: place | 1)) { grams.append(place | 1) }
                if profiles.has(key(of: place | 2)) { grams.append(place | 2) }
                if last != 0x20, profiles.has(key(of: place | 3)) { grams.append(place | 3) }
            }
        }
        return grams
    }

    /// An n-gram, given where it ends and its length, as profiles hold it.
    @inline(__always)
    func key(of gram: Int32) -> UInt64 {
        let index = Int(gram >> 2)
        let unit = UInt32(units[index])
        let last = index > 0 ? UInt32(units[index - 1]) : 0x20
        switch gram & 3 {
        case 1: return LanguageProfiles.key(unit, 0, 0)
        case 2: return LanguageProfiles.key(last, unit, 0)
        default: return LanguageProfiles.key(index > 1 ? UInt32(units[index - 2]) : 0x20, last, unit)
        }
    }

    // Addresses.

    private static func withoutAddresses(_ text: ResponseText) -> [UInt32] {
        var hasAddress = false
        for byte in text.bytes where byte == 0x40 || byte == 0x3A {
            hasAddress = true
            break
        }
        let scalars = text.isASCII ? text.bytes.map(UInt32.init) : text.scalars(text.all)
        return hasAddress ? withoutMail(withoutLinks(scalars)) : scalars
    }

    private static func isLinkCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x2D, 0x5F, 0x2E, 0x3F, 0x26, 0x7E, 0x3B, 0x2B, 0x3D, 0x2F, 0x23: true
        default: isASCIILetterOrDigit(value)
        }
    }

    private static func isASCIILetterOrDigit(_ value: UInt32) -> Bool {
        (value >= 0x30 && value <= 0x39) || (value >= 0x41 && value <= 0x5A) || (value >= 0x61 && value <= 0x7A)
    }

    private static let link = Array("http".utf8).map(UInt32.init)
    private static let linkMarks = Array("://".utf8).map(UInt32.init)

    /// A space for each `http://…`, up to 2,076 characters of it.
    private static func withoutLinks(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if scalars[index] == 0x68, scalars[index...].starts(with: link) {
                var next = index + 4
                if next < scalars.count, scalars[next] == 0x73 { next += 1 }
                if scalars[min(next, scalars.count)...].starts(with: linkMarks) {
                    next += 3
                    var end = next
                    while end < scalars.count, end - next < 2_076, isLinkCharacter(scalars[end]) { end += 1 }
                    if end > next {
                        result.append(0x20)
                        index = end
                        continue
                    }
                }
            }
            result.append(scalars[index])
            index += 1
        }
        return result
    }

    private static func isMailCharacter(_ value: UInt32) -> Bool {
        value == 0x2D || value == 0x5F || value == 0x2E || isASCIILetterOrDigit(value)
    }

    /// A space for each mail address: up to 64 characters before the sign, two at least behind it.
    private static func withoutMail(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        // Where the last address ended in the result: what stands before belongs to no other one.
        var barrier = 0
        while index < scalars.count {
            guard scalars[index] == 0x40 else {
                result.append(scalars[index])
                index += 1
                continue
            }
            var before = 0
            while before < 64, result.count - before > barrier, isMailCharacter(result[result.count - before - 1]) {
                before += 1
            }
            // The first character behind the sign is no period; a second one follows.
            var host = index + 1
            while host < scalars.count, host - index <= 510, isMailCharacter(scalars[host]) { host += 1 }
            let first = index + 1 < scalars.count ? scalars[index + 1] : 0
            guard before > 0, first != 0x2E, host - index - 1 >= 2 else {
                result.append(scalars[index])
                index += 1
                continue
            }
            var end = index + 1
            while end < host, end - index <= 255, scalars[end] != 0x2E { end += 1 }
            end = min(host, end + 255)
            result.removeLast(before)
            result.append(0x20)
            barrier = result.count
            index = end
        }
        return result
    }

    // Vietnamese tones.

    private static func joinTones(_ scalars: inout [UInt32]) {
        guard scalars.contains(where: { CharacterForm.isTone($0) }) else { return }
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        for value in scalars {
            if let last = result.last, let joined = CharacterForm.joined(last, tone: value) {
                result[result.count - 1] = joined
            } else {
                result.append(value)
            }
        }
        scalars = result
    }
}
