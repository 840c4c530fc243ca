extension ECMAPattern {
    /// The expression that matches as ECMA-262 says; throws where PCRE2 cannot express it (a lookbehind of no fixed
    /// length, a group that a repetition would have to forget).
    package func compiled() throws(PatternError) -> RegularExpression {
        var translator = ECMAPatternTranslator()
        translator.collectGroups(root, repetitions: [], isCertain: true)
        try translator.write(root, repetitions: [])
        return try RegularExpression(pattern: translator.output, options: [.ecmaScript, .dollarEndsOnly])
    }

    /// The `pattern` of a schema: read strictly, else with harmless leniency.
    static func read(_ pattern: String) throws(PatternError) -> ECMAPattern {
        do {
            return try ECMAPattern(pattern)
        } catch {
            guard let lenient = try? ECMAPattern(pattern, leniency: .punctuation) else { throw error }
            return lenient
        }
    }
}

/// Writes a pattern in PCRE2's syntax, every character that might be special as its code point.
private struct ECMAPatternTranslator {
    /// Where a group stands in repetitions.
    private struct Place {
        /// The repetitions around it, from the outermost in.
        var repetitions: [Int]
        /// Whether each turn of the innermost one sets it.
        var isCertain: Bool
    }

    private(set) var output = ""
    private var groups: [Int: Place] = [:]
    private var written: Set<Int> = []
    private var repetitionCount = 0

    /// Lists the groups that lie in repetitions, numbering these in the order in which `write` meets them.
    mutating func collectGroups(_ node: ECMANode, repetitions: [Int], isCertain: Bool) {
        switch node {
        case .alternatives(let all):
            for inner in all { collectGroups(inner, repetitions: repetitions, isCertain: false) }
        case .sequence(let all):
            for inner in all { collectGroups(inner, repetitions: repetitions, isCertain: isCertain) }
        case .group(let inner, let number):
            groups[number] = Place(repetitions: repetitions, isCertain: isCertain)
            collectGroups(inner, repetitions: repetitions, isCertain: isCertain)
        case .plainGroup(let inner): collectGroups(inner, repetitions: repetitions, isCertain: isCertain)
        case .look(let inner, _, let isNegated):
            collectGroups(inner, repetitions: repetitions, isCertain: isCertain && !isNegated)
        case .repeated(let inner, let least, let most, _):
            if most == 1 {
                collectGroups(inner, repetitions: repetitions, isCertain: isCertain && least == 1)
            } else {
                repetitionCount += 1
                // Whether any turn is taken at all matters to the repetitions around this one.
                let isCertain = repetitions.isEmpty || (isCertain && least > 0)
                collectGroups(inner, repetitions: repetitions + [repetitionCount], isCertain: isCertain)
            }
        case .scalar, .anyButLineEnd, .set, .start, .end, .wordBoundary, .backreference: break
        }
    }

    private var repetitionsWritten = 0

    mutating func write(_ node: ECMANode, repetitions: [Int]) throws(PatternError) {
        switch node {
        case .alternatives(let all):
            // In a group of its own, so that it may stand in a sequence.
            for (position, inner) in all.enumerated() {
                if position > 0 { output += "|" }
                try write(inner, repetitions: repetitions)
            }
        case .sequence(let all): for inner in all { try write(inner, repetitions: repetitions) }
        case .scalar(let value): write(value)
        case .anyButLineEnd: output += "[^\\n\\r\\x{2028}\\x{2029}]"
        case .set(let set): write(set)
        case .start: output += "^"
        case .end: output += "$"
        case .wordBoundary(let isNegated): output += isNegated ? "\\B" : "\\b"
        case .group(let inner, let number):
            try enclose("(", inner, repetitions)
            written.insert(number)
        case .plainGroup(let inner): try enclose("(?:", inner, repetitions)
        case .look(let inner, let isBehind, let isNegated):
            try enclose("(?" + (isBehind ? "<" : "") + (isNegated ? "!" : "="), inner, repetitions)
        case .repeated(let inner, let least, let most, let isLazy):
            try write(inner, least: least, most: most, isLazy: isLazy, repetitions: repetitions)
        case .backreference(let number): try write(reference: number, repetitions: repetitions)
        }
    }

