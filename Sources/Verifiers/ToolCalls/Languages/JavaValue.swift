/// The value that BFCL's converter makes of an argument's text in Java, by the type that the parameter has.
enum JavaValue {
    /// The value; where the text does not have the type's form, the text itself. O(text) but for texts that repeat
    /// `new` without end.
    static func read(_ text: String, as type: String, items: String?) -> PythonValue {
        let bytes = Substring(withoutLastLineEnd(text)).utf8
        switch type {
        case "byte", "short", "integer": return CodeLiteral.integer(bytes) ?? .string(text)
        case "long": return CodeLiteral.integer(bytes, suffixes: "lL") ?? .string(text)
        case "float": return CodeLiteral.real(bytes, exponent: true, suffixes: "fF") ?? .string(text)
        case "double": return CodeLiteral.real(bytes, exponent: true) ?? .string(text)
        case "boolean": return text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        case "Array": return array(text, items: items) ?? .string(text)
        case "ArrayList": return list(text, items: items) ?? .string(text)
        case "HashMap": return map(text) ?? .string(text)
        default: return .string(text)
        }
    }

    /// Python's `$` also matches before a line end that is the last character.
    private static func withoutLastLineEnd(_ text: String) -> String {
        text.utf8.last == 0x0A ? String(text.unicodeScalars.dropLast()) : text
    }

    private static func element(_ text: String, items: String?) -> PythonValue {
        items.map { read(text, as: $0, items: nil) }
            ?? CodeLiteral.value(text, quotes: "\"", javaSuffixes: true)
    }

    /// `new Type[]{a, b}`.
    private static func array(_ text: String, items: String?) -> PythonValue? {
        SourceText.search(text) { source in
            guard source.takeWord(), source.take("[]") else { return nil }
            source.skipSpace()
            guard source.take("{"), let inside = source.upTo("}", atLeast: 0) else { return nil }
            let parts = CodeLiteral.parts(inside).filter { !$0.isEmpty }
            return .list(parts.map { element($0, items: items) })
        }
    }

    /// `new ArrayList<>(Arrays.asList(a, b))`, `new ArrayList<>() {{ add(a); }}`, or an empty one.
    private static func list(_ text: String, items: String?) -> PythonValue? {
        func value(_ text: String) -> PythonValue {
            items == "char" || items == "String" ? .string(CodeLiteral.unquoted(text)) : element(text, items: items)
        }
        func head(_ source: inout SourceText) -> Bool {
            guard source.take("ArrayList<") else { return false }
            _ = source.takeWord()
            return source.take(">(")
        }
        let given = SourceText.search(text) { source -> PythonValue? in
            guard head(&source), source.take("Arrays.asList("), let inside = source.upTo("))", atLeast: 1) else {
                return nil
            }
            return .list(CodeLiteral.parts(inside).map(value))
        }
        if let given { return given }
        let added = SourceText.search(text) { source -> PythonValue? in
            guard head(&source), source.take(")") else { return nil }
            source.skipSpace()
            guard source.take("{{") else { return nil }
            source.skipSpace()
            guard var inside = source.upToClosingBraces() else { return nil }
            var elements: [PythonValue] = []
            while inside.skip(behind: "add(") {
                guard let element = inside.upTo(")", atLeast: 1) else { continue }
                elements.append(value(CodeLiteral.trimmed(element)))
            }
            return .list(elements)
        }
        if let added { return added }
        return SourceText.search(text) { source in head(&source) && source.take(")") ? .list([]) : nil }
    }

    /// `new HashMap<>() {{ put("key", value); }}`, or an empty one.
    private static func map(_ text: String) -> PythonValue? {
        let filled = SourceText.search(text) { source -> PythonValue? in
            guard source.take("HashMap<") else { return nil }
            while source.skip(behind: ">") {
                var rest = source
                rest.skipSpace()
                guard rest.take("()") else { continue }
                rest.skipSpace()
                guard rest.take("{") else { continue }
                rest.skipSpace()
                if rest.take("{") { rest.skipSpace() }
                guard var inside = rest.upToLastBrace() else { continue }
                return .dict(puts(&inside))
            }
            return nil
        }
        if let filled { return filled }
        return SourceText.search(text) { source in
            guard source.take("HashMap<") else { return nil }
            while source.skip(behind: ">", onLine: true) {
                var rest = source
                rest.skipSpace()
                if rest.take("()") { return .dict([]) }
            }
            return nil
        }
    }

    private static func puts(_ source: inout SourceText) -> [PythonValue.Entry] {
        var entries: [PythonValue.Entry] = []
        while source.skip(behind: "put(\"") {
            var place = source
            // A key may hold the sign that ends it, where nothing fits behind its first one.
            var key = place
            while key.skip(behind: "\",", onLine: true) {
                var value = key
                value.skipSpace()
                guard let written = value.upTo(")", atLeast: 0) else { continue }
                let text = CodeLiteral.trimmed(written)
                entries.append(
                    .init(
                        key: .string(place.text(upTo: key, less: 2)),
                        value: CodeLiteral.value(text, quotes: "\"", javaSuffixes: true)))
                place = value
                break
            }
            source = place
        }
        return entries
    }
}
