/// What is counted of one endpoint since the start.
struct EndpointCounts: Sendable {
    var attempts = 0
    var replies = 0
    var retries: [RetryRule.Kind: Int] = [:]
    var choices = 0
    var tokens = 0
    /// A bounded short name: a transport error's, `status_429`, or `malformed`.
    var lastError: String?
    private var rate = TokenRate()

    mutating func count(tokens: Int, choices: Int, now: UInt64) {
        self.tokens += tokens
        self.choices += choices
        rate.add(tokens, now: now)
    }

    /// Tokens per second over the last ten seconds.
    func tokensPerSecond(now: UInt64) -> Double { rate.perSecond(now: now) }
}

/// Tokens by second, for the last ten whole seconds and the current one.
struct TokenRate: Sendable {
    private static let window = 10
    private var buckets = [Int](repeating: 0, count: window + 1)
    /// The second that the newest bucket is of.
    private var newest: UInt64 = 0
    /// The second of the first tokens, so that a fresh start is not diluted.
    private var oldest: UInt64?

    mutating func add(_ tokens: Int, now: UInt64) {
        let second = now / 1_000_000_000
        if oldest == nil { oldest = second }
        forget(before: second)
        buckets[Int(second % UInt64(buckets.count))] += tokens
    }

    func perSecond(now: UInt64) -> Double {
        var copy = self
        let second = now / 1_000_000_000
        copy.forget(before: second)
        guard let oldest = copy.oldest, second > oldest else { return 0 }
        let current = copy.buckets[Int(second % UInt64(copy.buckets.count))]
        let sum = copy.buckets.reduce(0, +) - current
        return Double(sum) / Double(min(UInt64(Self.window), second - oldest))
    }

    private mutating func forget(before second: UInt64) {
        guard second > newest else { return }
        let steps = min(second - newest, UInt64(buckets.count))
        for step in 0..<steps { buckets[Int((second - step) % UInt64(buckets.count))] = 0 }
        newest = second
    }
}
