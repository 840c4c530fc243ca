import JSON

/// Reads calls that are objects of JSON, strictly and aware of strings.
struct JSONCallText {
    /// The keys under which a format keeps the arguments, the first one present counts.
    let argumentKeys: [String]
    /// Whether a key that occurs twice makes a call unreadable; else the last one counts.
    let rejectsDuplicates: Bool

    /// Where the object or array that begins at a place ends, strings passed over; nil where it does not. Spends the
    /// bytes that it scans, by blocks. O(its bytes).
    static func end(
        of start: Int, before limit: Int, in text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> Int? {
        var depth = 0
        var isQuoted = false
        var index = start
        var paid = start
        while index < limit {
            if index >= paid {
                try budget.spend(bytes: 512)
                paid += 512
            }
            switch text.bytes[index] {
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "{") where !isQuoted, UInt8(ascii: "[") where !isQuoted: depth += 1
            case UInt8(ascii: "}") where !isQuoted, UInt8(ascii: "]") where !isQuoted:
                depth -= 1
                if depth <= 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The JSON value that a range holds; spends the reading of it.
    func value(
        in range: Range<Int>, of text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> Result<JSONValue, UnreadableCall> {
        try budget.spend(bytes: JSONVerifier.costOfReading * range.count)
        do {
            let reader = JSONReader(maxDepth: JSONVerifier.maxDepth, maxBytes: range.count)
            return .success(try reader.read(text.bytes[range]))
        } catch {
            return .failure(UnreadableCall(message: "not JSON: \(error.description)"))
        }
    }

    /// The call that a range holds.
    func call(
        in range: Range<Int>, of text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> Result<FoundCall, UnreadableCall> {
        switch try value(in: range, of: text, budget: &budget) {
        case .failure(let fault): return .failure(fault)
        case .success(let value): return try call(value, span: range, budget: &budget)
        }
    }

    /// The call that a value is: an object with `name` and one of the keys of arguments.
    func call(
        _ value: JSONValue, span: Range<Int>?, budget: inout Budget
    ) throws(BudgetExhausted) -> Result<FoundCall, UnreadableCall> {
        guard let object = value.object else { return .failure(UnreadableCall(message: "not an object")) }
        try budget.spend(steps: 4 * object.count)
        if rejectsDuplicates, let path = try DuplicateKey.first(in: value, budget: &budget) {
            return .failure(UnreadableCall(message: "a key is given twice: \(path)"))
        }
        guard let name = object["name"]?.string, !name.isEmpty else {
            return .failure(UnreadableCall(message: "no `name`, a text that is not empty"))
        }
        for key in argumentKeys {
            guard let written = object[key] else { continue }
            let arguments = try arguments(written, budget: &budget)
            let id = (object["id"] ?? object["call_id"])?.string
            return arguments.map { FoundCall(id: id, name: name, arguments: .json($0), span: span) }
        }
        let keys = argumentKeys.map { "`\($0)`" }.joined(separator: " or ")
        return .failure(UnreadableCall(message: "\(name): no \(keys)"))
    }

    /// Arguments as they count: a text that is an object in JSON is that object, any other value is itself.
    func arguments(
        _ written: JSONValue, budget: inout Budget
    ) throws(BudgetExhausted) -> Result<JSONValue, UnreadableCall> {
        guard let text = written.string, text.utf8.first(where: { !$0.isJSONSpace }) == UInt8(ascii: "{") else {
            return .success(written)
        }
        try budget.spend(bytes: JSONVerifier.costOfReading * text.utf8.count)
        guard let object = try? JSONReader(maxDepth: JSONVerifier.maxDepth).read(text), object.object != nil else {
            return .success(written)
        }
        if rejectsDuplicates, let path = try DuplicateKey.first(in: object, budget: &budget) {
            return .failure(UnreadableCall(message: "a key is given twice: \(path)"))
        }
        return .success(object)
    }
}

extension UInt8 {
    /// Whether JSON takes it for white space.
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}

extension ByteText {
    /// The first place from an index on that holds no white space of JSON; the limit where there is none.
    func skippingSpace(_ index: Int, before limit: Int) -> Int {
        var index = index
        while index < limit, bytes[index].isJSONSpace { index += 1 }
        return index
    }

    /// Where a pattern next begins at or after a place. O(distance × pattern) at worst, patterns being markers.
    func firstRange(of pattern: [UInt8], from start: Int) -> Range<Int>? {
        guard let first = pattern.first else { return nil }
        var index = start
        while index < bytes.count, let place = firstIndex(of: first, in: index..<bytes.count) {
            if has(pattern, at: place) { return place..<(place + pattern.count) }
            index = place + 1
        }
        return nil
    }
}
