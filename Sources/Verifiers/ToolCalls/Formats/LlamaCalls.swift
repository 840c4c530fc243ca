import JSON

/// Calls as objects of JSON with `name` and `parameters`, separated by `;`, `<|python_tag|>` before them or not
/// (Llama 3).
///
/// Text may stand around them. Behind the tag everything is meant as a call; without it an object counts that has the
/// keys of a call, and one that begins with `"name"` and cannot be read is a broken one.
struct LlamaCalls {
    static let tag = Array("<|python_tag|>".utf8)
    private static let endings = ["<|eom_id|>", "<|eot_id|>"].map { Array($0.utf8) }
    /// How many places are tried that turn out to be no objects; the rest of the text is then one broken call.
    private static let mostFaults = 16

    let reader: JSONCallText

    init(rejectsDuplicates: Bool) {
        reader = JSONCallText(argumentKeys: ["parameters", "arguments"], rejectsDuplicates: rejectsDuplicates)
    }

    /// The calls of a text. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> CallReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        var reading = CallReading()
        var index = 0
        if let tag = text.firstRange(of: Self.tag, from: 0) {
            try readObjects(from: 0, before: tag.lowerBound, areMeant: false, of: text, into: &reading, budget: &budget)
            index = tag.upperBound
            if try readTagged(from: index, tag: tag, of: text, into: &reading, budget: &budget) { return reading }
        }
        try readObjects(
            from: index, before: text.bytes.count, areMeant: index > 0, of: text, into: &reading, budget: &budget)
        return reading
    }

    /// Whether what follows the tag is none of JSON, and so one broken call.
    private func readTagged(
        from start: Int, tag: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        let first = text.skippingSpace(start, before: text.bytes.count)
        if first < text.bytes.count, text.bytes[first] == UInt8(ascii: "{") { return false }
        reading.addBroken("what follows `<|python_tag|>` is no object of JSON", tag.lowerBound..<text.bytes.count)
        return true
    }

    private func readObjects(
        from start: Int, before limit: Int, areMeant: Bool, of text: ByteText, into reading: inout CallReading,
        budget: inout Budget
    ) throws(BudgetExhausted) {
        var index = start
        var faults = 0
        while let brace = text.firstIndex(of: UInt8(ascii: "{"), in: index..<limit) {
            guard faults < Self.mostFaults else {
                reading.addBroken("too much that is no object of JSON", brace..<limit)
                return
            }
            // What stands between the calls behind the tag is separators, or was meant as something.
            if areMeant, !isSeparator(index..<brace, of: text, isFirst: index == start) {
                reading.addBroken("text between the calls", index..<brace)
            }
            guard let end = try JSONCallText.end(of: brace, before: limit, in: text, budget: &budget) else {
                faults += 1
                if areMeant || beginsWithName(brace, before: limit, of: text) {
                    reading.addBroken("the object is not closed", brace..<limit)
                }
                index = brace + 1
                continue
            }
            let isFine = try read(brace..<end, isMeant: areMeant, of: text, into: &reading, budget: &budget)
            faults += isFine ? 0 : 1
            index = isFine ? end : brace + 1
        }
        if areMeant, index > start, !isSeparator(index..<limit, of: text, isFirst: false), !hasUnclosed(reading, limit)
        {
            reading.addBroken("text behind the calls", index..<limit)
        }
    }

    /// Reads an object; false where the bytes are no JSON.
    private func read(
        _ range: Range<Int>, isMeant: Bool, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        switch try reader.value(in: range, of: text, budget: &budget) {
        case .failure(let fault):
            if isMeant || beginsWithName(range.lowerBound, before: range.upperBound, of: text) {
                reading.addBroken(fault.message, range)
            }
            return false
        case .success(let value):
            let isCall = value["name"]?.string != nil && reader.argumentKeys.contains { value[$0] != nil }
            if isCall || isMeant { reading.add(try reader.call(value, span: range, budget: &budget), range) }
            return true
        }
    }

    private func hasUnclosed(_ reading: CallReading, _ limit: Int) -> Bool {
        reading.broken.last?.span?.upperBound == limit
    }

    private func beginsWithName(_ brace: Int, before limit: Int, of text: ByteText) -> Bool {
        text.has(Array("\"name\"".utf8), at: text.skippingSpace(brace + 1, before: limit))
    }

    /// Whether a range holds nothing but white space, and between calls `;` or the model's own sign of an end.
    private func isSeparator(_ range: Range<Int>, of text: ByteText, isFirst: Bool) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if text.bytes[index].isJSONSpace || (!isFirst && text.bytes[index] == UInt8(ascii: ";")) {
                index += 1
            } else if let ending = Self.endings.first(where: { text.has($0, at: index) }) {
                index += ending.count
            } else {
                return false
            }
        }
        return true
    }
}
