internal import JSON

/// `date_difference`: the days between two dates. The choices are the first date and the days.
enum DateDifferencePuzzle: Puzzle {
    static let name = "date_difference"

    private static let dates = 40_000
    private static func days(_ level: Int) -> ClosedRange<Int> {
        let most = [25, 60, 120, 250, 500, 1_000, 2_500, 5_000, 12_000, 30_000][level - 1]
        return (most / 5)...most
    }

    static func choices(_ level: Int) -> [Int] { [dates, days(level).count] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let start = CalendarDate(number: choices.next(of: dates))
        let days = choices.int(Self.days(level))
        let end = CalendarDate(number: start.number + days)
        return PuzzleTask(
            question: """
                How many days is it from \(start.text) to \(end.text)? From one day to the next it is 1 day. The answer \
                is one number.
                """,
            kind: "number", instance: ["answer": .int(days)], answer: String(days), steps: days)
    }
}
