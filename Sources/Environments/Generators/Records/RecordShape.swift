internal import JSON

/// A record as one schema demands it: which members it may have, under which keys and bounds.
struct RecordShape: Sendable {
    /// One member that is no object.
    struct Field: Sendable {
        let field: RecordField
        let key: String
        /// The values that the schema lets pass: whole numbers, or hundredths of a decimal; nil where all do.
        var bounds: ClosedRange<Int>?
        /// What whole numbers are a multiple of; 1 for any.
        var step = 1
        /// The bounds are written as exclusive ones.
        var isExclusive = false
        var isRequired = true
        var isNullable = false
        /// Whether the request says it.
        var isSaid = true
        /// The longest text or list that passes; nil for any.
        var longest: Int?
    }

    /// One member that is an object, several, or one of several.
    struct Part: Sendable {
        let part: RecordPart
        let key: String
        /// The shapes of its kinds, and the name of each under `$defs`.
        var shapes: [(name: String, kind: RecordKind, shape: RecordShape)]
        var isRequired = true
        /// The most elements of a list.
        var longest = 1
    }

    var fields: [Field] = []
    var parts: [Part] = []
    /// Whether members that the schema does not name are refused.
    var isClosed = true
}

/// How keys are written.
enum KeyStyle: Int, CaseIterable, Sendable {
    case snake, camel, kebab

    /// A key of snake_case in this style.
    func key(_ snake: String) -> String {
        switch self {
        case .snake: return snake
        case .kebab: return snake.replacing("_", with: "-")
        case .camel:
            let words = snake.split(separator: "_")
            return words.dropFirst().reduce(String(words.first ?? "")) {
                $0 + $1.prefix(1).uppercased() + $1.dropFirst()
            }
        }
    }
}

/// Decides on the shapes of a task: draws members, bounds and parts as a plan asks for.
struct RecordShaper {
    let plan: RecordPlan
    let style: KeyStyle
    /// What the record must have, whatever the level, so that an error of this kind can be injected.
    let wanted: RecordErrorKind?
    var draws: SeededGenerator
    /// The shapes under `$defs` by kind and depth.
    private var named: [String: (name: String, shape: RecordShape)] = [:]
    private var names: Set<String> = []

    init(plan: RecordPlan, wanted: RecordErrorKind?, draws: SeededGenerator) {
        self.plan = plan
        self.wanted = wanted
        self.draws = draws
        style = plan.variesKeys ? KeyStyle(rawValue: self.draws.below(KeyStyle.allCases.count)) ?? .snake : .snake
    }

    /// The shape of a record.
    mutating func shape(of kind: RecordKind) -> RecordShape {
        var shape = RecordShape()
        shape.isClosed = plan.level >= 3 || wanted == .extraneous || draws.below(2) == 0
        let chosen = chosenFields(of: kind)
        // The members keep the order in which they are listed, the number in front.
        shape.fields = kind.fields.filter { chosen.contains($0.key) }.map { shaped($0) }
        for _ in 0..<plan.unsaid {
            guard
                let free = draws.pick(
                    kind.fields.filter { other in !shape.fields.contains { $0.field.key == other.key } })
            else { break }
            guard plan.hasFormats || !free.hasFormat else { continue }
            var field = shaped(free)
            (field.isSaid, field.isRequired) = (false, false)
            shape.fields.insert(field, at: 1 + draws.below(shape.fields.count))
        }
        shape.parts = chosenParts(of: kind).map { shaped($0, depth: 1) }
        return shape
    }

    private mutating func chosenFields(of kind: RecordKind) -> Set<String> {
        var scalars = kind.fields.filter { field in
            if case .number = field.kind { return false }
            return !field.isMany && (plan.level > 1 || field.isSimple) && (plan.hasFormats || !field.hasFormat)
        }
        draws.shuffle(&scalars)
        var chosen = Array(scalars.prefix(plan.scalars))
        func has(_ test: (RecordField) -> Bool) -> Bool { chosen.contains(where: test) }
        if wanted == .format || plan.hasFormats, !has(\.hasFormat), let extra = kind.fields.first(where: \.hasFormat) {
            chosen[0] = extra
        }
        if wanted == .constraint || plan.level == 2, !has(\.isChoice), let extra = kind.fields.first(where: \.isChoice)
        {
            chosen[chosen.count - 1] = extra
        }
        var many = kind.fields.filter(\.isMany)
        draws.shuffle(&many)
        return Set((kind.fields.prefix(1) + chosen + many.prefix(plan.lists)).map(\.key))
    }

