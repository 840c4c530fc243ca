import Foundation
import JSON
import Rollouts
import Sampling
import ServiceLifecycle
import TrajectoryQueue

/// What a finite run came to.
struct CollectResult {
    struct Part {
        var status: EnvironmentStatus
        var path: String
        var trajectories: Int
    }

    let asked: Int
    var environments: [Part] = []

    /// Whether every environment has what was asked.
    var isComplete: Bool { environments.allSatisfy { $0.trajectories >= asked } }

    /// Prints it to standard output.
    func report(json: Bool) {
        if json { return print(value.text) }
        for part in environments {
            let counts = part.status.counts
            let rejected = counts.count(of: .rejected)
            let accepted = counts.count(of: .accepted)
            let rate = accepted + rejected > 0 ? Self.percent(Double(accepted) / Double(accepted + rejected)) : "–"
            print(
                "\(part.status.name): \(part.trajectories) of \(asked) trajectories in \(part.path)  "
                    + "(requested \(counts.requested), acceptance rate \(rate))")
            if part.trajectories < asked, let why = part.status.state.explanation { print("  \(why)") }
        }
    }

    private var value: JSONValue {
        .object([
            "complete": .bool(isComplete),
            "environments": .array(
                environments.map { part in
                    [
                        "name": .string(part.status.name), "file": .string(part.path),
                        "trajectories": .int(part.trajectories), "asked": .int(asked),
                        "requested": .int(part.status.counts.requested),
                        "accepted": .int(part.status.counts.count(of: .accepted)),
                        "rejected": .int(part.status.counts.count(of: .rejected)),
                        "state": .string(part.status.state.word),
                    ]
                }),
        ])
    }

    static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}

extension EnvironmentStatus.State {
    /// Why an environment is not serving, in words; nil while it is.
    var explanation: String? {
        switch self {
        case .serving: nil
        case .paused: "it is paused"
        case .stalled(let reason, let remedy, _): "it stalled: \(reason); \(remedy)"
        case .finished(let why): "it is finished: \(why)"
        case .broken(let problems): "it does not load: \(problems.joined(separator: "; "))"
        }
    }
}

/// Draws a line of progress until the run ends.
struct ProgressService: Service {
    let sampler: Sampler
    let accepted: Int

    func run() async throws {
        let start = ContinuousClock.now
        let before = count(sampler.snapshot())
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(500))
                let snapshot = sampler.snapshot()
                let done = count(snapshot)
                let total = accepted * snapshot.environments.count
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                let rate = Double(done - before) / max(seconds, 0.001)
                let left = rate > 0 ? "\(Int((Double(total - done) / rate).rounded(.up))) s left" : "no rate yet"
                Terminal.progress("\(done) of \(total) accepted, \((rate * 10).rounded() / 10)/s, \(left)")
            }
        }
        Terminal.progress("")
    }

    private func count(_ snapshot: ServiceSnapshot) -> Int {
        snapshot.environments.reduce(0) { $0 + $1.counts.count(of: .accepted) }
    }
}
