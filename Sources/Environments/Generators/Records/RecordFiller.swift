internal import JSON

/// A step from a value to one inside of it.
enum JSONStep: Sendable, Hashable {
    case key(String)
    case place(Int)
}

/// A record that was made: its document, what a person says of it, and where everything stands.
struct MadeRecord {
    /// One value that is no object.
    struct Leaf {
        let path: [JSONStep]
        let field: RecordShape.Field
        let value: JSONValue
        /// What is said of it.
        let clause: String
        /// The line of the request that it belongs to: an index of `lines`.
        let line: Int
    }

    var document = JSONObject()
    var leaves: [Leaf] = []
    /// The objects whose schema refuses unknown members.
    var closed: [[JSONStep]] = []
    /// Whom each line of the request is about (`Billing address`; empty for the record itself), with what is said first.
    var lines: [(label: String, opening: String)] = []

    /// The lines of the request: those clauses that are kept, under their labels.
    func text(perSentence: Int, keeping isKept: (Int) -> Bool = { _ in true }) -> String {
        var texts: [String] = []
        for (index, line) in lines.enumerated() {
            let clauses = leaves.indices.filter { leaves[$0].line == index && isKept($0) }.map { leaves[$0].clause }
            guard !clauses.isEmpty else { continue }
            let body = Sentences.paragraph(clauses, perSentence: perSentence)
            if line.label.isEmpty {
                texts.append(body)
            } else if line.opening.isEmpty {
                texts.append("\(line.label): \(body.prefix(1).lowercased())\(body.dropFirst())")
            } else {
                texts.append("\(line.label): \(line.opening). \(body)")
            }
        }
        return texts.joined(separator: "\n")
    }
}

/// Fills a shape with values, and says them in words.
struct RecordFiller {
    let plan: RecordPlan
    /// The number of the record.
    let number: Int
    var draws: SeededGenerator
    var made = MadeRecord()
    /// The offset of the first day that the record names: what it names later comes later.
    private var firstDay: Int?

    init(plan: RecordPlan, number: Int, draws: SeededGenerator) {
        self.plan = plan
        self.number = number
        self.draws = draws
    }

    /// A number of hundredths, as JSON.
    static func decimal(_ hundredths: Int) -> JSONValue {
        .number(JSONNumber(literal: Decimal100.text(hundredths)) ?? JSONNumber(hundredths))
    }

    /// Fills the record itself.
    mutating func fill(_ shape: RecordShape) {
        made.lines.append(("", ""))
        made.document = object(shape, path: [], line: 0, label: "", variant: nil)
    }

    private mutating func object(
        _ shape: RecordShape, path: [JSONStep], line: Int, label: String, variant: String?
    ) -> JSONObject {
        var object = JSONObject()
        if shape.isClosed { made.closed.append(path) }
        if let variant { object.members.append(.init(key: RecordSchema.variantKey, value: .string(variant))) }
        for field in shape.fields where field.isSaid {
            // What may be left out is, now and then; the first member is always there.
            if !field.isRequired, !object.isEmpty, draws.below(3) == 0 { continue }
            let said = value(of: field)
            object.members.append(.init(key: field.key, value: said.value))
            made.leaves.append(
                .init(path: path + [.key(field.key)], field: field, value: said.value, clause: said.clause, line: line))
        }
        for part in shape.parts {
            object.members.append(.init(key: part.key, value: fill(part, path: path + [.key(part.key)], owner: label)))
        }
        return object
    }

    private mutating func fill(_ part: RecordShape.Part, path: [JSONStep], owner: String) -> JSONValue {
        func label(_ suffix: String) -> (line: String, owner: String) {
            let own = part.part.label + suffix
            let lower = own.prefix(1).lowercased() + own.dropFirst()
            let mine = (suffix.isEmpty ? "the " : "") + (own.hasPrefix("ID") ? own : lower)
            return owner.isEmpty ? (own, mine) : ("\(own) of \(owner)", "\(mine) of \(owner)")
        }
        switch part.part.shape {
        case .one:
            guard let kind = part.shapes.first else { return .null }
            let label = label("")
            made.lines.append((label.line, ""))
            return .object(
                object(kind.shape, path: path, line: made.lines.count - 1, label: label.owner, variant: nil))
        case .variants:
            guard let kind = draws.pick(part.shapes) else { return .null }
            let label = label("")
            made.lines.append((label.line, kind.kind.title))
            return .object(
                object(
                    kind.shape, path: path, line: made.lines.count - 1, label: label.owner, variant: kind.kind.name))
        case .many:
            guard let kind = part.shapes.first else { return .null }
            var elements: [JSONValue] = []
            for place in 0..<(1 + draws.below(plan.elements)) {
                let label = label(" \(place + 1)")
                made.lines.append((label.line, ""))
                elements.append(
                    .object(
                        object(
                            kind.shape, path: path + [.place(place)], line: made.lines.count - 1, label: label.owner,
                            variant: nil)))
            }
            return .array(elements)
        }
    }

