/// A few words that a scan stops at, told by their first eight letters: no other word costs more than its letters.
///
/// A longer word that begins like one of them is told as well; who asks looks at the word itself then.
struct ChoiceWords: Sendable {
    private let keys: [UInt64]

    /// Words in lower-case ASCII.
    init(_ words: [String]) {
        keys = Set(words.map { $0.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }).sorted()
    }

    /// Whether a key is that of one of them.
    @inline(__always)
    func contains(_ key: UInt64) -> Bool {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key
    }
}

extension ByteText {
    /// The first eight letters of the ASCII word that starts at a letter, in lower case, as one number, and its end.
    @inline(__always)
    func wordKey(at start: Int) -> (key: UInt64, end: Int) {
        var key: UInt64 = 0
        var end = start
        while end < bytes.count, bytes[end].isWordByte || bytes[end] == UInt8(ascii: "'") {
            if end - start < 8 { key = key << 8 | UInt64(bytes[end].inLowerCase) }
            end += 1
        }
        return (key, end)
    }

    /// The ASCII word that starts at a place, in lower case, with its apostrophes; at most 16 bytes of it.
    func word(at start: Int, before limit: Int) -> String {
        var end = start
        while end < limit, end - start < 16, bytes[end].isWordByte || bytes[end] == UInt8(ascii: "'") { end += 1 }
        let count = max(0, end - start)
        return String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count { buffer[index] = bytes[start + index].inLowerCase }
            return count
        }
    }

    /// Where the ASCII word that starts at a place ends.
    func wordEnd(from start: Int, before limit: Int) -> Int {
        var end = start
        while end < limit, bytes[end].isWordByte || bytes[end] == UInt8(ascii: "'") { end += 1 }
        return end
    }

    /// The length of a dash at a place, or of an arrow; 0 where there is none.
    func dashLength(at index: Int) -> Int {
        guard let first = byte(at: index) else { return 0 }
        if first == UInt8(ascii: "-") { return byte(at: index + 1) == UInt8(ascii: ">") ? 2 : 0 }
        guard first == 0xE2 else { return 0 }
        switch (byte(at: index + 1), byte(at: index + 2)) {
        case (0x80, 0x93), (0x80, 0x94), (0x86, 0x92): return 3
        default: return 0
        }
    }
}
