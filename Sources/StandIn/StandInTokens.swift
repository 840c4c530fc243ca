/// The stand-in's own tokens: a run of ASCII letters with the one space before it, and any other character by itself.
///
/// They are counted, cut and numbered alike everywhere, so that a reply's usage, token ids, logprobs and `/tokenize`
/// agree with each other.
enum StandInTokens {
    /// Calls `body` with the range of each token in order, until it returns false. O(bytes).
    @inline(__always)
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool) {
        var start = 0
        while start < bytes.count {
            var end = start
            if bytes[end] == UInt8(ascii: " ") { end += 1 }
            while end < bytes.count, isLetter(bytes[end]) { end += 1 }
            if end == start {
                end += 1
                // The rest of a character of several bytes.
                while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            }
            guard body(start..<end) else { return }
            start = end
        }
    }

    /// How many tokens a text has. O(bytes).
    static func count(_ text: String) -> Int {
        var text = text
        return text.withUTF8(count)
    }

    /// How many tokens these bytes have. O(bytes).
    static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        scan(bytes) { _ in
            count += 1
            return true
        }
        return count
    }

    /// How many bytes the first so many tokens take. O(bytes).
    static func length(ofFirst limit: Int, in bytes: [UInt8]) -> Int {
        var left = limit
        var length = 0
        bytes.withUnsafeBufferPointer { bytes in
            scan(bytes) { range in
                guard left > 0 else { return false }
                left -= 1
                length = range.upperBound
                return true
            }
        }
        return length
    }

    /// The tokens of a text as texts. O(bytes).
    static func pieces(_ text: String) -> [Substring] {
        var lengths: [Int] = []
        var copy = text
        copy.withUTF8 { bytes in
            scan(bytes) { range in
                lengths.append(range.count)
                return true
            }
        }
        var start = text.utf8.startIndex
        return lengths.map { length in
            let end = text.utf8.index(start, offsetBy: length)
            defer { start = end }
            return text[start..<end]
        }
    }

    /// The ids of a text's tokens, each from 256 to 50,255. O(bytes).
    static func ids(_ text: String) -> [Int32] {
        var ids: [Int32] = []
        var text = text
        text.withUTF8 { bytes in
            scan(bytes) { range in
                ids.append(id(UnsafeBufferPointer(rebasing: bytes[range])))
                return true
            }
        }
        return ids
    }

    /// The id of a token: the 32-bit FNV-1a hash of its bytes, folded.
    private static func id(_ token: UnsafeBufferPointer<UInt8>) -> Int32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in token { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return 256 + Int32(hash % 50_000)
    }

    /// Whether a byte is an ASCII letter.
    static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}
