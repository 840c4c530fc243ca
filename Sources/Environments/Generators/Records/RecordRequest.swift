/// Puts a record, and what is to be done with it, in a person's words.
struct RecordRequest {
    let record: RecordKind
    let made: MadeRecord

    /// A JSON pointer.
    static func pointer(_ path: [JSONStep]) -> String {
        path.map { step in
            switch step {
            case .key(let key): "/\(key)"
            case .place(let place): "/\(place)"
            }
        }.joined()
    }

    private var title: String { record.title }
    private var article: String { "aeio".contains(record.title.prefix(1)) ? "an" : "a" }

    /// The request to write the document.
    func write(plan: RecordPlan, _ draws: inout SeededGenerator) -> String {
        let opening =
            draws.pick([
                "Please write \(article) \(title) as JSON.", "I need a JSON document for this \(title).",
                "Record the following \(title) as JSON.", "Turn these facts into a JSON document: \(article) \(title).",
                "Put this \(title) into JSON for me.", "Here is \(article) \(title). Give me the JSON document for it.",
            ]) ?? ""
        return opening + "\n" + made.text(perSentence: 2 + draws.below(2))
    }

    /// The request to repair a document.
    func repair(_ broken: BrokenRecord, plan: RecordPlan, _ draws: inout SeededGenerator) -> String {
        var kinds: [String] = []
        for kind in RecordErrorKind.allCases {
            let count = broken.errors.count { $0.kind == kind }
            if count > 0 { kinds.append(kind.text(count)) }
        }
        let count = broken.errors.count
        let opening =
            draws.pick([
                "This \(title) does not satisfy its schema.", "The \(title) below breaks its schema.",
                "Our import refused this \(title).", "Please mend the JSON document of this \(title).",
            ]) ?? ""
        let named =
            count == 1
            ? "It has one error: \(kinds[0])." : "It has \(SpokenNumber.text(count)) errors: \(Sentences.list(kinds))."
        var parts = [opening, named, "Mend what is wrong and keep everything else as it is."]
        var told = broken.lost
        if !told.isEmpty {
            let others = made.leaves.indices.filter { !broken.spoiled.contains($0) }
            for _ in 0..<plan.spareFacts { if let spare = draws.pick(others) { told.insert(spare) } }
            parts[2] += " These facts are certain:\n" + made.text(perSentence: 3) { told.contains($0) }
        }
        return parts.joined(separator: " ")
    }
}
