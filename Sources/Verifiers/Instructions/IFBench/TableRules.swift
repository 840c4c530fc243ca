/// IFBench's rules about tables of comma- or tab-separated values.
enum TableRules {
    static let all: [InstructionRule] = [city, specialCharacter, quotes]

    private static func header(_ names: String) -> [[UInt8]] { names.split(separator: " ").map { Array($0.utf8) } }

    private static let city = InstructionRule("custom:csv_city", passes: 8) { (_) in
        let wanted = header("ID Country City Year Count")
        return { (text, _) in
            guard let rows = SeparatedValues.rows(of: text.bytes, separator: 0x2C), rows.count == 8 else {
                return .broken("it is no table of 8 rows")
            }
            return InstructionFinding(
                rows[0] == wanted && rows.dropFirst().allSatisfy { $0.count == 5 }, "a row is not as asked for")
        }
    }

    /// Whether the first line names columns, each as it is or in quotes, with white space of a kind behind separators.
    private static func hasHeader(
        _ text: ResponseText, _ names: [[UInt8]], separator: UInt8, isSpace: (UInt8) -> Bool
    ) -> Bool {
        let end = text.bytes.firstIndex(of: 0x0A) ?? text.count
        let line = text.stripped(0..<end)
        var index = line.lowerBound
        for (place, name) in names.enumerated() {
            if place > 0 {
                guard index < line.upperBound, text.bytes[index] == separator else { return false }
                index += 1
                while index < line.upperBound, isSpace(text.bytes[index]) { index += 1 }
            }
            let quoted = [0x22] + name + [0x22]
            if text.has(name, at: index) {
                index += name.count
            } else if text.has(quoted, at: index) {
                index += quoted.count
            } else {
                return false
            }
        }
        return index == line.upperBound
    }

    /// The rows of a text in which a quote stands for itself: each is tripled first.
    private static func literalRows(_ text: ResponseText, separator: UInt8) -> [[[UInt8]]]? {
        var tripled: [UInt8] = []
        tripled.reserveCapacity(text.count + 64)
        for byte in text.bytes {
            tripled.append(byte)
            if byte == 0x22 { tripled.append(contentsOf: [0x22, 0x22]) }
        }
        return SeparatedValues.rows(of: tripled, separator: separator)
    }

    private static let specialCharacter = InstructionRule("custom:csv_special_character", passes: 16) { (_) in
        let names = header("ProductID Category Brand Price Stock")
        return { (text, _) in
            guard hasHeader(text, names, separator: 0x2C, isSpace: { $0 == 0x20 || $0 == 0x09 }) else {
                return .broken("the columns are not as asked for")
            }
            guard let rows = literalRows(text, separator: 0x2C), rows.count == 15 else {
                return .broken("it is no table of 15 rows")
            }
            for row in rows.dropFirst() {
                guard row.count == 5 else { return .broken("a row has \(row.count) fields, not 5") }
                if row.contains(where: isQuotedWithSign) { return .followed }
            }
            return .broken("no field in quotes has a special character")
        }
    }

    /// Whether a field starts with a quote, and on the same line has a sign and a quote behind it.
    private static func isQuotedWithSign(_ field: [UInt8]) -> Bool {
        guard field.first == 0x22 else { return false }
        let text = ResponseText(field)
        let line = 0..<(field.firstIndex(of: 0x0A) ?? field.count)
        guard let last = field[line].lastIndex(of: 0x22), last > 1 else { return false }
        var isFound = false
        text.forEachScalar(in: 1..<last) { value, _ in
            isFound = !CodePoint.isWord(value) && !CodePoint.isSpace(value)
            return !isFound
        }
        return isFound
    }

    private static let quotes = InstructionRule("custom:csv_quotes", passes: 16) { (_) in
        let names = header("StudentID Subject Grade Semester Score")
        return { (text, _) in
            guard hasHeader(text, names, separator: 0x09, isSpace: { $0 == 0x20 }) else {
                return .broken("the columns are not as asked for")
            }
            guard let rows = literalRows(text, separator: 0x09), rows.count == 4 else {
                return .broken("it is no table of 4 rows")
            }
            for row in rows {
                guard row.count == 5 else { return .broken("a row has \(row.count) fields, not 5") }
                for field in row {
                    let text = ResponseText(field)
                    let bare = text.stripped(text.all)
                    guard text.ends(bare, with: 0x22), text.bytes[bare.lowerBound] == 0x22 else {
                        return .broken("a field is not in quotes")
                    }
                }
            }
            return .followed
        }
    }
}

/// Tables of separated values as Python's `csv.reader` reads them.
enum SeparatedValues {
    private enum State {
        case recordStart, fieldStart, inField, inQuotes, afterQuote, lineEnd
    }

    /// The longest field that is read, in code points.
    private static let longestField = 131_072

    /// The rows with their fields; an empty line is a row without any. nil for what the reader refuses. O(bytes).
    static func rows(of bytes: [UInt8], separator: UInt8) -> [[[UInt8]]]? {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var field: [UInt8] = []
        var state = State.recordStart
        func endField() {
            row.append(field)
            field.removeAll(keepingCapacity: true)
        }
        func endRow() {
            rows.append(row)
            row.removeAll()
            state = .recordStart
        }
        for byte in bytes {
            let isLineEnd = byte == 0x0A || byte == 0x0D
            switch state {
            case .lineEnd where !isLineEnd: return nil
            case .lineEnd: break
            case .recordStart where isLineEnd: state = .lineEnd
            case .inQuotes where byte == 0x22: state = .afterQuote
            case .inQuotes: field.append(byte)
            case .afterQuote where byte == 0x22:
                field.append(byte)
                state = .inQuotes
            case _ where isLineEnd:
                endField()
                state = .lineEnd
            case _ where byte == separator:
                endField()
                state = .fieldStart
            case .recordStart where byte == 0x22, .fieldStart where byte == 0x22: state = .inQuotes
            default:
                field.append(byte)
                state = .inField
            }
            guard field.count <= 4 * longestField else { return nil }
            // Lines end at a line feed alone, and there a record ends.
            if byte == 0x0A, state == .lineEnd { endRow() }
        }
        switch state {
        case .recordStart: break
        case .lineEnd: endRow()
        default:
            endField()
            endRow()
        }
        return rows
    }
}
