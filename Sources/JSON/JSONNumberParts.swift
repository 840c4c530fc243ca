/// A number's literal taken apart where it lies: no digit is copied.
struct JSONNumberParts {
    /// Whether it is below zero; zero itself never is.
    let isNegative: Bool
    /// From the first digit that is not zero to the last, perhaps with the point between; empty for zero.
    let digits: Range<Int>
    /// The power of ten that the digits, read as a whole number, are multiplied by.
    let exponent: Int

    /// Exponents are held within this, so that sums with digit counts cannot overflow.
    private static let largestExponent = Int.max / 64

    /// Whether the written exponent was cut, so that the value is not known exactly.
    var isBeyondReckoning: Bool { abs(exponent) > JSONNumberParts.largestExponent / 2 }

    /// The parts of a literal that follows RFC 8259.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        var first: Int?
        var last = 0
        var point: Int?
        var index = 0
        while index < text.count, text[index] | 0x20 != UInt8(ascii: "e") {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                point = index
            } else if byte > UInt8(ascii: "0") {
                if first == nil { first = index }
                last = index
            }
            index += 1
        }
        guard let first else {
            isNegative = false
            digits = 0..<0
            exponent = 0
            return
        }
        isNegative = text[0] == UInt8(ascii: "-")
        digits = first..<last + 1
        // The last significant digit's place: before the point it counts up from 0, after it down from -1.
        let end = point ?? index
        let place = last < end ? end - last - 1 : end - last
        exponent = JSONNumberParts.exponent(text, from: index + 1) + place
    }

    /// The significant digits without the point.
    func significant(
        in text: UnsafeBufferPointer<UInt8>
    ) -> LazyFilterSequence<Slice<UnsafeBufferPointer<UInt8>>> {
        text[digits].lazy.filter { $0 != UInt8(ascii: ".") }
    }

    /// The value of an exponent's text, held within `largestExponent`; 0 where there is none.
    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        var value = 0
        for index in start..<text.count where text[index] != UInt8(ascii: "+") && text[index] != UInt8(ascii: "-") {
            value = min(value * 10 + Int(text[index] & 15), largestExponent)
        }
        return text[start] == UInt8(ascii: "-") ? -value : value
    }
}
