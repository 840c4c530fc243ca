/// What stands round a number in a sentence: whether it goes on, is denied, or is mathematics to the full stop.
enum MathSentence {
    /// The longest rest of a sentence that is read as mathematics.
    private static let limit = 160

    /// From a place where mathematics may begin to the end of its sentence; nil where prose begins or a formula follows.
    static func rest(from start: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard mayBegin(at: start, in: bytes) else { return nil }
        var end = start
        while end < bytes.endIndex, bytes[end] != 0x0A, bytes[end] != 0x0D {
            let next = end + 1 < bytes.endIndex ? bytes[end + 1] : 0x0A
            if bytes[end] == UInt8(ascii: "$"), end > start, bytes[end - 1] != UInt8(ascii: "\\") { return nil }
            if bytes[end] == UInt8(ascii: "\\"), next == UInt8(ascii: "(") || next == UInt8(ascii: "[") { return nil }
            if bytes[end] == UInt8(ascii: "."), next.isSpace || next == UInt8(ascii: "*") { break }
            end += 1
            guard end - start <= limit else { return nil }
        }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return end > start ? start..<end : nil
    }

    /// Where what is announced begins: behind `:` and `is`.
    static func announced(after start: Int, in bytes: ArraySlice<UInt8>) -> Int {
        var index = start
        func skip() {
            while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "*") { index += 1 }
        }
        for word in [":", "is ", ":"] {
            skip()
            if index < bytes.endIndex, bytes[index...].starts(with: word.utf8) { index += word.utf8.count }
        }
        skip()
        return index
    }

    /// Whether a number, sign or bracket stands at a place.
    static func beginsNumber(at index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard index < bytes.endIndex else { return false }
        switch bytes[index] {
        case UInt8(ascii: "-"), UInt8(ascii: "("): return true
        case 0xE2: return bytes[index...].starts(with: minus)
        default: return bytes[index].isDigit
        }
    }

    private static let minus = Array("−".utf8)

    private static func mayBegin(at start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard start < bytes.endIndex else { return false }
        if beginsNumber(at: start, in: bytes) { return true }
        let first = bytes[start]
        switch first {
        case UInt8(ascii: "["), 0xCF: return true
        case UInt8(ascii: "\\"):
            return start + 1 < bytes.endIndex && (bytes[start + 1].isLetter || bytes[start + 1] == UInt8(ascii: "{"))
        case 0xE2: return bytes[start...].starts(with: "√".utf8) || bytes[start...].starts(with: "∞".utf8)
        default: break
        }
        guard first.isLetter else { return false }
        // One letter with a sign after it: `x + 1`, not "a lot".
        var index = start + 1
        while index < bytes.endIndex, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.endIndex else { return false }
        return bytes[index].isOne(of: "=+-*/^_<>")
    }

    /// Whether what follows a number belongs to it, so that the number alone is not what is said: `5 × 10^3`, `5π`,
    /// `5 million`, `5:30`, `5 and 6`.
    static func goesOn(after end: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard end < bytes.endIndex else { return false }
        if bytes[end] == UInt8(ascii: ":"), end + 1 < bytes.endIndex, bytes[end + 1].isDigit { return true }
        var index = end
        while index < bytes.endIndex, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.endIndex else { return false }
        let rest = bytes[index...]
        if rest.starts(with: signs[0]) { return !degrees.contains { rest.starts(with: $0) } }
        if signs.contains(where: { rest.starts(with: $0) }) { return true }
        if bytes[index] == UInt8(ascii: "\\") { return commands.contains { rest.starts(with: $0) } }
        guard index > end, bytes[index].isLetter else { return false }
        let word = rest.prefix(12).prefix { $0.isLetter }.map { $0 | 0x20 }
        if scales.contains(word) { return true }
        guard joints.contains(word) else { return false }
        let after = rest.dropFirst(word.count + 1)
        return after.first.map { $0.isDigit || $0 == UInt8(ascii: "-") } ?? false
    }

    private static let signs = ["^", "×", "·", "⋅", "÷", "π", "²", "³", "¹", "⁴", "⁵", "⁶", "√", "±"].map {
        Array($0.utf8)
    }
    private static let degrees = ["^\\circ", "^{\\circ", "^\\degree"].map { Array($0.utf8) }
    private static let commands = [
        "\\pi", "\\sqrt", "\\frac", "\\dfrac", "\\times", "\\cdot", "\\pm", "\\div", "\\ln", "\\log", "\\sin", "\\cos",
        "\\tan", "\\mod", "\\bmod", "\\pmod",
    ].map { Array($0.utf8) }
    private static let scales = ["thousand", "million", "billion", "trillion", "mod", "squared", "cubed", "pi"].map {
        Array($0.utf8)
    }
    private static let joints = ["and", "or"].map { Array($0.utf8) }

    /// Whether the word before a number denies it.
    static func isDenied(before start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        var end = min(start, bytes.endIndex)
        while end > bytes.startIndex, bytes[end - 1].isSpace || bytes[end - 1].isOne(of: "$*") { end -= 1 }
        return denials.contains { bytes[bytes.startIndex..<end].suffix($0.count).elementsEqual($0) }
    }

    private static let denials = [" not", "n't", " never", "n’t"].map { Array($0.utf8) }
}
