import JSON

/// The kinds that the option `kind` may name.
enum PuzzleKinds {
    /// One line a kind; a test holds this list against the files beside this one.
    static let all: [any PuzzleChecker.Type] = [
        AssignmentChecker.self, BracketClosingChecker.self, CodeBreakerChecker.self, CoinPurseChecker.self,
        CountdownChecker.self, CryptarithmChecker.self, DigitsChecker.self, FractionChecker.self,
        GraphColoringChecker.self, GridChecker.self, IntegerEquationChecker.self, KnapsackChecker.self,
        KnightRouteChecker.self, LetterLadderChecker.self, ListChecker.self, LongestIncreasingChecker.self,
        MazePathChecker.self, MeetingTimeChecker.self, MissingSignsChecker.self, NimChecker.self, NumberChecker.self,
        PrimeFactorsChecker.self, QueensChecker.self, RoundTripChecker.self, SatisfiabilityChecker.self,
        ShortestPathChecker.self, SubsetSumChecker.self, SudokuChecker.self, SumGridChecker.self,
        SwitchesChecker.self, TopologicalOrderChecker.self, WaterJugsChecker.self, WordsChecker.self,
    ]

    private static let byName = Dictionary(all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

    /// Every kind's name, in the order listed.
    static var names: [String] { all.map { $0.kind } }

    /// The rules of a kind with an instance; throws what is wrong with it.
    static func make(_ kind: String, _ instance: JSONObject) throws(OptionMismatch) -> any PuzzleChecker {
        guard let checker = byName[kind] else { throw OptionMismatch("`\(kind)` is no kind of puzzle") }
        return try checker.init(PuzzleInstance(object: instance))
    }
}
