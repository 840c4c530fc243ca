internal import JSON

/// `meeting_time`: when people can meet who are busy at times. The choices are the people's names and how long they meet.
enum MeetingTimePuzzle: Puzzle {
    static let name = "meeting_time"

    private static let (open, close) = (8 * 60, 18 * 60)
    private static let lengths = [30, 35, 40, 45, 50, 55, 60, 75]
    private static func people(_ level: Int) -> Int { 2 + level / 2 }
    private static func meetings(_ level: Int) -> Int { 2 + level / 3 }

    static func choices(_ level: Int) -> [Int] {
        Choices.alternatives(people(level), of: PuzzleText.people.count) + [lengths.count]
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(people(level), of: PuzzleText.people)
        let length = lengths[choices.next(of: lengths.count)]
        let start = open + 5 * draws.below((close - open - length) / 5 + 1)
        let free = start..<(start + length)
        let busy = names.map { _ in busyTimes(meetings(level), around: free, &draws) }
        let lines = zip(names, busy).map { name, times in
            "\(name) is busy \(PuzzleText.list(times.map { "from \(clock($0.lowerBound)) to \(clock($0.upperBound))" }))."
        }
        return PuzzleTask(
            question: """
                \(PuzzleText.list(names)) want to meet for \(length) minutes between \(clock(open)) and \(clock(close)). \
                It \
                may begin at the very minute at which somebody stops being busy, and end at the very minute at which \
                somebody starts.
                \(lines.joined(separator: "\n"))
                When can the meeting start so that all of them are free all the time? Give one possible time, such as \
                09:15.
                """,
            kind: "meeting_time",
            instance: [
                "open": .int(open), "close": .int(close), "minutes": .int(length),
                "busy": .array(busy.flatMap { $0 }.map { [.int($0.lowerBound), .int($0.upperBound)] }),
            ],
            answer: clock(start), steps: names.count * meetings(level))
    }

    /// Times that leave one free, in order, none touching another; at least one.
    private static func busyTimes(
        _ count: Int, around free: Range<Int>, _ draws: inout SeededGenerator
    ) -> [Range<Int>] {
        var times: [Range<Int>] = []
        for _ in 0..<(10 * count) where times.count < count {
            let start = open + 5 * draws.below((close - open) / 5 - 4)
            let end = min(start + 5 * draws.int(6...30), close)
            // Cut to what lies before or after the time that stays free.
            let before = start..<max(min(end, free.lowerBound), start)
            let after = max(start, free.upperBound)..<max(end, free.upperBound, start)
            let time = before.count >= after.count ? before : after
            guard time.count >= 15,
                !times.contains(where: { $0.lowerBound <= time.upperBound && time.lowerBound <= $0.upperBound })
            else { continue }
            times.append(time)
        }
        if times.isEmpty {
            times = [
                free.lowerBound - open >= close - free.upperBound ? open..<free.lowerBound : free.upperBound..<close
            ]
        }
        return times.sorted { $0.lowerBound < $1.lowerBound }
    }

    private static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
