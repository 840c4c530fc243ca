import JSON

/// Reads a completion's calls the way BFCL's decoder does; nil is a completion that it cannot decode.
enum ReferenceDecoder {
    /// The calls of a text in the language of the question. O(text).
    static func calls(
        in text: ByteText, language: ReferenceLanguage, budget: inout Budget
    ) throws(BudgetExhausted) -> Result<[ReferenceCall], UnreadableCall> {
        try budget.spend(bytes: (4 + PythonCalls.costOfReading) * text.bytes.count)
        let source = bracketed(text.bytes)
        switch language {
        case .python: return python(source)
        case .java: return JavaCallParser.calls(in: Array(source.dropFirst().dropLast()))
        case .javascript: return JavaScriptCallParser.calls(in: Array(source.dropFirst().dropLast()))
        }
    }

    /// The text without ticks, line ends and spaces around it, in brackets where it has none.
    private static func bracketed(_ bytes: [UInt8]) -> [UInt8] {
        func isOuter(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "`") || byte == 0x0A || byte == 0x20 }
        var inside = bytes[...]
        while let first = inside.first, isOuter(first) { inside.removeFirst() }
        while let last = inside.last, isOuter(last) { inside.removeLast() }
        var result: [UInt8] = []
        result.reserveCapacity(inside.count + 2)
        if inside.first != UInt8(ascii: "[") { result.append(UInt8(ascii: "[")) }
        result += inside
        if result.last != UInt8(ascii: "]") { result.append(UInt8(ascii: "]")) }
        return result
    }

    private static func python(_ source: [UInt8]) -> Result<[ReferenceCall], UnreadableCall> {
        let resolver = PythonResolver(rules: .reference, bytes: source)
        do {
            let node = try PythonParser.parse(source, in: 0..<source.count)
            guard let parts = resolver.calls(of: node) else {
                return .failure(UnreadableCall(message: "not a list of calls"))
            }
            return try .success(
                parts.map { part in
                    let call = try resolver.call(part)
                    return ReferenceCall(name: call.name, arguments: call.arguments)
                })
        } catch let error as PythonSyntaxError {
            return .failure(UnreadableCall(message: "not Python: \(error.message) (at byte \(error.offset))"))
        } catch let error as PythonValueError {
            return .failure(UnreadableCall(message: error.message))
        } catch {
            return .failure(UnreadableCall(message: "not Python"))
        }
    }

    /// The calls that another format's parser found, the way Python's JSON reader gives them.
    static func calls(_ reading: CallReading) -> Result<[ReferenceCall], UnreadableCall> {
        var result: [ReferenceCall] = []
        for call in reading.calls {
            switch call.arguments {
            case .python(let arguments): result.append(ReferenceCall(name: call.name, arguments: arguments))
            case .json(let value):
                guard let object = value.object else {
                    return .failure(UnreadableCall(message: "\(call.name): the arguments are no object"))
                }
                let arguments = object.members.map { PythonArgument(name: $0.key, value: PythonValue($0.value)) }
                result.append(ReferenceCall(name: call.name, arguments: arguments))
            }
        }
        if result.isEmpty {
            let why = reading.broken.first?.reason ?? "there is no call"
            return .failure(UnreadableCall(message: why))
        }
        return .success(result)
    }
}
