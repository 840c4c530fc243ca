import JSON
import Rollouts

/// The option `repetition`: whether a text runs in circles, which makes it `degenerate`.
///
/// Three rules, each linear in the text and each with a bound of its own:
///
/// - `loop`: a block of any length stands back to back at least `loop_times` times (default 5), over at least
///   `loop_characters` characters (default 400). One character is a block too, and so are a line and a paragraph.
/// - `lines`: one line of at least 16 characters, white space around it aside, stands in the text more than
///   `line_times` times (default 20), wherever.
/// - `ngrams`: in a text of at least 300 words, more than `ngram_share` of the words (default 0.6) belong to a run of 8
///   words that stood in the text before.
struct RepetitionRule: Sendable, Hashable {
    /// Repetitions that make a loop.
    var loopTimes = 5
    /// Characters (code points) that a loop takes at least.
    var loopCharacters = 400
    /// How often a line may stand in a text.
    var lineTimes = 20
    /// The share of words that may belong to a run that stood before.
    var ngramShare = 0.6

    /// Characters of the shortest line that counts.
    static let shortestLine = 16
    /// Words of a run.
    static let run = 8
    /// Words of the shortest text whose runs are counted.
    static let leastWords = 300
    /// Characters by which a place is recognised.
    private static let window = 12
    /// What a byte costs in the budget's bytes, all three rules together.
    private static let cost = 24

    private static let keys = ["loop_times", "loop_characters", "line_times", "ngram_share"]

    /// The rule that an option spells: nil where it is not there or `false`.
    static func option(_ options: VerifierOptions) throws(VerifierOptionError) -> RepetitionRule? {
        switch options.object["repetition"] {
        case nil, .bool(false): return nil
        case .bool(true): return RepetitionRule()
        case .object(let object):
            let inner = VerifierOptions(object)
            do {
                try inner.allow(only: keys)
                var rule = RepetitionRule()
                rule.loopTimes = try inner.fixed("loop_times", .whole(2...1_000_000)) ?? rule.loopTimes
                rule.loopCharacters = try inner.fixed("loop_characters", .whole(1...1 << 30)) ?? rule.loopCharacters
                rule.lineTimes = try inner.fixed("line_times", .whole(1...1 << 30)) ?? rule.lineTimes
                rule.ngramShare = try inner.fixed("ngram_share", .share) ?? rule.ngramShare
                return rule
            } catch {
                throw VerifierOptionError(
                    option: "repetition" + (error.option.map { ".\($0)" } ?? ""), error.message, hint: error.hint)
            }
        case .some(let other):
            throw VerifierOptionError(
                option: "repetition",
                "expected `true`, `false` or an object of bounds, found \(OptionMismatch.describe(other))",
                hint: "bounds are " + keys.map { "`\($0)`" }.joined(separator: ", "))
        }
    }

    /// The check `repetition` of a text. O(text).
    func check(_ text: String, budget: inout Budget) throws(BudgetExhausted) -> Check {
        try budget.spend(bytes: Self.cost * text.utf8.count)
        let scalars = text.unicodeScalars.map(\.value)
        guard let fault = loop(scalars) ?? repeatedLine(scalars) ?? repeatedRuns(scalars) else {
            return Check(name: "repetition", passed: true)
        }
        return Check(
            name: "repetition", passed: false, reason: OutcomeReason.degenerate.rawValue, detail: fault)
    }

    // MARK: - The three rules

    /// A block that stands back to back too often.
    ///
    /// At each place the last place that looks the same proposes a period; it is kept for as long as the text agrees
    /// with itself at that distance.
    private func loop(_ text: [UInt32]) -> String? {
        var places = LastPlaces(capacity: text.count)
        var hash: UInt64 = 0
        var period = 0
        var agreeing = 0
        for index in text.indices {
            hash = hash &* Self.base &+ UInt64(text[index]) &+ 1
            if index >= Self.window { hash = hash &- (UInt64(text[index - Self.window]) &+ 1) &* Self.leading }
            if period > 0, text[index] == text[index - period] {
                agreeing += 1
            } else {
                period = 0
                agreeing = 0
            }
            guard index + 1 >= Self.window else { continue }
            let last = places.exchange(hash, with: index)
            if period == 0, let last {
                let proposed = index - last
                agreeing = Self.agreement(text, at: index, distance: proposed)
                period = agreeing > 0 ? proposed : 0
            }
            let stretch = period + agreeing
            if period > 0, stretch >= loopCharacters, stretch >= loopTimes * period {
                return "a block of \(period) characters stands \(stretch / period) times in a row"
            }
        }
        return nil
    }

