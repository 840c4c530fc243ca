package import TrajectoryQueue

/// How the sampling is run, beyond what each environment says of itself.
package struct SamplerSettings: Sendable {
    /// What the fair share between environments counts.
    package var weightBy = FairShare.Unit.rollouts
    /// How much a queue may hold; at the bound the sampling pauses.
    package var bounds = QueueBounds()
    /// How long a shutdown waits for rollouts in flight before it cancels them.
    package var drain = Duration.seconds(10)
    /// Threads for verification, at least 1.
    package var judgeThreads = 2
    /// Rollouts of one environment that may wait for their verdict before it requests no more.
    package var judgeBacklog = 256
    /// The seed of the seeds that are sent where an environment asks for them.
    package var seed: UInt64 = 0
    /// When an environment backs off.
    package var stall = StallGuard.Rule()
    /// The pause between two tries while the disk is full.
    package var retryPause = Duration.milliseconds(500)

    /// Whether `run` returns once every environment is finished, for runs that have an end.
    package var endsWhenFinished = false
    /// How long an environment may be stalled, without an accepted rollout, before it is finished without the rest; nil for
    /// as long as it takes.
    package var stallPatience: Duration?

    /// The defaults.
    package init() {}
}
