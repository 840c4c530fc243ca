/// How often character n-grams occur in which language: langdetect's 55 profiles, as a hash table.
struct LanguageProfiles: Sendable {
    /// The profiles that are compiled in; built at the first use, some milliseconds.
    static let standard = LanguageProfiles(LanguageData.profiles)

    /// Codes of the languages, in the order of their numbers.
    let languages: [String]
    /// Packed n-grams by hash; 0 where there is none.
    private let keys: [UInt64]
    /// Where the entries of the n-gram in the same place start; they end with a negative one.
    private let starts: [Int32]
    /// Which language, and how likely the n-gram is in it.
    private let entries: [Entry]
    private let mask: Int
    /// A bit for each n-gram of ASCII letters and spaces: most texts need no other table to know which ones count.
    private let asciiGrams: [UInt64]

    /// How likely an n-gram is in a language.
    struct Entry: Sendable {
        /// The language's number; negative ends a list.
        let language: Int32
        /// Occurrences by all n-grams of the same length.
        let probability: Double
    }

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
        var entries: [Entry] = []
        entries.reserveCapacity(3 * count)
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
            }
            for _ in 0..<reader.number(1) {
                let packed = reader.number(4)
                let language = packed >> 26
                entries.append(
                    Entry(
                        language: Int32(language),
                        probability: Double(packed & 0x3FF_FFFF) / totals[language][max(length, 1) - 1]))
            }
            entries.append(Entry(language: -1, probability: 0))
        }
        self.languages = languages
        self.keys = keys
        self.starts = starts
        self.entries = entries
        self.asciiGrams = asciiGrams
        mask = capacity - 1
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

    /// Whether any language has an n-gram of one, two or three normalized code points.
    @inline(__always)
    func has(_ first: UInt16, _ second: UInt16 = 0, _ third: UInt16 = 0) -> Bool {
        let numbers = (
            Self.asciiNumber(ofUnit: first), Self.asciiNumber(ofUnit: second), Self.asciiNumber(ofUnit: third)
        )
        if numbers.0 != 0, numbers.1 != 0 || second == 0, numbers.2 != 0 || third == 0 {
            return hasASCII(numbers.0, numbers.1, numbers.2)
        }
        return place(of: Self.key(UInt32(first), UInt32(second), UInt32(third))) != nil
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

    /// Calls a function with each language that has an n-gram, and how likely it is there.
    @inline(__always)
    func forEachEntry(of key: UInt64, _ body: (_ language: Int, _ probability: Double) -> Void) {
        guard let place = place(of: key) else { return }
        var index = Int(starts[place])
        while entries[index].language >= 0 {
            body(Int(entries[index].language), entries[index].probability)
            index += 1
        }
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
