internal import JSON

/// IFEval's rules about the form of the answer.
enum FormatRules {
    static let all: [InstructionRule] = [bullets, constrained, highlights, sections, json, title]

    private static let bullets = InstructionRule("detectable_format:number_bullet_lists", ["num_bullets"], passes: 4) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.exactly(try arguments.whole("num_bullets"))
        return { (text, _) in bound.finding(bullets(in: text), "bullet points") }
    }

    /// How many lines start with a star or a hyphen and have something behind it.
    static func bullets(in text: ResponseText) -> Int { stars(in: text) + hyphens(in: text) }

    /// How often `^\s*\*[^\*].*$` is found: the white space may run over lines, the sign behind the star end one.
    private static func stars(in text: ResponseText) -> Int {
        var count = 0
        var start = 0
        while let bullet = bulletSign(0x2A, in: text, from: start) {
            let next = bullet + 1
            guard next < text.count, text.bytes[next] != 0x2A else {
                start = nextLine(in: text, after: bullet)
                continue
            }
            count += 1
            // A line's end may be the sign behind the star; the rest of the next line then belongs to the bullet.
            start = nextLine(in: text, after: text.bytes[next] == 0x0A ? next + 1 : next)
        }
        return count
    }

    /// How often `^\s*-.*$` is found.
    private static func hyphens(in text: ResponseText) -> Int {
        var count = 0
        var start = 0
        while let bullet = bulletSign(0x2D, in: text, from: start) {
            count += 1
            start = nextLine(in: text, after: bullet)
        }
        return count
    }

    /// Where a sign stands first on its line, white space aside.
    private static func bulletSign(_ sign: UInt8, in text: ResponseText, from start: Int) -> Int? {
        var line = start
        while line < text.count {
            let first = text.strippedLeft(line..<text.count, CodePoint.isSpace).lowerBound
            guard first < text.count else { return nil }
            if text.bytes[first] == sign { return first }
            line = nextLine(in: text, after: first)
        }
        return nil
    }

    private static func nextLine(in text: ResponseText, after index: Int) -> Int {
        var index = index
        while index < text.count, text.bytes[index] != 0x0A { index += 1 }
        return index + 1
    }

    private static let constrained = InstructionRule("detectable_format:constrained_response", passes: 6) { (_) in
        { (text, _) in
            for option in ["My answer is yes.", "My answer is no.", "My answer is maybe."]
            where text.firstIndex(of: Array(option.utf8), in: text.all) != nil {
                return .followed
            }
            return .broken("none of the three answers is given")
        }
    }

    private static let highlights = InstructionRule(
        "detectable_format:number_highlighted_sections", ["num_highlights"], passes: 4
    ) { (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("num_highlights"))
        return { (text, _) in bound.finding(highlights(in: text), "highlighted sections") }
    }

    /// How many sections stand between one star on each side, and between two.
    static func highlights(in text: ResponseText) -> Int {
        highlighted(in: text, stars: 1, anyContent: false) + highlighted(in: text, stars: 2, anyContent: false)
    }

    /// How many pieces of a line stand between so many stars on each side and hold more than stars and white space.
    static func highlighted(in text: ResponseText, stars: Int, anyContent: Bool) -> Int {
        var count = 0
        var index = 0
        while let star = text.firstIndex(of: 0x2A, in: index..<text.count) {
            index = star + 1
            guard hasStars(stars, in: text, at: star) else { continue }
            var end = star + stars
            while end < text.count, text.bytes[end] != 0x2A, text.bytes[end] != 0x0A { end += 1 }
            guard hasStars(stars, in: text, at: end) else { continue }
            if anyContent || !text.stripped((star + stars)..<end).isEmpty { count += 1 }
            index = end + stars
        }
        return count
    }

    private static func hasStars(_ stars: Int, in text: ResponseText, at index: Int) -> Bool {
        guard index + stars <= text.count else { return false }
        for place in index..<(index + stars) where text.bytes[place] != 0x2A { return false }
        return true
    }

    private static let sections = InstructionRule(
        "detectable_format:multiple_sections", ["section_spliter", "num_sections"], passes: 0
    ) { (arguments) throws(OptionFault) in
        let written = ResponseText(try arguments.text("section_spliter"))
        let splitter = written.string(written.stripped(written.all))
        let bound = CountBound.atLeast(try arguments.whole("num_sections"))
        // The splitter is a pattern, its case counts, and a number follows it.
        let pattern: RegularExpression
        do {
            pattern = try RegularExpression(pattern: try PythonPattern.translate(#"\s?\#(splitter)\s?\d+\s?"#))
        } catch {
            throw arguments.fault("section_spliter", "holds no regular expression: \(error)")
        }
        return { (text, budget) throws(BudgetExhausted) in
            var count = 0
            var start = 0
            while start <= text.count,
                let match = try pattern.firstMatch(in: text.bytes.span, from: start, budget: &budget)
            {
                count += 1
                start = match.upperBound
            }
            return bound.finding(count, "sections")
        }
    }

    private static let json = InstructionRule("detectable_format:json_format", passes: 4) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            var range = text.stripped(text.all)
            for fence in ["```json", "```Json", "```JSON", "```"]
            where text.has(Array(fence.utf8), at: range.lowerBound) {
                let start = range.lowerBound + fence.utf8.count
                if start <= range.upperBound { range = start..<range.upperBound }
            }
            if range.count >= 3, text.has(Array("```".utf8), at: range.upperBound - 3) {
                range = range.lowerBound..<(range.upperBound - 3)
            }
            return InstructionFinding(
                try PythonJSON.isDocument(text, text.stripped(range), budget: &budget), "it is not JSON")
        }
    }

    private static let title = InstructionRule("detectable_format:title") { (_) in
        { (text, _) in InstructionFinding(hasTitle(text), "there is no title in double angular brackets") }
    }

    /// Whether `<<…>>` stands in a line with more than `<`, `>` and white space in it.
    private static func hasTitle(_ text: ResponseText) -> Bool {
        for line in text.lines(in: text.all) {
            // The longest piece from a first `<<` to a last `>>` is what is found.
            guard let open = text.firstIndex(of: [0x3C, 0x3C], in: line) else { continue }
            var end = line.upperBound
            while end - open >= 5, !text.has([0x3E, 0x3E], at: end - 2) { end -= 1 }
            guard end - open >= 5 else { continue }
            let inner = text.strippedRight(text.strippedLeft(open..<end) { $0 == 0x3C }) { $0 == 0x3E }
            if !text.stripped(inner).isEmpty { return true }
        }
        return false
    }
}
