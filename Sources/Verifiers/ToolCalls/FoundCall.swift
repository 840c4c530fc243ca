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

/// Why a text is no call.
struct UnreadableCall: Error, Sendable {
    let message: String
}
