package import JSON
package import Rollouts
import Verifiers

/// `schema_adherence`: a JSON Schema and a request that says what to fill in, or a broken document to repair.
///
/// Options: `difficulty` (`{from, to}` of 1 to 10; default 1 to 10); `kinds` (some of `write`, `repair`; default both);
/// `errors` (some of `type`, `constraint`, `format`, `missing`, `extraneous`; default all). Levels and kinds come equally
/// often. Fields: `kind`, `difficulty`, `request`, `schema`, `schema_text`, `document` (the one right answer), `broken`
/// and `broken_text` (null where there is nothing to repair), `errors` (`{kind, path}` each), `max_characters` (twice
/// what the document takes when it is written over several lines). Verify by
/// `json_schema: {schema: $schema, formats: true}` and `json: {equals: $document}`.
package struct SchemaAdherenceTasks: TaskGenerator {
    package static let name = "schema_adherence"
    package static let levels: ClosedRange<Int>? = 1...10

    /// The numbers that records bear.
    private static let recordNumbers = 100_000...999_999

    private let levels: ClosedRange<Int>
    private let kinds: [String]
    private let errors: [RecordErrorKind]

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["difficulty", "kinds", "errors"])
        levels = try options.value("difficulty", .difficulty, default: 1...10)
        kinds = try options.value("kinds", .names(of: ["write", "repair"]), default: ["write", "repair"])
        let known = RecordErrorKind.allCases.map(\.rawValue)
        errors = try options.value("errors", .names(of: known), default: known).compactMap(
            RecordErrorKind.init(rawValue:))
    }

    /// How many tasks each kind has at each level: every record with each of its numbers.
    private var share: Int { RecordCatalog.records.count * Self.recordNumbers.count }

    package var size: Int? { share * levels.count * kinds.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: levels.count * kinds.count, share: share)[index, seed: seed]
        let level = levels.lowerBound + turn.kind % levels.count
        let kind = kinds[turn.kind / levels.count]
        let number = SeededPermutation(count: share, seed: turn.seed)[turn.place]
        return task(kind: kind, level: level, number: number)
    }

    /// The task of a number: the same whatever led to it.
    private func task(kind: String, level: Int, number: Int) -> RolloutTask {
        let record = RecordCatalog.records[number % RecordCatalog.records.count]
        let recordNumber = Self.recordNumbers.lowerBound + number / RecordCatalog.records.count
        let isRepair = kind == "repair"
        var draws = SeededGenerator(seed: UInt64(number), stream: UInt64(isRepair ? 100 + level : level))
        let wanted = isRepair ? draws.pick(errors) : nil
        let plan = RecordPlan(level: level)
        var shaper = RecordShaper(plan: plan, wanted: wanted, draws: SeededGenerator(seed: draws.next()))
        let shape = shaper.shape(of: record)
        var filler = RecordFiller(plan: plan, number: recordNumber, draws: SeededGenerator(seed: draws.next()))
        filler.fill(shape)
        let made = filler.made
        let schema = JSONValue.object(
            RecordSchema.document(of: shape, title: record.title, hasReferences: plan.hasReferences))
        let document = JSONValue.object(made.document)
        var broken: BrokenRecord?
        if let wanted {
            var spoiler = BrokenRecord(made, style: shaper.style, draws: SeededGenerator(seed: draws.next()))
            _ = spoiler.inject(wanted, into: made)
            while spoiler.errors.count < plan.errors, let next = draws.pick(errors), spoiler.inject(next, into: made) {}
            broken = spoiler
        }
        let words = RecordRequest(record: record, made: made)
        let request = broken.map { words.repair($0, plan: plan, &draws) } ?? words.write(plan: plan, &draws)
        return RolloutTask(
            id: "\(Self.name):\(kind):\(level):\(errorsID(isRepair))\(number)",
            fields: [
                "kind": .string(kind), "difficulty": .int(level), "request": .string(request), "schema": schema,
                "schema_text": .string(schema.indentedText()), "document": document,
                "broken": broken?.document ?? .null,
                "broken_text": broken.map { .string($0.document.indentedText()) } ?? .null,
                "errors": .array(
                    (broken?.errors ?? []).map { error in
                        ["kind": .string(error.kind.rawValue), "path": .string(RecordRequest.pointer(error.path))]
                    }),
                "max_characters": .int(2 * document.indentedText().count),
            ],
            gold: document.text)
    }

    /// Which errors may occur decides on a task to repair, so its id says so where they are not all.
    private func errorsID(_ isRepair: Bool) -> String {
        guard isRepair, errors != RecordErrorKind.allCases else { return "" }
        return errors.map(\.rawValue).joined(separator: "+") + ":"
    }
}
