internal import JSON

/// How values are put in words at a level.
struct ToolStyle: Sendable {
    /// 1 to 10.
    let level: Int
    var draws: SeededGenerator

    mutating func text(_ day: CalendarDay, at offset: Int) -> String {
        if level >= 8, draws.below(3) == 0 {
            let isBefore = draws.below(2) == 0
            let other = CalendarDay.at(offset + (isBefore ? 1 : -1))
            // The two years have an end at which a day has no neighbor.
            if abs(other.year - day.year) <= 1, (1..<(CalendarDay.known - 1)).contains(offset) {
                return "the day \(isBefore ? "before" : "after") \(other.text(.dayFirst))"
            }
        }
        if level < 3 { return day.iso }
        return day.text(draws.below(2) == 0 ? .dayFirst : .monthFirst)
    }

    mutating func text(_ time: ClockTime) -> String {
        let styles = level < 4 ? 1 : level < 7 ? 2 : 3
        return time.text(ClockTime.Style(rawValue: draws.below(styles)) ?? .digits)
    }

    mutating func text(_ number: Int) -> String {
        level >= 6 && draws.below(2) == 0 ? SpokenNumber.text(number) : String(number)
    }
}

extension ToolParameter {
    /// The alternatives of each choice that makes a value; what else it holds is drawn.
    var alternatives: [Int] {
        switch kind {
        case .text(let words): [words.count]
        case .choice(let choices): [choices.count]
        case .flag: [2]
        case .whole(let range, let step), .decimal(let range, let step), .price(let range, let step):
            [(range.count - 1) / step + 1]
        case .date: [CalendarDay.known]
        case .time(let hours): [12 * hours.count]
        case .email: [WordPools.words("first_names").count, WordPools.words("words").count, 3]
        case .phone: [10_000_000]
        case .address: [239, WordPools.words("streets").count, WordPools.words("towns").count]
        case .path: [WordPools.words("folder_names").count, WordPools.words("words").count]
        case .host: [WordPools.words("words").count, 40]
        case .code(_, let digits): [(0..<digits).reduce(1) { count, _ in count * 10 }]
        case .list(let words, let count): (0..<count.lowerBound).map { words.count - $0 }
        case .lines(let words, _): [words.count, 23]
        }
    }

    /// A value, and how a person says it.
    func value(_ choices: inout Choices, _ style: inout ToolStyle) -> (value: JSONValue, words: String) {
        func same(_ text: String) -> (JSONValue, String) { (.string(text), text) }
        func word(_ pool: String) -> String {
            let words = WordPools.words(pool)
            return words[choices.next(of: words.count)]
        }
        switch kind {
        case .text(let words): return same(words[choices.next(of: words.count)])
        case .choice(let all):
            let choice = all[choices.next(of: all.count)]
            return (.string(choice.code), choice.words)
        case .flag(let yes, let no):
            let isTrue = choices.next(of: 2) == 0
            return (.bool(isTrue), isTrue ? yes : no)
        case .whole(let range, let step):
            let number = range.lowerBound + step * choices.next(of: (range.count - 1) / step + 1)
            return (.int(number), style.text(number))
        case .decimal(let range, let step):
            let amount = range.lowerBound + step * choices.next(of: (range.count - 1) / step + 1)
            return (RecordFiller.decimal(amount), Decimal100.text(amount))
        case .price(let range, let step):
            let amount = range.lowerBound + step * choices.next(of: (range.count - 1) / step + 1)
            return (RecordFiller.decimal(amount), Decimal100.price(amount))
        case .date:
            let offset = choices.next(of: CalendarDay.known)
            let day = CalendarDay.at(offset)
            return (.string(day.iso), style.text(day, at: offset))
        case .time(let hours):
            let time = ClockTime(minutes: 60 * hours.lowerBound + 5 * choices.next(of: 12 * hours.count))
            return (.string(time.iso), style.text(time))
        case .email: return same("\(word("first_names").lowercased()).\(word("words"))@\(word("mail_hosts"))")
        case .phone: return same("+49 30 \(Padded.digits(choices.next(of: 10_000_000), 7))")
        case .address:
            let number = 2 + choices.next(of: 239)
            return same("\(number) \(word("streets")), \(word("towns"))")
        case .path: return same("/\(word("folder_names"))/\(word("words"))")
        case .host: return same("\(word("words"))-\(choices.next(of: 40) + 1).example.net")
        case .code(let prefix, let digits):
            let count = alternatives[0]
            return same("\(prefix)-\(Padded.digits(choices.next(of: count), digits))")
        case .list, .lines: return severalValues(&choices, &style)
        }
    }

    private func severalValues(
        _ choices: inout Choices, _ style: inout ToolStyle
    ) -> (value: JSONValue, words: String) {
        switch kind {
        case .list(let words, let count):
            var left = words
            var chosen = (0..<count.lowerBound).map { _ in left.remove(at: choices.next(of: left.count)) }
            for _ in 0..<style.draws.below(count.count) {
                chosen.append(left.remove(at: style.draws.below(left.count)))
            }
            return (.array(chosen.map(JSONValue.string)), Sentences.list(chosen))
        case .lines(let words, let count):
            var left = words
            var lines = [(left.remove(at: choices.next(of: left.count)), 2 + choices.next(of: 23))]
            for _ in 0..<style.draws.below(count.upperBound) {
                lines.append((left.remove(at: style.draws.below(left.count)), 2 + style.draws.below(23)))
            }
            return (
                .array(lines.map { ["name": .string($0.0), "quantity": .int($0.1)] }),
                Sentences.list(lines.map { "\(style.text($0.1)) \($0.0)" })
            )
        default: return (.null, "")
        }
    }
}