    /// How many of the last characters, up to a window, agree with those at a distance before them; 0 unless all do.
    private static func agreement(_ text: [UInt32], at index: Int, distance: Int) -> Int {
        guard distance > 0, index - distance - window + 1 >= 0 else { return 0 }
        for back in 0..<window where text[index - back] != text[index - back - distance] { return 0 }
        return window
    }

    private func repeatedLine(_ text: [UInt32]) -> String? {
        var counts: [UInt64: Int] = [:]
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
            var line = text[start..<end]
            while let first = line.first, Self.isBlank(first) { line.removeFirst() }
            while let last = line.last, Self.isBlank(last) { line.removeLast() }
            start = end + 1
            guard line.count >= Self.shortestLine else { continue }
            let count = (counts[Self.hash(line)] ?? 0) + 1
            if count > lineTimes { return "one line stands more than \(lineTimes) times" }
            counts[Self.hash(line)] = count
        }
        return nil
    }

    private func repeatedRuns(_ text: [UInt32]) -> String? {
        var words: [UInt64] = []
        var start: Int?
        for index in 0...text.count {
            let isInside = index < text.count && !Self.isBlank(text[index])
            if isInside, start == nil { start = index }
            if !isInside, let from = start {
                words.append(Self.hash(text[from..<index]))
                start = nil
            }
        }
        guard words.count >= Self.leastWords else { return nil }
        var seen: Set<UInt64> = []
        var repeated = 0
        // The first word that no repeated run has covered yet.
        var uncovered = 0
        for end in (Self.run - 1)..<words.count {
            var run: UInt64 = 0
            for word in words[(end - Self.run + 1)...end] { run = Self.mixed(run &* Self.base &+ word) }
            guard !seen.insert(run).inserted else { continue }
            repeated += end + 1 - max(uncovered, end - Self.run + 1)
            uncovered = end + 1
        }
        guard Double(repeated) > ngramShare * Double(words.count) else { return nil }
        return "\(repeated) of \(words.count) words belong to a run of \(Self.run) words that stood before"
    }

    // MARK: - Hashes

    private static let base: UInt64 = 0x5851_F42D_4C95_7F2D
    /// What the character that leaves the window was multiplied by.
    private static let leading = (0..<window).reduce(UInt64(1)) { product, _ in product &* base }

    private static func hash(_ scalars: ArraySlice<UInt32>) -> UInt64 {
        mixed(scalars.reduce(UInt64(scalars.count)) { mixed($0 ^ UInt64($1)) &* base })
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let value = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return value ^ (value >> 32)
    }

    private static func isBlank(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || (0x09...0x0D).contains(scalar) || scalar == 0xA0 || scalar == 0x3000
    }
}

/// Where each hash was seen last; a hash may be forgotten for another one, and what it gives must be looked at.
private struct LastPlaces {
    private var places: [Int32]
    private let shift: UInt64

    init(capacity: Int) {
        let bits = max(Int.bitWidth - max(capacity, 1).leadingZeroBitCount + 1, 4)
        places = Array(repeating: -1, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// The place of a hash, which a new one takes.
    mutating func exchange(_ hash: UInt64, with place: Int) -> Int? {
        let slot = Int((hash &* 0x9E37_79B9_7F4A_7C15) >> shift)
        let last = places[slot]
        places[slot] = Int32(truncatingIfNeeded: place)
        return last >= 0 ? Int(last) : nil
    }
}

extension VerifierOptions {
    /// An option that takes no reference to a field.
    fileprivate func fixed<Value: Sendable>(
        _ key: String, _ reader: OptionReader<Value>
    ) throws(VerifierOptionError) -> Value? {
        guard let option = try option(key, reader) else { return nil }
        guard let value = option.constant else {
            throw VerifierOptionError(option: key, "expected \(reader.expected), found a reference to a field")
        }
        return value
    }
}

extension OptionReader where Value == Double {
    /// A share, from 0 to 1.
    fileprivate static var share: OptionReader {
        OptionReader("a number from 0 to 1") { $0.double.flatMap { (0...1).contains($0) ? $0 : nil } }
    }
}
