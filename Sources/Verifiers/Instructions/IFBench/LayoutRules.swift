/// IFBench's rules about the form of the answer.
enum LayoutRules {
    static let all: [InstructionRule] = [
        parentheses, quotes, options, newline, emoji, indent, unquoted, separators, thesis, subBullets, bulletsLast,
        titleCase, template, noWhiteSpace,
    ]

    private static let parentheses = InstructionRule("format:parentheses") { (_) in
        { (text, _) in
            var open: [UInt8] = []
            var deepest = 0
            for byte in text.bytes {
                switch byte {
                case 0x28, 0x5B, 0x7B:
                    open.append(byte)
                    deepest = max(deepest, open.count)
                case 0x29, 0x5D, 0x7D:
                    // `(` and `)` are neighbours, the others have a sign between them.
                    if let last = open.last, byte == last + (last == 0x28 ? 1 : 2) {
                        open.removeLast()
                        if deepest >= 5 { return .followed }
                    } else {
                        open.removeAll()
                        deepest = 0
                    }
                default: break
                }
            }
            return .broken("no five brackets are nested and closed")
        }
    }

    private static let quotes = InstructionRule("format:quotes") { (_) in
        { (text, _) in
            var open: [UInt8] = []
            var deepest = 0
            for byte in text.bytes where byte == 0x22 || byte == 0x27 {
                if open.last == byte {
                    open.removeLast()
                    if deepest - open.count >= 3 { return .followed }
                } else {
                    open.append(byte)
                    deepest = max(deepest, open.count)
                }
            }
            return .broken("no three quotes are nested")
        }
    }

    private static let options = InstructionRule("format:options", ["options"], passes: 3) {
        (arguments) throws(OptionFault) in
        let written = ResponseText(try arguments.text("options"))
        let separator = written.contains("/") ? "/" : written.contains("or") ? "or" : ","
        let options = written.parts(of: written.all, between: Array(separator.utf8)).map {
            written.part(written.stripped($0))
        }
        if startsWithLetters(written) {
            return { (text, _) in
                InstructionFinding(options.contains { $0.bytes == text.bytes }, "it is none of the options")
            }
        }
        let normalized = options.map { $0.part($0.strippedOfPunctuation($0.all)).lowercased() }
        return { (text, _) in
            let answer = text.part(text.strippedOfPunctuation(text.all)).lowercased()
            return InstructionFinding(normalized.contains { $0.bytes == answer.bytes }, "it is none of the options")
        }
    }

    /// Whether a, b and c come first, whatever stands between them that is no word.
    private static func startsWithLetters(_ text: ResponseText) -> Bool {
        var wanted = Array("abc".utf8).map(UInt32.init)[...]
        text.forEachScalar(in: text.all) { value, _ in
            guard let letter = wanted.first else { return false }
            if value < 0x80, value | 0x20 == letter {
                wanted = wanted.dropFirst()
                return true
            }
            return !CodePoint.isWord(value)
        }
        return wanted.isEmpty
    }

    private static let newline = InstructionRule("format:newline", passes: 6) { (_) in
        { (text, _) in
            let bare = text.withoutPunctuation()
            let body = bare.stripped(bare.all)
            let lines = bare.lines(in: body).filter { !$0.isEmpty }.count
            let words = bare.words(in: body).count
            return InstructionFinding(lines == words, "there are \(words) words on \(lines) lines")
        }
    }

