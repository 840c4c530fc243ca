import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Rows of instructions with verdicts that the reference checkers gave, not this code.
enum InstructionRows {
    /// One instruction, a text, and what the reference says of it.
    struct Row: Sendable {
        let name: String
        let isFunction: Bool
        let arguments: JSONValue
        let text: String
        let strict: Bool
        let loose: Bool?
    }

    /// The rows of the file beside this one.
    static let all: [Row] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference-cases.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.utf8.split(separator: 10).compactMap { line in
            guard let row = try? JSONReader().read(String(Substring(line))), let name = row["id"] ?? row["function"],
                let name = name.string, let text = row["text"]?.string, let strict = row["strict"]?.bool
            else { return nil }
            return Row(
                name: name, isFunction: row["function"] != nil, arguments: row["kwargs"] ?? [:], text: text,
                strict: strict, loose: row["loose"]?.bool)
        }
    }()

    /// The verdict on a text by one instruction given as rows give it.
    static func judge(
        _ name: String, isFunction: Bool = false, _ arguments: JSONValue, _ text: String, mode: String = "strict",
        budget: Budget = .standard
    ) throws -> Verdict {
        let options: JSONObject =
            isFunction
            ? ["function": "$name", "arguments": "$arguments"]
            : ["ids": "$names", "kwargs": "$lists", "mode": .string(mode)]
        let task = RolloutTask(
            id: "t",
            fields: [
                "name": .string(name), "arguments": arguments, "names": [.string(name)], "lists": .array([arguments]),
            ])
        let verifier = try InstructionsVerifier(options: VerifierOptions(options))
        // Some of the texts are about thoughts: all of a text is the answer here.
        var completion = Completion(text: "")
        completion.answer = text
        var budget = budget
        do {
            return try verifier.judge(completion, task: task, budget: &budget)
        } catch {
            return .unscored(.verifierTimeout, "\(error)")
        }
    }
}
