package import JSON
package import Rollouts

/// How thoughts are marked, bounded and asked for.
package struct ReasoningSettings: Sendable, Hashable {
    /// How a thought is marked, and whether one must be there.
    package var format = ReasoningFormat()
    /// The most tokens that a thought should take, below `sample.max_tokens`; nil for no bound of its own.
    package var maxTokens: Int?
    /// Further body fields that ask for a thought, sent unless thoughts are forbidden.
    package var on = JSONObject()
    /// Further body fields that ask for none, sent where thoughts are forbidden.
    package var off = JSONObject()

    /// The defaults.
    package init() {}

    /// The further body fields that the mode asks for.
    package var requestFields: JSONObject { format.mode == .forbidden ? off : on }
}
