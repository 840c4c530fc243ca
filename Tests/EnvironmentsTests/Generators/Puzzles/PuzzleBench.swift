import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

/// What the tests of puzzles share.
enum PuzzleBench {
    /// Tasks of each puzzle at each level that are looked at; `WINNOW_PUZZLE_SEEDS` says another number.
    static let seeds = ProcessInfo.processInfo.environment["WINNOW_PUZZLE_SEEDS"].flatMap { Int($0) } ?? 200

    /// What puzzles are verified by.
    static func list() throws -> VerifyList {
        try VerifyList(JSONReader().read(#"[{"puzzle": {"kind": "$kind", "instance": "$instance"}}]"#))
    }

    /// The tasks of one puzzle at one level.
    static func tasks(_ name: String, level: Int) throws -> ReasoningPuzzlesTasks {
        try ReasoningPuzzlesTasks(
            options: ["puzzles": [.string(name)], "difficulty": ["from": .int(level), "to": .int(level)]])
    }

    /// What stands between a completion's tags.
    static func answer(_ task: RolloutTask) -> String {
        String((task.gold ?? "").dropFirst("<answer>".count).dropLast("</answer>".count))
    }

    /// Whether an answer passes.
    static func passes(_ answer: String, _ task: RolloutTask, _ list: VerifyList) -> Bool? {
        list.judge(Completion(text: "<answer>\(answer)</answer>"), task: task).passed
    }
}
