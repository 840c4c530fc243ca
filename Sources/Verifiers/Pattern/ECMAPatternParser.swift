/// Reads ECMA-262's grammar of patterns, scalar by scalar.
struct ECMAPatternParser {
    /// Groups, looks and alternatives may nest so deep.
    private static let deepest = 100

    private let scalars: [UInt32]
    private var index = 0
    private let leniency: ECMAPattern.Leniency
    private var depth = 0
    private(set) var groupCount = 0
    private var names: [String: Int] = [:]
    /// References met, checked once all groups are known.
    private var numberReferences: [Int] = []
    private let totalGroups: Int
    private let allNames: [String: Int]

    init(_ pattern: String, leniency: ECMAPattern.Leniency) {
        scalars = pattern.unicodeScalars.map(\.value)
        self.leniency = leniency
        (totalGroups, allNames) = Self.groups(in: scalars)
    }

    /// All of the text as one pattern.
    mutating func pattern() throws(PatternError) -> ECMANode {
        guard scalars.count <= RegularExpression.longestPattern else { throw fault("the pattern is too long") }
        let node = try alternatives()
        guard index == scalars.count else { throw fault("a `)` closes nothing") }
        if let number = numberReferences.first(where: { $0 > groupCount }) {
            throw fault("`\\\(number)` refers to no group")
        }
        return node
    }

    // MARK: Reading

    private var next: UInt32? { index < scalars.count ? scalars[index] : nil }

    private func isNext(_ text: StaticString) -> Bool {
        guard scalars.count - index >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { zip($0, scalars[index...]).allSatisfy { UInt32($0) == $1 } }
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    private func fault(_ message: String) -> PatternError { PatternError(message, offset: index) }

    /// How many groups capture, and the named ones among them, seen before the parse: references may come first.
    private static func groups(in scalars: [UInt32]) -> (Int, [String: Int]) {
        var (count, names, inClass, index) = (0, [String: Int](), false, 0)
        while index < scalars.count {
            switch scalars[index] {
            case 0x5C: index += 1
            case 0x5B: inClass = true
            case 0x5D: inClass = false
            case 0x28 where !inClass:
                let rest = scalars[(index + 1)...]
                if rest.first != 0x3F {
                    count += 1
                } else if rest.count > 2, rest[index + 2] == 0x3C, rest[index + 3] != 0x3D, rest[index + 3] != 0x21 {
                    count += 1
                    let name = rest.dropFirst(2).prefix { $0 != 0x3E }
                    names[Self.text(name)] = count
                }
            default: break
            }
            index += 1
        }
        return (count, names)
    }

    private static func text(_ scalars: some Sequence<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        for value in scalars { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
        return String(text)
    }

    // MARK: The grammar

    private mutating func alternatives() throws(PatternError) -> ECMANode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw fault("nested too deeply") }
        var all = [try sequence()]
        while skip("|") { all.append(try sequence()) }
        return all.count == 1 ? all[0] : .alternatives(all)
    }

