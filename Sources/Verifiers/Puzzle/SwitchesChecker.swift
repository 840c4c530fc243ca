/// `switches`: numbers of switches that, pressed one after the other, turn all lamps on.
///
/// Instance: `on` (1 where a lamp is on), `wiring` (for each switch the lamps it changes, from 1).
struct SwitchesChecker: PuzzleChecker {
    static let kind = "switches"

    private let on: [Int]
    private let wiring: [[Int]]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        on = try instance.ints("on", in: 0...1)
        wiring = try instance.rows("wiring", in: 1...on.count)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let pressed = answer.integers() else { return .unreadable("the answer is not a list of numbers") }
        var lamps = on
        for number in pressed {
            guard wiring.indices.contains(number - 1) else { return .wrong("there is no switch \(number)") }
            try budget.spend(steps: 1 + wiring[number - 1].count)
            for lamp in wiring[number - 1] { lamps[lamp - 1] = 1 - lamps[lamp - 1] }
        }
        guard let dark = lamps.firstIndex(of: 0) else { return .right }
        return .wrong("lamp \(dark + 1) is off in the end")
    }
}
