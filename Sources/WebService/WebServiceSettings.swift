/// What a holder of a token may do.
package enum AccessRole: String, Sendable, CaseIterable {
    /// Leases and acks.
    case trainer
    /// Pushes groups and asks for scores.
    case environment
    /// Everything.
    case operatorRole = "operator"
    /// Looks at everything, changes nothing.
    case viewer
}

/// One token as the configuration holds it: never the token itself, only its hash.
package struct AccessToken: Sendable, Hashable {
    /// A label for logs and audit lines.
    package var name: String
    package var role: AccessRole
    /// The SHA-256 of the token's UTF-8, 64 hexadecimal digits.
    package var sha256: String

    /// A token.
    package init(name: String, role: AccessRole, sha256: String) {
        self.name = name
        self.role = role
        self.sha256 = sha256
    }
}

/// Where and how the service listens, who may call it, and how much it takes.
package struct WebServiceSettings: Sendable {
    /// The address to listen on: an IPv4 or IPv6 address, or a name. Anything but loopback needs `tokens`.
    package var host = "127.0.0.1"
    /// 0 to 65,535; 0 takes a free one.
    package var port = 8090
    /// Who may call; empty: everybody who reaches the loopback address, with every right.
    package var tokens: [AccessToken] = []
    /// Names that a request's `Host` may bear besides `host` and the loopback names, without ports.
    package var allowedHosts: [String] = []
    /// The largest body of a request, in bytes.
    package var maxBodyBytes = 1 << 20
    /// The largest header section of a request, in bytes.
    package var maxHeaderBytes = 64 << 10
    /// Connections at once; further ones wait to be accepted.
    package var maxConnections = 4096
    /// The longest that a lease may be asked to wait for a batch.
    package var maxWait = Duration.seconds(60)
    /// How long a request may take to arrive, from its first header to its last byte.
    package var requestTime = Duration.seconds(60)
    /// How long a reply may make no progress because its reader does not read.
    package var stallTime = Duration.seconds(30)
    /// How long a connection may lie idle between requests.
    package var idleTime = Duration.seconds(120)
    /// How long replies under way may take to finish once the service is told to stop.
    package var drainTime = Duration.seconds(10)

    /// The defaults: loopback only, without tokens.
    package init() {}

    /// Whether a host is a name or an address of this machine alone.
    package static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Throws what is wrong, with the setting's name and the remedy.
    package func validate() throws(WebServiceError) {
        guard !host.isEmpty else {
            throw WebServiceError(.invalidSetting, "host is empty: give an address, such as 127.0.0.1")
        }
        guard (0...65_535).contains(port) else {
            throw WebServiceError(.invalidSetting, "port is \(port): give 0 to 65535, 0 for a free one")
        }
        if tokens.isEmpty, !WebServiceSettings.isLoopback(host) {
            throw WebServiceError(
                .needsTokens,
                "host is \(host), which others can reach, and there are no tokens: add some to `tokens` in the "
                    + "configuration, or listen on 127.0.0.1")
        }
        try validateTokens()
        for name in allowedHosts where name.isEmpty || name.contains("/") || name.contains(" ") {
            throw WebServiceError(
                .invalidSetting,
                "allowed host `\(Shown.text(name))` is not a name: give names or addresses without "
                    + "scheme, port and path")
        }
        let bounds: [(String, Int)] = [
            ("maxBodyBytes", maxBodyBytes), ("maxHeaderBytes", maxHeaderBytes), ("maxConnections", maxConnections),
        ]
        for (name, value) in bounds where value < 1 {
            throw WebServiceError(.invalidSetting, "\(name) is \(value): give 1 or more")
        }
        let times: [(String, Duration)] = [
            ("maxWait", maxWait), ("requestTime", requestTime), ("stallTime", stallTime), ("idleTime", idleTime),
            ("drainTime", drainTime),
        ]
        for (name, value) in times where value < .zero || value > .seconds(86_400) {
            throw WebServiceError(.invalidSetting, "\(name) is \(value): give 0 seconds to a day")
        }
    }

    private func validateTokens() throws(WebServiceError) {
        var names = Set<String>()
        var hashes = Set<String>()
        for token in tokens {
            guard !token.name.isEmpty, names.insert(token.name).inserted else {
                throw WebServiceError(
                    .invalidSetting, "token name `\(Shown.text(token.name))` is empty or used twice: give each its own")
            }
            guard SecretHash(hexadecimal: token.sha256) != nil else {
                throw WebServiceError(
                    .invalidSetting,
                    "token `\(Shown.text(token.name))` has a sha256 that is not 64 hexadecimal digits: store the "
                        + "token's SHA-256, not the token")
            }
            guard hashes.insert(token.sha256.lowercased()).inserted else {
                throw WebServiceError(
                    .invalidSetting,
                    "token `\(Shown.text(token.name))` has the same sha256 as another: give each its own")
            }
        }
    }
}

/// Why the service does not start.
package struct WebServiceError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case invalidSetting = "invalid_setting"
        /// An address that others can reach, without tokens.
        case needsTokens = "needs_tokens"
        /// The address is taken, or not this machine's.
        case cannotListen = "cannot_listen"
        /// The service ended before it listened.
        case stopped
    }

    package let code: Code
    /// What is wrong, and what to do.
    package let message: String

    /// An error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    package var description: String { message }
}
