import JSON

/// Calls between `<tool_call>` and `</tool_call>`, an object of JSON each (Hermes, Qwen).
///
/// A tag inside of a JSON string is text. The last call may lack its closing tag. A call that cannot be read costs
/// none of its neighbours.
struct HermesCalls {
    static let open = Array("<tool_call>".utf8)
    static let close = Array("</tool_call>".utf8)

    let reader: JSONCallText

    init(rejectsDuplicates: Bool) {
        reader = JSONCallText(argumentKeys: ["arguments"], rejectsDuplicates: rejectsDuplicates)
    }

    /// The calls of a text. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> CallReading {
        try budget.spend(bytes: 3 * text.bytes.count)
        var reading = CallReading()
        var index = 0
        while let tag = nextTag(from: index, in: text) {
            guard !tag.closes else {
                reading.addBroken("`</tool_call>` closes what was not opened", tag.range)
                index = tag.range.upperBound
                continue
            }
            index = try readCall(after: tag.range, of: text, into: &reading, budget: &budget)
        }
        return reading
    }

    private func nextTag(from start: Int, in text: ByteText) -> (range: Range<Int>, closes: Bool)? {
        var index = start
        while let place = text.firstIndex(of: UInt8(ascii: "<"), in: index..<text.bytes.count) {
            if text.has(Self.open, at: place) { return (place..<(place + Self.open.count), false) }
            if text.has(Self.close, at: place) { return (place..<(place + Self.close.count), true) }
            index = place + 1
        }
        return nil
    }

    /// Reads what follows an opening tag; where to go on.
    private func readCall(
        after tag: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Int {
        let all = text.bytes.count
        let start = text.skippingSpace(tag.upperBound, before: all)
        if start < all, text.bytes[start] == UInt8(ascii: "{") || text.bytes[start] == UInt8(ascii: "[") {
            if let end = try JSONCallText.end(of: start, before: all, in: text, budget: &budget) {
                let next = text.skippingSpace(end, before: all)
                let isClosed = text.has(Self.close, at: next)
                if isClosed || next == all {
                    let span = tag.lowerBound..<(isClosed ? next + Self.close.count : all)
                    let call = try reader.call(in: start..<end, of: text, budget: &budget)
                    // A quote that was forgotten pairs with one of a later call, and good calls between seem to be text.
                    let hidesTag = nextTag(from: start, in: text).map { $0.range.lowerBound < end } ?? false
                    if (try? call.get()) != nil || !hidesTag {
                        reading.add(call, span)
                        return span.upperBound
                    }
                }
            }
        }
        return addBroken(after: tag, of: text, into: &reading)
    }

    /// Takes everything up to the tag that ends or follows for one broken call.
    private func addBroken(after tag: Range<Int>, of text: ByteText, into reading: inout CallReading) -> Int {
        let why = "what follows `<tool_call>` is not one object of JSON"
        guard let next = nextTag(from: tag.upperBound, in: text) else {
            reading.addBroken(why + " up to the end", tag.lowerBound..<text.bytes.count)
            return text.bytes.count
        }
        let end = next.closes ? next.range.upperBound : next.range.lowerBound
        reading.addBroken(why + (next.closes ? "" : ", and no `</tool_call>` closes it"), tag.lowerBound..<end)
        return end
    }
}
