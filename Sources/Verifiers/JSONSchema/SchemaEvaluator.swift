import JSON

/// Judges the values of one tape by one program.
struct SchemaEvaluator {
    typealias Instruction = SchemaProgram.Instruction
    typealias Kinds = SchemaProgram.Kinds

    /// The program, which owns what `tables` points into.
    let program: SchemaProgram
    let tables: SchemaProgram.View
    /// Its nodes as they are where failures are told, joined where they are not.
    let nodes: UnsafePointer<SchemaProgram.Node>
    let tape: JSONTape
    var budget: Budget
    /// What is told of failures; nil where only whether there is one is asked.
    let log: FailureLog?
    /// Whether every failure is told.
    @inline(__always)
    var isCollecting: Bool { log != nil }
    /// Above 0 within schemas whose failures are no failures of the whole (`not`, `anyOf`).
    var mutes = 0
    private var depth = 0
    /// Where the stack stood when the judging began.
    private let stackBase: UInt
    /// The schema resources that were entered, outermost first, each once in a row; none where no reference is dynamic.
    private let scope: UnsafeMutablePointer<Int32>?
    private var scopeCount = 0
    /// Which members or elements were evaluated: a region of bytes for each schema that wants to know.
    var marks: [UInt8] = []

    private init(
        _ program: SchemaProgram, _ tape: JSONTape, _ budget: Budget, _ log: FailureLog?,
        scope: UnsafeMutablePointer<Int32>?
    ) {
        self.program = program
        tables = program.view
        nodes = log == nil ? program.view.quick : program.view.nodes
        self.tape = tape
        self.budget = budget
        self.log = log
        self.scope = scope
        stackBase = Self.stackPlace()
    }

    /// About where the stack stands.
    @inline(never)
    private static func stackPlace() -> UInt {
        var place: UInt8 = 0
        return withUnsafeMutablePointer(to: &place) { UInt(bitPattern: $0) }
    }

