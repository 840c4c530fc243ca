internal import JSON
internal import Verifiers

/// A template that holds text and variables and nothing else, as nearly all prompts are.
///
/// It gives what the library gives, without asking it to find out what a value is at every tag.
struct PlainTemplate: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case variable(TemplateTag)
    }

    private let pieces: [Piece]

    /// The template that a scanner wrote anew; nil where it holds sections, comments, or braces beside its tags.
    init?(rewritten: [UInt8], tags: [TemplateTag]) {
        // The library leaves out blanks alone in the last line; both ways must give the same.
        let lastLine = rewritten.reversed().prefix { $0 != 0x0A && $0 != 0x0D }
        guard lastLine.isEmpty || lastLine.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        var pieces: [Piece] = []
        var rest = rewritten[...]
        let (opening, closing) = ("{{{".utf8, "}}}".utf8)
        while let start = rest.firstRange(of: "{{".utf8)?.lowerBound {
            let name = rest[start...].dropFirst(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard rest[start...].starts(with: opening), rest[name.endIndex...].starts(with: closing),
                let index = Int(String(decoding: name, as: UTF8.self)), tags.indices.contains(index),
                tags[index].kind == .variable
            else { return nil }
            if start > rest.startIndex { pieces.append(.text(String(decoding: rest[..<start], as: UTF8.self))) }
            pieces.append(.variable(tags[index]))
            rest = rest[(name.endIndex + 3)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(decoding: rest, as: UTF8.self))) }
        self.pieces = pieces
    }

    /// The text for a task's fields; throws where a field is missing or the text grows beyond its bound. O(text).
    func render(_ fields: JSONObject) throws(TemplateFault) -> String {
        var text = ""
        var bytesLeft = Template.maxOutput
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .variable(let tag):
                let value = try tag.value(in: fields).rendered
                bytesLeft -= value.utf8.count
                guard bytesLeft >= 0 else { throw TemplateFault.tooLong }
                text += value
            }
        }
        guard text.utf8.count <= Template.maxOutput else { throw TemplateFault.tooLong }
        return text
    }
}

extension TemplateTag {
    /// What it stands for among a task's fields; throws where there is no such field.
    fileprivate func value(in fields: JSONObject) throws(TemplateFault) -> JSONValue {
        guard let key = path.first else { return .object(fields) }
        guard var found = fields[key] else { throw missing(in: .object(fields)) }
        for key in path.dropFirst() {
            guard let inner = found[key] else { throw missing(in: .object(fields)) }
            found = inner
        }
        return found
    }

    /// The fault of a task that lacks the field.
    func missing(in value: JSONValue) -> TemplateFault {
        let known = value.object?.keys ?? []
        return TemplateFault(
            "the task has no field `\(name)`, which line \(line) of the template names",
            hint: known.isEmpty ? "it has no fields" : NearestName.hint(for: name, among: Array(known.prefix(32))))
    }
}

extension JSONValue {
    /// What a variable's tag writes: a text as it is, a number as the data has it, `null` as nothing, the rest as JSON.
    var rendered: String {
        switch self {
        case .string(let string): string
        case .number(let number): number.text
        case .null: ""
        case .bool, .array, .object: text
        }
    }
}
