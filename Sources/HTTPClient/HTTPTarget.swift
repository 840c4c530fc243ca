internal import CCurl

/// Where calls go and with what head: method, address and headers, checked once and used for many calls.
///
/// A transport keeps its handles prepared for the target they served last, and tells targets apart by identity: make
/// one for each endpoint and route, not one for each call.
package final class HTTPTarget: Sendable, CustomStringConvertible {
    /// The methods that calls use.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// The method.
    package let method: Method
    /// The whole address. It may hold a user and a password: show `description` instead.
    let url: String
    /// The header lines as they are sent; they may hold keys and are shown nowhere.
    let headerLines: [String]
    /// Scheme, host, port and path, without user and query; at most 300 bytes.
    package let description: String
    /// Whether the host is this machine by name or by number; such calls never use a proxy.
    package let isLoopback: Bool
    /// What of the address may be shown nowhere, as it stands and as it is sent: its password, and user and password as
    /// Basic authentication has them. Empty where it has none.
    package let passwords: [String]

    /// A target. Throws `invalid` for an address that is not http or https, and for a header that would break its line.
    package init(
        _ method: Method, url: String, headers: [(name: String, value: String)] = []
    ) throws(HTTPTransportError) {
        let parts = try URLParts(url)
        self.method = method
        self.url = url
        self.description = parts.shown
        self.isLoopback = parts.isLoopback
        self.passwords = parts.passwords
        var lines: [String] = []
        var hasContentType = false
        for (name, value) in headers {
            guard Self.isToken(name), !Self.breaksLine(value) else {
                throw HTTPTransportError(
                    .invalid, address: parts.shown, detail: "a header's name or value cannot be sent as it stands")
            }
            hasContentType = hasContentType || name.lowercased() == "content-type"
            // A line that ends at its colon tells libcurl to leave the header out; a semicolon sends it empty.
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // A pause for "100 Continue" helps no inference server, and the form type that libcurl adds is wrong.
        lines.append("Expect:")
        if !hasContentType { lines.append("Content-Type:") }
        self.headerLines = lines
    }

    private static func isToken(_ name: String) -> Bool {
        guard !name.isEmpty else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }

    private static func breaksLine(_ value: String) -> Bool {
        value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }
}

/// What an address says, read by libcurl's own parser so that both always agree.
struct URLParts {
    let shown: String
    let isLoopback: Bool
    let passwords: [String]

    init(_ url: String) throws(HTTPTransportError) {
        let nowhere = "(address)"
        guard !url.utf8.contains(0), url.utf8.count <= 8192 else {
            throw HTTPTransportError(.invalid, address: nowhere, detail: "the address holds a zero byte or is too long")
        }
        guard let handle = curl_url() else {
            throw HTTPTransportError(.local, address: nowhere, detail: "no memory for an address")
        }
        defer { curl_url_cleanup(handle) }
        let code = curl_url_set(handle, CURLUPART_URL, url, 0)
        guard code == CURLUE_OK else {
            throw HTTPTransportError(
                .invalid, address: nowhere, detail: "not an address: \(String(cString: curl_url_strerror(code)))")
        }
        let scheme = Self.part(CURLUPART_SCHEME, of: handle) ?? ""
        let host = Self.part(CURLUPART_HOST, of: handle) ?? ""
        let port = Self.part(CURLUPART_PORT, of: handle).map { ":\($0)" } ?? ""
        let path = Self.part(CURLUPART_PATH, of: handle) ?? "/"
        guard scheme == "http" || scheme == "https" else {
            throw HTTPTransportError(.invalid, address: nowhere, detail: "an address begins with http:// or https://")
        }
        shown = String(decoding: "\(scheme)://\(host)\(port)\(path)".utf8.prefix(300), as: UTF8.self)
        isLoopback = Self.isLoopback(host: host.lowercased())
        let decoded = UInt32(CURLU_URLDECODE)
        if let password = Self.part(CURLUPART_PASSWORD, of: handle, decoded), !password.isEmpty {
            let user = Self.part(CURLUPART_USER, of: handle, decoded) ?? ""
            let written = Self.part(CURLUPART_PASSWORD, of: handle) ?? password
            passwords = [password, written, Self.base64(Array("\(user):\(password)".utf8))]
        } else {
            passwords = []
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[word >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    private static func isLoopback(host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}
