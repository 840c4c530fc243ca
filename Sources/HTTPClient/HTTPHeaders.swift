/// The headers of one reply, as they came: names without regard to case, several values for a name kept in order.
///
/// The block is kept as bytes and searched on demand, since most callers ask for one or two names.
package struct HTTPHeaders: Sendable {
    /// The header lines, each with its line ending, without the status line.
    private let block: [UInt8]

    /// Headers from a block of lines; lines without a colon are passed over.
    package init(block: [UInt8] = []) {
        self.block = block
    }

    /// The first value of a name, without surrounding white space; nil when absent. O(bytes of the block).
    package subscript(name: String) -> String? {
        var found: String?
        eachLine { line in
            guard found == nil, Self.line(line, isNamed: name) else { return }
            found = Self.value(of: line)
        }
        return found
    }

    /// All values of a name, in the order they came. O(bytes of the block).
    package func values(for name: String) -> [String] {
        var found: [String] = []
        eachLine { line in
            if Self.line(line, isNamed: name) { found.append(Self.value(of: line)) }
        }
        return found
    }

    /// How many bytes the block has.
    package var byteCount: Int { block.count }

    private func eachLine(_ body: (ArraySlice<UInt8>) -> Void) {
        var start = block.startIndex
        while start < block.endIndex {
            let end = block[start...].firstIndex(of: UInt8(ascii: "\n")) ?? block.endIndex
            body(block[start..<end])
            start = end < block.endIndex ? end + 1 : end
        }
    }

    private static func line(_ line: ArraySlice<UInt8>, isNamed name: String) -> Bool {
        var index = line.startIndex
        for byte in name.utf8 {
            guard index < line.endIndex, lowercased(line[index]) == lowercased(byte) else { return false }
            index += 1
        }
        return index < line.endIndex && line[index] == UInt8(ascii: ":")
    }

    private static func value(of line: ArraySlice<UInt8>) -> String {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return "" }
        var value = line[(colon + 1)...]
        while let first = value.first, isSpace(first) { value.removeFirst() }
        while let last = value.last, isSpace(last) { value.removeLast() }
        return String(decoding: value, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
