/// How long one kind of verdict takes on one core.
package struct BenchRow: Sendable, Hashable {
    /// What was judged.
    package let name: String
    /// How many verdicts were timed.
    package let count: Int
    /// The median of a verdict, in nanoseconds.
    package let p50: Int
    /// The 99th percentile, in nanoseconds.
    package let p99: Int
    /// The mean, in nanoseconds.
    package let mean: Int

    /// The row of so many timings, in nanoseconds; nil where there are none.
    package init?(name: String, nanoseconds: [Int]) {
        guard !nanoseconds.isEmpty else { return nil }
        let sorted = nanoseconds.sorted()
        self.name = name
        count = sorted.count
        p50 = sorted[sorted.count / 2]
        p99 = sorted[min(sorted.count * 99 / 100, sorted.count - 1)]
        mean = sorted.reduce(0, +) / sorted.count
    }
}