    private static let emoji = InstructionRule("format:emoji", passes: 6) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget).map { sentence in
                let bare = text.part(sentence).withoutPunctuation()
                return bare.scalars(bare.stripped(bare.all))
            }
            for (index, scalars) in sentences.enumerated() {
                guard !scalars.isEmpty else { return .broken("sentence \(index + 1) is empty") }
                // A variation selector may stand behind the emoji.
                if scalars.suffix(2).contains(where: Emoji.isEmoji) { continue }
                guard index + 1 < sentences.count, let first = sentences[index + 1].first, Emoji.isEmoji(first) else {
                    return .broken("sentence \(index + 1) does not end with an emoji")
                }
            }
            return .followed
        }
    }

    private static let indent = InstructionRule("format:line_indent", passes: 3) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            // Of two blank lines that follow each other the reference leaves the second in.
            var lines = text.lines(in: text.all)
            var index = 0
            while index < lines.count {
                if text.stripped(lines[index]).isEmpty {
                    // What is removed is the first line that reads the same.
                    try budget.spend(steps: 1 + lines.count / 16)
                    let same = lines.firstIndex { text.areEqual($0, lines[index]) } ?? index
                    lines.remove(at: same)
                }
                index += 1
            }
            var before = -1
            for line in lines {
                let indent = line.count - text.strippedLeft(line, { $0 == 0x20 }).count
                guard indent > before else { return .broken("a line is not indented more than the one before") }
                before = indent
            }
            return .followed
        }
    }

    private static let unquoted = InstructionRule("format:quote_unquote", passes: 4) { (_) in
        { (text, _) in
            // The sign itself, put in single quotes, is no quote.
            var bytes: [UInt8] = []
            var index = 0
            while index < text.count {
                if text.has([0x27, 0x22, 0x27], at: index) {
                    index += 3
                } else {
                    bytes.append(text.bytes[index])
                    index += 1
                }
            }
            let read = ResponseText(bytes)
            var joined: [UInt8] = []
            read.forEachWord(in: read.all) { word in
                joined.append(contentsOf: read.bytes[word])
                return true
            }
            let compact = ResponseText(joined)
            if compact.firstIndex(of: [0x22, 0x22], in: compact.all) != nil {
                return .broken("two quotes follow each other")
            }
            let rest = compact.strippedRight(compact.all) { value in
                value != 0x22 && (CodePoint.isPunctuation(value) || (value >= 0x30 && value <= 0x39))
            }
            return InstructionFinding(!compact.ends(rest, with: 0x22), "it ends with a quote")
        }
    }

    private static let separators = InstructionRule("format:list", ["sep"], passes: 3) {
        (arguments) throws(OptionFault) in
        let separator = Array(try arguments.text("sep").utf8)
        return { (text, budget) throws(BudgetExhausted) in
            try budget.spend(bytes: text.count * min(separator.count, 64))
            return CountBound.atLeast(2).finding(text.count(of: separator), "separators")
        }
    }

    private static let thesis = InstructionRule("format:thesis", passes: 6) { (_) in
        { (text, _) in
            guard
                let start = text.firstIndex(of: Array("<i>".utf8), in: text.all)
                    ?? text.firstIndex(of: Array("<em>".utf8), in: text.all),
                let end = text.firstIndex(of: Array("</i>".utf8), in: start..<text.count)
                    ?? text.firstIndex(of: Array("</em>".utf8), in: start..<text.count)
            else { return .broken("nothing is in italics") }
            let thesis = (start + 3)..<max(end, start + 3)
            let rest = min(end + 4, text.count)..<text.count
            return InstructionFinding(
                !text.stripped(thesis).isEmpty && !text.stripped(rest).isEmpty,
                "the thesis or what follows it is empty")
        }
    }

    private static let subBullets = InstructionRule("format:sub-bullets", passes: 3) { (_) in
        { (text, _) in
            let bullets = text.parts(of: text.all, between: [0x2A]).dropFirst()
            return InstructionFinding(
                bullets.allSatisfy { text.bytes[$0].contains(0x2D) }, "a bullet point has no point of its own")
        }
    }

    private static let bulletsLast = InstructionRule("format:no_bullets_bullets", passes: 4) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            var isBeforeBullets = true
            var sentences = 0
            var bullets = 0
            for line in text.lines(in: text.all) {
                let bare = text.stripped(line)
                if text.has([0x2A], at: bare.lowerBound), !bare.isEmpty {
                    isBeforeBullets = false
                    guard sentences >= 2 else { return .broken("fewer than two sentences come first") }
                    bullets += 1
                } else if isBeforeBullets {
                    let found = try SentenceSplitter.sentences(of: text.part(bare), budget: &budget).count
                    sentences += found
                    // An empty line ends what may come before the bullet points.
                    isBeforeBullets = found > 0
                } else {
                    return .broken("something else follows")
                }
            }
            return CountBound.atLeast(2).finding(bullets, "bullet points")
        }
    }

    private static let titleCase = InstructionRule("format:title_case") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            for token in try WordTokens.tokens(of: text, budget: &budget) {
                let word = ResponseText(token)
                let (first, length) = word.scalar(at: 0)
                guard CodePoint.isLetter(first), CodePoint.isLower(first) else { continue }
                let rest = length..<word.count
                if rest.isEmpty || word.isUpper(rest) || word.isLower(rest) {
                    return .broken("`\(word.string(word.all).prefix(40))` does not start with a capital")
                }
            }
            return .followed
        }
    }

    private static let template = InstructionRule("format:output_template", passes: 6) { (_) in
        { (text, _) in
            for label in ["My Answer:", "My Conclusion:", "Future Outlook:"] where !text.contains(label) {
                return .broken("`\(label)` is missing")
            }
            return .followed
        }
    }

    private static let noWhiteSpace = InstructionRule("format:no_whitespace") { (_) in
        { (text, _) in
            var isFound = false
            text.forEachScalar(in: text.all) { value, _ in
                isFound = CodePoint.isSpace(value)
                return !isFound
            }
            return InstructionFinding(!isFound, "there is white space")
        }
    }
}

/// Code points that are an emoji by themselves.
enum Emoji {
    private static let ranges: [ClosedRange<UInt32>] = LanguageData.emoji.lines.compactMap { line in
        let bounds = line.split(separator: 0x09).compactMap { UInt32(String(decoding: $0, as: UTF8.self), radix: 16) }
        guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
        return bounds[0]...bounds[1]
    }

    /// Whether a code point is one.
    static func isEmoji(_ value: UInt32) -> Bool { value >= 0xA9 && ranges.contains { $0.contains(value) } }
}
