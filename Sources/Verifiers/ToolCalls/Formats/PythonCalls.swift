import JSON

/// Calls in Python's own syntax: `[f(a=1), g.h(b="x")]`, one call alone, or several with commas.
///
/// The calls are the whole text, in a fence or not; else they are a list in brackets that begins somewhere in it, with
/// words around it. Only literals are values, each argument has a name, and none is given twice.
struct PythonCalls {
    /// What Python's grammar costs a byte in the budget's bytes: at worst every second byte is a node of its own.
    static let costOfReading = 24

    let rejectsDuplicates: Bool
    /// Names that make prose an attempt where a `(` follows them.
    let knownNames: [String]

    /// The calls of a text. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> CallReading {
        try budget.spend(bytes: 3 * text.bytes.count)
        var reading = CallReading()
        let whole = unfenced(text)
        if Self.looksLikeCalls(text, in: whole), try !hasTextBehindList(whole, of: text, budget: &budget) {
            try read(whole, of: text, into: &reading, budget: &budget)
            return reading
        }
        // A list of calls within prose, up to the bracket that closes it.
        var index = whole.lowerBound
        while let bracket = text.firstIndex(of: UInt8(ascii: "["), in: index..<whole.upperBound) {
            guard Self.looksLikeCalls(text, in: bracket..<whole.upperBound) else {
                index = bracket + 1
                continue
            }
            let end = try Self.closing(bracket, before: whole.upperBound, in: text, budget: &budget) ?? whole.upperBound
            try read(bracket..<end, of: text, into: &reading, budget: &budget)
            index = end
        }
        if reading.items.isEmpty { try addKnown(in: whole, of: text, to: &reading, budget: &budget) }
        return reading
    }

    /// Whether a range begins with a list in brackets, and words or a model's own sign of an end follow it.
    private func hasTextBehindList(
        _ range: Range<Int>, of text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        guard text.byte(at: range.lowerBound) == UInt8(ascii: "["),
            let end = try Self.closing(range.lowerBound, before: range.upperBound, in: text, budget: &budget),
            end < range.upperBound
        else { return false }
        if text.bytes[end] == UInt8(ascii: "<") { return true }
        let next = text.bytes[text.skippingSpace(end, before: range.upperBound)]
        return text.bytes[end].isJSONSpace && (next.isWordByte || next >= 0x80 || next == UInt8(ascii: "<"))
    }

    /// Whether a range begins as a call or a list of calls does: `name(` or `[name(`, names with points between.
    static func looksLikeCalls(_ text: ByteText, in range: Range<Int>) -> Bool {
        var index = text.skippingSpace(range.lowerBound, before: range.upperBound)
        if index < range.upperBound, text.bytes[index] == UInt8(ascii: "[") {
            index = text.skippingSpace(index + 1, before: range.upperBound)
        }
        let start = index
        while index < range.upperBound, index - start < 256,
            text.bytes[index].isWordByte || text.bytes[index] == UInt8(ascii: ".") || text.bytes[index] >= 0x80
        { index += 1 }
        return index > start && !text.bytes[start].isDigit && index < range.upperBound
            && text.bytes[index] == UInt8(ascii: "(")
    }

    /// The text without white space and without the fence that encloses all of it.
    func unfenced(_ text: ByteText) -> Range<Int> {
        let range = text.trimmed(text.all)
        let fence = Array("```".utf8)
        guard text.has(fence, at: range.lowerBound), range.count >= 7, text.has(fence, at: range.upperBound - 3),
            let line = text.firstIndex(of: 0x0A, in: range.lowerBound..<range.upperBound),
            line < range.upperBound - 3
        else { return range }
        return text.trimmed(line..<(range.upperBound - 3))
    }

    private func read(
        _ range: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) {
        try budget.spend(bytes: Self.costOfReading * range.count)
        let resolver = PythonResolver(rules: .literals, bytes: text.bytes)
        let parts: [PythonNode]
        do {
            let node = try PythonParser.parse(text.bytes, in: range)
            guard let calls = resolver.calls(of: node) else { return reading.addBroken("not a list of calls", range) }
            parts = calls
        } catch {
            return reading.addBroken("not Python: \(error.message) (at byte \(error.offset))", range)
        }
        for (position, part) in parts.enumerated() {
            // One span for all of them: the brackets belong to none alone.
            let span = position == 0 ? range : range.upperBound..<range.upperBound
            do {
                let call = try resolver.call(part)
                if rejectsDuplicates, let twice = Self.twice(in: call.arguments) {
                    reading.addBroken("\(call.name): the argument \(twice) is given twice", span)
                } else {
                    reading.add(FoundCall(name: call.name, arguments: .python(call.arguments), span: span))
                }
            } catch {
                reading.addBroken(error.message, span)
            }
        }
    }

    /// Takes a known function's name with a `(` behind it for an attempt.
    func addKnown(
        in range: Range<Int>, of text: ByteText, to reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) {
        for name in knownNames where !name.isEmpty {
            try budget.spend(bytes: text.bytes.count)
            let pattern = Array(name.utf8)
            var index = range.lowerBound
            while let place = text.firstRange(of: pattern, from: index), place.upperBound <= range.upperBound {
                index = place.upperBound
                let before = text.byte(at: place.lowerBound - 1)
                guard text.byte(at: place.upperBound) == UInt8(ascii: "("), before.map({ !$0.isWordByte }) ?? true
                else { continue }
                reading.addBroken("`\(name)(` within a text that is no call", place.lowerBound..<range.upperBound)
                return
            }
        }
    }

    private static func twice(in arguments: [PythonArgument]) -> String? {
        JSONObject(arguments.map { .init(key: $0.name, value: .null) }).firstDuplicateKey
    }

    /// Where the bracket at a place is closed, by Python's strings; spends what it scans.
    private static func closing(
        _ start: Int, before limit: Int, in text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> Int? {
        var depth = 0
        var index = start
        var paid = start
        var quote: UInt8?
        while index < limit {
            if index >= paid {
                try budget.spend(bytes: 512)
                paid += 512
            }
            let byte = text.bytes[index]
            if let open = quote {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
            } else {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
                case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
                    depth -= 1
                    if depth == 0 { return index + 1 }
                default: break
                }
            }
            index += 1
        }
        return nil
    }
}

extension PythonCalls {
    /// Whether a text that bears no format's marks was meant as calls: it begins as a list of calls, or a known
    /// function is called in it. O(text).
    func looksMeant(in text: ByteText, _ budget: inout Budget) throws(BudgetExhausted) -> Bool {
        let range = unfenced(text)
        if Self.looksLikeCalls(text, in: range), text.byte(at: range.lowerBound) == UInt8(ascii: "[") { return true }
        var reading = CallReading()
        try addKnown(in: range, of: text, to: &reading, budget: &budget)
        return !reading.items.isEmpty
    }
}