    private mutating func value(of shaped: RecordShape.Field) -> (value: JSONValue, clause: String) {
        let field = shaped.field
        if shaped.isNullable, let absence = field.absence, draws.below(3) == 0 { return (.null, absence) }
        if case .flag = field.kind {
            let isTrue = draws.below(2) == 0
            return (.bool(isTrue), isTrue ? field.clause : field.absence ?? field.clause)
        }
        let (value, words) = drawn(shaped)
        return (value, Sentences.filled(field.clause) { _ in words })
    }

    private mutating func drawn(_ shaped: RecordShape.Field) -> (JSONValue, String) {
        switch shaped.field.kind {
        case .number: return (.int(number), String(number))
        case .text(let words):
            let word = draws.pick(words) ?? ""
            return (.string(word), word)
        case .code(let prefix, let digits):
            var text = prefix + "-"
            for _ in 0..<digits { text += String(draws.below(10)) }
            return (.string(text), text)
        case .whole(let range):
            let bounds = shaped.bounds ?? range
            let number = bounds.lowerBound + draws.below((bounds.count - 1) / shaped.step + 1) * shaped.step
            let inWords = plan.usesWords && draws.below(2) == 0
            return (.int(number), inWords ? SpokenNumber.text(number) : String(number))
        case .decimal(let range):
            let bounds = shaped.bounds ?? range
            let amount = bounds.lowerBound + draws.below(bounds.count)
            return (Self.decimal(amount), shaped.field.isPrice ? Decimal100.price(amount) : Decimal100.text(amount))
        case .choice(let choices):
            let choice = draws.pick(choices) ?? ("", "")
            return (.string(choice.code), choice.words)
        case .list(let words):
            let chosen = several(words)
            return (.array(chosen.map(JSONValue.string)), Sentences.list(chosen))
        case .map(let words, let range):
            let chosen = several(words).map { ($0, range.lowerBound + draws.below(range.count)) }
            return (
                .object(JSONObject(chosen.map { .init(key: $0.0, value: .int($0.1)) })),
                Sentences.list(chosen.map { "\($0.1) \($0.0)" })
            )
        case .position:
            let (north, east) = (draws.below(11_000) - 4_000, draws.below(30_000) - 15_000)
            return (
                [Self.decimal(north), Self.decimal(east)],
                "latitude \(Decimal100.text(north)) and longitude \(Decimal100.text(east))"
            )
        default: return drawnText(shaped.field.kind)
        }
    }

    private mutating func several(_ words: [String]) -> [String] {
        var words = words
        draws.shuffle(&words)
        return Array(words.prefix(2 + draws.below(3)))
    }

    private mutating func drawnText(_ kind: RecordField.Kind) -> (JSONValue, String) {
        let pool = WordPools.words("words")
        func same(_ text: String) -> (JSONValue, String) { (.string(text), text) }
        switch kind {
        case .date:
            let day = laterDay()
            return (.string(day.iso), day.text(dayStyle()))
        case .time(let hours):
            let time = ClockTime(minutes: 60 * (hours.lowerBound + draws.below(hours.count)) + 5 * draws.below(12))
            let style = plan.usesWords ? ClockTime.Style(rawValue: draws.below(3)) : .digits
            return (.string(time.iso), time.text(style ?? .digits))
        case .moment:
            let day = laterDay()
            let time = ClockTime(minutes: draws.below(1_440))
            return (.string("\(day.iso)T\(time.iso):00Z"), "\(time.iso) UTC on \(day.text(dayStyle()))")
        case .email:
            let name = (draws.pick(WordPools.words("first_names")) ?? "").lowercased()
            let host = draws.pick(WordPools.words("mail_hosts")) ?? ""
            return same("\(name).\(draws.pick(pool) ?? "")@\(host)")
        case .link:
            let host = draws.pick(WordPools.words("mail_hosts")) ?? ""
            return same("https://\(host)/\(draws.pick(pool) ?? "")/\(100 + draws.below(900))")
        case .ipv4: return same("192.0.2.\(1 + draws.below(254))")
        case .hostname: return same("\(draws.pick(pool) ?? "")-\(1 + draws.below(40)).example.net")
        default: return same(uuid())
        }
    }

    /// The most days from the first one that a record names to any other.
    static let mostDaysLater = 60

    /// A day, soon after the first one that the record names; records and their parts list their days as they come.
    private mutating func laterDay() -> CalendarDay {
        guard let firstDay else {
            let offset = draws.below(CalendarDay.known - 1)
            firstDay = offset
            return CalendarDay.at(offset)
        }
        return CalendarDay.at(firstDay + 1 + draws.below(min(Self.mostDaysLater, CalendarDay.known - firstDay - 1)))
    }

    private mutating func dayStyle() -> CalendarDay.Style {
        plan.level < 5 ? .iso : CalendarDay.Style(rawValue: draws.below(CalendarDay.Style.allCases.count)) ?? .iso
    }

    /// A random UUID of version 4.
    private mutating func uuid() -> String {
        func hex(_ value: UInt64, _ count: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text.suffix(count)
        }
        let (high, low) = (draws.next(), draws.next())
        return [
            hex(high >> 32, 8), hex(high >> 16 & 0xFFFF, 4), "4" + hex(high & 0xFFF, 3),
            hex(0x8000 | (low >> 48 & 0x3FFF), 4), hex(low & 0xFFFF_FFFF_FFFF, 12),
        ].joined(separator: "-")
    }
}
