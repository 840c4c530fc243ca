import Foundation
import Testing

/// The Python trainer, and what it wrote down.
struct Trainer: Sendable {
    let child: ChildProcess
    let log: String

    /// Asks it to end after the call under way, and reads its log.
    func stop(within seconds: Double = 30) async throws -> TrainerLog {
        child.signal(SIGTERM)
        return try await finished(within: seconds)
    }

    /// Waits for its own end, and reads its log.
    func finished(within seconds: Double = 60) async throws -> TrainerLog {
        let end = try await child.ended(within: seconds)
        #expect(end == .exited(0), "the trainer met what the protocol does not have: \(child.tail)")
        return try TrainerLog(path: log)
    }
}

/// What a trainer saw, in order.
struct TrainerLog: Sendable {
    private struct Line: Decodable {
        struct Leased: Decodable {
            let id, environment: String
            let taskID: String
            let score: Double

            enum CodingKeys: String, CodingKey {
                case id, environment, score
                case taskID = "task_id"
            }
        }

        let event: String
        var ids: [String]?
        var verb: String?
        var code: String?
        var count: Int?
        var lease: String?
        var trajectories: [Leased]?
    }

    /// Every trajectory that a lease held: its environment and task.
    private(set) var leased: [String: (environment: String, task: String)] = [:]
    /// Trajectories whose ack was answered with 200.
    private(set) var acked: Set<String> = []
    /// Trajectories that a lease held after their ack was answered.
    private(set) var returned: [String] = []
    /// Lease ids that were given twice.
    private(set) var repeatedLeases: [String] = []
    /// Leases granted, calls without an answer, and so on, by event.
    private(set) var events: [String: Int] = [:]
    /// Scores that are not 1.
    private(set) var oddScores = 0

    init(path: String) throws {
        var leases = Set<String>()
        for text in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
            events[line.event, default: 0] += 1
            for each in line.trajectories ?? [] {
                if acked.contains(each.id) { returned.append(each.id) }
                if each.score != 1 { oddScores += 1 }
                leased[each.id] = (each.environment, each.taskID)
            }
            if line.event == "leased", let lease = line.lease, !leases.insert(lease).inserted {
                repeatedLeases.append(lease)
            }
            if line.event == "acked" { acked.formUnion(line.ids ?? []) }
        }
    }
}

extension Rig {
    /// Starts the trainer over a service whose port is in a file.
    func trainer(_ portFile: String, _ arguments: [String] = []) async throws -> Trainer {
        // One log for all trainers of a test: an ack that one saw binds the next.
        let log = path("trainer.jsonl")
        let command = [Places.python, Places.script("trainer.py"), "--port-file", portFile, "--log", log]
        return Trainer(child: try await start(command + arguments, name: "trainer"), log: log)
    }
}
