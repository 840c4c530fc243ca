internal import HTTPClient
package import Rollouts

/// One inference server, as configured.
package struct EndpointSettings: Sendable {
    /// Which of OpenAI's two interfaces is spoken.
    package enum Dialect: String, Sendable, CaseIterable {
        /// `POST /chat/completions`: the server renders the messages by its chat template.
        case chat
        /// `POST /completions`: for base models; the environment renders the messages by its transcript template.
        case text
    }

    /// What it is called in records, pages and metrics: `[a-z0-9_]{1,64}`.
    package var name: String
    /// Its base address, with or without `/v1`; where there is no path, `/v1` is added.
    package var url: String
    /// The model asked for; nil for the first that `/models` lists.
    package var model: String?
    /// What it is used for; `policy` samples rollouts.
    package var role = "policy"
    /// The interface it speaks.
    package var dialect = Dialect.chat
    /// Its share of the calls beside other endpoints of its role, above 0.
    package var weight = 1.0
    /// The most sequences asked of it at once, 1 to 65,536.
    package var maxConcurrency = 256
    /// How many sequences it is asked at once to begin with; held within `maxConcurrency`.
    package var startConcurrency = 32
    /// The name of the environment variable that the key comes from, for messages; nil for none.
    package var apiKeyVariable: String?
    /// The key itself, sent as a bearer token.
    package var apiKey: Secret?
    /// Further headers of each call. Values are shown nowhere.
    package var headers: [(name: String, value: Secret)] = []
    /// How long connecting may take.
    package var connectDeadline = Duration.seconds(10)
    /// The part of a call's total deadline that does not depend on its length.
    package var baseDeadline = Duration.seconds(120)
    /// What each token asked for adds to the total deadline.
    package var deadlinePerToken = Duration.milliseconds(100)
    /// The largest reply that is read, in bytes.
    package var maxResponseBytes = 64 << 20
    /// What its logprobs are the logarithms of.
    package var logprobsKind = LogprobsKind.unknown
    /// Whether it takes `top_k`, `min_p` and `repetition_penalty`, which are beyond OpenAI's own interface. One that
    /// refuses them is asked without from then on.
    package var takesExtendedParameters = true
    /// Where its Prometheus metrics are; nil for `/metrics` beside `/v1`.
    package var metricsURL: String?

    /// An endpoint with the defaults.
    package init(name: String, url: String) {
        self.name = name
        self.url = url
    }
}

extension EndpointSettings {
    /// What is wrong with settings: the field, and what it must be.
    package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The endpoint's name as given, at most 64 bytes.
        package let endpoint: String
        /// The field by its configuration key.
        package let field: String
        /// What is wrong with it and what to write instead.
        package let message: String

