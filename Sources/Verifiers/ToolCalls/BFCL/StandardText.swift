/// The form in which BFCL compares texts: without spaces and `,./-_*^`, in lower case, `'` as `"`.
enum StandardText {
    /// Whether two texts have the same standard form. O(both).
    static func areEqual(_ left: String, _ right: String) -> Bool {
        var a = left.utf8.makeIterator()
        var b = right.utf8.makeIterator()
        while true {
            let x = next(&a)
            let y = next(&b)
            if let x, x >= 0x80 { break }
            if let y, y >= 0x80 { break }
            guard x == y else { return false }
            if x == nil { return true }
        }
        return standard(left).utf8.elementsEqual(standard(right).utf8)
    }

    /// The next byte that counts, in its standard form.
    private static func next(_ bytes: inout String.UTF8View.Iterator) -> UInt8? {
        while let byte = bytes.next() {
            if isDropped(byte) { continue }
            if byte == UInt8(ascii: "'") { return UInt8(ascii: "\"") }
            return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        }
        return nil
    }

    private static func isDropped(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "*"), UInt8(ascii: "^"):
            true
        default: false
        }
    }

    /// A text in its standard form. O(text).
    static func standard(_ text: String) -> String {
        let kept = String(decoding: text.utf8.lazy.filter { !isDropped($0) }, as: UTF8.self)
        var out = String.UnicodeScalarView()
        let scalars = Array(kept.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if scalar == "'" {
                out.append("\"")
            } else if scalar == "\u{3A3}" {
                out.append(isFinalSigma(at: index, in: scalars) ? "\u{3C2}" : "\u{3C3}")
            } else {
                out.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(out)
    }

    /// Unicode's rule for a sigma at the end of a word, which Python's `lower` keeps.
    private static func isFinalSigma(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        func isLetter(_ range: some Sequence<Unicode.Scalar>) -> Bool {
            range.first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false
        }
        return isLetter(scalars[..<index].reversed()) && !isLetter(scalars[(index + 1)...])
    }
}
