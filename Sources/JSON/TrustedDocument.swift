internal import CJSONC

/// A document of our own or the operator's, edited in place by JSON Pointer (RFC 6901) and written for people.
///
/// It is json-c's, which alters what it reads: it merges duplicate keys, clamps whole numbers beyond 64 bits, and cuts
/// keys at NUL. A document that has any of these is refused, so that nothing is lost in silence. Text from models,
/// endpoints and clients belongs to `JSONReader` alone. Not for use from several threads at once.
public final class TrustedDocument {
    /// json-c's own null is the null pointer.
    private var root: OpaquePointer?

    /// A document from its text; `.syntax` also where json-c could not keep it as it is.
    public convenience init(_ text: String) throws(JSONError) {
        try self.init(JSONReader().read(text))
    }

    /// A document of a value.
    public init(_ value: JSONValue) throws(JSONError) {
        try TrustedDocument.checkFaithful(value)
        root = try TrustedDocument.parse(value.text)
    }

    /// A document that json-c reads by its own rules, in its strict mode, with nothing checked before.
    init(unchecked text: String) throws(JSONError) { root = try TrustedDocument.parse(text) }

    deinit { json_object_put(root) }

    /// The value at a pointer (`""` is the whole document, `/a/0` an element); nil where there is none.
    public subscript(pointer: String) -> JSONValue? {
        var found: OpaquePointer?
        if pointer.isEmpty {
            // json-c has no pointer into a null, not even to all of it.
            found = root
        } else {
            guard !pointer.utf8.contains(0), json_pointer_get(root, pointer, &found) == 0 else { return nil }
        }
        return TrustedDocument.text(of: found, isPretty: false).flatMap { try? JSONReader().read($0) }
    }

    /// Puts a value at a pointer: replaces what is there, adds a member, or (`/-`) appends an element. `.syntax` where
    /// the parent is missing or takes no such child.
    public func set(_ pointer: String, to value: JSONValue) throws(JSONError) {
        try TrustedDocument.checkFaithful(value)
        if pointer.utf8.contains(0) { throw JSONError(.syntax, "a pointer holds no NUL") }
        let new = try TrustedDocument.parse(value.text)
        guard json_pointer_set(&root, pointer, new) == 0 else {
            json_object_put(new)
            throw JSONError(.syntax, "no place for a value at pointer \(pointer.debugDescription)")
        }
    }

    /// Removes the member or element at a pointer; false where there is none. The whole document cannot be removed.
    @discardableResult
    public func remove(_ pointer: String) -> Bool {
        var found: OpaquePointer?
        guard !pointer.utf8.contains(0), let slash = pointer.utf8.lastIndex(of: UInt8(ascii: "/")),
            json_pointer_get(root, pointer, &found) == 0,
            json_pointer_get(root, String(pointer[..<slash]), &found) == 0
        else { return false }
        let name = TrustedDocument.unescaped(pointer[pointer.utf8.index(after: slash)...])
        switch json_object_get_type(found) {
        case json_type_object:
            json_object_object_del(found, name)
            return true
        case json_type_array:
            guard let index = Int(name) else { return false }
            return json_object_array_del_idx(found, index, 1) == 0
        default: return false
        }
    }

    /// The document on one line.
    public var text: String { TrustedDocument.text(of: root, isPretty: false) ?? "null" }
    /// The document for people: a member or element a line, indented by two.
    public var prettyText: String { TrustedDocument.text(of: root, isPretty: true) ?? "null" }

    private static func text(of object: OpaquePointer?, isPretty: Bool) -> String? {
        var length = 0
        let flags = JSON_C_TO_STRING_NOSLASHESCAPE | (isPretty ? JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED : 0)
        // The text belongs to the object and ends with it.
        guard let text = json_object_to_json_string_length(object, flags, &length) else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    }

    private static func parse(_ text: String) throws(JSONError) -> OpaquePointer? {
        guard let tokener = json_tokener_new_ex(512) else { throw JSONError(.tooLarge, "out of memory") }
        defer { json_tokener_free(tokener) }
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT)
        // The closing NUL is passed too: it is what ends a number.
        let bytes = text.utf8CString
        guard let length = Int32(exactly: bytes.count) else { throw JSONError(.tooLarge, "larger than 2 GiB") }
        let object = bytes.withUnsafeBufferPointer { json_tokener_parse_ex(tokener, $0.baseAddress, length) }
        let error = json_tokener_get_error(tokener)
        let end = json_tokener_get_parse_end(tokener)
        guard error == json_tokener_success, end >= Int(length) - 1 else {
            json_object_put(object)
            if error == json_tokener_error_depth { throw JSONError(.tooDeep, "nested too deeply", offset: end) }
            throw JSONError(.syntax, String(cString: json_tokener_error_desc(error)), offset: end)
        }
        return object
    }

    private static func checkFaithful(_ value: JSONValue) throws(JSONError) {
        switch value {
        case .null, .bool, .string: return
        case .number(let number):
            let isWhole = number.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 >= 0x30 && $0 <= 0x39 }
            if isWhole, Int64(number.text) == nil, UInt64(number.text) == nil {
                throw JSONError(.syntax, "a whole number beyond 64 bits cannot be kept in an edited document")
            }
            if !isWhole, number.double == nil {
                throw JSONError(.syntax, "a number beyond a double cannot be kept in an edited document")
            }
        case .array(let elements):
            for element in elements { try checkFaithful(element) }
        case .object(let object):
            if object.firstDuplicateKey != nil {
                throw JSONError(.syntax, "duplicate keys cannot be kept in an edited document")
            }
            for member in object.members {
                if member.key.utf8.contains(0) {
                    throw JSONError(.syntax, "a NUL in a key cannot be kept in an edited document")
                }
                try checkFaithful(member.value)
            }
        }
    }

    /// A reference token's own text: `~1` is a slash, `~0` a tilde.
    private static func unescaped(_ token: Substring) -> String {
        var text = ""
        var isEscaped = false
        for scalar in token.unicodeScalars {
            if isEscaped {
                text.unicodeScalars.append(scalar == "1" ? "/" : "~")
                isEscaped = false
            } else if scalar == "~" {
                isEscaped = true
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