    /// Judges a tape's outermost value by a program's outermost schema.
    static func run(
        _ program: SchemaProgram, on tape: JSONTape, log: FailureLog? = nil, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        guard program.view.anchorCount > 0 else {
            var evaluator = SchemaEvaluator(program, tape, budget, log, scope: nil)
            defer { budget = evaluator.budget }
            return try evaluator.evaluate(program.view.root, tape.root, marks: -1)
        }
        // Each level enters one resource at most.
        let capacity = SchemaProgram.deepest + 1
        return try withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) {
            (room) throws(BudgetExhausted) in
            var evaluator = SchemaEvaluator(program, tape, budget, log, scope: room.baseAddress)
            defer { budget = evaluator.budget }
            return try evaluator.evaluate(program.view.root, tape.root, marks: -1)
        }
    }

    /// Whether a value is valid by a schema.
    ///
    /// `marks` is where a fresh region for what is evaluated begins, -1 where nobody wants to know.
    @inline(never)
    mutating func evaluate(_ schema: Int32, _ value: TapeValue, marks region: Int) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: 1)
        let node = nodes + Int(schema)
        var isValid = true
        if node.pointee.kinds != Kinds.all, !hasKind(node.pointee, value) {
            isValid = failKind(schema, value)
            // Where failures are told, so are those of the keywords beside `type`.
            if log == nil || mutes > 0 { return false }
        }
        if node.pointee.start == node.pointee.end { return isValid }
        if log == nil, node.pointee.isShallow, !value.isContainer { return try judgeShallow(schema, node, value) }
        return try evaluateFully(schema, node, value, region) && isValid
    }

    /// The same where nothing is told and no record is kept: the first look, which is all that most values get, without
    /// a call.
    @inline(__always)
    mutating func judge(_ schema: Int32, _ value: TapeValue) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: 1)
        let node = nodes + Int(schema)
        if node.pointee.kinds != Kinds.all, !hasKind(node.pointee, value) { return false }
        if node.pointee.start == node.pointee.end { return true }
        if node.pointee.isShallow, !value.isContainer { return try judgeShallow(schema, node, value) }
        return try evaluateFully(schema, node, value, -1)
    }

    /// A value without others in it, where no schema is applied to it.
    @inline(never)
    private mutating func judgeShallow(
        _ schema: Int32, _ node: UnsafePointer<SchemaProgram.Node>, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        switch value.kind {
        case .number:
            for index in Range(uncheckedBounds: (node.pointee.start, node.pointee.numberEnd))
            where try !number(tables.instructions[Int(index)], schema, value) {
                return false
            }
        case .string, .escapedString:
            for index in Range(uncheckedBounds: (node.pointee.numberEnd, node.pointee.stringEnd))
            where try !string(tables.instructions[Int(index)], schema, value) {
                return false
            }
        default: break
        }
        for index in Range(uncheckedBounds: (node.pointee.objectEnd, node.pointee.end)) {
            switch tables.instructions[Int(index)] {
            case .const(let choices), .enum(let choices):
                if try !isAmong(tables.choices + Int(choices), value) { return false }
            default: break
            }
        }
        return true
    }

    @inline(never)
    private mutating func evaluateFully(
        _ schema: Int32, _ node: UnsafePointer<SchemaProgram.Node>, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        depth += 1
        defer { depth -= 1 }
        // Levels differ in how much of the stack they take, so every so often that is looked at too.
        guard depth <= SchemaProgram.deepest,
            depth & 15 != 0 || stackBase &- Self.stackPlace() <= SchemaProgram.mostStack
                || stackBase < Self.stackPlace()
        else {
            // Deeper than any stack should go: as good as without end.
            try budget.spend(steps: .max)
            throw .steps
        }
        let entered = scopeCount
        defer { scopeCount = entered }
        if let scope, scopeCount == 0 || scope[scopeCount - 1] != node.pointee.resource {
            scope[scopeCount] = node.pointee.resource
            scopeCount += 1
        }
        guard value.isContainer else { return try apply(schema, node, value, -1) }
        // A node that keeps a record gets a region of its own where it was lent none.
        guard node.pointee.tracksEvaluated, region < 0 else { return try apply(schema, node, value, region) }
        let region = try pushRegion(value)
        defer { marks.removeLast(marks.count - region) }
        return try apply(schema, node, value, region)
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
            case Kinds.integer: Self.isInteger(tape.written(value), plainly: node.demandsPlainIntegers)
            default: true
            }
        }
    }

    // Static, or the whole of the evaluator would be copied for it.
    private static func isInteger(_ text: UnsafeBufferPointer<UInt8>, plainly: Bool) -> Bool {
        for byte in text where byte == 0x2E || byte | 0x20 == 0x65 {
            return !plainly && NumberView(text).isInteger
        }
        return true
    }

    mutating func pushRegion(_ value: TapeValue) throws(BudgetExhausted) -> Int {
        try budget.spend(steps: 1 + value.count / 8)
        let region = marks.count
        marks.append(contentsOf: repeatElement(0, count: value.count))
        return region
    }

    @inline(__always)
    private mutating func apply(
        _ schema: Int32, _ node: UnsafePointer<SchemaProgram.Node>, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        let own: Range<Int32>
        switch value.kind {
        case .null, .true, .false: own = Range(uncheckedBounds: (0, 0))
        case .number: own = Range(uncheckedBounds: (node.pointee.start, node.pointee.numberEnd))
        case .string, .escapedString: own = Range(uncheckedBounds: (node.pointee.numberEnd, node.pointee.stringEnd))
        case .array: own = Range(uncheckedBounds: (node.pointee.stringEnd, node.pointee.arrayEnd))
        case .object: own = Range(uncheckedBounds: (node.pointee.arrayEnd, node.pointee.objectEnd))
        }
        for index in own {
            let instruction = tables.instructions[Int(index)]
            let passes =
                switch value.kind {
                case .number: try number(instruction, schema, value)
                case .array: try array(instruction, schema, value, region)
                case .object:
                    // The most frequent one, without a step between.
                    if case .members(let plan) = instruction {
                        try members(instruction, Int(plan), schema, value, region)
                    } else {
                        try object(instruction, schema, value, region)
                    }
                default: try string(instruction, schema, value)
                }
            if !passes {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
        }
        for index in Range(uncheckedBounds: (node.pointee.objectEnd, node.pointee.end)) {
            let instruction = tables.instructions[Int(index)]
            let passes =
                if !isCollecting, case .oneOf(let first, let count) = instruction {
                    try matching(first, count, value, region, enough: 2) == 1
                } else if !isCollecting, case .anyOf(let first, let count) = instruction {
                    try matching(first, count, value, region, enough: region < 0 ? 1 : Int(count)) > 0
                } else {
                    try any(instruction, schema, value, region)
                }
            if !passes {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
        }
        return isValid
    }

    /// Applies a schema to the same value for one that may keep a record of what is evaluated; the record of a schema
    /// that fails is dropped.
    @inline(__always)
    mutating func inPlace(_ schema: Int32, _ value: TapeValue, _ region: Int) throws(BudgetExhausted) -> Bool {
        if region >= 0 { return try inPlaceRecording(schema, value, region) }
        return log == nil ? try judge(schema, value) : try evaluate(schema, value, marks: -1)
    }

    @inline(never)
    private mutating func inPlaceRecording(
        _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        let inner = try pushRegion(value)
        defer { marks.removeLast(marks.count - inner) }
        guard try evaluate(schema, value, marks: inner) else { return false }
        for offset in 0..<value.count where marks[inner + offset] != 0 { marks[region + offset] = 1 }
        return true
    }

    /// The schema that a dynamic reference means here: the outermost in scope that bears the anchor.
    func dynamicTarget(_ initial: Int32, anchor: Int32) -> Int32 {
        guard let scope else { return initial }
        for place in 0..<scopeCount {
            let target = tables.dynamicAnchors[Int(scope[place]) * tables.anchorCount + Int(anchor)]
            if target >= 0 { return target }
        }
        return initial
    }

    /// Judges an element of the value at hand.
    @inline(__always)
    mutating func below(_ schema: Int32, _ value: TapeValue, at position: Int) throws(BudgetExhausted) -> Bool {
        if log == nil { return try judge(schema, value) }
        return try belowTelling(schema, value, at: position)
    }

    /// Judges a member of the value at hand.
    @inline(__always)
    mutating func below(_ schema: Int32, _ value: TapeValue, key: TapeValue) throws(BudgetExhausted) -> Bool {
        if log == nil { return try judge(schema, value) }
        return try belowTelling(schema, value, key: key)
    }

    // Apart, so that what texts need does not lie on the stack once for each level.

    @inline(never)
    private mutating func belowTelling(
        _ schema: Int32, _ value: TapeValue, at position: Int
    ) throws(BudgetExhausted) -> Bool {
        guard let log, mutes == 0 else { return try evaluate(schema, value, marks: -1) }
        log.path.append(String(position))
        defer { log.path.removeLast() }
        return try evaluate(schema, value, marks: -1)
    }

    @inline(never)
    private mutating func belowTelling(
        _ schema: Int32, _ value: TapeValue, key: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        guard let log, mutes == 0 else { return try evaluate(schema, value, marks: -1) }
        log.path.append(step(key))
        defer { log.path.removeLast() }
        return try evaluate(schema, value, marks: -1)
    }
}
