internal import Yams

/// A text made ready for Yams, and what it takes to undo that.
///
/// Yams unfolds aliases before anyone can count, and hashes whole subtrees that are used as keys, so that a small file
/// of nested aliases can hold it for hours. Therefore it never sees an alias: each `*` is replaced by a stand-in from
/// Unicode's private use area that the text does not hold. A plain scalar cannot begin with `*`, so a plain scalar that
/// begins with the stand-in is exactly an alias, and everywhere else the star is put back.
struct YAMLSource {
    let file: String?
    /// The text with its stars replaced.
    let text: String
    /// What stands for `*`.
    let star: Unicode.Scalar
    /// A second unused code point, to mark a key with.
    private let mark: Unicode.Scalar

    init(_ text: String, file: String?, maxBytes: Int) throws(YAMLError) {
        self.file = file
        let start = YAMLPlace(file: file, line: 1, column: 1)
        guard text.utf8.count <= maxBytes else {
            throw YAMLError(
                "the text is larger than \(maxBytes) bytes", at: start, hint: "Move data into a file beside it")
        }
        guard let (star, mark) = YAMLSource.unused(in: text) else {
            throw YAMLError("the text uses all of Unicode's private use area", at: start)
        }
        self.star = star
        self.mark = mark
        try YAMLSource.check(text, file: file)
        guard text.utf8.contains(UInt8(ascii: "*")) else {
            self.text = text
            return
        }
        var replaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { replaced.append(scalar == "*" ? star : scalar) }
        self.text = String(replaced)
    }

    /// The original of a scalar's text.
    func restored(_ text: String) -> String {
        guard text.unicodeScalars.contains(star) else { return text }
        var restored = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { restored.append(scalar == star ? "*" : scalar) }
        return String(restored)
    }

    /// The tag that Yams gives a plain key when it hashes it; without a rule of ours it would look like a quoted one.
    static let plainKeyTag = Tag.Name(rawValue: "plain")

    func parser(of text: String? = nil) throws -> Parser {
        let resolver = try Resolver.basic.appending(YAMLSource.plainKeyTag, "^")
        // The default encoding depends on the process's environment.
        return try Parser(yaml: text ?? self.text, resolver: resolver, encoding: .utf8)
    }

