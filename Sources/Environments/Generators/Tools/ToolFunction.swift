internal import JSON

/// One function that a tool set may offer.
struct ToolFunction: Sendable {
    let name: String
    let domain: String
    /// What it does, in one sentence.
    let about: String
    /// Functions that could be taken for it.
    var confusable: [String] = []
    var parameters: [ToolParameter] = []
    /// Orders to do it.
    var wordings: [ToolWording] = []

    /// The function as OpenAI's API spells tools.
    var definition: JSONValue {
        var properties = JSONObject()
        for parameter in parameters { properties.members.append(.init(key: parameter.key, value: parameter.schema)) }
        let required = parameters.filter(\.isRequired).map { JSONValue.string($0.key) }
        return [
            "type": "function",
            "function": [
                "name": .string(name), "description": .string(about),
                "parameters": ["type": "object", "properties": .object(properties), "required": .array(required)],
            ],
        ]
    }

    /// Whether one could be taken for the other.
    func isConfusable(with other: ToolFunction) -> Bool {
        confusable.contains(other.name) || other.confusable.contains(name)
    }
}

/// One parameter of a function.
struct ToolParameter: Sendable {
    /// What it takes.
    enum Kind: Sendable {
        case text([String])
        case choice([(code: String, words: String)])
        /// What is said when it is true, and when it is false.
        case flag(yes: String, no: String)
        case whole(ClosedRange<Int>, step: Int)
        /// In hundredths.
        case decimal(ClosedRange<Int>, step: Int)
        /// An amount of money, in hundredths.
        case price(ClosedRange<Int>, step: Int)
        case date
        /// In steps of five minutes, from an hour to before another.
        case time(Range<Int>)
        case email, phone, address, path, host
        case code(prefix: String, digits: Int)
        /// Different words, in any order, so many at least and at most.
        case list([String], ClosedRange<Int>)
        /// Products with quantities, in any order.
        case lines([String], ClosedRange<Int>)
    }

    let key: String
    let kind: Kind
    /// What it is, without a full stop.
    let about: String
    let isRequired: Bool
    /// What counts when it is left out.
    let fallback: JSONValue?

    /// Whether the order of its elements says nothing.
    var isUnordered: Bool {
        switch kind {
        case .list, .lines: true
        default: false
        }
    }

    /// Whether its values stand out in a sentence, so that one can be taken back by itself.
    var mayBeMisspoken: Bool {
        switch kind {
        case .whole, .price, .date, .time, .code, .email, .phone: true
        default: false
        }
    }

    /// Its JSON Schema.
    var schema: JSONValue {
        var schema: JSONObject
        var note = ""
        switch kind {
        case .choice(let choices): schema = ["type": "string", "enum": .array(choices.map { .string($0.code) })]
        case .flag: schema = ["type": "boolean"]
        case .whole(let range, _):
            schema = ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
        case .decimal, .price: schema = ["type": "number"]
        case .date: (schema, note) = (["type": "string", "format": "date"], ", as YYYY-MM-DD")
        case .time: (schema, note) = (["type": "string"], ", as HH:MM in 24 hours")
        case .email: schema = ["type": "string", "format": "email"]
        case .list: schema = ["type": "array", "items": ["type": "string"]]
        case .lines:
            schema = [
                "type": "array",
                "items": [
                    "type": "object", "properties": ["name": ["type": "string"], "quantity": ["type": "integer"]],
                    "required": ["name", "quantity"],
                ],
            ]
            note = ", by name and quantity"
        default: schema = ["type": "string"]
        }
        if let fallback { schema["default"] = fallback }
        schema["description"] = .string(about + note)
        return .object(schema)
    }
}

/// An order in words, with places for values.
struct ToolWording: Sendable {
    /// A piece of it: text with `{key}` in it, left out together with its parameter where it is optional.
    struct Piece: Sendable {
        let text: String
        let isOptional: Bool
        let keys: [String]
    }

