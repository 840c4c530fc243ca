package import JSON

/// The options of a multiple-choice question: a label each, a letter or digit, and their texts where they are known.
package struct AnswerChoices: Sendable {
    /// The labels, letters in upper case.
    let labels: [UInt8]
    /// The texts in lower case with single spaces, one for each label; empty where it is not known.
    let texts: [[UInt8]]

    /// The labels A to J without texts: what is read where the options are not told.
    package static let letters = AnswerChoices(labels: Array(0x41...0x4A), texts: [])

    private init(labels: [UInt8], texts: [[UInt8]]) {
        self.labels = labels
        self.texts = texts.isEmpty ? labels.map { _ in [] } : texts
    }

    /// The options as data sets give them; nil for anything else.
    ///
    /// A list of 2 to 26 texts, labelled from A on, their own `A)` left out where all of them bear one; an object from
    /// labels to texts; or `{label: […], text: […]}`.
    package init?(_ value: JSONValue) {
        var pairs: [(label: UInt8, text: String)] = []
        switch value {
        case .array(let elements):
            guard elements.count <= 26 else { return nil }
            for (index, element) in elements.enumerated() {
                guard let text = Self.text(element) else { return nil }
                pairs.append((0x41 + UInt8(index), text))
            }
        case .object(let object):
            if let labels = object["label"]?.array, let texts = object["text"]?.array, object.count == 2 {
                guard labels.count == texts.count else { return nil }
                for (label, text) in zip(labels, texts) {
                    guard let label = Self.label(label.string), let text = Self.text(text) else { return nil }
                    pairs.append((label, text))
                }
            } else {
                for member in object.members {
                    guard let label = Self.label(member.key), let text = Self.text(member.value) else { return nil }
                    pairs.append((label, text))
                }
            }
        case .null, .bool, .number, .string: return nil
        }
        guard (2...36).contains(pairs.count), Set(pairs.map(\.label)).count == pairs.count else { return nil }
        var texts = pairs.map { Self.normalised($0.text) }
        let bare = zip(pairs, texts).map { Self.withoutLabel($1, $0.label) }
        if bare.allSatisfy({ $0 != nil }) { texts = bare.map { $0 ?? [] } }
        self.init(labels: pairs.map(\.label), texts: texts)
    }

    /// The index of a label, in either case.
    func index(of byte: UInt8) -> Int? { labels.firstIndex(of: byte.isLetter ? byte & 0xDF : byte) }

    /// The indexes of the options whose text this is.
    func indexes(ofText text: [UInt8]) -> [Int] { texts.indices.filter { !texts[$0].isEmpty && texts[$0] == text } }

    /// The longest option text that stands at a place as words of its own, and where it ends; nil where none does.
    func text(at start: Int, before end: Int, in text: ByteText) -> (index: Int, end: Int)? {
        guard start < end else { return nil }
        let first = text.bytes[start].inLowerCase
        if first.isWordByte, let before = text.byte(at: start - 1), before.isWordByte { return nil }
        var best: (index: Int, end: Int)?
        for index in texts.indices {
            guard texts[index].first == first, let stop = Self.match(texts[index], at: start, before: end, in: text),
                stop > best?.end ?? start
            else { continue }
            best = (index, stop)
        }
        return best
    }

    private static func match(_ option: [UInt8], at start: Int, before end: Int, in text: ByteText) -> Int? {
        var index = start
        for byte in option {
            guard index < end else { return nil }
            if byte == 0x20 {
                guard text.bytes[index].isASCIISpace else { return nil }
                while index < end, text.bytes[index].isASCIISpace { index += 1 }
            } else {
                guard text.bytes[index].inLowerCase == byte else { return nil }
                index += 1
            }
        }
        guard let last = option.last, index < end, last.isWordByte || last >= 0x80 else { return index }
        let next = text.bytes[index]
        if next.isWordByte || next >= 0x80 && text.scalar(at: index)?.scalar.properties.isAlphabetic == true {
            return nil
        }
        let goesOn =
            last.isDigit
            && (next == UInt8(ascii: "%") || next.isOne(of: ".,/:") && text.byte(at: index + 1)?.isDigit == true)
        return goesOn ? nil : index
    }

    /// A text in lower case (ASCII letters), white space collapsed, without a full stop at its end.
    static func normalised(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text.utf8 {
            if byte.isASCIISpace {
                if let last = result.last, last != 0x20 { result.append(0x20) }
            } else {
                result.append(byte.inLowerCase)
            }
        }
        while let last = result.last, last == 0x20 || last == UInt8(ascii: ".") { result.removeLast() }
        return result
    }

    private static func label(_ text: String?) -> UInt8? {
        guard let text, text.utf8.count == 1, let byte = text.utf8.first, byte.isLetter || byte.isDigit else {
            return nil
        }
        return byte.isLetter ? byte & 0xDF : byte
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): "\(flag)"
        case .null, .array, .object: nil
        }
    }

    /// What follows `a)`, `(a)`, `a.` or `a:` in a normalised text; nil where it does not begin so.
    private static func withoutLabel(_ text: [UInt8], _ label: UInt8) -> [UInt8]? {
        var rest = text[...]
        let isWrapped = rest.first == UInt8(ascii: "(")
        if isWrapped { rest = rest.dropFirst() }
        guard rest.first == label.inLowerCase else { return nil }
        rest = rest.dropFirst()
        if rest.isEmpty, !isWrapped { return [] }
        guard let sign = rest.first, isWrapped ? sign == UInt8(ascii: ")") : sign.isOne(of: ").:") else {
            return nil
        }
        return Array(rest.dropFirst().drop { $0 == 0x20 })
    }
}

extension OptionReader where Value == AnswerChoices {
    /// The options of a question.
    package static var choices: OptionReader {
        OptionReader("the options: a list of texts, or an object from letters to texts") { AnswerChoices($0) }
    }
}

extension UInt8 {
    /// An ASCII letter in lower case; other bytes as they are.
    var inLowerCase: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
    /// Whether it is ASCII white space.
    var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
