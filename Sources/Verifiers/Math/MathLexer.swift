/// Cuts a text into the words of mathematics, LaTeX and plain alike. O(bytes), each paid before it is read.
///
/// Spacing, sizes and faces fall away here; what is written in several ways becomes one kind of word.
struct MathLexer {
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var isSpaced = false
    private var nesting = 0
    private var matrices = 0
    private(set) var tokens: [MathToken] = []

    /// The most words of one answer.
    static let tokenLimit = 4_000

    /// The words of a text, `end` last; throws where a character has no meaning in mathematics.
    static func tokens(
        _ bytes: ArraySlice<UInt8>, meter: inout MathMeter
    ) throws(MathFault) -> [MathToken] {
        try meter.spend(bytes.count / 4 + 1)
        var lexer = MathLexer(bytes)
        while lexer.index < bytes.endIndex {
            try lexer.step(&meter)
            guard lexer.tokens.count < tokenLimit else { throw .beyond }
        }
        lexer.add(.end)
        return lexer.tokens
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
        tokens.reserveCapacity(bytes.count / 2 + 4)
    }

    private mutating func add(_ kind: MathToken.Kind) {
        tokens.append(MathToken(kind: kind, isSpaced: isSpaced))
        isSpaced = false
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        let place = index + offset
        return place >= bytes.startIndex && place < bytes.endIndex ? bytes[place] : 0
    }

    private mutating func step(_ meter: inout MathMeter) throws(MathFault) {
        let first = byte()
        switch first {
        case 0x20, 0x09, 0x0A, 0x0D:
            isSpaced = true
            index += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"): try number(&meter)
        case UInt8(ascii: ".") where byte(1).isDigit: try number(&meter)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): try letters(&meter)
        case UInt8(ascii: "\\"): try command()
        case 0x80...: try unicode(&meter)
        default: try punctuation(first)
        }
    }

    private mutating func punctuation(_ first: UInt8) throws(MathFault) {
        var length = 1
        switch first {
        case UInt8(ascii: "+"):
            if byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "/"),
                byte(2) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "-")
            {
                add(.plusMinus)
                length = byte(1) == UInt8(ascii: "-") ? 2 : 3
            } else {
                add(.plus)
            }
        case UInt8(ascii: "-"): add(.minus)
        case UInt8(ascii: "*"):
            if byte(1) == UInt8(ascii: "*") {
                add(.caret)
                length = 2
            } else {
                add(.times)
            }
        case UInt8(ascii: "/"): add(.divide)
        case UInt8(ascii: "^"): add(.caret)
        case UInt8(ascii: "_"): add(.underscore)
        case UInt8(ascii: "!"):
            if byte(1) == UInt8(ascii: "=") {
                add(.relation(.notEqual))
                length = 2
            } else {
                add(.bang)
            }
        case UInt8(ascii: "%"): add(.percent)
        case UInt8(ascii: "'"): add(.prime)
        case UInt8(ascii: ","): add(.comma)
        case UInt8(ascii: ";"): add(.semicolon)
        case UInt8(ascii: ":"):
            if byte(1) == UInt8(ascii: "=") { index += 1; add(.relation(.equal)) } else { add(.colon) }
        case UInt8(ascii: "="):
            if byte(1) == UInt8(ascii: "=") { length = 2 }
            add(.relation(.equal))
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            let isLess = first == UInt8(ascii: "<")
            if byte(1) == UInt8(ascii: "=") {
                length = 2
                add(.relation(isLess ? .lessOrEqual : .greaterOrEqual))
            } else {
                add(.relation(isLess ? .less : .greater))
            }
        case UInt8(ascii: "("): nesting += 1; add(.open)
        case UInt8(ascii: ")"): nesting -= 1; add(.close)
        case UInt8(ascii: "["): nesting += 1; add(.openSquare)
        case UInt8(ascii: "]"): nesting -= 1; add(.closeSquare)
        case UInt8(ascii: "{"):
            if byte(1) == UInt8(ascii: ":"), byte(2) == UInt8(ascii: "}") {
                length = 3
                add(.colon)
            } else if let length = groupingComma() {
                index += length
            } else {
                nesting += 1
                add(.openBrace)
            }
        case UInt8(ascii: "}"): nesting -= 1; add(.closeBrace)
        case UInt8(ascii: "|"):
            if byte(1) == UInt8(ascii: "|") { index += 1; add(.norm) } else { add(.bar) }
        case UInt8(ascii: "&"): if matrices > 0 { add(.ampersand) }
        case UInt8(ascii: "~"): isSpaced = true
        case UInt8(ascii: "."):
            if byte(1) == first, byte(2) == first {
                length = 3
                add(.dots)
            } else if index + 1 < bytes.endIndex, let last = tokens.last?.kind, last != .comma, !isAtEnd(1) {
                throw .unreadable
            }
        case UInt8(ascii: "`"), UInt8(ascii: "\""): break
        default: throw .unreadable
        }
        index += length
    }

    /// Whether only white space and closing signs follow.
    private func isAtEnd(_ offset: Int) -> Bool {
        var place = index + offset
        while place < bytes.endIndex {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "}"),
                UInt8(ascii: ")"):
                place += 1
            default: return false
            }
        }
        return true
    }

    /// The length of `{,}`, a comma that groups digits; nil where none stands here.
    private func groupingComma() -> Int? {
        var offset = 1
        while byte(offset) == 0x20 { offset += 1 }
        guard byte(offset) == UInt8(ascii: ",") else { return nil }
        offset += 1
        while byte(offset) == 0x20 { offset += 1 }
        return byte(offset) == UInt8(ascii: "}") ? offset + 1 : nil
    }
}

