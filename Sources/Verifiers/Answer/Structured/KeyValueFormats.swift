internal import JSON

/// An answer in YAML: `answer: 5`, with a `confidence` where asked for, or the one item of a list, `- 5`.
///
/// Keys stand at the start of a line. The value is one scalar of YAML 1.2, quoted, plain or a block.
struct YAMLFormat: AnswerFormat {
    /// What gives the answer.
    enum Shape: Sendable {
        case mapping(confidence: Bool)
        case list
    }

    let shape: Shape

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 4 * text.bytes.count)
        var answers: [Range<Int>] = []
        var confidences: [YAMLScalar.Reading?] = []
        var end = 0
        var fault: String?
        let lines = text.lines(in: text.all)
        try budget.spend(steps: 8 * lines.count)
        for line in lines where line.lowerBound >= end {
            if let value = valueStart(of: "answer", in: line, of: text) {
                let reading = YAMLScalar(text: text, indent: value.indent).read(from: value.start)
                if reading == nil { fault = fault ?? "the value is not a scalar of YAML" }
                answers.append(reading?.range ?? value.start..<value.start)
                end = reading?.range.upperBound ?? line.upperBound
            } else if case .mapping(true) = shape, let value = valueStart(of: "confidence", in: line, of: text) {
                let reading = YAMLScalar(text: text, indent: value.indent).read(from: value.start)
                confidences.append(reading)
                end = reading?.range.upperBound ?? line.upperBound
            }
        }
        if answers.count == 1, let fault { return .none(fault) }
        if case .mapping(true) = shape {
            guard confidences.count == 1, let confidence = confidences[0], Confidence.isSound(confidence, in: text)
            else {
                return .none("there is not exactly one `confidence` that is a number from 0 to 1")
            }
        }
        return SpanReading(answers, of: text, what: what)
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? {
        let indent: Int =
            if case .list = shape { column(of: span.lowerBound, in: text) } else { 0 }
        return YAMLScalar(text: text, indent: indent).read(from: span.lowerBound)?.content ?? []
    }

    private var what: String { if case .list = shape { "list item of YAML" } else { "`answer:` of YAML" } }

    /// Where the value begins after a key at the start of a line, or a dash; nil where the line holds neither.
    private func valueStart(of key: String, in line: Range<Int>, of text: ByteText) -> (start: Int, indent: Int)? {
        var index = line.lowerBound
        if case .list = shape {
            while index < line.upperBound, text.bytes[index] == 0x20 { index += 1 }
            guard index < line.upperBound, text.bytes[index] == UInt8(ascii: "-"),
                index + 1 == line.upperBound || text.bytes[index + 1].isBlank
            else { return nil }
            return (index + 1, index - line.lowerBound)
        }
        guard text.has(Array(key.utf8), at: index) else { return nil }
        index += key.utf8.count
        while text.byte(at: index)?.isBlank == true { index += 1 }
        guard index < line.upperBound, text.bytes[index] == UInt8(ascii: ":"),
            index + 1 == line.upperBound || text.bytes[index + 1].isBlank
        else { return nil }
        return (index + 1, 0)
    }

    /// The column of the dash before a value.
    private func column(of value: Int, in text: ByteText) -> Int {
        var index = value
        while let byte = text.byte(at: index - 1), byte != UInt8(ascii: "-") { index -= 1 }
        var column = 0
        index -= 1
        while text.byte(at: index - 1) == 0x20 {
            index -= 1
            column += 1
        }
        return column
    }
}

/// An answer in TOML 1.0: `answer = "5"`, with a `confidence` or below `[response]` where asked for.
struct TOMLFormat: AnswerFormat {
    /// The table that holds the answer; nil for the top level.
    var table: String?
    var confidence = false

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 4 * text.bytes.count)
        var walk = KeyValueWalk(text: text)
        var answers: [Range<Int>] = []
        var confidences: [Range<Int>] = []
        var tables = 0
        var current: String?
        while let entry = walk.next() {
            try budget.spend(steps: 8)
            switch entry {
            case .section(let name):
                current = name
                if name == table { tables += 1 }
            case .key("answer", let start) where current == table:
                guard let value = TOMLValue.read(from: start, in: text) else {
                    return .none("the value of `answer` is not TOML")
                }
                answers.append(value.range)
                walk.move(to: value.range.upperBound)
            case .key("confidence", let start) where confidence && current == table:
                guard let value = TOMLValue.read(from: start, in: text), Confidence.isSound(value, in: text) else {
                    return .none("`confidence` is no number from 0 to 1")
                }
                confidences.append(value.range)
            case .key(_, let start):
                // A text over several lines may hold what looks like a key.
                if let value = TOMLValue.read(from: start, in: text) { walk.move(to: value.range.upperBound) }
            }
        }
        if let table, tables != 1 { return .none("there is not exactly one `[\(table)]`") }
        if confidence, confidences.count != 1 { return .none("there is not exactly one `confidence`") }
        return SpanReading(answers, of: text, what: "`answer = …` of TOML")
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? {
        TOMLValue.read(from: span.lowerBound, in: text)?.content ?? []
    }
}

/// An answer in an INI file: `answer = 5` below a section's header, each once.
struct INIFormat: AnswerFormat {
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 4 * text.bytes.count)
        var walk = KeyValueWalk(text: text)
        var answers: [Range<Int>] = []
        var sections = 0
        while let entry = walk.next() {
            try budget.spend(steps: 4)
            switch entry {
            case .section: sections += 1
            case .key("answer", let start):
                guard sections > 0 else { return .none("`answer` stands before any section") }
                answers.append(start..<text.lineEnd(from: start))
            case .key: break
            }
        }
        guard sections == 1 else { return .none("there is not exactly one section") }
        return SpanReading(answers, of: text, what: "`answer = …` in a section")
    }
}

