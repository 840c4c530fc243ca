/// How often character n-grams occur in which language: langdetect's 55 profiles, as a hash table.
final class LanguageProfiles: Sendable {
    /// The profiles that are compiled in; built at the first use, some milliseconds.
    static let standard = LanguageProfiles(LanguageData.profiles)

    /// Codes of the languages, in the order of their numbers.
    let languages: [String]
    /// Packed n-grams by hash; 0 where there is none.
    private let keys: [UInt64]
    /// Where the entries of the n-gram in the same place start: those of few languages up to an end, else one for the row.
    private let starts: [Int32]
    /// Which language, and how likely the n-gram is in it.
    private let entries: [Entry]
    private let mask: Int
    /// A bit for each n-gram of ASCII letters and spaces, where letters of other kinds stand beside it.
    private let asciiGrams: [UInt64]
    /// For each three ASCII numbers in a row which n-grams that end with the third count: 1 for one of length 1, 2 for one
    /// of length 2, 4 for one of length 3.
    private let asciiEndings: [UInt8]
    /// Where the entries of those n-grams start, by the places of their bits: without a search.
    private let asciiStarts: [Int32]
    /// A row of zeros, and for the n-grams that many languages have: how likely they are in each, eight at once. They
    /// are drawn most often, and to go through the entries one by one takes several times as long.
    private let rows: [SIMD8<Double>]
    /// How many eights a row has.
    let width: Int

    /// How likely an n-gram is in a language.
    struct Entry: Sendable {
        /// The language's number, or one of those below.
        let language: Int32
        /// Occurrences by all n-grams of the same length; of `isRow` where the row begins.
        let probability: Double

        /// No further entry.
        static let end: Int32 = -1
        /// What would be the entries is a row.
        static let isRow: Int32 = -2
    }

    /// From so many languages on an n-gram has a row.
    private static let many = 12

