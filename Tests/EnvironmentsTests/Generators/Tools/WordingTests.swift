import Testing

@testable import Environments

@Suite struct WordingTests {
    @Test func `days are those of the calendar`() {
        #expect(CalendarDay.at(0).iso == "2026-01-01")
        #expect(CalendarDay.at(58).iso == "2026-02-28")
        #expect(CalendarDay.at(59).iso == "2026-03-01")
        #expect(CalendarDay.at(364).iso == "2026-12-31")
        #expect(CalendarDay.at(365).iso == "2027-01-01")
        #expect(CalendarDay.at(729).iso == "2027-12-31")
        #expect(CalendarDay.at(730) == CalendarDay.at(0))
        #expect(CalendarDay.at(122).text(.dayFirst) == "3 May 2026")
        #expect(CalendarDay.at(122).text(.monthFirst) == "May 3, 2026")
        #expect(Set((0..<730).map { CalendarDay.at($0).iso }).count == 730)
    }

    @Test(arguments: [
        (870, ClockTime.Style.digits, "14:30"), (870, .halves, "2:30 pm"),
        (870, .spoken, "half past two in the afternoon"),
        (885, .spoken, "a quarter to three in the afternoon"), (705, .spoken, "11:45 am"),
        (1125, .spoken, "a quarter to seven in the evening"),
        (540, .spoken, "nine o'clock in the morning"), (540, .halves, "9 am"), (720, .halves, "12:00"),
        (5, .spoken, "00:05"),
        (1260, .halves, "9 pm"), (555, .spoken, "a quarter past nine in the morning"), (1075, .spoken, "5:55 pm"),
    ])
    func `times are said in one way only`(_ minutes: Int, _ style: ClockTime.Style, _ text: String) {
        #expect(ClockTime(minutes: minutes).text(style) == text)
    }

    @Test func `each style tells all times apart`() {
        for style in ClockTime.Style.allCases {
            #expect(Set((0..<1440).map { ClockTime(minutes: $0).text(style) }).count == 1440)
        }
    }

    @Test func `numbers are put in words below a hundred`() {
        #expect(
            [0, 7, 13, 20, 42, 99, 100].map(SpokenNumber.text) == [
                "zero", "seven", "thirteen", "twenty", "forty-two", "ninety-nine", "100",
            ])
        #expect(Set((0..<100).map(SpokenNumber.text)).count == 100)
        #expect([0, 5, 1250, 1205, -50, 100].map(Decimal100.text) == ["0", "0.05", "12.5", "12.05", "-0.5", "1"])
    }
}
