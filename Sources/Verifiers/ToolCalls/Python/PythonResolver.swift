/// Why an expression is no call, or no value that a call may be given.
struct PythonValueError: Error {
    let message: String
}

/// Makes calls and values of parsed expressions.
struct PythonResolver {
    /// What is taken for a value.
    enum Rules {
        /// Literals only, each argument by name and once.
        case literals
        /// What BFCL's decoder takes, oddities kept: any sign negates, names and inner calls are texts.
        case reference
    }

    let rules: Rules
    /// The source of the expressions.
    let bytes: [UInt8]

    /// The parts of an expression that should be calls: itself, or the elements of a list (for the reference of any
    /// sequence); nil where it is neither.
    func calls(of node: PythonNode) -> [PythonNode]? {
        switch (node, rules) {
        case (.call, _): return [node]
        case (.list(let elements), _), (.tuple(let elements), .reference), (.set(let elements), .reference):
            return elements
        case (.tuple(let elements), .literals): return elements.isEmpty ? nil : elements
        default: return nil
        }
    }

    /// The call that an expression makes.
    func call(_ node: PythonNode) throws(PythonValueError) -> (name: String, arguments: [PythonArgument]) {
        guard case .call(let function, let positional, let keywords) = node else {
            throw PythonValueError(message: "not a call")
        }
        var arguments: [PythonArgument] = []
        arguments.reserveCapacity(keywords.count)
        let name = try self.name(of: function)
        if rules == .literals, !positional.isEmpty {
            throw PythonValueError(message: "\(name): an argument without a name")
        }
        for keyword in keywords {
            guard let key = keyword.name ?? (rules == .reference ? PythonArgument.unpacked : nil) else {
                throw PythonValueError(message: "\(name): `**` unpacks what is not known")
            }
            do {
                arguments.append(PythonArgument(name: key, value: try value(keyword.value)))
            } catch {
                throw PythonValueError(message: "\(name)(\(key)): \(error.message)")
            }
        }
        return (name, arguments)
    }

    private func name(of function: PythonNode) throws(PythonValueError) -> String {
        var parts: [String] = []
        var node = function
        while case .attribute(let base, let part) = node {
            parts.append(part)
            node = base
        }
        if case .name(let part) = node {
            if parts.isEmpty { return part }
            parts.append(part)
        } else if rules == .literals {
            throw PythonValueError(message: "what is called is no name")
        }
        return parts.reversed().joined(separator: ".")
    }

    /// The value of an argument.
    func value(_ node: PythonNode) throws(PythonValueError) -> PythonValue {
        switch node {
        case .constant(let value): return value
        case .list(let elements): return .list(try values(elements))
        case .tuple(let elements): return .tuple(try values(elements))
        case .dict(let entries): return .dict(try self.entries(entries))
        case .unary(let sign, let operand): return try signed(sign, operand)
        case .set: throw PythonValueError(message: "a set is no value of JSON")
        case .other(let what, _): throw PythonValueError(message: "\(what) is no literal")
        case .attribute: throw PythonValueError(message: "an attribute is no literal")
        case .ellipsis, .name, .call, .subscripted, .binary:
            guard rules == .reference else { throw PythonValueError(message: "an expression, not a literal") }
            return try referenceValue(node)
        }
    }

    private func values(_ nodes: [PythonNode]) throws(PythonValueError) -> [PythonValue] {
        var result: [PythonValue] = []
        result.reserveCapacity(nodes.count)
        for node in nodes { result.append(try value(node)) }
        return result
    }

    private func entries(
        _ entries: [(key: PythonNode?, value: PythonNode)]
    ) throws(PythonValueError) -> [PythonValue.Entry] {
        var result: [PythonValue.Entry] = []
        result.reserveCapacity(entries.count)
        for entry in entries {
            guard let key = entry.key else { throw PythonValueError(message: "`**` unpacks what is not known") }
            let keyValue = try value(key)
            guard keyValue.isHashable else { throw PythonValueError(message: "a \(keyValue.typeName) is no key") }
            result.append(.init(key: keyValue, value: try value(entry.value)))
        }
        return result
    }

    /// A number with its sign. The reference negates whatever the operator is, and takes a bare literal only.
    private func signed(_ sign: PythonOperator, _ operand: PythonNode) throws(PythonValueError) -> PythonValue {
        guard case .constant(let value) = operand else {
            throw PythonValueError(message: "a sign before what is no number")
        }
        if rules == .literals {
            switch (sign, value) {
            case (.add, .int), (.add, .float), (.add, .bigInt): return value
            case (.subtract, .int), (.subtract, .float), (.subtract, .bigInt): break
            default: throw PythonValueError(message: "an expression, not a literal")
            }
        }
        guard let negated = PythonArithmetic.negated(value) else {
            throw PythonValueError(message: "a sign before a \(value.typeName)")
        }
        return negated
    }

    private func referenceValue(_ node: PythonNode) throws(PythonValueError) -> PythonValue {
        switch node {
        case .ellipsis: return .string("...")
        case .name(let name): return .string(name)
        case .binary:
            guard let value = PythonArithmetic.value(node) else {
                throw PythonValueError(message: "an expression that cannot be computed")
            }
            return value
        case .call(_, _, let keywords) where !keywords.isEmpty:
            let inner = try call(node)
            let entries = inner.arguments.map { PythonValue.Entry(key: .string($0.name), value: $0.value) }
            return .dict([.init(key: .string(inner.name), value: .dict(entries))])
        default: return .string(PythonPrinter(bytes: bytes).text(of: node))
        }
    }
}

/// One argument of a call by its name.
package struct PythonArgument: Sendable {
    /// What stands for the name where a mapping is unpacked; no parameter is called so.
    static let unpacked = "**"

    let name: String
    let value: PythonValue
}

extension PythonValue {
    /// Whether it may be the key of a dict.
    var isHashable: Bool {
        switch self {
        case .list, .dict: false
        case .tuple(let elements): elements.allSatisfy(\.isHashable)
        default: true
        }
    }
}