/// A confidence: a number from 0 to 1.
enum Confidence {
    /// Whether a scalar is one; a number in quotes is a text.
    static func isSound(_ scalar: YAMLScalar.Reading, in text: ByteText) -> Bool {
        guard text.bytes[scalar.range] == scalar.content[...] else { return false }
        let number = JSONNumber(literal: String(decoding: scalar.content, as: UTF8.self))?.double
        return number.map { (0...1).contains($0) } ?? false
    }
}

/// Walks through the lines of a text that are sections' headers or keys with values.
struct KeyValueWalk {
    /// What a line holds.
    enum Entry {
        /// `[name]`
        case section(String)
        /// A key, and where its value begins after `=` and blanks.
        case key(String, Int)
    }

    let text: ByteText
    private var index = 0

    /// A walk from the start of a text.
    init(text: ByteText) { self.text = text }

    /// Goes on at the line after the one that holds a place.
    mutating func move(to place: Int) { index = max(index, text.lineEnd(from: place)) }

    /// The next header or key; nil at the end.
    mutating func next() -> Entry? {
        while index < text.bytes.count {
            let end = text.lineEnd(from: index)
            let line = text.trimmed(index..<end)
            index = end + max(text.newlineLength(at: end), 1)
            if let entry = entry(line) { return entry }
        }
        return nil
    }

    private func entry(_ line: Range<Int>) -> Entry? {
        guard let first = text.bytes[line].first else { return nil }
        if first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]"), in: line), close > line.lowerBound + 1 else {
                return nil
            }
            let rest = text.trimmed(close + 1..<line.upperBound)
            guard rest.isEmpty || text.bytes[rest.lowerBound].isOne(of: "#;") else { return nil }
            return .section(text.string(text.trimmed(line.lowerBound + 1..<close)))
        }
        var end = line.lowerBound
        let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        if isQuoted { end += 1 }
        while end < line.upperBound, text.bytes[end].isWordByte || text.bytes[end] == UInt8(ascii: "-") { end += 1 }
        let key = line.lowerBound + (isQuoted ? 1 : 0)..<end
        guard !key.isEmpty else { return nil }
        if isQuoted {
            guard text.byte(at: end) == first else { return nil }
            end += 1
        }
        while end < line.upperBound, text.bytes[end].isBlank { end += 1 }
        guard end < line.upperBound, text.bytes[end] == UInt8(ascii: "=") else { return nil }
        end += 1
        while end < line.upperBound, text.bytes[end].isBlank { end += 1 }
        return .key(text.string(key), end)
    }
}

/// Reads the values of TOML 1.0 that are not arrays or tables.
enum TOMLValue {
    /// The value that begins at a place and ends its line; nil where none does.
    static func read(from start: Int, in text: ByteText) -> YAMLScalar.Reading? {
        let reading: StringLiteral.Reading?
        switch text.byte(at: start) {
        case UInt8(ascii: "\""):
            let lines = StringLiteral(dialect: .tomlLines).read(at: start, in: text)
            reading = lines ?? StringLiteral(dialect: .toml).read(at: start, in: text) ?? empty(at: start, in: text)
        case UInt8(ascii: "'"): reading = literal(at: start, in: text)
        default: reading = bare(at: start, in: text)
        }
        guard let reading else { return nil }
        var rest = reading.end
        while text.byte(at: rest)?.isBlank == true { rest += 1 }
        let isEnd =
            rest >= text.bytes.count || text.newlineLength(at: rest) > 0 || text.byte(at: rest) == UInt8(ascii: "#")
        return isEnd ? YAMLScalar.Reading(range: start..<reading.end, content: reading.content) : nil
    }

    private static func empty(at start: Int, in text: ByteText) -> StringLiteral.Reading? {
        text.has(Array("\"\"".utf8), at: start) ? StringLiteral.Reading(end: start + 2, content: []) : nil
    }

    private static func literal(at start: Int, in text: ByteText) -> StringLiteral.Reading? {
        let quote = UInt8(ascii: "'")
        if text.has([quote, quote, quote], at: start) {
            let begin = start + 3 + text.newlineLength(at: start + 3)
            var index = begin
            while index < text.bytes.count {
                if text.has([quote, quote, quote], at: index), text.byte(at: index + 3) != quote {
                    return StringLiteral.Reading(end: index + 3, content: Array(text.bytes[begin..<index]))
                }
                index += 1
            }
            return nil
        }
        guard let end = text.firstIndex(of: quote, in: start + 1..<text.lineEnd(from: start)) else { return nil }
        return StringLiteral.Reading(end: end + 1, content: Array(text.bytes[start + 1..<end]))
    }

    /// A boolean, number or date: booleans and numbers by their grammar, dates by their first characters.
    private static func bare(at start: Int, in text: ByteText) -> StringLiteral.Reading? {
        var end = start
        while let byte = text.byte(at: end), byte.isWordByte || byte.isOne(of: "+-.:") { end += 1 }
        let content = Array(text.bytes[start..<end])
        let token = String(decoding: content, as: UTF8.self)
        let digits = token.utf8.first.map { $0 == UInt8(ascii: "+") } == true ? String(token.dropFirst()) : token
        let plain = digits.filter { $0 != "_" }
        let isUnderscoreSound = !digits.hasPrefix("_") && !digits.hasSuffix("_") && !digits.contains("__")
        let isNumber = isUnderscoreSound && JSONNumber(literal: plain) != nil
        let isDate = content.count >= 10 && content[4] == UInt8(ascii: "-") && content[..<4].allSatisfy(\.isDigit)
        guard ["true", "false"].contains(token) || isNumber || isDate else { return nil }
        return StringLiteral.Reading(end: end, content: content)
    }
}
