internal import JSON

/// `weekday`: the day of the week some time from a date whose weekday is told. The choices are the date and the time.
enum WeekdayPuzzle: Puzzle {
    static let name = "weekday"

    private static let dates = 30_000
    private static func days(_ level: Int) -> ClosedRange<Int> {
        let most = [20, 60, 150, 400, 900, 1_500, 3_000, 6_000, 12_000, 25_000][level - 1]
        return (most / 5)...most
    }

    static func choices(_ level: Int) -> [Int] { [dates, days(level).count] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let start = CalendarDate(number: 25_000 + choices.next(of: dates))
        let days = choices.int(Self.days(level))
        let isBefore = draws.happens(1, in: 3)
        // Dates start late enough for the longest time before them.
        let end = CalendarDate(number: start.number + (isBefore ? -days : days))
        let asked =
            level <= 3
            ? "it \(days) days \(isBefore ? "before" : "after") that?" : "\(end.text)?"
        let known = "\(start.text) \(level <= 3 ? "is" : "falls on") a \(start.weekday)."
        return PuzzleTask(
            question: "\(known) Which day of the week is \(asked) Give its English name.", kind: "words",
            instance: ["answer": .string(end.weekday)], answer: end.weekday, steps: days)
    }
}