// MARK: Numbers

extension MathLexer {
    private mutating func number(_ meter: inout MathMeter) throws(MathFault) {
        var digits: [UInt8] = []
        let isFoot = tokens.last?.kind == .underscore
        while byte().isDigit {
            digits.append(byte())
            index += 1
            // `\log_28` is the logarithm of 8 to the base 2.
            if isFoot, tokens.count > 1, tokens[tokens.count - 2].kind == .logarithm(base: 10) { break }
        }
        let isGrouped =
            !isFoot && tokens.last?.kind != .caret && tokens.last?.kind != .fraction && (1...3).contains(digits.count)
            && digits.first != UInt8(ascii: "0")
        if isGrouped { group(into: &digits) }
        var places = 0
        var isDecimal = false
        if byte() == UInt8(ascii: "."), byte(1).isDigit {
            isDecimal = true
            index += 1
            while byte().isDigit || (byte() == UInt8(ascii: "{") && groupingComma() != nil) {
                if let length = byte() == UInt8(ascii: "{") ? groupingComma() : nil {
                    index += length
                    continue
                }
                digits.append(byte())
                places += 1
                index += 1
            }
        } else if byte() == UInt8(ascii: "."), bytesAreRepeating(1) {
            isDecimal = true
            index += 1
        }
        let exponent = scientific(isDecimal: places > 0)
        let whole = try BigInteger(digits: digits[...], meter: &meter)
        guard abs(exponent) <= 6_000, places <= 6_000 else { throw .beyond }
        var value = ExactRational(whole)
        let shift = exponent - places
        if shift != 0 { value = try value.times(ExactRational(10).power(shift, &meter), &meter) }
        if isDecimal, let (cycle, length) = repeating() {
            let period = cycle.count
            let repeated = try BigInteger(digits: cycle[...], meter: &meter)
            let nines = try BigInteger(10).power(period, &meter).subtracting(.one, &meter)
            let scale = try BigInteger(10).power(places, &meter)
            value = try value.adding(ExactRational(repeated, over: nines.times(scale, &meter), &meter), &meter)
            index += length
            add(.number(value, isDecimal: false))
            return
        }
        add(.number(value, isDecimal: isDecimal))
    }

    /// Takes further groups of three digits: `,000` outside of brackets, `{,}000`, `\,000`, ` 000`.
    private mutating func group(into digits: inout [UInt8]) {
        while let length = groupSeparator() {
            var offset = length
            while byte(offset) == 0x20, length > 1 { offset += 1 }
            guard byte(offset).isDigit, byte(offset + 1).isDigit, byte(offset + 2).isDigit, !byte(offset + 3).isDigit
            else { return }
            digits += [byte(offset), byte(offset + 1), byte(offset + 2)]
            index += offset + 3
        }
    }

