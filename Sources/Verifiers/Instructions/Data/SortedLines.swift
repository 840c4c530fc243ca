/// A table of lines `key TAB value`, sorted by their bytes.
struct SortedLines: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int32]

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
    }

    /// What stands beside a key; nil where it is not in the table. O(log lines).
    func value(of key: some RandomAccessCollection<UInt8>) -> ArraySlice<UInt8>? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            let line = Int(starts[middle])
            switch order(of: key, atLine: line) {
            case 0:
                let value = bytes[(line + key.count + 1)...]
                return value.prefix { $0 != 0x0A }
            case ..<0: high = middle
            default: low = middle + 1
            }
        }
        return nil
    }

    /// Every line, as its bytes.
    var lines: [ArraySlice<UInt8>] { starts.map { bytes[Int($0)...].prefix { $0 != 0x0A } } }

    /// Below 0 where a key comes before a line's, 0 where it is that.
    @inline(__always)
    private func order(of key: some RandomAccessCollection<UInt8>, atLine line: Int) -> Int {
        var index = line
        for byte in key {
            let other = bytes[index]
            // A line's key ends with a tab.
            if other == 0x09 { return 1 }
            if byte != other { return byte < other ? -1 : 1 }
            index += 1
        }
        return bytes[index] == 0x09 ? 0 : -1
    }
}