    private mutating func chosenParts(of kind: RecordKind) -> [RecordPart] {
        var chosen: [RecordPart] = []
        for (shape, count) in [(RecordPart.Shape.one, plan.parts), (.many, plan.arrays), (.variants, plan.variants)] {
            var parts = kind.parts.filter { $0.shape == shape }
            draws.shuffle(&parts)
            chosen += parts.prefix(count)
        }
        return chosen
    }

    private mutating func shaped(_ field: RecordField) -> RecordShape.Field {
        var shaped = RecordShape.Field(field: field, key: style.key(field.key))
        if plan.hasNulls, field.absence != nil, !field.isFlag { shaped.isNullable = draws.below(2) == 0 }
        if plan.level >= 5, !shaped.isNullable, draws.below(4) == 0 { shaped.isRequired = false }
        if case .number = field.kind { shaped.isRequired = true }
        if wanted == .format, field.hasFormat { (shaped.isRequired, shaped.isNullable) = (true, false) }
        guard plan.hasBounds || wanted == .constraint else { return shaped }
        switch field.kind {
        case .whole(let range):
            let slack = range.count / 4
            var (low, high) = (range.lowerBound + draws.below(slack + 1), range.upperBound - draws.below(slack + 1))
            if range.count > 60, draws.below(4) == 0 {
                shaped.step = 5
                (low, high) = ((low + 4) / 5 * 5, high / 5 * 5)
            }
            shaped.bounds = low...max(low, high)
            shaped.isExclusive = draws.below(4) == 0
        case .decimal(let range):
            let slack = range.count / 400
            shaped.bounds =
                (range.lowerBound + draws.below(slack + 1) * 100)...(range.upperBound - draws.below(slack + 1) * 100)
        case .text(let words):
            shaped.longest = (words.map(\.utf8.count).max() ?? 0) + 5 + 5 * draws.below(6)
        case .list: shaped.longest = 4 + draws.below(4)
        default: break
        }
        return shaped
    }

    private mutating func shaped(_ part: RecordPart, depth: Int) -> RecordShape.Part {
        var shaped = RecordShape.Part(part: part, key: style.key(part.key), shapes: [])
        for name in part.kinds {
            guard let kind = RecordCatalog.parts[name] else { continue }
            let made = shape(ofPart: kind, key: part.key, isVariant: part.shape == .variants, depth: depth)
            shaped.shapes.append((made.name, kind, made.shape))
        }
        if part.shape == .many { shaped.longest = plan.elements + draws.below(4) }
        return shaped
    }

    private mutating func shape(
        ofPart kind: RecordKind, key: String, isVariant: Bool, depth: Int
    ) -> (name: String, shape: RecordShape) {
        let place = "\(kind.name):\(depth)"
        if let known = named[place] { return known }
        var name = depth == 1 ? kind.name : key
        if !names.insert(name).inserted {
            name += "_\(depth)"
            names.insert(name)
        }
        var shape = RecordShape()
        var fields = kind.fields.filter { plan.hasFormats || !$0.hasFormat }
        if !isVariant { draws.shuffle(&fields) }
        let kept = Set(fields.prefix(isVariant ? 2 : plan.partScalars).map(\.key))
        shape.fields = kind.fields.filter { kept.contains($0.key) }.map { shaped($0) }
        // A part must say something.
        if !shape.fields.contains(where: \.isRequired), !shape.fields.isEmpty { shape.fields[0].isRequired = true }
        shape.isClosed = isVariant || draws.below(3) > 0
        if !isVariant, depth < plan.depth, let part = kind.parts.first {
            shape.parts = [shaped(part, depth: depth + 1)]
        }
        named[place] = (style.key(name), shape)
        return (style.key(name), shape)
    }
}

extension RecordField {
    /// Whether it is one of several words.
    var isChoice: Bool { if case .choice = kind { true } else { false } }
    /// Whether it is an amount of money.
    var isPrice: Bool { ["euros", "dollars", "pounds"].contains { clause.contains($0) } }
    /// Whether it is true or false.
    var isFlag: Bool { if case .flag = kind { true } else { false } }
}
