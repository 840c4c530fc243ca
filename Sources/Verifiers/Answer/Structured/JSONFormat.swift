internal import JSON

/// An answer as JSON, somewhere in the text: `{"answer": "5"}`, `["5"]`, `"5"`.
///
/// The value is read by RFC 8259, quotes and other escapes within it and all. Texts, numbers and booleans are answers;
/// null, and what is empty, is none.
struct JSONFormat: AnswerFormat {
    /// Which JSON values give an answer.
    enum Shape: Sendable {
        /// An object whose one member is `answer`; with `confidence` it has that number, from 0 to 1, too.
        case object(confidence: Bool)
        /// An array of one element.
        case array
        /// A string that stands in no array or object.
        case string
        /// An object that has a value at this path, which may be an array or object too; other members are free.
        case field([String])
    }

    private enum Fit {
        case answer
        case fault(String)
        case other
    }

    let shape: Shape

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        var finder = JSONSpans(text)
        var isString = false
        if case .string = shape { isString = true }
        var spans: [Range<Int>] = []
        var fault: String?
        for span in try finder.find(strings: isString, budget: &budget) {
            guard let first = text.byte(at: span.lowerBound), canFit(first) else { continue }
            try budget.spend(bytes: JSONVerifier.costOfReading * span.count)
            guard let value = try? JSONReader(maxDepth: JSONSpans.maxDepth).read(text.bytes[span]) else { continue }
            switch fit(value) {
            case .answer: spans.append(span)
            case .fault(let why):
                spans.append(span)
                fault = fault ?? why
            case .other: break
            }
        }
        if spans.count == 1, let fault { return .none(fault) }
        return SpanReading(spans, of: text, what: what)
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? {
        guard let value = try? JSONReader(maxDepth: JSONSpans.maxDepth).read(text.bytes[span]) else { return nil }
        let answer: JSONValue? =
            switch shape {
            case .object: value["answer"]
            case .array: value.array?.first
            case .string: value
            case .field(let path): Self.value(at: path, in: value)
            }
        guard let answer, !answer.isNull else { return [] }
        return Array((answer.string ?? answer.text).utf8)
    }

    private var what: String {
        switch shape {
        case .object: "JSON object with `answer`"
        case .array: "JSON array of one element"
        case .string: "JSON string"
        case .field(let path): "JSON object with `\(path.joined(separator: "."))`"
        }
    }

    private func canFit(_ first: UInt8) -> Bool {
        switch shape {
        case .object, .field: first == UInt8(ascii: "{")
        case .array: first == UInt8(ascii: "[")
        case .string: first == UInt8(ascii: "\"")
        }
    }

    private func fit(_ value: JSONValue) -> Fit {
        switch shape {
        case .string: return .answer
        case .array:
            guard let elements = value.array, elements.count == 1 else { return .other }
            return Self.isScalar(elements[0]) ? .answer : .other
        case .field(let path): return Self.value(at: path, in: value) == nil ? .other : .answer
        case .object(let confidence):
            guard let object = value.object, let answer = object["answer"] else { return .other }
            guard Self.isScalar(answer) else { return .fault("`answer` is no text, number or boolean") }
            guard object.count == (confidence ? 2 : 1) else {
                return .fault(confidence ? "it takes `answer` and `confidence`, once each" : "it takes `answer` alone")
            }
            guard confidence else { return .answer }
            guard let number = object["confidence"]?.double, (0...1).contains(number) else {
                return .fault("`confidence` is no number from 0 to 1")
            }
            return .answer
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .string, .number, .bool: true
        case .null, .array, .object: false
        }
    }

    private static func value(at path: [String], in value: JSONValue) -> JSONValue? {
        var value: JSONValue? = value
        for key in path {
            guard let object = value?.object, object.members.count(where: { $0.key.utf8.elementsEqual(key.utf8) }) <= 1
            else { return nil }
            value = object[key]
        }
        return value
    }
}
