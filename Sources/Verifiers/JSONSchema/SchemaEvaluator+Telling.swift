import JSON

/// What is told of the failures of one validation.
final class FailureLog {
    var report = SchemaReport()
    /// The way to the value at hand.
    var path: [String] = []
}

/// How failures are told: apart from the judging, so that this stays small on the stack.
extension SchemaEvaluator {
    /// Says no, and tells why where failures are collected; `fact` is what the keyword makes of it below.
    @inline(never)
    mutating func fail(_ schema: Int32, _ instruction: Instruction, _ value: TapeValue, _ fact: Int = 0) -> Bool {
        guard isCollecting, mutes == 0 else { return false }
        let (keyword, detail) = words(instruction, value, fact)
        tell(schema, keyword, detail)
        return false
    }

    /// The same where the value is not of the schema's kinds.
    @inline(never)
    mutating func failKind(_ schema: Int32, _ value: TapeValue) -> Bool {
        guard isCollecting, mutes == 0 else { return false }
        if tables.nodes[Int(schema)].isNever {
            tell(schema, "false", "nothing is allowed here")
        } else {
            tell(schema, "type", "\(Self.name(of: value.kind)) is not of the type asked for")
        }
        return false
    }

    private mutating func tell(_ schema: Int32, _ keyword: String, _ detail: String) {
        guard let log else { return }
        guard log.report.failures.count < SchemaReport.listed else {
            log.report.isCut = true
            return
        }
        let location = program.locations[Int(schema)] + (keyword == "false" ? "" : "/\(keyword)")
        log.report.failures.append(
            .init(
                instance: Self.bounded(log.path.map { "/" + $0 }.joined()), location: Self.bounded(location),
                keyword: keyword, detail: detail))
    }

    private static func bounded(_ place: String) -> String {
        guard place.utf8.count > SchemaReport.longestPlace else { return place }
        return "…" + String(place.unicodeScalars.suffix(SchemaReport.longestPlace / 4))
    }

    private func words(_ instruction: Instruction, _ value: TapeValue, _ fact: Int) -> (String, String) {
        switch instruction {
        case .minimum(let limit): ("minimum", "\(excerpt(value)) is below \(name(limit))")
        case .maximum(let limit): ("maximum", "\(excerpt(value)) is above \(name(limit))")
        case .exclusiveMinimum(let limit): ("exclusiveMinimum", "\(excerpt(value)) is not above \(name(limit))")
        case .exclusiveMaximum(let limit): ("exclusiveMaximum", "\(excerpt(value)) is not below \(name(limit))")
        case .multipleOf(let limit): ("multipleOf", "\(excerpt(value)) is no multiple of \(name(limit))")
        case .minLength(let limit): ("minLength", "it is shorter than \(limit) characters")
        case .maxLength(let limit): ("maxLength", "it is longer than \(limit) characters")
        case .pattern: ("pattern", "it does not match the pattern")
        case .format(let format): ("format", "it is not of the format `\(format.rawValue)`")
        case .content(_, let isJSON):
            (isJSON ? "contentMediaType" : "contentEncoding", "its content is not what it should be")
        case .const: ("const", "\(excerpt(value)) is not the value asked for")
        case .enum: ("enum", "\(excerpt(value)) is none of the values allowed")
        case .anyOf(_, let count): ("anyOf", "none of the \(count) schemas matches")
        case .oneOf(_, let count):
            ("oneOf", fact == 0 ? "none of the \(count) schemas matches" : "more than one schema matches")
        case .not: ("not", "it matches what it must not match")
        default: containerWords(instruction, value, fact)
        }
    }

    private func containerWords(_ instruction: Instruction, _ value: TapeValue, _ fact: Int) -> (String, String) {
        switch instruction {
        case .minItems(let limit): ("minItems", "\(value.count) items are fewer than \(limit)")
        case .maxItems(let limit): ("maxItems", "\(value.count) items are more than \(limit)")
        case .uniqueItems: ("uniqueItems", "an item occurs twice")
        case .contains(_, let least, let most, _):
            if fact > Int(most) {
                ("maxContains", "more than \(most) items match")
            } else {
                (least == 1 ? "contains" : "minContains", "\(fact) items match where \(least) are needed")
            }
        case .minProperties(let limit): ("minProperties", "\(value.count) members are fewer than \(limit)")
        case .maxProperties(let limit): ("maxProperties", "\(value.count) members are more than \(limit)")
        case .members(let plan):
            ("required", "missing: \(names(UInt64(truncatingIfNeeded: fact), of: tables.members[Int(plan)]))")
        case .requiredMany: ("required", "a member is missing")
        case .dependentRequired(let table):
            (
                "dependentRequired",
                "what `\(tables.dependents[Int(table)].names.name(at: fact).prefix(40))` demands is missing"
            )
        default: ("false", "it is not allowed")
        }
    }

    private func name(_ limit: Int32) -> String {
        String(decoding: tables.limits[Int(limit)].bytes.prefix(40), as: UTF8.self)
    }

    /// The value as it is written, cut where it is long.
    private func excerpt(_ value: TapeValue) -> String {
        let written = tape.written(value)
        return String(decoding: written.prefix(40), as: UTF8.self) + (written.count > 40 ? "…" : "")
    }

    private func names(_ missing: UInt64, of plan: SchemaProgram.Members) -> String {
        let places = (0..<plan.names.count).filter { plan.requiredBits[$0] & missing != 0 }
        let names = places.prefix(8).map { "`\(plan.names.name(at: $0).prefix(40))`" }.joined(separator: ", ")
        return names + (places.count > 8 ? ", …" : "")
    }

    /// A key as a step of a JSON pointer, bounded in length.
    func step(_ key: TapeValue) -> String {
        let utf8 = tape.utf8(of: key)
        let text = String(decoding: utf8.prefix(80), as: UTF8.self)
        return SchemaRegistry.pointer("", text).dropFirst() + (utf8.count > 80 ? "…" : "")
    }

    private static func name(of kind: TapeValue.Kind) -> String {
        switch kind {
        case .null: "null"
        case .true, .false: "a boolean"
        case .number: "a number"
        case .string, .escapedString: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
