import JSON

/// Calls behind `[TOOL_CALLS]`: an array of objects of JSON, or `name[ARGS]{…}` with `[CALL_ID]id` between (Mistral).
struct MistralCalls {
    static let marker = Array("[TOOL_CALLS]".utf8)
    private static let arguments = Array("[ARGS]".utf8)
    private static let callID = Array("[CALL_ID]".utf8)
    /// The longest name or id that is read, in bytes.
    private static let longestName = 256

    let reader: JSONCallText

    init(rejectsDuplicates: Bool) {
        reader = JSONCallText(argumentKeys: ["arguments"], rejectsDuplicates: rejectsDuplicates)
    }

    /// The calls of a text. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> CallReading {
        try budget.spend(bytes: 3 * text.bytes.count)
        var reading = CallReading()
        var index = 0
        while let marker = text.firstRange(of: Self.marker, from: index) {
            let start = text.skippingSpace(marker.upperBound, before: text.bytes.count)
            if text.byte(at: start) == UInt8(ascii: "["), !text.has(Self.arguments, at: start) {
                index = try readArray(at: start, marker: marker, of: text, into: &reading, budget: &budget)
            } else if text.byte(at: start) == UInt8(ascii: "{") {
                index = try readObject(at: start, marker: marker, of: text, into: &reading, budget: &budget)
            } else {
                index = try readNamed(at: start, marker: marker, of: text, into: &reading, budget: &budget)
            }
        }
        return reading
    }

    /// Reads an array of calls; each element is read by itself, so that a broken one costs no other.
    private func readArray(
        at start: Int, marker: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Int {
        var index = start + 1
        var isFirst = true
        var spanStart = marker.lowerBound
        while true {
            index = text.skippingSpace(index, before: text.bytes.count)
            if text.byte(at: index) == UInt8(ascii: "]") {
                if isFirst { reading.addBroken("the array of calls is empty", marker.lowerBound..<(index + 1)) }
                return index + 1
            }
            if !isFirst {
                guard text.byte(at: index) == UInt8(ascii: ",") else { break }
                index = text.skippingSpace(index + 1, before: text.bytes.count)
            }
            isFirst = false
            guard text.byte(at: index) == UInt8(ascii: "{"),
                let end = try JSONCallText.end(of: index, before: text.bytes.count, in: text, budget: &budget)
            else { break }
            let closing = text.skippingSpace(end, before: text.bytes.count)
            // The last call's span takes the bracket with it, so that none of the marks remain in the content.
            let spanEnd = text.byte(at: closing) == UInt8(ascii: "]") ? closing + 1 : end
            reading.add(try reader.call(in: index..<end, of: text, budget: &budget), spanStart..<spanEnd)
            spanStart = end
            index = end
        }
        let end = text.firstRange(of: Self.marker, from: index)?.lowerBound ?? text.bytes.count
        reading.addBroken("the array of calls is not one of JSON", min(index, end)..<end)
        return end
    }

    private func readObject(
        at start: Int, marker: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Int {
        guard let end = try JSONCallText.end(of: start, before: text.bytes.count, in: text, budget: &budget) else {
            return addBroken("the object is not closed", from: marker, in: text, into: &reading)
        }
        reading.add(try reader.call(in: start..<end, of: text, budget: &budget), marker.lowerBound..<end)
        return end
    }

    private func readNamed(
        at start: Int, marker: Range<Int>, of text: ByteText, into reading: inout CallReading, budget: inout Budget
    ) throws(BudgetExhausted) -> Int {
        var index = start
        let name = word(at: &index, of: text)
        var id: String?
        if text.has(Self.callID, at: index) {
            index += Self.callID.count
            id = word(at: &index, of: text)
        }
        if text.has(Self.arguments, at: index) { index += Self.arguments.count }
        index = text.skippingSpace(index, before: text.bytes.count)
        guard !name.isEmpty, text.byte(at: index) == UInt8(ascii: "{"),
            let end = try JSONCallText.end(of: index, before: text.bytes.count, in: text, budget: &budget)
        else {
            let why = "no name with an object of JSON follows `[TOOL_CALLS]`"
            return addBroken(why, from: marker, in: text, into: &reading)
        }
        let value: Result<JSONValue, UnreadableCall>
        switch try reader.value(in: index..<end, of: text, budget: &budget) {
        case .failure(let fault): value = .failure(fault)
        case .success(let object):
            if reader.rejectsDuplicates, let path = try DuplicateKey.first(in: object, budget: &budget) {
                value = .failure(UnreadableCall(message: "a key is given twice: \(path)"))
            } else {
                value = .success(object)
            }
        }
        let span = marker.lowerBound..<end
        reading.add(value.map { FoundCall(id: id, name: name, arguments: .json($0), span: span) }, span)
        return end
    }

    private func addBroken(
        _ why: String, from marker: Range<Int>, in text: ByteText, into reading: inout CallReading
    ) -> Int {
        let end = text.firstRange(of: Self.marker, from: marker.upperBound)?.lowerBound ?? text.bytes.count
        reading.addBroken(why, marker.lowerBound..<end)
        return end
    }

    /// A name or an id: what stands up to white space, a bracket or a brace, and the white space behind it.
    private func word(at index: inout Int, of text: ByteText) -> String {
        let start = index
        while let byte = text.byte(at: index), index - start < Self.longestName, !byte.isJSONSpace,
            byte != UInt8(ascii: "["), byte != UInt8(ascii: "{")
        { index += 1 }
        let word = text.string(start..<index)
        index = text.skippingSpace(index, before: text.bytes.count)
        return word
    }
}
