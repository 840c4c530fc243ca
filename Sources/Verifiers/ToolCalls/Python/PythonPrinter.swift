/// Writes an expression the way Python's `ast.unparse` does: what BFCL's decoder keeps of a call among the arguments.
struct PythonPrinter {
    /// The source that the expression was parsed from.
    let bytes: [UInt8]

    /// The expression as text. O(expression).
    func text(of node: PythonNode) -> String { text(of: node, above: 0) }

    /// The text, in parentheses where its operator binds no tighter than the bound.
    private func text(of node: PythonNode, above bound: Int) -> String {
        switch node {
        case .constant(let value): return text(of: value)
        case .ellipsis: return "..."
        case .name(let name): return name
        case .attribute(let base, let name): return "\(text(of: base, above: 9)).\(name)"
        case .call(let function, let positional, let keywords):
            let named = keywords.map { keyword in
                keyword.name.map { "\($0)=\(text(of: keyword.value))" } ?? "**\(text(of: keyword.value))"
            }
            let arguments = positional.map { text(of: $0) } + named
            return "\(text(of: function, above: 9))(\(arguments.joined(separator: ", ")))"
        case .subscripted(let base, .tuple(let elements)) where !elements.isEmpty:
            return "\(text(of: base, above: 9))[\(elements.map { text(of: $0) }.joined(separator: ", "))]"
        case .subscripted(let base, let index): return "\(text(of: base, above: 9))[\(text(of: index))]"
        case .unary(let sign, let operand):
            let text = sign == .not ? "not \(text(of: operand, above: 0))" : sign.rawValue + text(of: operand, above: 6)
            return bound > 6 ? "(\(text))" : text
        case .binary(let left, let sign, let right):
            let isPower = sign == .power
            let written =
                text(of: left, above: isPower ? sign.binding : sign.binding - 1) + " \(sign.rawValue) "
                + text(of: right, above: isPower ? 6 : sign.binding)
            return sign.binding > bound ? written : "(\(written))"
        case .list(let elements): return "[\(elements.map { text(of: $0) }.joined(separator: ", "))]"
        case .set(let elements): return "{\(elements.map { text(of: $0) }.joined(separator: ", "))}"
        case .tuple(let elements):
            let inside = elements.map { text(of: $0) }.joined(separator: ", ")
            return elements.count == 1 ? "(\(inside),)" : "(\(inside))"
        case .dict(let entries):
            let written = entries.map { entry in
                entry.key.map { "\(text(of: $0)): \(text(of: entry.value))" } ?? "**\(text(of: entry.value))"
            }
            return "{\(written.joined(separator: ", "))}"
        case .other(_, let source): return String(decoding: bytes[source], as: UTF8.self)
        }
    }

    private func text(of value: PythonValue) -> String {
        switch value {
        case .none: return "None"
        case .bool(let flag): return flag ? "True" : "False"
        case .int(let number): return String(number)
        case .bigInt(let text): return text
        case .float(let number):
            if number.isInfinite { return "1e309" }
            let text = String(describing: number)
            return text
        case .string(let text): return quoted(text)
        case .list, .tuple, .dict, .other: return "..."
        }
    }

    /// A text in the quotes that Python's `repr` gives it.
    private func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.utf8.contains(0x27) && !text.utf8.contains(0x22) ? "\"" : "'"
        var out = String.UnicodeScalarView()
        out.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": out.append(contentsOf: "\\n".unicodeScalars)
            case "\r": out.append(contentsOf: "\\r".unicodeScalars)
            case "\t": out.append(contentsOf: "\\t".unicodeScalars)
            case "\\", quote:
                out.append("\\")
                out.append(scalar)
            default: out.append(scalar)
            }
        }
        out.append(quote)
        return String(out)
    }
}
