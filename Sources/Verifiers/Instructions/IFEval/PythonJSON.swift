/// What Python's `json.loads` takes for a document: RFC 8259, and `NaN`, `Infinity`, `-Infinity` besides.
enum PythonJSON {
    /// The deepest nesting; Python's own bound is near 1,000 levels, by its stack.
    private static let deepest = 990

    /// Whether a range of a text is one document. O(range), no recursion.
    static func isDocument(_ text: ResponseText, _ range: Range<Int>, budget: inout Budget) throws(BudgetExhausted)
        -> Bool
    {
        try budget.spend(bytes: 4 * range.count)
        var parser = Parser(bytes: text.bytes, index: range.lowerBound, end: range.upperBound)
        return parser.document(deepest: deepest)
    }

    /// What may come next.
    private enum Expected {
        case value, valueOrEnd, key, keyOrEnd, commaOrEnd
    }

    private struct Parser {
        let bytes: [UInt8]
        var index: Int
        let end: Int

        private var byte: UInt8? { index < end ? bytes[index] : nil }

        private mutating func skipSpace() {
            while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
        }

        mutating func document(deepest: Int) -> Bool {
            var open: [UInt8] = []
            var expected = Expected.value
            while true {
                skipSpace()
                guard let byte else { return false }
                switch expected {
                case .valueOrEnd where byte == 0x5D, .keyOrEnd where byte == 0x7D:
                    index += 1
                    open.removeLast()
                    expected = .commaOrEnd
                case .value, .valueOrEnd:
                    if byte == 0x5B || byte == 0x7B {
                        guard open.count < deepest else { return false }
                        open.append(byte)
                        index += 1
                        expected = byte == 0x5B ? .valueOrEnd : .keyOrEnd
                        continue
                    }
                    guard scalar() else { return false }
                    expected = .commaOrEnd
                case .key, .keyOrEnd:
                    guard string() else { return false }
                    skipSpace()
                    guard self.byte == 0x3A else { return false }
                    index += 1
                    expected = .value
                case .commaOrEnd:
                    guard let last = open.last else { return false }
                    index += 1
                    if byte == 0x2C {
                        expected = last == 0x5B ? .value : .key
                    } else if byte == (last == 0x5B ? 0x5D : 0x7D) {
                        open.removeLast()
                    } else {
                        return false
                    }
                }
                if expected == .commaOrEnd, open.isEmpty {
                    skipSpace()
                    return index == end
                }
            }
        }

        private mutating func scalar() -> Bool {
            if byte == 0x22 { return string() }
            for word in ["true", "false", "null", "NaN", "Infinity", "-Infinity"] where has(word) {
                index += word.utf8.count
                return true
            }
            return number()
        }

        private func has(_ word: String) -> Bool {
            end - index >= word.utf8.count && bytes[index..<(index + word.utf8.count)].elementsEqual(word.utf8)
        }

        private mutating func number() -> Bool {
            if byte == 0x2D { index += 1 }
            let start = index
            if byte == 0x30 {
                index += 1
            } else if !digits() {
                return false
            }
            let whole = index
            if byte == 0x2E {
                index += 1
                // What is no fraction is left over, and nothing may be.
                if !digits() { index = whole }
            }
            // Python takes no longer whole number apart.
            let isWhole = index == whole && byte != 0x65 && byte != 0x45
            if isWhole, whole - start > 4_300 { return false }
            let fraction = index
            if byte == 0x65 || byte == 0x45 {
                index += 1
                if byte == 0x2B || byte == 0x2D { index += 1 }
                if !digits() { index = fraction }
            }
            return true
        }

        private mutating func digits() -> Bool {
            let start = index
            while let byte, byte >= 0x30, byte <= 0x39 { index += 1 }
            return index > start
        }

        private mutating func string() -> Bool {
            guard byte == 0x22 else { return false }
            index += 1
            while let byte {
                index += 1
                if byte == 0x22 { return true }
                if byte < 0x20 { return false }
                guard byte == 0x5C else { continue }
                guard let escaped = self.byte else { return false }
                index += 1
                switch escaped {
                case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: continue
                case 0x75:
                    guard end - index >= 4, bytes[index..<(index + 4)].allSatisfy(Self.isHexadecimal) else {
                        return false
                    }
                    index += 4
                default: return false
                }
            }
            return false
        }

        private static func isHexadecimal(_ byte: UInt8) -> Bool {
            (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
        }
    }
}
