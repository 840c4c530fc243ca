internal import JSON
internal import Mustache
internal import Verifiers

/// A Mustache template over the fields of a task: text, not HTML, so nothing is escaped, and every field that it
/// names must be there.
///
/// A number is written as the data has it, an array or an object as JSON, `null` as nothing. A section takes `null`,
/// `false` and the empty array for false.
struct Template: Sendable {
    /// The longest text that is made, in bytes.
    static let maxOutput = 4 << 20

    private let tags: [TemplateTag]
    private let body: Body

    private enum Body: Sendable {
        case constant(String)
        case plain(PlainTemplate)
        case mustache(MustacheTemplate)
    }

    /// A template; throws what is wrong with it. A plain one may be left to the library too, for tests.
    init(_ text: String, byLibrary: Bool = false) throws(TemplateFault) {
        let scanner = try TemplateScanner(text)
        tags = scanner.tags
        // Even without tags there may be comments to take out.
        if text.utf8.contains(UInt8(ascii: "{")) {
            do {
                let template = try MustacheTemplate(string: String(decoding: scanner.rewritten, as: UTF8.self))
                let plain = byLibrary ? nil : PlainTemplate(rewritten: scanner.rewritten, tags: tags)
                body = plain.map { .plain($0) } ?? .mustache(template)
            } catch {
                throw TemplateFault("the template cannot be read", hint: "look at the characters beside its braces")
            }
        } else {
            body = .constant(text)
        }
    }

    /// The text where it is the same for every task; nil where the template names fields.
    var constant: String? { tags.isEmpty ? try? render(JSONObject()) : nil }

    /// The text for a task's fields; throws where a field is missing or the text grows beyond `maxOutput`. O(text).
    func render(_ fields: JSONObject) throws(TemplateFault) -> String {
        switch body {
        case .constant(let text): return text
        case .plain(let template): return try template.render(fields)
        case .mustache(let template):
            let rendering = Rendering(tags: tags)
            let text = template.render(FieldContext(value: .object(fields), isRoot: true, rendering: rendering))
            if let fault = rendering.fault { throw fault }
            guard text.utf8.count <= Self.maxOutput else { throw TemplateFault.tooLong }
            return text
        }
    }
}

extension TemplateFault {
    /// A text that would be larger than any prompt.
    static let tooLong = TemplateFault("the text grows beyond \(Template.maxOutput) bytes")
}

/// The state of one rendering: what it may still cost, and the first thing that went wrong.
///
/// The library can neither throw nor stop, so a lookup that fails is noted here and gives nothing from then on.
private final class Rendering {
    /// What an element of a section costs beside its body's bytes, so that empty bodies end too.
    private static let elementCost = 32

    let tags: [TemplateTag]
    private(set) var fault: TemplateFault?
    private var bytesLeft = Template.maxOutput

    init(tags: [TemplateTag]) { self.tags = tags }

    func fail(_ fault: TemplateFault) { if self.fault == nil { self.fault = fault } }

    func spend(_ bytes: Int) -> Bool {
        bytesLeft -= bytes
        if bytesLeft < 0 { fail(.tooLong) }
        return fault == nil
    }

    func spend(elements: Int, of tag: TemplateTag) -> Bool {
        let (cost, overflows) = elements.multipliedReportingOverflow(by: tag.bodyBytes + Self.elementCost)
        return spend(overflows ? .max / 2 : cost)
    }
}

/// A value that the library looks tags up in: the task's fields, or an element of a section.
private struct FieldContext: MustacheParent {
    let value: JSONValue
    let isRoot: Bool
    let rendering: Rendering

    /// What a tag stands for in this value; nil lets the library ask the value around it.
    func child(named name: String) -> Any? {
        guard rendering.fault == nil, let index = Int(name), rendering.tags.indices.contains(index) else { return nil }
        let tag = rendering.tags[index]
        guard let key = tag.path.first else { return content(value, of: tag) }
        guard var found = value[key] else {
            if isRoot { rendering.fail(tag.missing(in: value)) }
            return nil
        }
        for key in tag.path.dropFirst() {
            guard let inner = found[key] else {
                rendering.fail(tag.missing(in: value))
                return nil
            }
            found = inner
        }
        return content(found, of: tag)
    }

    private func content(_ value: JSONValue, of tag: TemplateTag) -> Any? {
        if tag.kind == .variable {
            let text = value.rendered
            return rendering.spend(text.utf8.count) ? text : nil
        }
        switch value {
        case .null: return false
        case .bool(let flag): return flag
        case .array(let elements):
            guard rendering.spend(elements: elements.count, of: tag) else { return nil }
            return elements.map { FieldContext(value: $0, isRoot: false, rendering: rendering) }
        case .string, .number, .object:
            guard rendering.spend(elements: 1, of: tag) else { return nil }
            return FieldContext(value: value, isRoot: false, rendering: rendering)
        }
    }
}
