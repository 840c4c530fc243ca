package import Rollouts

/// One sampled sequence, as the endpoint returned it.
package struct SampledChoice: Sendable, Hashable {
    /// The messages after the prompt; one, unless an endpoint returns more.
    package var messages: [Message]
    /// Why sampling stopped; nil where the endpoint did not say.
    package var finishReason: FinishReason?
    /// The stop text that ended it, where the endpoint names it.
    package var matchedStop: String?
    /// Token ids and logprobs, where the endpoint returned them; there is no loss mask yet.
    package var tokens: TokenTrace
    /// Tokens counted: its own, or its marked share of the reply's sum.
    package var usage: Usage
    /// The model by the reply's own word; empty where it did not say.
    package var model: String

    /// A choice.
    package init(
        messages: [Message], finishReason: FinishReason?, matchedStop: String? = nil, tokens: TokenTrace = TokenTrace(),
        usage: Usage = Usage(), model: String = ""
    ) {
        self.messages = messages
        self.finishReason = finishReason
        self.matchedStop = matchedStop
        self.tokens = tokens
        self.usage = usage
        self.model = model
    }

    /// The reason for which there is nothing to judge: `aborted` or `content_filter`; nil for a usable choice.
    package var unusable: OutcomeReason? {
        switch finishReason {
        case .abort: .aborted
        case .contentFilter: .contentFilter
        default: nil
        }
    }
}

/// What became of a request: choices and failures together are as many as were asked.
package struct SampleOutcome: Sendable {
    /// Sequences that came to nothing.
    package struct Failure: Sendable, Hashable {
        /// `endpoint_…`, `prompt_too_long`, `content_filter`, or `aborted` when the caller's task was cancelled.
        package var reason: OutcomeReason
        /// The same in words; at most 500 bytes, without control characters and without keys.
        package var detail: String
        /// What must change before any such request can be answered; nil where that is not known.
        package var obstacle: Obstacle?

        /// A failure.
        package init(reason: OutcomeReason, detail: String, obstacle: Obstacle? = nil) {
            self.reason = reason
            self.detail = detail
            self.obstacle = obstacle
        }
    }

    /// The sequences that came, at most as many as were asked.
    package var choices: [SampledChoice]
    /// How many of those asked for did not come.
    package var missing: Int
    /// Why they did not; nil when none is missing.
    package var failure: Failure?
    /// How it went.
    package var record: SampleRecord

    /// An outcome.
    package init(choices: [SampledChoice], missing: Int, failure: Failure?, record: SampleRecord) {
        self.choices = choices
        self.missing = missing
        self.failure = failure
        self.record = record
    }
}

/// How a request went, for the rollout log.
package struct SampleRecord: Sendable, Hashable {
    /// The endpoint that was asked last; nil where none was.
    package var endpoint: String?
    /// HTTP calls made, all choices together; 1 without a retry.
    package var attempts = 0
    /// Time spent waiting for a place at an endpoint and between attempts.
    package var waited = Duration.zero
    /// Time spent in calls.
    package var sampled = Duration.zero
    /// The last HTTP status; nil where no reply came.
    package var status: Int?

    /// A record of nothing yet.
    package init() {}
}
