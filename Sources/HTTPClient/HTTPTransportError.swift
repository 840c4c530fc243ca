/// Why a call gave no reply: what happened, at which address, and whether the server may have seen the request.
///
/// It never holds a header, a body, or the user or query part of an address.
package struct HTTPTransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is; the raw value is a short, stable name for metrics.
    package enum Code: String, Sendable, CaseIterable {
        /// No connection could be made: refused, unreachable, or no route.
        case connectRefused = "connect_refused"
        /// The host's name has no address.
        case resolve
        /// No connection was made within the connect deadline.
        case connectTimeout = "connect_timeout"
        /// No whole reply came within the total deadline.
        case timeout
        /// The TLS handshake failed, or the certificate is not trusted.
        case tls
        /// The proxy could not be reached, or refused.
        case proxy
        /// The connection ended before the whole reply was there.
        case cutOff = "cut_off"
        /// The reply's body or headers are larger than allowed.
        case tooLarge = "too_large"
        /// What came is not an HTTP reply, or its body is not in the encoding that it names.
        case malformed
        /// The address, a header or the proxy of the call itself cannot be used.
        case invalid
        /// The task that waited for the reply was cancelled.
        case cancelled
        /// The transport is closed.
        case closed
        /// The client library or the operating system failed on this side: no memory, no file handle.
        case local
    }

    /// What kind of failure it is.
    package let code: Code
    /// Scheme, host, port and path of the call, without user and query; at most 300 bytes.
    package let address: String
    /// What the client library says about it, in its own fixed words; at most 200 bytes.
    package let detail: String
    /// The reply's status where its head had come before the failure.
    package let status: Int?
    /// Whether any byte of the request may have reached the server; false means that sending again is safe.
    package let mayHaveArrived: Bool
    /// Whether the failure was met on a connection kept from an earlier call, which the server may just have closed.
    package let onReusedConnection: Bool

    /// An error of one call.
    package init(
        _ code: Code, address: String, detail: String = "", status: Int? = nil, mayHaveArrived: Bool = false,
        onReusedConnection: Bool = false
    ) {
        self.code = code
        self.address = String(decoding: address.utf8.prefix(300), as: UTF8.self)
        self.detail = String(decoding: detail.utf8.prefix(200), as: UTF8.self)
        self.status = status
        self.mayHaveArrived = mayHaveArrived
        self.onReusedConnection = onReusedConnection
    }

    /// A bounded name for metric labels and pages.
    package var shortName: String { code.rawValue }

    /// The long form, for logs.
    package var description: String {
        var text = "\(code.rawValue) at \(address)"
        if !detail.isEmpty { text += ": \(detail)" }
        if let status { text += " (after status \(status))" }
        return text
    }
}
