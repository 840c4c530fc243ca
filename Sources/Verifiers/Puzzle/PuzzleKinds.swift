import JSON

/// The kinds that the option `kind` may name.
enum PuzzleKinds {
    /// One line a kind; a test holds this list against the files beside this one.
    static let all: [any PuzzleChecker.Type] = [
        AssignmentChecker.self, DigitsChecker.self, FractionChecker.self, GridChecker.self, ListChecker.self,
        NumberChecker.self,
        WordsChecker.self,
        CoinPurseChecker.self, CountdownChecker.self, CryptarithmChecker.self, GraphColoringChecker.self,
        IntegerEquationChecker.self, LetterLadderChecker.self, MazePathChecker.self,
        MissingSignsChecker.self, PrimeFactorsChecker.self, QueensChecker.self, SatisfiabilityChecker.self,
        ShortestPathChecker.self, SubsetSumChecker.self,
        SudokuChecker.self, SwitchesChecker.self, TopologicalOrderChecker.self,
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
