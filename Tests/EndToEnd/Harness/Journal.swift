import Foundation

/// The stand-in's journal: what was served, told from outside of the service.
struct Journal: Sendable {
    private struct Line: Decodable {
        let sequence: Int
        let environment: String?
        let taskID: String?
        let fault: String?
        let choice: Int?
        let answer: String?

        enum CodingKeys: String, CodingKey {
            case sequence, environment, fault, choice, answer
            case taskID = "task_id"
        }
    }

    /// What was served for one environment.
    struct Part: Sendable {
        /// Requests that came.
        var requests = 0
        /// Requests that met a fault, by its name.
        var faults: [String: Int] = [:]
        var right = 0
        var spoilt = 0
        /// Right answers by task.
        var rightByTask: [String: Int] = [:]

        /// Choices that were served.
        var choices: Int { right + spoilt }
    }

    private(set) var parts: [String: Part] = [:]
    /// Choices for prompts that belong to no known task.
    private(set) var unknown = 0

    init(path: String) throws {
        var last = -1
        var seen = Set<Int>()
        // A last line that is cut off would be a reply that was never sent.
        for text in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
            guard let name = line.environment else {
                unknown += 1
                continue
            }
            var part = parts[name] ?? Part()
            if line.sequence != last, seen.insert(line.sequence).inserted {
                part.requests += 1
                if let fault = line.fault { part.faults[fault, default: 0] += 1 }
                last = line.sequence
            }
            switch line.answer {
            case "right":
                part.right += 1
                part.rightByTask[line.taskID ?? "", default: 0] += 1
            case "spoilt": part.spoilt += 1
            default: if line.choice != nil { unknown += 1 }
            }
            parts[name] = part
        }
    }
}
