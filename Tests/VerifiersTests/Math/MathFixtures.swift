import Foundation
import JSON
import Testing

@testable import Verifiers

/// The tables of cases beside this file, a JSON object a line.
enum MathFixtures {
    /// Expected answer and answer, with whether they are equal: settled by hand, or by the reference and by hand alike.
    struct Pair: Sendable, Hashable {
        let gold: String
        let answer: String
        let isEqual: Bool
        let kind: String
    }

    static let cases = pairs("cases.jsonl")

    /// Right answers with one digit, name, sign, call, bracket or element changed, wrong by the reference's verdict.
    static let mutants = pairs("mutants.jsonl")

    private static func pairs(_ name: String) -> [Pair] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            guard let row = try? JSONReader().read(String(line)).object, let gold = row["gold"]?.string,
                let answer = row["answer"]?.string
            else { return nil }
            return Pair(
                gold: gold, answer: answer, isEqual: row["equal"]?.bool ?? false,
                kind: row["kind"]?.string ?? row["change"]?.string ?? "")
        }
    }

    /// The folder of recorded data; nil where it is not there.
    static var shared: URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["WINNOW_SHARED"]
        let folder = path.map { URL(filePath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: folder.appending(path: "anchors/math").path) ? folder : nil
    }
}

/// How an answer compares; nil where the budget ran out.
func compared(
    _ gold: String, _ answer: String, options: MathComparison.Options = .init(), budget: Budget = .standard
) throws -> MathOutcome? {
    var budget = budget
    do {
        return try MathComparison(gold: gold, options: options).matches(answer, budget: &budget)
    } catch let error as OptionFault {
        throw error
    } catch {
        return nil
    }
}
