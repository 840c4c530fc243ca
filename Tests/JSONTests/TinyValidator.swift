/// RFC 8259 once more, as plainly as it can be said: what the reader is compared with. It shares no code with it.
struct TinyValidator {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var depth = 0

    /// Whether these bytes are one JSON value, nested at most 512 deep, whose strings are Unicode.
    static func isValid(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var validator = TinyValidator(scalars: Array(text.unicodeScalars))
        guard validator.value() else { return false }
        validator.space()
        return validator.index == validator.scalars.count
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func space() {
        while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { index += 1 }
    }

    private mutating func word(_ word: String) -> Bool { word.unicodeScalars.allSatisfy { take($0) } }

    private mutating func value() -> Bool {
        space()
        switch next {
        case "{":
            return container("}") {
                $0.space(); return $0.string() && $0.colon() && $0.value()
            }
        case "[": return container("]") { $0.value() }
        case "\"": return string()
        case "t": return word("true")
        case "f": return word("false")
        case "n": return word("null")
        default: return number()
        }
    }

    private mutating func colon() -> Bool {
        space()
        return take(":")
    }

    private mutating func container(_ end: Unicode.Scalar, _ item: (inout TinyValidator) -> Bool) -> Bool {
        index += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= 512 else { return false }
        space()
        if take(end) { return true }
        while true {
            guard item(&self) else { return false }
            space()
            if take(end) { return true }
            guard take(",") else { return false }
        }
    }

    private mutating func digits() -> Bool {
        let start = index
        while let scalar = next, ("0"..."9").contains(scalar) { index += 1 }
        return index > start
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0") { guard digits() else { return false } }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return false }
        }
        return true
    }

    private mutating func unit() -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = next, scalar.properties.isASCIIHexDigit,
                let digit = UInt32(String(scalar), radix: 16)
            else { return nil }
            value = value * 16 + digit
            index += 1
        }
        return value
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let scalar = next {
            index += 1
            if scalar == "\"" { return true }
            if scalar.value < 0x20 { return false }
            guard scalar == "\\" else { continue }
            guard let letter = next else { return false }
            index += 1
            if letter == "u" {
                guard let high = unit() else { return false }
                if (0xDC00...0xDFFF).contains(high) { return false }
                if (0xD800...0xDBFF).contains(high) {
                    guard take("\\"), take("u"), let low = unit(), (0xDC00...0xDFFF).contains(low) else { return false }
                }
            } else if !"\"\\/bfnrt".unicodeScalars.contains(letter) {
                return false
            }
        }
        return false
    }
}