    let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        func add(_ text: Substring, _ isOptional: Bool) {
            guard !text.isEmpty else { return }
            let keys = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
                part.firstIndex(of: "}").map { String(part[..<$0]) }
            }
            pieces.append(Piece(text: String(text), isOptional: isOptional, keys: keys))
        }
        for (index, part) in text.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let close = part.firstIndex(of: "]") else {
                add(part, false)
                continue
            }
            add(part[..<close], true)
            add(part[part.index(after: close)...], false)
        }
        self.pieces = pieces
    }

    /// Every parameter that it names.
    var keys: [String] { pieces.flatMap(\.keys) }

    /// Those that it can be said without.
    var droppable: Set<String> { Set(pieces.filter(\.isOptional).flatMap(\.keys)) }

    /// The order with these values in words.
    func text(_ values: [String: String]) -> String {
        var text = ""
        for piece in pieces where !piece.isOptional || piece.keys.allSatisfy({ values[$0] != nil }) {
            text += Sentences.filled(piece.text) { values[String($0)] ?? "" }
        }
        return text
    }
}

/// All functions, read from `ToolText` once.
enum ToolCatalog {
    /// The functions, domain by domain.
    static let all = read(ToolText.all)

    /// The functions of a text. Lines that say nothing are left out; a test counts that there are none.
    static func read(_ text: String) -> [ToolFunction] {
        var functions: [ToolFunction] = []
        var domain = ""
        for line in text.split(separator: "\n") {
            let mark = line.prefix(2)
            let last = functions.indices.last
            switch mark {
            case "##": domain = String(line.dropFirst(3))
            case "~ ": if let last { functions[last].confusable.append(String(line.dropFirst(2))) }
            case "> ": if let last { functions[last].wordings.append(ToolWording(String(line.dropFirst(2)))) }
            case "* ", "- ":
                if let last, let parameter = parameter(line.dropFirst(2), isRequired: mark == "* ") {
                    functions[last].parameters.append(parameter)
                }
            default:
                let pieces = columns(line)
                guard pieces.count == 2 else { continue }
                functions.append(ToolFunction(name: pieces[0], domain: domain, about: pieces[1]))
            }
        }
        return functions
    }

    private static func columns(_ line: some StringProtocol) -> [String] {
        String(line).split(separator: "|").map { piece in
            String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func parameter(_ line: Substring, isRequired: Bool) -> ToolParameter? {
        let pieces = columns(line)
        guard pieces.count == 3 else { return nil }
        var words = pieces[1].split(separator: " ").map(String.init)
        var fallback: String?
        if let last = words.last, last.hasPrefix("=") { fallback = String(words.removeLast().dropFirst()) }
        guard let kind = kind(words, text: pieces[1]) else { return nil }
        let value = fallback.map { text in Int(text).map { JSONValue.int($0) } ?? .string(text) }
        return ToolParameter(
            key: pieces[0], kind: kind, about: pieces[2], isRequired: isRequired, fallback: value)
    }

    private static func kind(_ words: [String], text: String) -> ToolParameter.Kind? {
        let numbers = words.dropFirst().compactMap { Int($0) }
        let range = numbers.count >= 2 && numbers[0] <= numbers[1] ? numbers[0]...numbers[1] : nil
        let pool = words.count > 1 ? WordPools.words(words[1]) : []
        switch words.first {
        case "text": return pool.isEmpty ? nil : .text(pool)
        case "choice":
            return .choice(
                words.dropFirst().compactMap { pair in
                    let sides = pair.split(separator: "=").map(String.init)
                    return sides.count == 2 ? (sides[0], sides[1].replacing("~", with: " ")) : nil
                })
        case "flag":
            let sides = text.dropFirst("flag ".count).split(separator: "/").map(String.init)
            guard sides.count == 2 else { return nil }
            return .flag(yes: String(sides[0].dropLast()), no: String(sides[1].dropFirst()))
        case "whole": return range.map { .whole($0, step: numbers.count > 2 ? numbers[2] : 1) }
        case "decimal": return range.map { .decimal($0, step: numbers.count > 2 ? numbers[2] : 1) }
        case "price": return range.map { .price($0, step: numbers.count > 2 ? numbers[2] : 1) }
        case "date": return .date
        case "time": return .time(range.map { $0.lowerBound..<$0.upperBound } ?? 6..<23)
        case "email": return .email
        case "phone": return .phone
        case "address": return .address
        case "path": return .path
        case "host": return .host
        case "code": return words.count == 3 ? numbers.first.map { .code(prefix: words[1], digits: $0) } : nil
        case "list": return pool.isEmpty ? nil : range.map { .list(pool, $0) }
        case "lines": return pool.isEmpty ? nil : range.map { .lines(pool, $0) }
        default: return nil
        }
    }
}
