internal import JSON

/// How a number may be written beside the plain form, as options allow: with a unit, a percent sign, a currency.
struct NumberNotation: Sendable {
    /// What a percent sign makes of the number before it.
    enum Percent: String, CaseIterable, Sendable {
        /// Nothing: `50%` is 50.
        case number
        /// A hundredth: `50%` is 0.5.
        case fraction
    }

    /// The ways to write the one unit that the answer may bear.
    var units: [String] = []
    /// What a percent sign means; nil: it is not read.
    var percent: Percent?
    /// The ways to write the one currency that the answer may bear, before or after the number.
    var currencies: [String] = []

    /// Whether only plain numbers are read.
    var isPlain: Bool { units.isEmpty && percent == nil && currencies.isEmpty }

    /// The number that a range holds; nil where it is not one. O(range).
    func read(_ range: Range<Int>, in text: ByteText) -> ExactDecimal? {
        if isPlain { return PlainNumber.read(range, in: text) }
        guard range.count <= PlainNumber.longest else { return nil }
        var range = text.trimmed(range)
        let sign = PlainNumber.signLength(at: range.lowerBound, in: text)
        var signed = range
        // The sign may stand before the currency: -$5.
        if let sign, let start = currencyEnd(from: range.lowerBound + sign, before: range.upperBound, in: text) {
            let number = start..<range.upperBound
            guard PlainNumber.signLength(at: start, in: text) == nil else { return nil }
            let isNegative = text.bytes[range.lowerBound] != UInt8(ascii: "+")
            return PlainNumber.read(number, in: text).map {
                ExactDecimal(isNegative: isNegative, digits: $0.digits, exponent: $0.exponent)
            }
        }
        if let start = currencyEnd(from: range.lowerBound, before: range.upperBound, in: text) {
            signed = start..<range.upperBound
            return PlainNumber.read(signed, in: text)
        }
        let last = range.upperBound
        if let percent, last > range.lowerBound, text.bytes[last - 1] == UInt8(ascii: "%") {
            var end = last - 1
            if end > range.lowerBound, text.bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
            guard let number = PlainNumber.read(text.trimmed(range.lowerBound..<end), in: text) else { return nil }
            let shift = percent == .fraction ? 2 : 0
            return ExactDecimal(isNegative: number.isNegative, digits: number.digits, exponent: number.exponent - shift)
        }
        range = withoutUnit(range, in: text)
        return PlainNumber.read(range, in: text)
    }

    /// The number that a text holds, as `read(_:in:)`.
    func read(_ text: String) -> ExactDecimal? {
        var budget = Budget(steps: 0, bytes: PlainNumber.longest)
        guard let text = try? ByteText(text, budget: &budget) else { return nil }
        return read(text.trimmed(text.all), in: text)
    }

    /// Where the number begins after a currency at a place; nil where none stands there.
    private func currencyEnd(from start: Int, before end: Int, in text: ByteText) -> Int? {
        var start = start
        if text.byte(at: start) == UInt8(ascii: "\\"), text.byte(at: start + 1)?.isLetter == false { start += 1 }
        for currency in currencies where text.has(Array(currency.utf8), at: start) {
            var index = start + currency.utf8.count
            while index < end, text.bytes[index].isBlank { index += 1 }
            if index < end { return index }
        }
        return nil
    }

    /// A number's range without the unit or currency after it, LaTeX's spaces and `\text{…}` aside.
    private func withoutUnit(_ range: Range<Int>, in text: ByteText) -> Range<Int> {
        var content = range
        for command in ["text", "mathrm"] where text.byte(at: range.upperBound - 1) == UInt8(ascii: "}") {
            let opening = Array("\\\(command){".utf8)
            guard let start = range.lastIndex(where: { text.has(opening, at: $0) }) else { continue }
            let unit = text.trimmed(start + opening.count..<range.upperBound - 1)
            guard (units + currencies).contains(where: { $0.utf8.elementsEqual(text.bytes[unit]) }) else { continue }
            content = range.lowerBound..<start
            return spaceless(content, in: text)
        }
        let known = (units + currencies).filter { unit in
            let bytes = Array(unit.utf8)
            guard range.count > bytes.count else { return false }
            let start = range.upperBound - bytes.count
            // A unit of letters is a word of its own: the `m` of `5 km` is none.
            let isApart = !bytes[0].isLetter || !text.bytes[start - 1].isLetter
            return isApart && text.has(bytes, at: start)
        }
        guard let unit = known.max(by: { $0.utf8.count < $1.utf8.count }) else { return range }
        var end = range.upperBound - unit.utf8.count
        if !unit.utf8.contains(where: { $0.isLetter }), text.byte(at: end - 1) == UInt8(ascii: "\\") { end -= 1 }
        return spaceless(range.lowerBound..<end, in: text)
    }

    /// A range without white space and LaTeX's spaces at its end.
    private func spaceless(_ range: Range<Int>, in text: ByteText) -> Range<Int> {
        var range = text.trimmed(range)
        while range.count > 2, let sign = text.byte(at: range.upperBound - 1), sign.isOne(of: ",;:!~") {
            let length = sign == UInt8(ascii: "~") ? 1 : 2
            guard length == 1 || text.byte(at: range.upperBound - 2) == UInt8(ascii: "\\") else { break }
            range = text.trimmed(range.lowerBound..<range.upperBound - length)
        }
        return range
    }
}

extension OptionReader where Value == [String] {
    /// One text or a list of them, none empty.
    static var texts: OptionReader {
        OptionReader("a text, or a list of texts, none of them empty or with digits") { value in
            let texts = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
            guard !texts.isEmpty, texts.count == (value.array?.count ?? 1), texts.count <= 100 else { return nil }
            let isSound = texts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 64 && $0.utf8.first?.isDigit == false }
            return isSound ? texts : nil
        }
    }
}
