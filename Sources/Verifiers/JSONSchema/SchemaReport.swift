package import JSON

/// What a schema says of a value.
package struct SchemaReport: Sendable {
    /// A keyword that a value does not satisfy.
    package struct Failure: Sendable, Hashable {
        /// Where in the value, as a JSON pointer; bounded in length.
        package var instance: String
        /// Where the keyword stands: `#/properties/age/minimum`, with a URI before it in other documents; bounded.
        package var location: String
        /// The keyword; `false` where the schema is that.
        package var keyword: String
        /// What is wrong, in words.
        package var detail: String
    }

    /// The failures in the order in which they were met, at most `listed`.
    package var failures: [Failure] = []
    /// Whether there were more than are listed.
    package var isCut = false
    /// Whether the value is valid.
    package var isValid: Bool { failures.isEmpty }

    /// The most failures that a report lists.
    package static let listed = 16
    /// The longest place that is told, in bytes.
    static let longestPlace = 256
}

extension SchemaProgram {
    /// The deepest application of schemas within schemas and values within values; more is as good as endless.
    static let deepest = 1_000
    /// The most of the stack that a judging takes, in bytes: threads may have no more than 2 MiB. Frames that were not
    /// optimised are many times as large.
    #if DEBUG
    static let mostStack: UInt = 4 << 20
    #else
    static let mostStack: UInt = 1 << 20
    #endif

    /// Whether a document is valid: the quickest answer, nothing else is told.
    ///
    /// Of keys that occur twice in an object each is judged. Pays a step for each schema and keyword applied.
    package func isValid(_ document: JSONDocument, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        var outcome: Result<Bool, BudgetExhausted> = .success(false)
        document.lendJSONTape { tape in
            outcome = Result { () throws(BudgetExhausted) in
                try SchemaEvaluator.run(self, on: tape, budget: &budget)
            }
        }
        return try outcome.get()
    }

    /// What of a document is not valid; nothing where all of it is.
    package func report(on document: JSONDocument, budget: inout Budget) throws(BudgetExhausted) -> SchemaReport {
        if try isValid(document, budget: &budget) { return SchemaReport() }
        let log = FailureLog()
        let isValid = try document.withJSONTape { (tape) throws(BudgetExhausted) in
            try SchemaEvaluator.run(self, on: tape, log: log, budget: &budget)
        }
        if !isValid, log.report.failures.isEmpty {
            // Whatever the first pass refused must not pass for want of words.
            log.report.failures = [
                .init(instance: "", location: "#", keyword: "false", detail: "the value is not valid")
            ]
        }
        return log.report
    }

    /// The same for a value that is no document yet; of keys that occur twice in an object each is judged.
    package func report(on value: JSONValue, budget: inout Budget) throws(BudgetExhausted) -> SchemaReport {
        let bytes = Array(value.text.utf8)
        try budget.spend(bytes: 8 * bytes.count)
        guard let document = try? JSONReader().document(bytes) else {
            return SchemaReport(failures: [
                .init(instance: "", location: "#", keyword: "type", detail: "nested too deeply to be read")
            ])
        }
        return try report(on: document, budget: &budget)
    }
}