    private func groupSeparator() -> Int? {
        switch byte() {
        case UInt8(ascii: ","):
            if byte(1) == UInt8(ascii: "\\"), byte(2) == UInt8(ascii: "!") { return 3 }
            return nesting == 0 && matrices == 0 ? 1 : nil
        case UInt8(ascii: "{"): return groupingComma()
        case 0x20: return 1
        case UInt8(ascii: "~"): return 1
        case UInt8(ascii: "\\"):
            switch byte(1) {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), 0x20: return 2
            default: return nil
            }
        case 0xC2 where byte(1) == 0xA0: return 2
        case 0xE2 where byte(1) == 0x80 && (byte(2) == 0xAF || byte(2) == 0x89): return 3
        default: return nil
        }
    }

    /// The power of ten after `e` or `E`; 0 where none stands here.
    ///
    /// `2e-3` may be 2·e − 3: with a sign a small `e` counts only after a decimal point.
    private mutating func scientific(isDecimal: Bool) -> Int {
        let letter = byte()
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return 0 }
        let isSigned = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+")
        if isSigned, letter == UInt8(ascii: "e"), !isDecimal { return 0 }
        var offset = isSigned ? 2 : 1
        var value = 0
        let start = offset
        while byte(offset).isDigit, offset < start + 7 {
            value = value * 10 + Int(byte(offset) & 0x0F)
            offset += 1
        }
        guard offset > start, !byte(offset).isLetter else { return 0 }
        let isNegative = byte(1) == UInt8(ascii: "-")
        index += offset
        return isNegative ? -value : value
    }

    /// Whether `\overline{` or `\bar{` stands here.
    private func bytesAreRepeating(_ offset: Int) -> Bool {
        Self.repeatingMarks.contains { mark in
            mark.indices.allSatisfy { byte(offset + $0) == mark[$0] }
        }
    }

    private static let repeatingMarks = [Array("\\overline{".utf8), Array("\\bar{".utf8), Array("\\dot{".utf8)]

    /// The digits under a bar after a decimal, and the length of it all.
    private func repeating() -> (digits: [UInt8], length: Int)? {
        for mark in Self.repeatingMarks where mark.indices.allSatisfy({ byte($0) == mark[$0] }) {
            var offset = mark.count
            var digits: [UInt8] = []
            while byte(offset).isDigit {
                digits.append(byte(offset))
                offset += 1
            }
            guard !digits.isEmpty, byte(offset) == UInt8(ascii: "}") else { return nil }
            return (digits, offset + 1)
        }
        return nil
    }
}

// MARK: Words

