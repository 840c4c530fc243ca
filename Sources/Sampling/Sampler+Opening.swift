import Environments
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// What an operator set for an environment, and a restart keeps.
    struct Steering: Sendable, Hashable {
        var isPaused = false
        var weight: Double?

        var json: JSONValue {
            ["paused": .bool(isPaused), "weight": weight.flatMap(JSONValue.double) ?? .null]
        }

        init() {}

        init(json: JSONValue) {
            isPaused = json["paused"]?.bool ?? false
            weight = json["weight"]?.double
        }
    }

    /// Reads what the store remembers of each environment, and sets up its run.
    func open() async throws {
        let counts = store.counts
        for environment in environments {
            let name = environment.name
            let steering = try await storedState(Self.steeringKey(name)).map(Steering.init(json:)) ?? Steering()
            let cursor = try await storedCursor(of: environment)
            var run = EnvironmentRun(
                environment, lane: judges.lane(), counts: counts.environments[name] ?? EnvironmentCounts(),
                cursor: cursor, rule: settings.stall, ids: ids,
                steering: try await storedState(Self.tasksKey(name)))
            run.isPaused = steering.isPaused
            if let weight = steering.weight { run.weight = weight }
            run.finishIfDone()
            state.withLock { [run] state in
                state.share.set(name, weight: run.weight)
                state.runs[name] = run
            }
        }
        if let version = try await storedState("policy")?["version"]?.int {
            state.withLock { $0.policyVersion = version }
        }
    }

    static func steeringKey(_ name: String) -> String { "steering/\(name)" }
    static func tasksKey(_ name: String) -> String { "tasks/\(name)" }
    static func cursorKey(_ name: String) -> String { "cursor/\(name)" }

    private func storedState(_ name: String) async throws -> JSONValue? {
        guard let bytes = try await store.state(name) else { return nil }
        do {
            return try JSONReader().read(bytes)
        } catch {
            logger.warning("a stored state could not be read and is begun anew", metadata: ["state": "\(name)"])
            return nil
        }
    }

    /// The cursor that was stored, or the start of its epoch where a finite source has changed since: positions in the
    /// old order mean nothing in the new one, and tasks that are done are known by their memory.
    private func storedCursor(of environment: any VerifierEnvironment) async throws -> TaskCursor {
        guard let stored = try await storedState(Self.cursorKey(environment.name)),
            let cursor = TaskCursor(json: stored)
        else { return TaskCursor() }
        if environment.tasks.size != nil, stored["version"]?.string != environment.version {
            return TaskCursor(epoch: cursor.epoch, position: 0)
        }
        return cursor
    }

    /// Cursors that moved since they were last stored, and what was learnt about tasks; the ledger commits them with what
    /// changed them.
    func takeChangedStates() -> [Ledger.ChangedState] {
        state.withLock { state in
            var changed: [Ledger.ChangedState] = []
            let isLast = state.isDraining
            for name in state.runs.keys {
                guard state.withRun(name, { $0.steering.takeChange(isLast: isLast) }) == true,
                    let steering = state.runs[name]?.steering
                else { continue }
                changed.append(.init(name: Self.tasksKey(name)) { steering.json })
            }
            for (name, run) in state.runs where run.window.settled != run.storedCursor {
                let cursor = run.window.settled
                state.runs[name]?.storedCursor = cursor
                let version = run.environment.version
                changed.append(
                    .init(name: Self.cursorKey(name)) {
                        var object = cursor.json.object ?? JSONObject()
                        object["version"] = .string(version)
                        return .object(object)
                    })
            }
            return changed
        }
    }
}
