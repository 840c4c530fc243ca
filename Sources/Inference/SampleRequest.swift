package import JSON
package import Rollouts

/// What is asked of an endpoint: a prompt, how to sample, and how many sequences.
package struct SampleRequest: Sendable {
    /// The prompt as messages, for the chat dialect.
    package var messages: [Message]
    /// The prompt as rendered text, for the text dialect; nil where the environment has no transcript template.
    package var transcript: String?
    /// Where the text dialect stops besides `parameters.stop`, since a transcript has no end of turn.
    package var transcriptStop: [String]
    /// How to sample; all of it is sent.
    package var parameters: SamplingParameters
    /// How many sequences, at least 1.
    package var count: Int
    /// The first sequence's seed, from ``SampleSeed``; the following ones count up from it. Nil for the server's own.
    package var seed: Int?
    /// The tools of the chat dialect, in OpenAI's form; empty for none.
    package var tools: [JSONValue]
    /// Which endpoints may serve it.
    package var role: String

    /// A request.
    package init(
        messages: [Message], transcript: String? = nil, transcriptStop: [String] = [],
        parameters: SamplingParameters = SamplingParameters(),
        count: Int = 1, seed: Int? = nil, tools: [JSONValue] = [], role: String = "policy"
    ) {
        self.messages = messages
        self.transcript = transcript
        self.transcriptStop = transcriptStop
        self.parameters = parameters
        self.count = max(count, 1)
        self.seed = seed
        self.tools = tools
        self.role = role
    }
}

/// Seeds that can be derived again: the same run, task and rollout always have the same one.
package enum SampleSeed {
    /// How many rollouts of one task have seeds of their own.
    static let span = 1 << 20

    /// The seed of a task's rollout by its place among the task's rollouts, from 0.
    ///
    /// A hash of the run's seed and the task's id gives the task's first seed, and rollouts count up from there: a
    /// server gives the choices of one reply consecutive seeds, so a request for `n` rollouts takes the places `index`
    /// to `index + n - 1`, and the next one begins after them. Within 0 and 2³¹ - 1, which every server takes.
    package static func derive(seed: UInt64, task: String, index: Int) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ mixed(seed)
        for byte in task.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let first = Int(mixed(hash) % UInt64((1 << 31) - span))
        return first + index & (span - 1)
    }

    /// The finaliser of SplitMix64: each bit of the input reaches each of the output.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
