/// The formats of strings that `format` may name.
enum SchemaFormat: String, Sendable {
    case dateTime = "date-time"
    case date, time, duration, email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4, ipv6, uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uuid
    case uriTemplate = "uri-template"
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    /// The format of a name; nil for names that the edition does not know, which assert nothing.
    init?(name: String, draft: SchemaDraft) {
        guard let format = SchemaFormat(rawValue: name), draft >= format.since else { return nil }
        self = format
    }

    /// The first edition in which it is asserted.
    private var since: SchemaDraft {
        switch self {
        case .dateTime, .date, .time, .email, .hostname, .ipv4, .ipv6, .uri, .regex: .draft4
        case .uriReference, .uriTemplate, .jsonPointer: .draft6
        case .idnEmail, .idnHostname, .iri, .iriReference, .relativeJSONPointer: .draft7
        case .uuid, .duration: .draft201909
        }
    }

    /// Whether a text, well-formed UTF-8, is of the format. O(text), and for host names in other scripts some
    /// microseconds a label, paid before.
    func accepts(_ text: UnsafeBufferPointer<UInt8>, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        switch self {
        case .dateTime: return DateFormats.isDateTime(text)
        case .date: return DateFormats.isDate(text[...])
        case .time: return DateFormats.isTime(text[...])
        case .duration: return DateFormats.isDuration(text)
        case .email: return try EmailFormat.accepts(text, isInternational: false, budget: &budget)
        case .idnEmail: return try EmailFormat.accepts(text, isInternational: true, budget: &budget)
        case .hostname: return try HostnameFormat.accepts(text, isInternational: false, budget: &budget)
        case .idnHostname: return try HostnameFormat.accepts(text, isInternational: true, budget: &budget)
        case .ipv4: return AddressFormats.isIPv4(text[...])
        case .ipv6: return AddressFormats.isIPv6(text[...])
        case .uri: return URIFormat(isInternational: false).accepts(text, mustBeAbsolute: true)
        case .uriReference: return URIFormat(isInternational: false).accepts(text, mustBeAbsolute: false)
        case .iri: return URIFormat(isInternational: true).accepts(text, mustBeAbsolute: true)
        case .iriReference: return URIFormat(isInternational: true).accepts(text, mustBeAbsolute: false)
        case .uuid: return Self.isUUID(text)
        case .uriTemplate: return URITemplateFormat.accepts(text)
        case .jsonPointer: return Self.isPointer(text[...])
        case .relativeJSONPointer: return Self.isRelativePointer(text)
        case .regex:
            try budget.spend(bytes: 16 * text.count)
            return (try? ECMAPattern(String(decoding: text, as: UTF8.self))) != nil
        }
    }

    private static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        for index in text.indices {
            let isDash = index == 8 || index == 13 || index == 18 || index == 23
            if isDash ? text[index] != 0x2D : text[index].hexDigit == nil { return false }
        }
        return true
    }

    /// RFC 6901: empty, or tokens that each follow a slash, with `~` in `~0` and `~1` only.
    static func isPointer(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = text.first else { return true }
        guard first == 0x2F else { return false }
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == 0x7E {
                guard index + 1 < text.endIndex, text[index + 1] == 0x30 || text[index + 1] == 0x31 else {
                    return false
                }
            }
            index += 1
        }
        return true
    }

    /// A number without leading zeros, then a pointer or `#`.
    private static func isRelativePointer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = text.prefix { $0.isDigit }
        guard !digits.isEmpty, digits.first != 0x30 || digits.count == 1 else { return false }
        let rest = text[digits.endIndex...]
        return rest.count == 1 && rest.first == 0x23 || isPointer(rest)
    }
}
