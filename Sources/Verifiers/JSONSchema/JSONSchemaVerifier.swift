import JSON
package import Rollouts

/// `json_schema`: the answer is a JSON value that a schema lets pass.
///
/// `{schema: $schema, draft: "2020-12" | "2019-09" | "7" | "6" | "4", formats: false, from: whole | fenced | {tag: name},
/// remotes: {uri: schema}, duplicate_keys: reject | allow}`. Each keyword that is not satisfied is a check. A schema that
/// is broken, or refers to what was not given, leaves the completion unscored.
package struct JSONSchemaVerifier: VerifierFamily {
    package static let name = "json_schema"

    /// The name of the check of a value that satisfies its schema, and of a text that holds none.
    static let wholeCheck = "schema"

    private let schema: VerifierOption<JSONValue>
    private let draft: VerifierOption<SchemaDraft>?
    private let formats: VerifierOption<Bool>
    private let source: VerifierOption<TextSource>
    private let remotes: VerifierOption<JSONObject>
    private let duplicateKeys: VerifierOption<JSONVerifier.DuplicateKeys>
    private let programs = SchemaCache()

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: ["schema", "draft", "formats", "from", "remotes", "duplicate_keys"])
        schema = try options.required("schema", .schema)
        draft = try options.option("draft", .draft)
        formats = try options.option("formats", .flag, default: false)
        source = try options.option("from", .textSource, default: .whole)
        remotes = try options.option("remotes", .remotes, default: JSONObject())
        duplicateKeys = try options.option("duplicate_keys", .name, default: .reject)
        try checkConstants()
    }

    /// Compiles a schema that needs no task, so that its faults are the file's.
    private func checkConstants() throws(VerifierOptionError) {
        guard let schema = schema.constant, let formats = formats.constant, let remotes = remotes.constant else {
            return
        }
        var edition: SchemaDraft?
        if let draft {
            guard let constant = draft.constant else { return }
            edition = constant
        }
        var budget = Budget.standard
        let options = SchemaOptions(draft: edition, formats: formats, remotes: remotes)
        do {
            _ = try programs.program(of: schema, options: options, budget: &budget).get()
        } catch let fault as SchemaFault {
            throw VerifierOptionError(option: "schema", fault.description)
        } catch {
            throw VerifierOptionError(option: "schema", "it is too large to be compiled")
        }
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let program: SchemaProgram
        let source: TextSource
        let duplicateKeys: JSONVerifier.DuplicateKeys
        do {
            let options = SchemaOptions(
                draft: try draft?.resolve(task), formats: try formats.resolve(task), remotes: try remotes.resolve(task))
            source = try self.source.resolve(task)
            duplicateKeys = try self.duplicateKeys.resolve(task)
            switch try programs.program(of: schema.resolve(task), options: options, budget: &budget) {
            case .success(let compiled): program = compiled
            case .failure(let fault): return .unscored(.verifierError, fault.description)
            }
        } catch let fault as OptionFault {
            return fault.verdict
        } catch let exhausted as BudgetExhausted {
            throw exhausted
        } catch {
            return .unscored(.verifierError, "\(error)")
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try source.read(text, budget: &budget)
        guard case .found(let range, _) = reading else { return Self.unread(reading, in: text) }
        try budget.spend(bytes: JSONVerifier.costOfReading * range.count)
        let extracted = text.string(range)
        let document: JSONDocument
        do {
            let reader = JSONReader(maxDepth: JSONVerifier.maxDepth, maxBytes: range.count)
            document = try reader.document(Array(text.bytes[range]))
        } catch {
            let check = Check(name: Self.wholeCheck, passed: false, reason: OutcomeReason.unparsed.rawValue)
            return .failed(.unparsed, "not JSON: \(error.description)", extracted: extracted, checks: [check])
        }
        return try judge(document, by: program, duplicateKeys, extracted: extracted, budget: &budget)
    }

    private func judge(
        _ document: JSONDocument, by program: SchemaProgram, _ duplicateKeys: JSONVerifier.DuplicateKeys,
        extracted: String, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        var document = document
        if let path = try DuplicateMembers.first(in: document, budget: &budget) {
            switch duplicateKeys {
            case .reject:
                let detail = "an object gives a key twice: \(path)"
                return .failed(
                    .violated, detail, extracted: extracted,
                    checks: [Check(name: "duplicate_keys", passed: false, reason: "duplicate_key", detail: detail)])
            case .allow: document = try DuplicateMembers.withoutEarlier(document, budget: &budget)
            }
        }
        let report = try program.report(on: document, budget: &budget)
        guard let first = report.failures.first else {
            return .passed(extracted: extracted, checks: [Check(name: Self.wholeCheck, passed: true)])
        }
        var checks = report.failures.map { failure in
            Check(
                name: "\(failure.instance) \(failure.location)", passed: false, reason: failure.keyword,
                detail: failure.detail)
        }
        if report.isCut {
            checks.append(Check(name: "(others)", passed: false, reason: OutcomeReason.violated.rawValue))
        }
        return .failed(
            .violated, "\(first.instance.isEmpty ? "the value" : first.instance): \(first.detail) (\(first.location))",
            extracted: extracted, checks: checks)
    }

    private static func unread(_ reading: SpanReading, in text: ByteText) -> Verdict {
        let detail =
            if case .none(let why) = reading { why } else {
                "several values were given, and which is meant cannot be said"
            }
        let check = Check(name: wholeCheck, passed: false, reason: OutcomeReason.unparsed.rawValue, detail: detail)
        return .failed(.unparsed, detail, candidates: reading.candidates(in: text), checks: [check])
    }
}

extension OptionReader where Value == SchemaDraft {
    /// A draft by its name, or by its number.
    static var draft: OptionReader {
        OptionReader("one of \"2020-12\", \"2019-09\", \"7\", \"6\", \"4\"") { value in
            SchemaDraft(rawValue: value.string ?? value.int.map(String.init) ?? "")
        }
    }
}

extension OptionReader where Value == JSONValue {
    /// A schema, or the text that holds one in JSON: no text is a schema itself, and many data sets keep schemas so.
    fileprivate static var schema: OptionReader {
        OptionReader("a schema") { value in
            guard let text = value.string, let inner = try? JSONReader().read(text) else { return value }
            return inner
        }
    }
}

extension OptionReader where Value == JSONObject {
    /// Schemas by their URIs; null means none.
    static var remotes: OptionReader {
        OptionReader("an object of schemas by their URIs") { value in
            if value.isNull { return JSONObject() }
            guard let object = value.object, object.firstDuplicateKey == nil else { return nil }
            return object
        }
    }
}
