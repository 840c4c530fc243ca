/// A table of lines `key TAB value`, sorted by their bytes.
struct SortedLines: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int32]
    /// Which line has a key, by the key's hash; the next places where that one is taken, -1 where there is none.
    private let places: [Int32]

    /// A table from its text. O(bytes).
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts: [Int32] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            starts.append(Int32(start))
            start = index + 1
        }
        self.starts = starts
        var capacity = 16
        while capacity < 2 * starts.count { capacity *= 2 }
        var places = [Int32](repeating: -1, count: capacity)
        for (line, start) in starts.enumerated() {
            var place = Self.hash(bytes[Int(start)...].prefix { $0 != 0x09 && $0 != 0x0A }) & (capacity - 1)
            while places[place] >= 0 { place = (place + 1) & (capacity - 1) }
            places[place] = Int32(line)
        }
        self.places = places
    }

    /// What stands beside a key; nil where it is not in the table. O(key).
    func value(of key: some RandomAccessCollection<UInt8>) -> ArraySlice<UInt8>? {
        var place = Self.hash(key) & (places.count - 1)
        while places[place] >= 0 {
            let line = Int(starts[Int(places[place])])
            if isKey(key, ofLine: line) { return bytes[(line + key.count + 1)...].prefix { $0 != 0x0A } }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    /// Every line, as its bytes.
    var lines: [ArraySlice<UInt8>] { starts.map { bytes[Int($0)...].prefix { $0 != 0x0A } } }

    /// FNV-1a, with its high bits brought down.
    @inline(__always)
    private static func hash(_ key: some Sequence<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }

    /// Whether a line's key, which ends with a tab, is this one.
    @inline(__always)
    private func isKey(_ key: some RandomAccessCollection<UInt8>, ofLine line: Int) -> Bool {
        var index = line
        for byte in key {
            guard index < bytes.count, bytes[index] == byte, byte != 0x09 else { return false }
            index += 1
        }
        return index < bytes.count && bytes[index] == 0x09
    }
}
