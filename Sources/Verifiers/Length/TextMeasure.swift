import Rollouts

/// A part of a completion as limits measure it: its text, and what is known of its tokens.
struct MeasuredPart {
    /// What it is called in details: `the answer`.
    let name: String
    /// Its text.
    var text: String
    /// How many tokens it has at the least and at the most.
    let tokens: ClosedRange<Int>
    /// Whether somebody counted tokens; without it `tokens` is what the bytes allow.
    let hasTokenCount: Bool
}

extension MeasuredPart {
    /// Tokens that an endpoint may count and no text shows: the one that ends the turn, a leading space's own.
    private static let unseenTokens = 2

    /// All of a completion, thought and tags included.
    static func whole(_ completion: Completion) -> MeasuredPart {
        MeasuredPart(name: "the completion", text: completion.text, of: completion, otherBytes: 0)
    }

    /// A part of a completion whose other part has so many bytes.
    ///
    /// Endpoints count the whole only. No token is shorter than a byte, so the other part takes at most as many tokens
    /// as it has bytes; the same holds for the part itself.
    init(name: String, text: String, of completion: Completion, otherBytes: Int) {
        self.name = name
        self.text = text
        hasTokenCount = completion.tokenCount != nil
        guard let count = completion.tokenCount else {
            tokens = 0...text.utf8.count + Self.unseenTokens
            return
        }
        guard otherBytes > 0 else {
            tokens = count...count
            return
        }
        let most = min(count, text.utf8.count + Self.unseenTokens)
        tokens = min(max(count - otherBytes - Self.unseenTokens, 0), most)...most
    }
}

/// Counts what people count in a text.
enum TextMeasure {
    /// What a byte costs in the budget's bytes: breaking a text into characters looks at each scalar's properties.
    private static let costOfCharacters = 8

    /// Characters as a person sees them: extended grapheme clusters (Unicode Standard Annex 29). O(bytes).
    static func characters(_ text: String, budget: inout Budget) throws(BudgetExhausted) -> Int {
        try budget.spend(bytes: costOfCharacters * text.utf8.count)
        return text.count
    }

    /// Words: what stands between white space (Unicode's). O(bytes).
    static func words(_ text: String, budget: inout Budget) throws(BudgetExhausted) -> Int {
        try budget.spend(bytes: 2 * text.utf8.count)
        var count = 0
        var isInside = false
        for scalar in text.unicodeScalars {
            let isSpace =
                scalar.value < 0x80
                ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
            if !isSpace, !isInside { count += 1 }
            isInside = !isSpace
        }
        return count
    }
}