    private mutating func sequence() throws(PatternError) -> ECMANode {
        var parts: [ECMANode] = []
        while let scalar = next, scalar != 0x7C, scalar != 0x29 {
            let (node, isRepeatable) = try term()
            parts.append(try repeated(node, isRepeatable: isRepeatable))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func term() throws(PatternError) -> (ECMANode, isRepeatable: Bool) {
        guard let scalar = next else { throw fault("a term is missing") }
        switch scalar {
        case 0x5E:
            index += 1
            return (.start, false)
        case 0x24:
            index += 1
            return (.end, false)
        case 0x28: return try group()
        case 0x2E:
            index += 1
            return (.anyButLineEnd, true)
        case 0x5B:
            index += 1
            return (.set(try characterClass()), true)
        case 0x5C:
            index += 1
            return try escape()
        case 0x2A, 0x2B, 0x3F: throw fault("nothing stands before the quantifier")
        case 0x7B where leniency == .none || quantifier(at: index) != nil, 0x7D where leniency == .none,
            0x5D where leniency == .none:
            throw fault("this bracket or brace must be escaped")
        default:
            index += 1
            return (.scalar(scalar), true)
        }
    }

    private mutating func group() throws(PatternError) -> (ECMANode, isRepeatable: Bool) {
        let look: (isBehind: Bool, isNegated: Bool)?
        var number: Int?
        if skip("(?:") {
            look = nil
        } else if skip("(?=") {
            look = (false, false)
        } else if skip("(?!") {
            look = (false, true)
        } else if skip("(?<=") {
            look = (true, false)
        } else if skip("(?<!") {
            look = (true, true)
        } else {
            look = nil
            groupCount += 1
            number = groupCount
            if skip("(?<") {
                let name = try groupName()
                guard names.updateValue(groupCount, forKey: name) == nil else { throw fault("a name is given twice") }
            } else {
                index += 1
                if next == 0x3F { throw fault("this kind of group is not known") }
            }
        }
        let inner = try alternatives()
        guard skip(")") else { throw fault("a `)` is missing") }
        if let look { return (.look(inner, isBehind: look.isBehind, isNegated: look.isNegated), false) }
        return (number.map { .group(inner, number: $0) } ?? .plainGroup(inner), true)
    }

    private mutating func groupName() throws(PatternError) -> String {
        let start = index
        while let scalar = next, scalar != 0x3E {
            guard let scalar = Unicode.Scalar(scalar),
                scalar == "$" || scalar == "_" || scalar.properties.isIDContinue
                    || (index > start && (scalar.value == 0x200C || scalar.value == 0x200D)),
                index > start || scalar == "$" || scalar == "_" || scalar.properties.isIDStart
            else { throw fault("a group's name must be an identifier") }
            index += 1
        }
        let name = Self.text(scalars[start..<index])
        guard !name.isEmpty, skip(">") else { throw fault("a group's name is missing its end") }
        return name
    }

    private mutating func repeated(_ node: ECMANode, isRepeatable: Bool) throws(PatternError) -> ECMANode {
        let bounds: (least: Int, most: Int?)
        switch next {
        case 0x2A: bounds = (0, nil)
        case 0x2B: bounds = (1, nil)
        case 0x3F: bounds = (0, 1)
        case 0x7B:
            guard let found = quantifier(at: index) else {
                if leniency == .punctuation { return node }
                throw fault("this brace must be escaped")
            }
            bounds = (found.least, found.most)
            index = found.end - 1
        default: return node
        }
        guard isRepeatable else { throw fault("this cannot be repeated") }
        if let most = bounds.most, most < bounds.least { throw fault("the quantifier's bounds are out of order") }
        index += 1
        let isLazy = skip("?")
        return .repeated(node, least: bounds.least, most: bounds.most, isLazy: isLazy)
    }

    /// The quantifier in braces at a place, with the place after it; nil where there is none.
    private func quantifier(at start: Int) -> (least: Int, most: Int?, end: Int)? {
        var place = start + 1
        func number() -> Int? {
            var value: Int?
            while place < scalars.count, scalars[place] >= 0x30, scalars[place] <= 0x39 {
                // More than PCRE2 can count is told apart later, whatever the figure.
                value = min((value ?? 0) * 10 + Int(scalars[place] - 0x30), 1 << 40)
                place += 1
            }
            return value
        }
        guard let least = number(), place < scalars.count else { return nil }
        var most: Int? = least
        if scalars[place] == 0x2C {
            place += 1
            most = number()
        }
        guard place < scalars.count, scalars[place] == 0x7D else { return nil }
        return (least, most, place + 1)
    }

    // MARK: Escapes

    private mutating func escape() throws(PatternError) -> (ECMANode, isRepeatable: Bool) {
        guard let scalar = next else { throw fault("the pattern ends with a backslash") }
        switch scalar {
        case 0x62, 0x42:
            index += 1
            return (.wordBoundary(isNegated: scalar == 0x42), false)
        case 0x31...0x39:
            var number = 0
            while let digit = next, digit >= 0x30, digit <= 0x39 {
                number = min(number * 10 + Int(digit - 0x30), 1 << 20)
                index += 1
            }
            guard number <= totalGroups else { throw fault("`\\\(number)` refers to no group") }
            numberReferences.append(number)
            return (.backreference(number), true)
        case 0x6B:
            index += 1
            guard skip("<") else { throw fault("`\\k` needs a group's name") }
            let name = try groupName()
            guard let number = allNames[name] else { throw fault("`\\k` refers to no group") }
            return (.backreference(number), true)
        default: break
        }
        if let item = try classEscape() { return (.set(ECMASet(items: [item])), true) }
        return (.scalar(try characterEscape(inClass: false)), true)
    }

    /// `\d` and its like; nil where another escape follows.
    private mutating func classEscape() throws(PatternError) -> ECMASet.Item? {
        guard let scalar = next else { return nil }
        let isNegated = scalar & 0x20 == 0
        switch scalar {
        case 0x64, 0x44:
            index += 1
            return .digit(isNegated: isNegated)
        case 0x77, 0x57:
            index += 1
            return .word(isNegated: isNegated)
        case 0x73, 0x53:
            index += 1
            return .space(isNegated: isNegated)
        case 0x70, 0x50:
            index += 1
            guard skip("{") else { throw fault("`\\p` needs a property in braces") }
            let start = index
            while let scalar = next, scalar != 0x7D { index += 1 }
            let written = Self.text(scalars[start..<index])
            guard skip("}"), let property = ECMAProperty.spelled(written) else {
                throw fault("`\\p{\(written.prefix(40))}` is not a property that is known")
            }
            return .property(property, isNegated: isNegated)
        default: return nil
        }
    }

    private mutating func characterEscape(inClass: Bool) throws(PatternError) -> UInt32 {
        guard let scalar = next else { throw fault("the pattern ends with a backslash") }
        index += 1
        switch scalar {
        case 0x74: return 0x09
        case 0x6E: return 0x0A
        case 0x76: return 0x0B
        case 0x66: return 0x0C
        case 0x72: return 0x0D
        case 0x63:
            guard let letter = next, letter < 0x80, UInt8(letter).isLetter else {
                throw fault("`\\c` needs a letter")
            }
            index += 1
            return letter & 0x1F
        case 0x30:
            if let digit = next, digit >= 0x30, digit <= 0x39 { throw fault("octal escapes are not allowed") }
            return 0
        case 0x78: return try hex(2)
        case 0x75: return try unicodeEscape()
        case 0x62 where inClass: return 0x08
        case 0x2D where inClass: return scalar
        // ^ $ \ . * + ? ( ) [ ] { } | /
        case 0x5E, 0x24, 0x5C, 0x2E, 0x2A, 0x2B, 0x3F, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x7C, 0x2F: return scalar
        default:
            if leniency == .punctuation, !Self.isWordLike(scalar) { return scalar }
            index -= 1
            throw fault("this escape is not known")
        }
    }

    /// Whether an escape of it might mean something in another dialect, or in a later edition.
    private static func isWordLike(_ scalar: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(scalar) else { return true }
        return scalar.value < 0x80 ? UInt8(scalar.value).isWordByte && scalar != "_" : scalar.properties.isIDContinue
    }

    private mutating func hex(_ count: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let scalar = next, scalar < 0x80, let digit = UInt8(scalar).hexDigit else {
                throw fault("\(count) hexadecimal digits are needed")
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
        if skip("{") {
            var value: UInt32 = 0
            var count = 0
            while let scalar = next, scalar < 0x80, let digit = UInt8(scalar).hexDigit {
                value = min(value << 4 | UInt32(digit), 0x110000)
                count += 1
                index += 1
            }
            guard count > 0, value < 0x110000, skip("}") else { throw fault("`\\u{…}` needs a code point") }
            return value
        }
        let first = try hex(4)
        guard first & 0xFC00 == 0xD800, isNext("\\u") else { return first }
        let before = index
        index += 2
        guard next != 0x7B, let second = try? hex(4), second & 0xFC00 == 0xDC00 else {
            index = before
            return first
        }
        return 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
    }

    // MARK: Classes

    private mutating func characterClass() throws(PatternError) -> ECMASet {
        var set = ECMASet(items: [], isNegated: skip("^"))
        while true {
            guard next != nil else { throw fault("a `]` is missing") }
            if skip("]") { return set }
            let first = try classAtom()
            guard next == 0x2D, index + 1 < scalars.count, scalars[index + 1] != 0x5D else {
                set.items.append(first)
                continue
            }
            let dash = index
            index += 1
            let last = try classAtom()
            if case .range(let low, let lowEnd) = first, case .range(let high, let highEnd) = last,
                low == lowEnd, high == highEnd
            {
                guard low <= high else {
                    index = dash
                    throw fault("the range is out of order")
                }
                set.items.append(.range(low, high))
            } else {
                guard leniency == .punctuation else {
                    index = dash
                    throw fault("a class like `\\w` cannot be the end of a range")
                }
                set.items += [first, .range(0x2D, 0x2D), last]
            }
        }
    }

    private mutating func classAtom() throws(PatternError) -> ECMASet.Item {
        guard let scalar = next else { throw fault("a `]` is missing") }
        index += 1
        guard scalar == 0x5C else { return .range(scalar, scalar) }
        if let item = try classEscape() { return item }
        let value = try characterEscape(inClass: true)
        return .range(value, value)
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