    func place(_ mark: Mark?) -> YAMLPlace { YAMLPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1) }

    /// Two code points that the text holds neither as such nor, as far as four hexadecimal digits tell, as an escape.
    private static func unused(in text: String) -> (Unicode.Scalar, Unicode.Scalar)? {
        var used = Set<UInt32>()
        var lastFour: UInt32 = 0
        var digits = 0
        for scalar in text.unicodeScalars {
            if (0xE000...0xF8FF).contains(scalar.value) { used.insert(scalar.value) }
            if let digit = scalar.isASCII ? Character(scalar).hexDigitValue : nil {
                lastFour = (lastFour << 4 | UInt32(digit)) & 0xFFFF
                digits += 1
                if digits >= 4 { used.insert(lastFour) }
            } else {
                digits = 0
            }
        }
        let free = (0xE000...0xF8FF).lazy.filter { !used.contains($0) }.prefix(2).compactMap(Unicode.Scalar.init)
        guard let first = free.first, let second = free.dropFirst().first else { return nil }
        return (first, second)
    }

    /// Refuses what the parser would misread: line breaks that only YAML 1.1 knew, and masses of `? ` keys.
    private static func check(_ text: String, file: String?) throws(YAMLError) {
        var line = 1
        var column = 0
        var explicitKeys = 0
        // Whether only indentation and indicators came before in this line or collection, so that `?` begins a key.
        var isTokenStart = true
        for scalar in text.unicodeScalars {
            column += 1
            switch scalar {
            case "\n":
                line += 1
                column = 0
                isTokenStart = true
            case "\u{85}", "\u{2028}", "\u{2029}":
                throw YAMLError(
                    "the character U+\(hex4(scalar.value)) breaks lines in old YAML and not in new",
                    at: YAMLPlace(file: file, line: line, column: column),
                    hint: "Write it as an escape in double quotes: \"\\u\(hex4(scalar.value))\"")
            case "?":
                if isTokenStart { explicitKeys += 1 }
            case ":", "[", "{", ",", "\r": isTokenStart = true
            case " ", "\t", "-": break
            default: isTokenStart = false
            }
        }
        // Each may be a collection, whose every level is hashed again by the level above.
        if explicitKeys > 100_000_000 / max(text.utf8.count, 1) {
            throw YAMLError(
                "too many keys written with `? `", at: YAMLPlace(file: file, line: 1, column: 1),
                hint: "Write keys as `key: value`")
        }
    }

    private static func hex4(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension YAMLSource {
    /// Yams's error in our terms.
    func error(_ error: any Error) -> YAMLError {
        let start = YAMLPlace(file: file, line: 1, column: 1)
        switch error as? YamlError {
        case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
            return YAMLError("nested too deeply", at: place(mark))
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let place = place(mark)
            var message = problem
            if let context {
                message = "\(context.text), \(problem)"
                if context.mark.line != mark.line { message += " (it began in line \(context.mark.line))" }
            }
            return YAMLError(message, at: place, hint: hint(problem, at: mark))
        case .composer(_, let problem, let mark, _) where problem.contains("another document"):
            return YAMLError(
                "a second document begins here", at: place(mark), hint: "A file holds one: remove the `---`")
        case .composer(_, let problem, let mark, _): return YAMLError(problem, at: place(mark))
        case .reader(let problem, let offset, _, _):
            return YAMLError("a character that YAML does not allow (\(problem))", at: place(ofCharacter: offset))
        case .duplicatedKeysInMapping(let names, let context):
            return duplicate(of: restored(names.first ?? ""), firstAt: context.mark)
        case .memory: return YAMLError("out of memory", at: start)
        default: return YAMLError("not YAML", at: start)
        }
    }

    private func place(ofCharacter offset: Int?) -> YAMLPlace {
        var place = YAMLPlace(file: file, line: 1, column: 1)
        for character in text.prefix(offset ?? 0) {
            if character.isNewline {
                place.line += 1
                place.column = 1
            } else {
                place.column += character.unicodeScalars.count
            }
        }
        return place
    }

    private func hint(_ problem: String, at mark: Mark) -> String? {
        let found = index(of: mark).map { text.unicodeScalars[$0] }
        if problem.contains("cannot start any token") {
            switch found {
            case "\t": return "Indent with spaces, not tabs"
            case "@", "`", "%": return "Put a text that begins with this character in quotes"
            default: return nil
            }
        }
        if problem.contains("mapping values are not allowed") { return "Put a text that holds `: ` in quotes" }
        if problem.contains("expected ',' or") {
            return "Put a text with brackets or braces, such as {{field}}, in quotes"
        }
        if problem.contains("unexpected end of stream"), found == nil { return "Close the quote" }
        if problem.contains("did not find expected key") || problem.contains("did not find expected '-' indicator") {
            return "Check the indentation, and put a text with quotes or special characters in quotes"
        }
        return nil
    }

    private func index(of mark: Mark) -> String.Index? {
        let scalars = text.unicodeScalars
        var line = 1
        var column = 1
        for index in scalars.indices {
            if line == mark.line && column == mark.column { return index }
            if scalars[index] == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return nil
    }

    /// Yams names the first of two equal keys. Marking that one and reading again shows the second.
    private func duplicate(of key: String, firstAt mark: Mark) -> YAMLError {
        let first = place(mark)
        let second = secondPlace(of: key, firstAt: mark)
        let shown = "the key `\(shortened(key))` is written twice"
        guard let second else { return YAMLError("\(shown), first here", at: first, hint: "Keep one of the two") }
        return YAMLError(
            "\(shown), first in line \(first.line), column \(first.column)", at: second, hint: "Keep one of the two")
    }

    private func secondPlace(of key: String, firstAt first: Mark) -> YAMLPlace? {
        guard var index = index(of: first) else { return nil }
        var marked = text.unicodeScalars
        if marked[index] == "\"" || marked[index] == "'" { index = marked.index(after: index) }
        marked.insert(mark, at: index)
        var found: Mark?
        do {
            let root = try parser(of: String(marked)).singleRoot()
            found = root.flatMap { twin(of: key, in: $0) }
        } catch YamlError.duplicatedKeysInMapping(let names, let context) {
            // The key is there three times or more: what is now the first was the second.
            if names.first.map(restored) == key { found = context.mark }
        } catch { return nil }
        return found.map {
            let shift = $0.line == first.line && $0.column > first.column ? 1 : 0
            return YAMLPlace(file: file, line: $0.line, column: $0.column - shift)
        }
    }

    /// The key beside the marked one that is equal to it but for the mark.
    private func twin(of key: String, in node: Node) -> Mark? {
        switch node {
        case .mapping(let mapping):
            let keys = mapping.map { $0.key }
            if keys.contains(where: { $0.scalar?.string.unicodeScalars.first == mark }) {
                return keys.first { $0.scalar.map { restored($0.string) } == key }?.mark
            }
            return mapping.lazy.compactMap { twin(of: key, in: $0.value) }.first
        case .sequence(let sequence): return sequence.lazy.compactMap { twin(of: key, in: $0) }.first
        default: return nil
        }
    }
}
