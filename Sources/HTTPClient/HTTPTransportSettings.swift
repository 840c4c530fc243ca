/// How a transport connects.
package struct HTTPTransportSettings: Sendable {
    /// Which proxy calls go through.
    package enum ProxyRule: Sendable, Equatable {
        /// As the process's environment says: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, read once.
        case environment
        /// No proxy.
        case none
        /// This proxy, for all hosts but those in the list (libcurl's `no_proxy` syntax).
        case address(String, except: String)
    }

    /// How many calls may run at once, at least 1; it sizes the connection cache. More than that wait in the transport.
    package var maxConcurrentCalls = 1024
    /// The proxy. Whatever it says, calls to this machine go straight: a proxy's loopback is not ours.
    package var proxy: ProxyRule = .environment
    /// A file of trusted certificates (PEM) instead of the system's; nil for the system's.
    package var certificateFile: String?
    /// What is sent as `User-Agent`.
    package var userAgent = "winnow"
    /// The most bytes of headers that one reply may have.
    package var maxHeaderBytes = 128 << 10

    /// The defaults: 1024 calls, the environment's proxy, the system's certificates.
    package init() {}

    /// How many file handles a transport with these settings may hold open.
    package var fileHandles: Int { shardCount * Self.shardWidth * 2 + 16 }

    /// How many calls share one connection cache: libcurl walks a host's connections one by one to find a free one.
    static let shardWidth = 64

    var shardCount: Int { (max(maxConcurrentCalls, 1) + Self.shardWidth - 1) / Self.shardWidth }
}
