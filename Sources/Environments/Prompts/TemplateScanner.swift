/// What is wrong with a template, or with a task that it is rendered for.
struct TemplateFault: Error, Sendable, Hashable {
    /// What is wrong.
    var message: String
    /// What to write instead; nil where the message says it.
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

/// One tag of a template, known by its index.
struct TemplateTag: Sendable, Hashable {
    /// What a tag does.
    enum Kind: Sendable, Hashable {
        /// Stands for the field's text.
        case variable
        /// `{{#field}}…{{/field}}`: the body for a true value, or for each element of an array.
        case section
        /// `{{^field}}…{{/field}}`: the body where `section` would have none.
        case inverted
    }

    /// What it does.
    var kind: Kind
    /// The field's keys from the outermost in; empty for `{{.}}`, the element at hand.
    var path: [String]
    /// The line in the template, from 1.
    var line: Int
    /// Bytes of a section's body, tags included; 0 for a variable.
    var bodyBytes: Int = 0

    /// The path as it is written.
    var name: String { path.isEmpty ? "." : path.joined(separator: ".") }
}

/// Reads the tags of a template and writes it anew with each tag's index for its name.
///
/// The template library takes any field that is missing for empty, knows partials and escapes HTML. With indices for
/// names every lookup comes to us whole, and what prompts have no use for is refused with its line.
struct TemplateScanner {
    /// The largest template, in bytes.
    static let maxBytes = 256 << 10
    /// The deepest nesting of sections.
    static let maxDepth = 16
    /// The most tags.
    static let maxTags = 1000

    /// The tags in their order.
    private(set) var tags: [TemplateTag] = []
    /// The template with indices for names; nothing in it is escaped.
    private(set) var rewritten: [UInt8] = []
    private let source: [UInt8]
    private var position = 0
    private var line = 1
    /// The open sections, with where their bodies begin in `rewritten`.
    private var open: [(tag: Int, start: Int)] = []

    /// Scans a template; throws what is wrong with it.
    init(_ text: String) throws(TemplateFault) {
        source = Array(text.utf8)
        guard source.count <= Self.maxBytes else {
            throw TemplateFault("the template is longer than \(Self.maxBytes) bytes")
        }
        rewritten.reserveCapacity(source.count)
        while position < source.count {
            if source[position...].starts(with: Self.opening) { try readTag() } else { copyByte() }
        }
        if let last = open.last {
            throw TemplateFault(
                "line \(tags[last.tag].line): `\(tags[last.tag].name)` is opened and not closed",
                hint: "write {{/\(tags[last.tag].name)}} where it ends")
        }
    }

    private static let opening = Array("{{".utf8)

    private mutating func copyByte() {
        if source[position] == 0x0A { line += 1 }
        rewritten.append(source[position])
        position += 1
    }

    private mutating func readTag() throws(TemplateFault) {
        let isTriple = source[position...].starts(with: "{{{".utf8)
        let end = Array((isTriple ? "}}}" : "}}").utf8)
        let start = position + (isTriple ? 3 : 2)
        var close = start
        while close < source.count, !source[close...].starts(with: end) { close += 1 }
        guard close < source.count else {
            throw TemplateFault("line \(line): `{{` is not closed", hint: "write }} after the field's name")
        }
        let content = source[start..<close]
        position = close + end.count
        defer { line += content.count { $0 == 0x0A } }
        guard let sign = content.first(where: { $0 != 0x20 }), !isTriple else {
            return try addVariable(content)
        }
        let rest = content.drop { $0 == 0x20 }.dropFirst()
        switch sign {
        case UInt8(ascii: "!"): rewritten += "{{!}}".utf8
        case UInt8(ascii: "&"): try addVariable(rest)
        case UInt8(ascii: "#"): try openSection(.section, "#", rest)
        case UInt8(ascii: "^"): try openSection(.inverted, "^", rest)
        case UInt8(ascii: "/"): try closeSection(rest)
        case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "%"):
            throw TemplateFault(
                "line \(line): a prompt has no use for `{{\(Character(UnicodeScalar(sign)))…}}`",
                hint: "a prompt knows {{field}}, {{#field}}…{{/field}}, {{^field}}…{{/field}} and {{! comments}}")
        default: try addVariable(content)
        }
    }

    private mutating func addVariable(_ content: ArraySlice<UInt8>) throws(TemplateFault) {
        let index = try add(.variable, content)
        rewritten += "{{{\(index)}}}".utf8
    }

    private mutating func openSection(
        _ kind: TemplateTag.Kind, _ sign: String, _ content: ArraySlice<UInt8>
    ) throws(TemplateFault) {
        let index = try add(kind, content)
        guard open.count < Self.maxDepth else {
            throw TemplateFault("line \(line): sections are nested more than \(Self.maxDepth) deep")
        }
        rewritten += "{{\(sign)\(index)}}".utf8
        open.append((index, rewritten.count))
    }

    private mutating func closeSection(_ content: ArraySlice<UInt8>) throws(TemplateFault) {
        let path = try path(content)
        guard let section = open.popLast() else {
            throw TemplateFault("line \(line): `{{/…}}` closes what was not opened")
        }
        guard path == tags[section.tag].path else {
            throw TemplateFault(
                "line \(line): this closes another section than the last one opened",
                hint: "write {{/\(tags[section.tag].name)}}, opened in line \(tags[section.tag].line)")
        }
        tags[section.tag].bodyBytes = rewritten.count - section.start
        rewritten += "{{/\(section.tag)}}".utf8
    }

    private mutating func add(_ kind: TemplateTag.Kind, _ content: ArraySlice<UInt8>) throws(TemplateFault) -> Int {
        guard tags.count < Self.maxTags else { throw TemplateFault("the template has more than \(Self.maxTags) tags") }
        tags.append(TemplateTag(kind: kind, path: try path(content), line: line))
        return tags.count - 1
    }

    private func path(_ content: ArraySlice<UInt8>) throws(TemplateFault) -> [String] {
        let trimmed = content.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        let name = String(decoding: Array(trimmed), as: UTF8.self)
        if name == "." { return [] }
        let keys = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard keys.allSatisfy({ !$0.isEmpty }), !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7B || $0 == 0x7D })
        else {
            throw TemplateFault(
                "line \(line): a tag needs the name of a field", hint: "write {{field}}, or {{outer.inner}} for a path")
        }
        return keys
    }
}
