internal import Glibc

/// The proxy of one target; an empty address is none.
struct ProxyChoice {
    var address = ""
    /// Hosts that go straight, in libcurl's syntax.
    var except = ""
}

/// A proxy rule with the process's environment read, once.
struct ResolvedProxyRule {
    private var forHTTP = ProxyChoice()
    private var forHTTPS = ProxyChoice()

    /// The rule, with variables from `variable` (the process's own, unless a test says otherwise).
    init(_ rule: HTTPTransportSettings.ProxyRule, variable: (String) -> String? = Self.processVariable) {
        func first(_ names: String...) -> String? { names.lazy.compactMap(variable).first }
        switch rule {
        case .none: break
        case .address(let address, let except):
            forHTTP = ProxyChoice(address: address, except: except)
            forHTTPS = forHTTP
        case .environment:
            let all = first("all_proxy", "ALL_PROXY")
            let except = first("no_proxy", "NO_PROXY") ?? ""
            // HTTP_PROXY in capitals is not read, as in libcurl: a CGI request can set it.
            forHTTP = ProxyChoice(address: first("http_proxy") ?? all ?? "", except: except)
            forHTTPS = ProxyChoice(address: first("https_proxy", "HTTPS_PROXY") ?? all ?? "", except: except)
        }
    }

    /// The proxy that calls to a target go through; never one for this machine itself.
    func choice(for target: HTTPTarget) -> ProxyChoice {
        if target.isLoopback { return ProxyChoice() }
        return target.description.hasPrefix("https:") ? forHTTPS : forHTTP
    }

    static func processVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
