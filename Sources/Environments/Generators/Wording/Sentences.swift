/// How clauses and lists become sentences.
enum Sentences {
    /// `a`, `a and b`, `a, b, and c`.
    static func list(_ items: [String]) -> String {
        switch items.count {
        case 0: ""
        case 1: items[0]
        case 2: "\(items[0]) and \(items[1])"
        default: items.dropLast().joined(separator: ", ") + ", and " + (items.last ?? "")
        }
    }

    /// The text with its first letter in upper case.
    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Clauses as sentences of so many at most, each capitalized and ended.
    static func paragraph(_ clauses: [String], perSentence: Int) -> String {
        var sentences: [String] = []
        var start = 0
        while start < clauses.count {
            let end = min(start + max(perSentence, 1), clauses.count)
            sentences.append(capitalized(joined(Array(clauses[start..<end]))) + ".")
            start = end
        }
        return sentences.joined(separator: " ")
    }

    /// Whole clauses in a row: a comma stands before each `and`, so that lists inside of them stay apart.
    private static func joined(_ clauses: [String]) -> String {
        switch clauses.count {
        case 0, 1: clauses.first ?? ""
        case 2: "\(clauses[0]), and \(clauses[1])"
        default: clauses.dropLast().joined(separator: "; ") + "; and " + (clauses.last ?? "")
        }
    }

    /// A template with `{key}` filled in; a key without a value is left out.
    static func filled(_ template: String, _ value: (Substring) -> String) -> String {
        var text = ""
        for (index, part) in template.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let close = part.firstIndex(of: "}") else {
                text += part
                continue
            }
            text += value(part[..<close]) + part[part.index(after: close)...]
        }
        return text
    }
}
