internal import JSON
package import Rollouts
package import Verifiers

/// Everything in an environment's file that says how it is sampled, accepted and delivered.
///
/// `SettingsReader` reads and checks it; a value of this type that came from a file holds no contradiction.
package struct EnvironmentSettings: Sendable, Hashable {
    /// How an endpoint is asked.
    package var sample = SampleSettings()
    /// How thoughts are marked, bounded and asked for.
    package var reasoning = ReasoningSettings()
    /// Which rollouts are kept.
    package var accept = AcceptanceSettings()
    /// Its part of the sampling, relative to the other environments: above 0, at most 1,000,000.
    package var weight: Double = 1
    /// The queues that its trajectories go to, each independently; at least one.
    package var queues: [String] = ["default"]
    /// Where its trajectories go.
    package var deliver: Delivery = .queue
    /// Passes over the tasks; nil for no end.
    package var epochs: Int?
    /// Levels of difficulty, and whether tasks follow the pass rate; nil where nothing is said of them.
    package var difficulty: DifficultySettings?
    /// The field whose values are to be accepted equally often; nil where none is.
    package var balance: FieldPath?
    /// Whether a task that is done comes again.
    package var resample: Resampling = .never
    /// When the environment is finished.
    package var stop = StopSettings()
    /// The most rollouts in flight at once; nil where only the endpoints bound it.
    package var maxInFlight: Int?
    /// Junk that may pass, in the file's order, each with the reason it gives.
    package var junkAllowed: [JunkPermission] = []

    /// The defaults.
    package init() {}

    /// Where trajectories go.
    package enum Delivery: String, Sendable, Hashable, CaseIterable {
        /// Into the queues, for trainers to lease.
        case queue
        /// Into the store only, for export; the lease queues do not fill.
        case export
    }

    /// Whether a task that has all it may have comes again in a later epoch.
    package enum Resampling: String, Sendable, Hashable, CaseIterable {
        /// It does not.
        case never
        /// It does, once a later policy version is published.
        case policy
    }

    /// What is sent to an endpoint: the sampling parameters, with the fields that ask for or forbid a thought.
    package var parameters: SamplingParameters {
        var parameters = sample.parameters
        for member in reasoning.requestFields.members { parameters.extra[member.key] = member.value }
        return parameters
    }
}

/// When an environment is finished, each bound a total over its life; nil for no bound.
package struct StopSettings: Sendable, Hashable {
    /// Accepted trajectories.
    package var accepted: Int?
    /// Requested rollouts.
    package var rollouts: Int?
    /// Sampled tokens.
    package var tokens: Int?

    /// No bounds.
    package init() {}
}

/// A kind of junk that an environment lets pass, and why that is right.
package struct JunkPermission: Sendable, Hashable {
    /// The kind.
    package var kind: JunkKind
    /// The file's reason, for people.
    package var reason: String

    /// A permission.
    package init(kind: JunkKind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
