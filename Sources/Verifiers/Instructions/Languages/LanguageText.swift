/// A text as language detection reads it: addresses left out, letters brought into the form that the profiles have.
///
/// What langdetect makes of a text, in the same order: web and mail addresses out, Vietnamese letters with a separate
/// tone joined, the first 10,000 code points, one space for many, Latin letters out where others prevail.
struct LanguageText {
    /// What is read of a text at most.
    static let longest = 10_000

    /// The normalized code points, 16 bits each; others stand as U+FFFF, which no profile has. Empty for ASCII alone.
    private let units: [UInt16]
    /// The letters' and spaces' numbers where the text is ASCII alone, else empty.
    private let numbers: [UInt8]
    /// Where each n-gram ends that a profile knows, times 4, and its length: in the order of the text, short ones first.
    ///
    /// None is longer than three, reaches back beyond the space before a word, or lies behind two capitals in a row.
    let grams: [Int32]

    /// Reads a text. O(bytes).
    init(_ text: ResponseText, knownTo profiles: LanguageProfiles) {
        let remaining = AddressRemoval.scalars(of: text)
        if text.isASCII {
            let bytes = remaining.map { $0.map(UInt8.init(truncatingIfNeeded:)) } ?? text.bytes
            units = []
            (numbers, grams) = Self.readASCII(bytes, profiles)
        } else {
            numbers = []
            units = Self.units(of: remaining ?? text.scalars(text.all))
            grams = Self.grams(of: units, profiles)
        }
    }

    /// What is read of ASCII alone, in one pass: most texts are that.
    private static func readASCII(_ bytes: [UInt8], _ profiles: LanguageProfiles) -> ([UInt8], [Int32]) {
        let most = min(bytes.count, longest)
        let lengths = Self.lengths
        var grams: [Int32] = []
        let numbers = [UInt8](unsafeUninitializedCapacity: most) { numbers, numberCount in
            grams = [Int32](unsafeUninitializedCapacity: 3 * most + 3) { grams, gramCount in
                profiles.withASCIIEndings { endings in
                    // Three numbers in a row, spaces before the text.
                    var place = 1 << 6 | 1
                    var before: UInt8 = 0
                    for byte in bytes[0..<most] {
                        let isRepeated = byte == 0x20 && before == 0x20
                        before = byte
                        if isRepeated { continue }
                        let number = LanguageProfiles.asciiNumber(byte)
                        numbers[numberCount] = number
                        place = (place << 6 | Int(number)) & 0x3FFFF
                        let index = Int32(truncatingIfNeeded: numberCount) << 2
                        numberCount += 1
                        // Written always and kept where they count: the branches would be taken at random.
                        let lengths = Int32(truncatingIfNeeded: lengths >> (8 * UInt64(endings[place])))
                        grams[gramCount] = index | lengths & 3
                        grams[gramCount + 1] = index | lengths >> 2 & 3
                        grams[gramCount + 2] = index | lengths >> 4 & 3
                        gramCount += Int(lengths >> 6 & 3)
                    }
                }
            }
        }
        return (numbers, grams)
    }

    /// For each set of lengths a byte: the lengths in order, two bits each, and above them how many there are.
    private static let lengths: UInt64 = (0..<8).reduce(0) { bytes, set in
        let all = [1, 2, 3].filter { set & 1 << ($0 - 1) != 0 }
        let byte = all.enumerated().reduce(all.count << 6) { $0 | $1.element << (2 * $1.offset) }
        return bytes | UInt64(byte) << UInt64(8 * set)
    }

    private static func units(of text: [UInt32]) -> [UInt16] {
        var scalars = text
        joinTones(&scalars)
        var kept: [UInt32] = []
        kept.reserveCapacity(min(scalars.count, longest))
        var before: UInt32 = 0
        var latin = 0
        var other = 0
        for value in scalars.prefix(longest) {
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
        var units: [UInt16] = []
        units.reserveCapacity(kept.count)
        for value in kept where !leavesLatinOut || value < 0x41 || value > 0x7A {
            units.append(CharacterForm.normalized(value))
        }
        return units
    }

    private static func grams(of units: [UInt16], _ profiles: LanguageProfiles) -> [Int32] {
        let lengths = Self.lengths
        var grams: [Int32] = []
        grams.reserveCapacity(3 * units.count)
        var before = NumberedUnit(0x20)
        var last = before
        for (index, unit) in units.enumerated() {
            let unit = NumberedUnit(unit)
            defer { (before, last) = (last, unit) }
            if before.number != 0, last.number != 0, unit.number != 0 {
                var lengths = lengths >> (8 * UInt64(profiles.asciiEndings(before.number, last.number, unit.number)))
                for _ in 0..<(lengths >> 6 & 3) {
                    grams.append(Int32(truncatingIfNeeded: index) << 2 | Int32(truncatingIfNeeded: lengths & 3))
                    lengths >>= 2
                }
                continue
            }
            if unit.isUpper && last.isUpper || unit.isSpace && last.isSpace { continue }
            let place = Int32(truncatingIfNeeded: index) << 2
            if !unit.isSpace, profiles.has(unit) { grams.append(place | 1) }
            if profiles.has(last, unit) { grams.append(place | 2) }
            if !last.isSpace, profiles.has(before, last, unit) { grams.append(place | 3) }
        }
        return grams
    }

    /// The languages that have an n-gram, given where it ends and its length.
    @inline(__always)
    func entries(of gram: Int32, in profiles: LanguageProfiles) -> LanguageProfiles.Entries {
        guard !numbers.isEmpty else { return profiles.entries(of: key(of: gram)) }
        let index = Int(gram >> 2)
        let number = numbers[index]
        let last = index > 0 ? numbers[index - 1] : 1
        switch gram & 3 {
        case 1: return profiles.entriesOfASCII(number, 0, 0)
        case 2: return profiles.entriesOfASCII(last, number, 0)
        default: return profiles.entriesOfASCII(index > 1 ? numbers[index - 2] : 1, last, number)
        }
    }

    /// An n-gram of code points as profiles hold it.
    private func key(of gram: Int32) -> UInt64 {
        let index = Int(gram >> 2)
        let unit = UInt32(units[index])
        let last = index > 0 ? UInt32(units[index - 1]) : 0x20
        switch gram & 3 {
        case 1: return LanguageProfiles.key(unit, 0, 0)
        case 2: return LanguageProfiles.key(last, unit, 0)
        default: return LanguageProfiles.key(index > 1 ? UInt32(units[index - 2]) : 0x20, last, unit)
        }
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

/// A normalized code point with its number among the ASCII letters and the space: 0 where it is none of them.
struct NumberedUnit {
    let unit: UInt16
    let number: UInt8

    @inline(__always)
    init(_ unit: UInt16) {
        self.unit = unit
        number = LanguageProfiles.asciiNumber(ofUnit: unit)
    }

    var isSpace: Bool { number == 1 }
    /// Whether it is a capital.
    @inline(__always)
    var isUpper: Bool { number != 0 ? number >= 28 : CharacterForm.isUpper(unit) }
}