    private mutating func enclose(_ open: String, _ inner: ECMANode, _ repetitions: [Int]) throws(PatternError) {
        output += open
        try write(inner, repetitions: repetitions)
        output += ")"
    }

    private mutating func write(
        _ inner: ECMANode, least: Int, most: Int?, isLazy: Bool, repetitions: [Int]
    ) throws(PatternError) {
        guard least <= 65_535, most ?? 0 <= 65_535 else {
            throw PatternError("a quantifier above 65535 cannot be expressed")
        }
        var repetitions = repetitions
        if most != 1 {
            repetitionsWritten += 1
            repetitions.append(repetitionsWritten)
        }
        try write(inner, repetitions: repetitions)
        switch (least, most) {
        case (0, nil): output += "*"
        case (1, nil): output += "+"
        case (0, 1): output += "?"
        case (let least, let most?): output += least == most ? "{\(least)}" : "{\(least),\(most)}"
        case (let least, nil): output += "{\(least),}"
        }
        if isLazy { output += "?" }
    }

    /// ECMA-262 forgets what groups in a repetition matched at each new turn, PCRE2 does not: the two agree where every
    /// turn sets the group before it is referred to.
    private mutating func write(reference number: Int, repetitions: [Int]) throws(PatternError) {
        if let place = groups[number], !place.repetitions.isEmpty {
            let isShared = place.repetitions.allSatisfy(repetitions.contains)
            guard place.isCertain, !isShared || written.contains(number) else {
                throw PatternError("a reference to a group that a repetition may leave unset cannot be expressed")
            }
        }
        // The group keeps a digit that follows from becoming part of the number.
        output += "(?:\\g{\(number)})"
    }

    private mutating func write(_ value: UInt32) {
        guard let scalar = Unicode.Scalar(value) else {
            // A lone surrogate occurs in no well-formed text.
            output += Self.nothing
            return
        }
        if value < 0x80, UInt8(value).isWordByte {
            output.unicodeScalars.append(scalar)
        } else {
            output += "\\x{\(String(value, radix: 16))}"
        }
    }

    private static let spaces =
        "\\t-\\r\\x20\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
        + "\\x{3000}\\x{feff}"
    private static let others =
        "\\x00-\\x08\\x0e-\\x1f\\x21-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
        + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}"
        + "\\x{ff00}-\\x{10ffff}"

    /// A class that no character is in. PCRE2 takes `[]` for a failure, which no quantifier would apply to.
    private static let nothing = "[^\\x00-\\x{10ffff}]"

    private mutating func write(_ set: ECMASet) {
        output += set.isNegated ? "[^" : "["
        let start = output.utf8.count
        for item in set.items {
            switch item {
            case .range(let low, let high): write(from: low, to: high)
            case .digit(let isNegated): output += isNegated ? "\\D" : "\\d"
            case .word(let isNegated): output += isNegated ? "\\W" : "\\w"
            case .space(let isNegated): output += isNegated ? Self.others : Self.spaces
            case .property(let name, let isNegated):
                let isInverse = name.hasPrefix("^")
                output += isNegated != isInverse ? "\\P{" : "\\p{"
                output += isInverse ? String(name.dropFirst()) : name
                output += "}"
            }
        }
        if !set.isNegated, output.utf8.count == start {
            output.removeLast()
            output += Self.nothing
        } else {
            output += "]"
        }
    }

    /// Writes a range without the surrogates, which occur in no well-formed text and which PCRE2 refuses.
    private mutating func write(from low: UInt32, to high: UInt32) {
        if low < 0xD800 { writeWhole(low, min(high, 0xD7FF)) }
        if high > 0xDFFF { writeWhole(max(low, 0xE000), high) }
    }

    private mutating func writeWhole(_ low: UInt32, _ high: UInt32) {
        output += "\\x{\(String(low, radix: 16))}"
        if high > low { output += "-\\x{\(String(high, radix: 16))}" }
    }
}