    /// The profiles from their bytes.
    private init(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes: bytes)
        var languages: [String] = []
        var totals: [[Double]] = []
        for _ in 0..<reader.number(4) {
            let name = reader.take(8).prefix { $0 != 0 }
            languages.append(String(decoding: name, as: UTF8.self))
            totals.append((0..<3).map { _ in Double(reader.number(4)) })
        }
        let count = reader.number(4)
        var capacity = 1
        while capacity * 5 < count * 8 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var starts = [Int32](repeating: 0, count: capacity)
        var asciiGrams = [UInt64](repeating: 0, count: 4_096)
        var asciiStarts = [Int32](repeating: -1, count: 64 * 4_096)
        var entries: [Entry] = []
        entries.reserveCapacity(3 * count)
        let width = (languages.count + 7) / 8
        var rows = [SIMD8<Double>](repeating: .zero, count: width)
        for _ in 0..<count {
            let first = UInt32(reader.number(2))
            let second = UInt32(reader.number(2))
            let third = UInt32(reader.number(2))
            let length = first == 0 ? 0 : second == 0 ? 1 : third == 0 ? 2 : 3
            let key = Self.key(first, second, third)
            var place = Self.hash(key) & (capacity - 1)
            while keys[place] != 0 { place = (place + 1) & (capacity - 1) }
            keys[place] = key
            starts[place] = Int32(entries.count)
            if let bit = Self.asciiBit(UInt16(first), UInt16(second), UInt16(third)) {
                asciiGrams[bit >> 6] |= 1 << UInt64(bit & 63)
                asciiStarts[bit] = Int32(entries.count)
            }
            let known = reader.number(1)
            if known >= Self.many {
                // Its entries are a row, which is said in the place of the first.
                entries.append(Entry(language: Entry.isRow, probability: Double(rows.count)))
                rows.append(contentsOf: repeatElement(.zero, count: width))
            }
            for _ in 0..<known {
                let packed = reader.number(4)
                let language = packed >> 26
                let probability = Double(packed & 0x3FF_FFFF) / totals[language][max(length, 1) - 1]
                if known >= Self.many {
                    rows[rows.count - width + language >> 3][language & 7] = probability
                } else {
                    entries.append(Entry(language: Int32(language), probability: probability))
                }
            }
            if known < Self.many { entries.append(Entry(language: Entry.end, probability: 0)) }
        }
        self.languages = languages
        self.keys = keys
        self.starts = starts
        self.entries = entries
        self.asciiGrams = asciiGrams
        asciiEndings = Self.endings(asciiGrams)
        self.asciiStarts = asciiStarts
        self.rows = rows
        self.width = width
        mask = capacity - 1
    }

    /// None is a space alone, ends with two spaces or two capitals, or reaches back beyond the space before a word.
    private static func endings(_ grams: [UInt64]) -> [UInt8] {
        func has(_ bit: Int) -> Bool { grams[bit >> 6] & 1 << UInt64(bit & 63) != 0 }
        var endings = [UInt8](repeating: 0, count: 64 * 4_096)
        for last in 1..<54 {
            for number in 1..<54 where !(number == 1 && last == 1 || number >= 28 && last >= 28) {
                let short: UInt8 =
                    (number != 1 && has(number << 12) ? 1 : 0) | (has(last << 12 | number << 6) ? 2 : 0)
                for first in 1..<54 {
                    let place = first << 12 | last << 6 | number
                    endings[place] = short | (last != 1 && has(place) ? 4 : 0)
                }
            }
        }
        return endings
    }

    /// Which n-grams end with the third of three ASCII numbers in a row.
    @inline(__always)
    func asciiEndings(_ first: UInt8, _ last: UInt8, _ number: UInt8) -> UInt8 {
        asciiEndings[Int(first) << 12 | Int(last) << 6 | Int(number)]
    }

    /// Calls a function with the table of which n-grams end with the third of three ASCII numbers in a row.
    @inline(__always)
    func withASCIIEndings<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        asciiEndings.withUnsafeBufferPointer(body)
    }

    /// An n-gram as one number; code points beyond 16 bits are in no profile.
    @inline(__always)
    static func key(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
        UInt64(first) | UInt64(second) << 16 | UInt64(third) << 32
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }

    /// Whether any language has a code point.
    @inline(__always)
    func has(_ unit: NumberedUnit) -> Bool {
        unit.number != 0 ? hasASCII(unit.number, 0, 0) : place(of: Self.key(UInt32(unit.unit), 0, 0)) != nil
    }

    /// Whether any language has two code points in a row.
    @inline(__always)
    func has(_ first: NumberedUnit, _ second: NumberedUnit) -> Bool {
        if first.number != 0, second.number != 0 { return hasASCII(first.number, second.number, 0) }
        return place(of: Self.key(UInt32(first.unit), UInt32(second.unit), 0)) != nil
    }

    /// Whether any language has three code points in a row.
    @inline(__always)
    func has(_ first: NumberedUnit, _ second: NumberedUnit, _ third: NumberedUnit) -> Bool {
        if first.number != 0, second.number != 0, third.number != 0 {
            return hasASCII(first.number, second.number, third.number)
        }
        return place(of: Self.key(UInt32(first.unit), UInt32(second.unit), UInt32(third.unit))) != nil
    }

    @inline(__always)
    private func place(of key: UInt64) -> Int? {
        var place = Self.hash(key) & mask
        while keys[place] != 0 {
            if keys[place] == key { return place }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The languages that have an n-gram.
    struct Entries {
        /// Where they start; negative where there is none.
        fileprivate let start: Int
    }

    /// Where an n-gram's row starts, and whether it is its own: one without has that of zeros.
    @inline(__always)
    func row(of entries: Entries) -> (start: Int, isOwn: Bool) {
        guard entries.start >= 0 else { return (0, true) }
        let entry = self.entries[entries.start]
        return entry.language == Entry.isRow ? (Int(entry.probability), true) : (0, false)
    }

    /// How likely an n-gram is in the languages of an eight of its row.
    @inline(__always)
    func eight(_ index: Int, of row: Int) -> SIMD8<Double> { rows[row + index] }

    /// Calls a function with each language of an n-gram without a row of its own, and how likely it is there.
    @inline(__always)
    func forEach(_ entries: Entries, _ body: (_ language: Int, _ probability: Double) -> Void) {
        var index = entries.start
        while self.entries[index].language >= 0 {
            body(Int(self.entries[index].language), self.entries[index].probability)
            index += 1
        }
    }

    /// The entries of an n-gram.
    @inline(__always)
    func entries(of key: UInt64) -> Entries {
        Entries(start: place(of: key).map { Int(starts[$0]) } ?? -1)
    }

    /// The entries of an n-gram of ASCII letters and spaces, by their numbers: 0 where it is shorter.
    @inline(__always)
    func entriesOfASCII(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Entries {
        Entries(start: Int(asciiStarts[Int(first) << 12 | Int(second) << 6 | Int(third)]))
    }

    /// Whether any language has an n-gram of ASCII letters and spaces, by their numbers: 0 where it is shorter.
    @inline(__always)
    func hasASCII(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        let bit = Int(first) << 12 | Int(second) << 6 | Int(third)
        return asciiGrams[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// Where the bit of an n-gram of ASCII letters and spaces stands; nil for another, 0 fills up a shorter one.
    private static func asciiBit(_ first: UInt16, _ second: UInt16, _ third: UInt16) -> Int? {
        let numbers = (asciiNumber(ofUnit: first), asciiNumber(ofUnit: second), asciiNumber(ofUnit: third))
        guard first == 0 || numbers.0 != 0, second == 0 || numbers.1 != 0, third == 0 || numbers.2 != 0 else {
            return nil
        }
        return Int(numbers.0) << 12 | Int(numbers.1) << 6 | Int(numbers.2)
    }

    /// The number of an ASCII letter (2 to 53), or of a space, which stands for any other byte below 128 (1).
    @inline(__always)
    static func asciiNumber(_ byte: UInt8) -> UInt8 {
        let letter = (byte | 0x20) &- 0x61
        return letter > 25 ? 1 : letter + (byte & 0x20 == 0 ? 28 : 2)
    }

    /// The number of a space or an ASCII letter among normalized code points; 0 for anything else.
    @inline(__always)
    static func asciiNumber(ofUnit unit: UInt16) -> UInt8 {
        if unit == 0x20 { return 1 }
        let number = unit < 0x80 ? asciiNumber(UInt8(truncatingIfNeeded: unit)) : 1
        return number == 1 ? 0 : number
    }
}

/// Little-endian numbers from bytes that were compiled in.
private struct ByteReader {
    let bytes: [UInt8]
    var index = 0

    mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { index += count }
        return bytes[index..<(index + count)]
    }

    /// A number of so many bytes; a plain loop, since a million of these are read.
    mutating func number(_ count: Int) -> Int {
        var number = 0
        var place = index + count
        while place > index {
            place -= 1
            number = number << 8 | Int(bytes[place])
        }
        index += count
        return number
    }
}
