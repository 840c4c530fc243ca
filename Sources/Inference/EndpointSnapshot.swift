/// One endpoint at one moment, for pages and metrics.
package struct EndpointSnapshot: Sendable {
    /// Whether it takes part.
    package enum Health: String, Sendable {
        /// It answers.
        case up
        /// Several calls in a row found nobody; it is tried now and then.
        case down
        /// It asked for a pause, with 429 or 503.
        case paused
    }

    /// Its name.
    package let name: String
    /// What it is used for.
    package let role: String
    /// Its address without user and query.
    package let address: String
    /// The interface it speaks.
    package let dialect: EndpointSettings.Dialect
    /// The model that is asked for; nil while unknown.
    package let model: String?
    /// Whether it answers.
    package let health: Health
    /// How many sequences it is asked at once at most, at this moment.
    package let concurrencyLimit: Int
    /// The configured maximum of that.
    package let maxConcurrency: Int
    /// Sequences asked at this moment.
    package let inUse: Int
    /// Requests of its role that wait for a place, at any endpoint.
    package let waiting: Int
    /// Requests waiting in the engine's own queue by its metrics; nil where it does not say.
    package let engineWaiting: Int?
    /// HTTP calls made for samples.
    package let attempts: Int
    /// Calls made again, by what made them worth while.
    package let retries: [RetryRule.Kind: Int]
    /// Choices received.
    package let choices: Int
    /// Tokens received, by ids, logprobs or usage.
    package let tokens: Int
    /// The same per second, over the last ten seconds.
    package let tokensPerSecond: Double
    /// A short name of the last failure; nil when there was none.
    package let lastError: String?
    /// Whether it is asked for one choice at a time, since it once returned fewer than asked.
    package let isAskedSingly: Bool
}