extension MathLexer {
    /// A run of letters: a word that is known, a unit after a number, or letters one by one.
    private mutating func letters(_ meter: inout MathMeter) throws(MathFault) {
        let start = index
        while byte().isLetter { index += 1 }
        let run = bytes[start..<index]
        if run.count == 1 {
            if run[start] == UInt8(ascii: "m"), isSpaced, byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "s"),
                !byte(2).isLetter, tokens.last?.kind.isNumeric == true
            {
                // `9.8 m/s^2`, where letters side by side would be a product.
                index += 2
                if byte() == UInt8(ascii: "^"), byte(1).isDigit { index += 2 }
                return add(.text("m/s"))
            }
            if tokens.count > 2, tokens.last?.kind == .divide, case .text = tokens[tokens.count - 2].kind,
                tokens[tokens.count - 3].kind.isNumeric, run[start].isOne(of: "hsmLlg")
            {
                // `60 km/h`
                tokens.removeLast()
                return
            }
            add(letter(run[start]))
            return
        }
        let name = String(decoding: run, as: UTF8.self)
        if let kind = MathVocabulary.word(name) ?? MathVocabulary.word(name.lowercased()) {
            if kind == .degree, !(tokens.last?.kind.endsOperand ?? false) { return spell(run) }
            add(kind)
            return
        }
        if case .number(let value, let isDecimal)? = tokens.last?.kind,
            let zeros = MathVocabulary.scales[name.lowercased()],
            let scaled = try? value.times(ExactRational(zeros), &meter)
        {
            tokens.removeLast()
            add(.number(scaled, isDecimal: isDecimal))
            return
        }
        if let last = tokens.last?.kind, last.isNumeric, MathVocabulary.isUnit(name) {
            add(.text(name))
            return
        }
        if case .text(let before)? = tokens.last?.kind, tokens.count > 1, tokens[tokens.count - 2].kind.isNumeric,
            MathVocabulary.isUnit(name)
        {
            tokens.removeLast()
            add(.text(before + " " + name))
            return
        }
        for length in stride(from: min(run.count - 1, 6), through: 2, by: -1) {
            let head = String(decoding: run.prefix(length), as: UTF8.self)
            guard let kind = MathVocabulary.word(head), kind.takesArgument else { continue }
            guard run.count - length == 1 else { continue }
            add(kind)
            return spell(run.dropFirst(length))
        }
        // `1or2`: a joining word that was glued to a number.
        for joint in ["or", "and"] where name.hasPrefix(joint) && run.count <= joint.utf8.count + 1 {
            guard case .number? = tokens.last?.kind else { continue }
            add(.and)
            return spell(run.dropFirst(joint.utf8.count))
        }
        // `Answer: 5` names what follows.
        if run.count > 3, byte() == UInt8(ascii: ":"), tokens.isEmpty, run.contains(where: { $0 & 0x20 != 0 }) {
            return add(.text(name))
        }
        // Words of prose are not products: `The answer is 5`.
        let isProse = byte(1).isLetter || byte(1).isDigit || (byte(1) == UInt8(ascii: "\\") && run.count > 3)
        guard !(byte() == 0x20 && isProse) else { throw .unreadable }
        spell(run)
    }

    private mutating func spell(_ run: ArraySlice<UInt8>) {
        for byte in run { add(letter(byte)) }
    }

    private func letter(_ byte: UInt8) -> MathToken.Kind {
        switch byte {
        case UInt8(ascii: "e"): .constant(.e)
        case UInt8(ascii: "i"): .constant(.i)
        default: .symbol(String(Unicode.Scalar(byte)))
        }
    }

    private mutating func command() throws(MathFault) {
        let next = byte(1)
        guard next.isLetter else { return try commandSign(next) }
        let start = index + 1
        index = start
        while byte().isLetter { index += 1 }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        if let kind = MathVocabulary.command(name) {
            if kind == .boxed, byte() != UInt8(ascii: "{"), byte() != 0x20 { throw .unreadable }
            add(kind)
        } else if MathVocabulary.silent.contains(name) || tokens.isEmpty && MathVocabulary.leads.contains(name) {
            isSpaced = true
            if name == "left" || name == "right" || name.hasPrefix("big") || name.hasPrefix("Big") {
                skipNullDelimiter()
            }
            if name == "hspace" || name == "phantom" { _ = braces() }
        } else if MathVocabulary.texts.contains(name) {
            try text(name)
        } else if MathVocabulary.faces.contains(name) {
            isSpaced = true
        } else if name == "begin" || name == "end" {
            try surroundings(isBegin: name == "begin")
        } else if name == "mathbb" {
            try blackboard()
        } else if let kind = Self.glued(name) {
            for part in kind { add(part) }
        } else {
            throw .unreadable
        }
    }

    /// `\quadx`, `\cdotx`: a command that a letter was glued to.
    private static func glued(_ name: String) -> [MathToken.Kind]? {
        guard let last = name.last, name.count > 2 else { return nil }
        let head = String(name.dropLast())
        if head == "quad" || head == "qquad" { return [.symbol(String(last))] }
        guard head == "cdot" || head == "times" || head == "pi", let kind = MathVocabulary.command(head) else {
            return nil
        }
        return [kind, .symbol(String(last))]
    }

    /// `\left.` has no delimiter.
    private mutating func skipNullDelimiter() {
        while byte() == 0x20 { index += 1 }
        if byte() == UInt8(ascii: ".") { index += 1 }
    }

    private mutating func commandSign(_ next: UInt8) throws(MathFault) {
        index += 2
        switch next {
        case UInt8(ascii: "{"): nesting += 1; add(.openSet)
        case UInt8(ascii: "}"): nesting -= 1; add(.closeSet)
        case UInt8(ascii: "|"): add(.norm)
        case UInt8(ascii: "%"): add(.percent)
        case UInt8(ascii: "\\"):
            if matrices > 0 {
                add(.newline)
            } else if byte().isLetter {
                index -= 1
            } else {
                isSpaced = true
            }
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: ">"), 0x20, 0x0A,
            UInt8(ascii: "$"):
            isSpaced = true
        case UInt8(ascii: "_"): add(.underscore)
        case UInt8(ascii: "&"): throw .unreadable
        case UInt8(ascii: "#"): break
        default: throw .unreadable
        }
    }

    /// What balanced braces hold that stand here, and steps over them.
    private mutating func braces() -> ArraySlice<UInt8>? {
        while byte() == 0x20 { index += 1 }
        guard byte() == UInt8(ascii: "{") else { return nil }
        var depth = 0
        var place = index
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 {
                    let content = bytes[(index + 1)..<place]
                    index = place + 1
                    return content
                }
            default: break
            }
            place += 1
        }
        return nil
    }

    private mutating func text(_ command: String) throws(MathFault) {
        guard let content = braces() else {
            isSpaced = true
            return
        }
        let words = MathText.plain(content)
        let lower = words.lowercased()
        switch lower {
        case "": isSpaced = true
        case "and", "or", ",", ", and", ", or", "and/or": add(.and)
        case "percent", "percentage", "pct", "%": add(.percent)
        default:
            let isMath = command == "mathrm" || command == "operatorname"
            if let kind = MathVocabulary.word(lower) ?? MathVocabulary.command(lower), isMath, lower != "in" {
                add(kind)
            } else if isMath, words.utf8.count == 1, let byte = words.utf8.first, byte.isLetter {
                add(letter(byte))
            } else if MathText.hasConjunction(lower), tokens.last != nil {
                add(.and)
            } else if let value = Int(words), words.utf8.count < 18, tokens.last?.kind.endsOperand != true {
                add(.number(ExactRational(value), isDecimal: false))
            } else {
                add(.text(words))
            }
        }
    }

    private mutating func blackboard() throws(MathFault) {
        let name = braces().map { String(decoding: $0, as: UTF8.self) } ?? String(Unicode.Scalar(byte()))
        if tokens.last?.kind != nil, bytes[..<index].last != UInt8(ascii: "}") { index += 1 }
        switch name {
        case "R": add(.namedSet(.reals))
        case "Z": add(.namedSet(.integers))
        case "Q": add(.namedSet(.rationals))
        case "N": add(.namedSet(.naturals))
        case "C": add(.namedSet(.complexes))
        default: throw .unreadable
        }
    }

    /// `\begin{…}` and `\end{…}`: matrices are kept, alignment falls away.
    private mutating func surroundings(isBegin: Bool) throws(MathFault) {
        guard let content = braces() else { throw .unreadable }
        var name = String(decoding: content, as: UTF8.self)
        if name.hasSuffix("*") { name.removeLast() }
        switch name {
        case "matrix", "pmatrix", "bmatrix", "vmatrix", "Bmatrix", "smallmatrix", "array", "Vmatrix":
            if isBegin {
                matrices += 1
                nesting += 1
                if name == "array" { _ = braces() }
                add(.beginMatrix(isDeterminant: name == "vmatrix"))
            } else {
                matrices -= 1
                nesting -= 1
                add(.endMatrix)
            }
        case "cases":
            matrices += isBegin ? 1 : -1
            add(isBegin ? .beginCases : .endCases)
        case "align", "aligned", "equation", "gather", "gathered", "split", "math", "displaymath", "center":
            isSpaced = true
        default: throw .unreadable
        }
    }

    private mutating func unicode(_ meter: inout MathMeter) throws(MathFault) {
        let rest = String(decoding: bytes[index..<min(index + 4, bytes.endIndex)], as: UTF8.self)
        guard let scalar = rest.unicodeScalars.first else { throw .unreadable }
        let length = String(scalar).utf8.count
        if MathVocabulary.superscript(scalar) != nil { return try superscripts(&meter) }
        index += length
        if let kinds = MathVocabulary.scalar(scalar) {
            for kind in kinds { add(kind) }
        } else if let half = MathVocabulary.vulgar(scalar) {
            let value = try ExactRational(BigInteger(half.0), over: BigInteger(half.1), &meter)
            if case .number(let whole, false)? = tokens.last?.kind, whole.isWhole {
                tokens.removeLast()
                add(.number(try whole.adding(value, &meter), isDecimal: false))
            } else {
                add(.number(value, isDecimal: false))
            }
        } else if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.properties.generalCategory == .currencySymbol
        {
            isSpaced = true
        } else {
            throw .unreadable
        }
    }

    private mutating func superscripts(_ meter: inout MathMeter) throws(MathFault) {
        var digits: [UInt8] = []
        var isNegative = false
        while index < bytes.endIndex {
            let rest = String(decoding: bytes[index..<min(index + 4, bytes.endIndex)], as: UTF8.self)
            guard let scalar = rest.unicodeScalars.first, let digit = MathVocabulary.superscript(scalar) else { break }
            if digit == 0x2D {
                guard digits.isEmpty, !isNegative else { throw .unreadable }
                isNegative = true
            } else {
                digits.append(digit)
            }
            index += String(scalar).utf8.count
        }
        guard !digits.isEmpty else { throw .unreadable }
        let value = try BigInteger(digits: digits[...], meter: &meter)
        add(.caret)
        add(.number(ExactRational(isNegative ? value.negated : value), isDecimal: false))
    }
}

extension MathToken.Kind {
    /// Whether a number, percent or currency amount ends here.
    var isNumeric: Bool {
        switch self {
        case .number, .percent, .closeBrace, .close: true
        default: false
        }
    }

    /// Whether something that can be multiplied ends here.
    var endsOperand: Bool {
        switch self {
        case .number, .symbol, .constant, .close, .closeSquare, .closeBrace, .closeSet, .bar, .norm, .bang, .percent,
            .degree, .endMatrix, .closeFloor, .closeCeiling, .closeAngle, .text, .prime:
            true
        default: false
        }
    }

    /// Whether a letter glued to it is its argument.
    var takesArgument: Bool {
        switch self {
        case .function, .logarithm, .root: true
        default: false
        }
    }
}
