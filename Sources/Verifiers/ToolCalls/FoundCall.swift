import JSON

/// A call that was read in a completion.
struct FoundCall: Sendable {
    /// The call's id, where the format has one.
    var id: String?
    /// The function's name.
    let name: String
    let arguments: CallArguments
    /// Where it stands in the text, markers included; nil where the endpoint reported it.
    let span: Range<Int>?
}

/// What a call gives its function, as its format spells values.
enum CallArguments: Sendable {
    /// An object of JSON, or whatever else stood in its place.
    case json(JSONValue)
    /// Python's values by name, in the order written.
    case python([PythonArgument])
}

extension CallArguments {
    /// Whether two calls give the same values, however they are spelled.
    fileprivate func isSame(as other: CallArguments, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        guard let mine = json, let others = other.json else { return false }
        let equality = ArgumentEquality(leniency: nil)
        return try equality.difference(mine, others, schema: nil, budget: &budget) == nil
    }

    /// The values as JSON; nil where JSON has no such ones.
    private var json: JSONValue? {
        switch self {
        case .json(let value): return value
        case .python(let list):
            var object = JSONObject()
            for argument in list {
                guard let value = try? argument.value.json(takesTuples: true, rejectsDuplicates: true) else {
                    return nil
                }
                object.members.append(.init(key: argument.name, value: value))
            }
            return .object(object)
        }
    }
}

/// Something that was meant as a call and cannot be read as one.
struct BrokenCall: Sendable {
    /// Why not.
    let reason: String
    /// Where it stands in the text; nil where the endpoint reported it.
    let span: Range<Int>?
}

/// What a completion holds of calls: the good and the broken ones, in order.
struct CallReading: Sendable {
    /// One of them.
    enum Item: Sendable {
        case call(FoundCall)
        case broken(BrokenCall)
    }

    var items: [Item] = []

    /// The calls that could be read.
    var calls: [FoundCall] { items.compactMap { if case .call(let call) = $0 { call } else { nil } } }
    /// Those that could not.
    var broken: [BrokenCall] { items.compactMap { if case .broken(let call) = $0 { call } else { nil } } }

    mutating func add(_ call: FoundCall) { items.append(.call(call)) }

    mutating func addBroken(_ reason: String, _ span: Range<Int>?) {
        items.append(.broken(BrokenCall(reason: reason, span: span)))
    }

    /// Adds what was read of a call's text, under a wider span that includes its markers.
    mutating func add(_ result: Result<FoundCall, UnreadableCall>, _ span: Range<Int>) {
        switch result {
        case .success(let call): add(FoundCall(id: call.id, name: call.name, arguments: call.arguments, span: span))
        case .failure(let fault): addBroken(fault.message, span)
        }
    }

    /// What remains of the text when the calls that were read are taken out; without any, the text as it is.
    func content(of text: ByteText) -> String {
        let spans = calls.compactMap(\.span)
        guard !spans.isEmpty else { return text.string(text.all) }
        var bytes: [UInt8] = []
        var start = 0
        for span in spans where span.lowerBound >= start {
            bytes += text.bytes[start..<span.lowerBound]
            start = span.upperBound
        }
        bytes += text.bytes[start...]
        var budget = Budget(steps: 0, bytes: bytes.count)
        let whole = String(decoding: bytes, as: UTF8.self)
        guard let rest = try? ByteText(whole, budget: &budget) else { return whole }
        return rest.string(rest.trimmed(rest.all))
    }
}

extension CallReading {
    /// Whether each call of another reading is among these, as often as it is there. O(calls²).
    func holds(_ other: CallReading, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        guard other.broken.isEmpty, other.items.count <= items.count else { return false }
        var left = calls
        for call in other.calls {
            try budget.spend(steps: left.count)
            var place: Int?
            for index in left.indices where left[index].name.hasSameBytes(as: call.name) {
                guard try left[index].arguments.isSame(as: call.arguments, budget: &budget) else { continue }
                place = index
                break
            }
            guard let place else { return false }
            left.remove(at: place)
        }
        return true
    }

    /// Adds as broken the brackets that touch a call and pair with none: text may stand around calls, but what opens or
    /// closes right beside one was meant as part of it. The list of JSON that holds all of them is fine; Python's list is
    /// part of what was read. O(calls).
    mutating func addStrayBrackets(in text: ByteText, isListAllowed: Bool = true) {
        let spans = calls.compactMap(\.span).filter { !$0.isEmpty }
        guard let first = spans.first, let last = spans.last else { return }
        func before(_ span: Range<Int>) -> UInt8? {
            var index = span.lowerBound - 1
            while index >= 0, text.bytes[index].isSpace { index -= 1 }
            return text.byte(at: index)
        }
        func after(_ span: Range<Int>) -> UInt8? {
            text.byte(at: text.skippingSpace(span.upperBound, before: text.bytes.count))
        }
        if isListAllowed, before(first) == UInt8(ascii: "["), after(last) == UInt8(ascii: "]") { return }
        for span in spans {
            if let byte = before(span), "{[(".utf8.contains(byte) {
                return addBroken("a bracket opens before a call and is not closed", span.lowerBound..<span.lowerBound)
            }
            if let byte = after(span), "}])".utf8.contains(byte) {
                return addBroken("a bracket closes behind a call that opens none", span.upperBound..<span.upperBound)
            }
        }
    }
}

/// Why a text is no call.
struct UnreadableCall: Error, Sendable {
    let message: String
}
