internal import Foundation
internal import JSON
internal import Verifiers

/// Times `math` on recorded pairs: the expected answer is read before, the answer is found, read and compared.
package enum MathBench {
    /// One row over all pairs of `math/equivalence.jsonl` in a folder, each timed as the least of so many runs.
    package static func rows(anchors: String, runs: Int = 9) throws -> [BenchRow] {
        let text = try String(contentsOfFile: anchors + "/math/equivalence.jsonl", encoding: .utf8)
        var timings: [Int] = []
        var reading: [Int] = []
        for line in text.split(separator: "\n") {
            guard let row = try JSONReader().read(String(line)).object, let gold = row["gold"]?.string,
                let answer = row["answer"]?.string
            else { continue }
            let bytes = Array(answer.utf8)
            guard let comparison = try? MathComparison(gold: gold) else { continue }
            timings.append(
                try least(of: runs) {
                    var budget = Budget.standard
                    _ = try comparison.matches(bytes[...], budget: &budget)
                })
            reading.append(try least(of: runs) { _ = try MathComparison(gold: gold) })
        }
        return [
            BenchRow(name: "math: an answer compared", nanoseconds: timings),
            BenchRow(name: "math: an expected answer read", nanoseconds: reading),
        ].compactMap { $0 }
    }

    private static func least(of runs: Int, _ work: () throws -> Void) rethrows -> Int {
        var best = Int.max
        for _ in 0..<runs {
            let clock = ContinuousClock()
            let time = try clock.measure(work)
            best = min(best, Int(time.components.attoseconds / 1_000_000_000))
        }
        return best
    }
}
