import Foundation

/// How long a fuzzer goes on, and where it begins: so many rounds from a fixed seed, unless the caller of the tests says
/// otherwise by `WINNOW_FUZZ_SECONDS` and `WINNOW_FUZZ_SEED`. The same seed meets the same texts, however long it runs.
struct FuzzRun {
    let seed: UInt64
    private(set) var rounds = 0
    private let wanted: Int
    private let end: ContinuousClock.Instant?

    init(rounds wanted: Int, seed: UInt64) {
        let variables = ProcessInfo.processInfo.environment
        self.wanted = wanted
        self.seed = variables["WINNOW_FUZZ_SEED"].flatMap(UInt64.init) ?? seed
        end = variables["WINNOW_FUZZ_SECONDS"].flatMap(Double.init).map { ContinuousClock.now + .seconds($0) }
    }

    /// Begins another round; false once enough were made.
    mutating func goesOn() -> Bool {
        guard end.map({ ContinuousClock.now < $0 }) ?? (rounds < wanted) else { return false }
        rounds += 1
        return true
    }
}
