/// `meeting_time`: a time of day from which nobody is busy for so long, within the day's hours.
///
/// Instance: `open`, `close`, `minutes`, `busy` (`[from, to]`), all in minutes since midnight.
struct MeetingTimeChecker: PuzzleChecker {
    static let kind = "meeting_time"

    private let open: Int
    private let close: Int
    private let minutes: Int
    private let busy: [[Int]]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        open = try instance.int("open", in: 0...1_440)
        close = try instance.int("close", in: 0...1_440)
        minutes = try instance.int("minutes", in: 1...1_440)
        busy = try instance.rows("busy", in: 0...1_440, width: 2, atLeast: 0)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        try budget.spend(steps: busy.count)
        let parts = answer.bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy(\.isDigit) }), let hour = Int(String(decoding: parts[0], as: UTF8.self)),
            let minute = Int(String(decoding: parts[1], as: UTF8.self)), hour < 24, minute < 60
        else { return .unreadable("the answer is not a time, such as 09:15") }
        let start = 60 * hour + minute
        guard start >= open, start + minutes <= close else { return .wrong("it is outside of the hours") }
        for time in busy where time[0] < start + minutes && start < time[1] {
            return .wrong("somebody is busy from \(time[0] / 60):\(time[0] % 60 < 10 ? "0" : "")\(time[0] % 60)")
        }
        return .right
    }
}