        /// Endpoint, field and message.
        package var description: String { "endpoint \(endpoint.debugDescription): `\(field)` \(message)" }
    }

    /// Throws the first fault: a name, address, bound or deadline that cannot be used.
    package func validate() throws(Fault) {
        let isNamed =
            !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        guard isNamed else { throw fault("name", "must match [a-z0-9_]{1,64}") }
        guard !role.isEmpty, role.utf8.count <= 64 else { throw fault("role", "must have 1 to 64 bytes") }
        guard weight.isFinite, weight > 0, weight <= 1e6 else { throw fault("weight", "must be above 0, at most 1e6") }
        guard (1...65_536).contains(maxConcurrency) else {
            throw fault("max_concurrency", "is \(maxConcurrency), and must be 1 to 65536")
        }
        guard startConcurrency >= 1 else {
            throw fault("start_concurrency", "is \(startConcurrency), and must be at least 1")
        }
        guard connectDeadline > .zero, baseDeadline > .zero, deadlinePerToken >= .zero else {
            throw fault("deadlines", "must be above zero")
        }
        guard maxResponseBytes >= 1024 else { throw fault("max_response_bytes", "must be at least 1024") }
        if let variable = apiKeyVariable, apiKey == nil {
            throw fault("api_key_variable", "names \(variable), which is not set: export it, or leave the field out")
        }
        _ = try targets()
    }

    /// How long a call for so many tokens may take.
    func totalDeadline(maxTokens: Int) -> Duration {
        // A duration's own multiplication is of 128 bits; this is asked several times for each call.
        let tokens = min(max(maxTokens, 0), 100_000_000)
        let (nanoseconds, isLarge) = deadlinePerToken.nanoseconds.multipliedReportingOverflow(by: UInt64(tokens))
        return baseDeadline + .nanoseconds(isLarge ? .max : Int64(clamping: nanoseconds))
    }

    /// The largest reply that is read to a call for so many tokens, in bytes: each token with its id, its logprob and some
    /// alternatives takes less than 2 KiB, and the prompt may come back too.
    func maxResponseBytes(maxTokens: Int, count: Int) -> Int {
        let (tokens, isLarge) = min(max(maxTokens, 0), 1 << 30).multipliedReportingOverflow(by: max(count, 1))
        return isLarge || tokens > 1 << 24 ? maxResponseBytes : min(maxResponseBytes, (4 << 20) + tokens * 2048)
    }

    /// What is sent and may be shown nowhere: the key, the headers' values, and a password in the address.
    var secrets: [Secret] {
        let passwords = (try? targets())?.completions.passwords ?? []
        return (apiKey.map { [$0] } ?? []) + headers.map(\.value) + passwords.map(Secret.init)
    }

    func fault(_ field: String, _ message: String) -> Fault {
        Fault(endpoint: String(decoding: name.utf8.prefix(64), as: UTF8.self), field: field, message: message)
    }
}

/// Where an endpoint's calls go.
struct EndpointTargets: Sendable {
    let completions: HTTPTarget
    let models: HTTPTarget
    let metrics: HTTPTarget
}

extension EndpointSettings {
    /// The targets that the address stands for; throws what is wrong with `url`, `metrics_url`, a header or the key.
    func targets() throws(Fault) -> EndpointTargets {
        var base = url
        while base.utf8.last == UInt8(ascii: "/") { base.removeLast() }
        for route in ["/chat/completions", "/completions"] where base.hasSuffix(route) { base.removeLast(route.count) }
        guard !base.utf8.contains(UInt8(ascii: "?")), !base.utf8.contains(UInt8(ascii: "#")) else {
            throw fault("url", "is a base address and takes no query: put keys into `headers`")
        }
        // Three slashes are those of a path: "http://host/…".
        if base.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 2 { base += "/v1" }
        let root = base.hasSuffix("/v1") ? String(base.dropLast(3)) : base
        var common = headers.map { (name: $0.name, value: $0.value.reveal()) }
        if let apiKey { common.append((name: "Authorization", value: "Bearer " + apiKey.reveal())) }
        let json = [(name: "Content-Type", value: "application/json")]
        let route = dialect == .chat ? "/chat/completions" : "/completions"
        return EndpointTargets(
            completions: try target("url", .post, base + route, json + common),
            models: try target("url", .get, base + "/models", common),
            // A metrics address of its own may be another server, which must not see the key.
            metrics: try target("metrics_url", .get, metricsURL ?? root + "/metrics", metricsURL == nil ? common : []))
    }

    private func target(
        _ field: String, _ method: HTTPTarget.Method, _ url: String, _ headers: [(name: String, value: String)]
    ) throws(Fault) -> HTTPTarget {
        do throws(HTTPTransportError) {
            return try HTTPTarget(method, url: url, headers: headers)
        } catch {
            // What libcurl would not take of an address has no name yet; a header is refused after that.
            let field =
                error.address == "(address)" ? field : apiKey == nil ? "headers" : "headers` or `api_key_variable"
            throw fault(field, "cannot be used: \(error.detail)")
        }
    }
}
