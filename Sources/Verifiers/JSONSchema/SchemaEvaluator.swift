import JSON

/// Judges the values of one tape by one program.
struct SchemaEvaluator {
    typealias Instruction = SchemaProgram.Instruction
    typealias Kinds = SchemaProgram.Kinds

    let tables: SchemaProgram.Tables
    let tape: JSONTape
    var budget: Budget
    /// Whether every failure is told, not only whether there is one.
    let isCollecting: Bool
    /// Above 0 within schemas whose failures are no failures of the whole (`not`, `anyOf`).
    var mutes = 0
    var report = SchemaReport()
    /// The way to the value at hand; kept while collecting only.
    var path: [String] = []
    private var depth = 0
    /// The schema resources that were entered, outermost first; kept where dynamic references need it only.
    private var scope: [Int32] = []
    /// Which members or elements were evaluated: a region of bytes for each schema that wants to know.
    var marks: [UInt8] = []

    init(tables: SchemaProgram.Tables, tape: JSONTape, budget: Budget, isCollecting: Bool) {
        self.tables = tables
        self.tape = tape
        self.budget = budget
        self.isCollecting = isCollecting
    }

    /// Whether a value is valid by a schema.
    ///
    /// `marks` is where a fresh region for what is evaluated begins, -1 where nobody wants to know.
    mutating func evaluate(_ schema: Int32, _ value: TapeValue, marks region: Int) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: 1)
        let node = tables.nodes[Int(schema)]
        if node.isNever { return fail(schema, "false", value, "nothing is allowed here") }
        if node.kinds != Kinds.all, !hasKind(node, value) {
            return fail(schema, "type", value, "a \(Self.name(of: value.kind)) is not of the type asked for")
        }
        if node.start == node.end { return true }
        depth += 1
        defer { depth -= 1 }
        guard depth <= SchemaProgram.deepest else {
            // Deeper than any stack should go: as good as without end.
            try budget.spend(steps: .max)
            throw .steps
        }
        if tables.isDynamic {
            scope.append(node.resource)
            defer { scope.removeLast() }
            return try applyTracking(schema, node, value, region)
        }
        return try applyTracking(schema, node, value, region)
    }

    @inline(__always)
    private func hasKind(_ node: SchemaProgram.Node, _ value: TapeValue) -> Bool {
        switch value.kind {
        case .null: node.kinds & Kinds.null != 0
        case .true, .false: node.kinds & Kinds.boolean != 0
        case .string, .escapedString: node.kinds & Kinds.string != 0
        case .array: node.kinds & Kinds.array != 0
        case .object: node.kinds & Kinds.object != 0
        case .number:
            switch node.kinds & (Kinds.integer | Kinds.fraction) {
            case 0: false
            case Kinds.integer: isInteger(value, plainly: node.demandsPlainIntegers)
            default: true
            }
        }
    }

    private func isInteger(_ value: TapeValue, plainly: Bool) -> Bool {
        let text = tape.written(value)
        for byte in text where byte == 0x2E || byte | 0x20 == 0x65 {
            return !plainly && NumberView(text).isInteger
        }
        return true
    }

    /// Applies a node's instructions, in a region of its own where it keeps a record and was lent none.
    private mutating func applyTracking(
        _ schema: Int32, _ node: SchemaProgram.Node, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        guard node.tracksEvaluated, region < 0, value.isContainer else {
            return try apply(schema, node, value, value.isContainer ? region : -1)
        }
        let region = try pushRegion(value)
        defer { marks.removeLast(marks.count - region) }
        return try apply(schema, node, value, region)
    }

    mutating func pushRegion(_ value: TapeValue) throws(BudgetExhausted) -> Int {
        try budget.spend(steps: 1 + value.count / 8)
        let region = marks.count
        marks.append(contentsOf: repeatElement(0, count: value.count))
        return region
    }

    private mutating func apply(
        _ schema: Int32, _ node: SchemaProgram.Node, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        let own: Range<Int32>
        switch value.kind {
        case .null, .true, .false: own = 0..<0
        case .number: own = node.start..<node.numberEnd
        case .string, .escapedString: own = node.numberEnd..<node.stringEnd
        case .array: own = node.stringEnd..<node.arrayEnd
        case .object: own = node.arrayEnd..<node.objectEnd
        }
        for index in own {
            let instruction = tables.instructions[Int(index)]
            let passes =
                switch value.kind {
                case .number: try number(instruction, schema, value)
                case .array: try array(instruction, schema, value, region)
                case .object: try object(instruction, schema, value, region)
                default: try string(instruction, schema, value)
                }
            if !passes {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
        }
        for index in node.objectEnd..<node.end {
            if try !any(tables.instructions[Int(index)], schema, value, region) {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
        }
        return isValid
    }

    /// Applies a schema to the same value for one that may keep a record of what is evaluated; the record of a schema
    /// that fails is dropped.
    mutating func inPlace(_ schema: Int32, _ value: TapeValue, _ region: Int) throws(BudgetExhausted) -> Bool {
        guard region >= 0 else { return try evaluate(schema, value, marks: -1) }
        let inner = try pushRegion(value)
        defer { marks.removeLast(marks.count - inner) }
        guard try evaluate(schema, value, marks: inner) else { return false }
        for offset in 0..<value.count where marks[inner + offset] != 0 { marks[region + offset] = 1 }
        return true
    }

    /// The schema that a dynamic reference means here: the outermost in scope that bears the anchor.
    func dynamicTarget(_ initial: Int32, anchor: Int32) -> Int32 {
        for resource in scope {
            let target = tables.dynamicAnchors[Int(resource)][Int(anchor)]
            if target >= 0 { return target }
        }
        return initial
    }

    // MARK: Telling

    /// Says no, and tells why where failures are collected.
    @inline(__always)
    mutating func fail(
        _ schema: Int32, _ keyword: StaticString, _ value: TapeValue, _ detail: @autoclosure () -> String
    ) -> Bool {
        if isCollecting, mutes == 0 { tell(schema, keyword, detail()) }
        return false
    }

    /// The same with words that are found in the value.
    @inline(__always)
    mutating func fail(
        _ schema: Int32, _ keyword: StaticString, _ value: TapeValue, _ detail: (SchemaEvaluator) -> String
    ) -> Bool {
        if isCollecting, mutes == 0 { tell(schema, keyword, detail(self)) }
        return false
    }

    @inline(never)
    private mutating func tell(_ schema: Int32, _ keyword: StaticString, _ detail: String) {
        guard report.failures.count < SchemaReport.listed else {
            report.isCut = true
            return
        }
        var location = tables.locations[Int(schema)]
        if keyword.description != "false" { location += "/\(keyword)" }
        report.failures.append(
            .init(
                instance: Self.bounded(path.map { "/" + $0 }.joined()), location: Self.bounded(location),
                keyword: keyword.description, detail: detail))
    }

    private static func bounded(_ place: String) -> String {
        guard place.utf8.count > SchemaReport.longestPlace else { return place }
        return "…" + String(place.unicodeScalars.suffix(SchemaReport.longestPlace / 4))
    }

    /// Judges an element of the value at hand.
    @inline(__always)
    mutating func below(_ schema: Int32, _ value: TapeValue, at position: Int) throws(BudgetExhausted) -> Bool {
        guard isCollecting, mutes == 0 else { return try evaluate(schema, value, marks: -1) }
        path.append(String(position))
        defer { path.removeLast() }
        return try evaluate(schema, value, marks: -1)
    }

    /// Judges a member of the value at hand.
    @inline(__always)
    mutating func below(_ schema: Int32, _ value: TapeValue, key: TapeValue) throws(BudgetExhausted) -> Bool {
        guard isCollecting, mutes == 0 else { return try evaluate(schema, value, marks: -1) }
        path.append(step(key))
        defer { path.removeLast() }
        return try evaluate(schema, value, marks: -1)
    }

    /// A key as a step of a JSON pointer, bounded in length.
    private func step(_ key: TapeValue) -> String {
        let utf8 = tape.utf8(of: key)
        let text = String(decoding: utf8.prefix(80), as: UTF8.self)
        return SchemaRegistry.pointer("", text).dropFirst() + (utf8.count > 80 ? "…" : "")
    }

    static func name(of kind: TapeValue.Kind) -> String {
        switch kind {
        case .null: "null"
        case .true, .false: "boolean"
        case .number: "number"
        case .string, .escapedString: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
