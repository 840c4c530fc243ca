/// The puzzles that `reasoning_puzzles` may name.
enum PuzzleCatalog {
    /// The levels of each.
    static let levels = 1...10

    /// One line a puzzle; a test holds this list against the files `…Puzzle.swift` beside this one.
    static let all: [any Puzzle.Type] = [
        // Arithmetic.
        ArithmeticChainPuzzle.self, BaseConversionPuzzle.self, CountdownPuzzle.self, MissingSignsPuzzle.self,
        CryptarithmPuzzle.self,
        // Algebra.
        LinearEquationPuzzle.self, LinearSystemPuzzle.self, PolynomialRootsPuzzle.self, CoinPursePuzzle.self,
        // Number theory.
        CommonDivisorPuzzle.self, PrimeFactorsPuzzle.self, ModularPowerPuzzle.self, RemainderRiddlePuzzle.self,
        IntegerEquationPuzzle.self,
        // Logic.
        KnightsAndKnavesPuzzle.self, LogicGridPuzzle.self, SatisfiabilityPuzzle.self, RankingPuzzle.self,
        SwitchesPuzzle.self,
        // Grids.
        SudokuPuzzle.self, QueensPuzzle.self, MazePathPuzzle.self, SumGridPuzzle.self, KnightRoutePuzzle.self,
        GameOfLifePuzzle.self, GridPathsPuzzle.self, RobotWalkPuzzle.self,
        // Graphs.
        GraphColoringPuzzle.self, ShortestPathPuzzle.self, TopologicalOrderPuzzle.self, RoundTripPuzzle.self,
        SpanningTreePuzzle.self,
        // Sequences.
        NextTermPuzzle.self, SubsetSumPuzzle.self, LongestIncreasingPuzzle.self, SortingPuzzle.self,
        // Strings.
        CipherPuzzle.self, LetterLadderPuzzle.self, BracketClosingPuzzle.self, RewritingPuzzle.self,
        // Calendars.
        WeekdayPuzzle.self, DateDifferencePuzzle.self, MeetingTimePuzzle.self,
        // Probability.
        DiceProbabilityPuzzle.self, UrnDrawPuzzle.self,
        // Games.
        NimPuzzle.self, CodeBreakerPuzzle.self, WaterJugsPuzzle.self, KnapsackPuzzle.self,
    ]

    /// Every puzzle's name, in the order listed.
    static var names: [String] { all.map { $0.name } }
}
