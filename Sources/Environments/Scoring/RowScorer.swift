package import JSON
package import Rollouts
internal import Synchronization
internal import Verifiers

/// Judges rows by their own verifiers, or by an environment's. Safe to use from many threads at once.
package final class RowScorer: Sendable {
    /// How many compiled lists are kept.
    private static let maxLists = 256

    private let environment: (any VerifierEnvironment)?
    private let format: ReasoningFormat
    /// Compiled lists by the JSON they were written as: bytes, since Swift takes canonically equivalent texts for one.
    private let lists = Mutex<[[UInt8]: VerifyList]>([:])

    /// A scorer; without an environment it judges only rows that bring verifiers of their own.
    package init(environment: (any VerifierEnvironment)? = nil) {
        self.environment = environment
        format = environment?.settings.reasoning.format ?? ReasoningFormat()
    }

    /// The verdict on a row; throws where it has no verifiers, or ones that cannot be read.
    package func judge(_ row: ScoreRow) async throws(WireError) -> Verdict {
        let completion = row.completion(format: format)
        guard let written = row.verify else {
            guard let environment else {
                throw WireError("the row has no `verify`, and no environment was named to judge it by")
            }
            return await environment.judge(row.task, completion, budget: .standard)
        }
        return try list(written).judge(completion, task: row.task, reasoning: format)
    }

    private func list(_ written: JSONValue) throws(WireError) -> VerifyList {
        var writer = JSONWriter()
        writer.value(written)
        let key = writer.bytes
        if let known = lists.withLock({ $0[key] }) { return known }
        let list: VerifyList
        do {
            list = try VerifyList(written)
        } catch {
            throw WireError(error.description)
        }
        lists.withLock { lists in
            // Rows rarely have more than a few lists; where each has its own, keeping them is of no use.
            if lists.count >= Self.maxLists { lists.removeAll(keepingCapacity: true) }
            lists[key] = list
        }
        return list
    }
}

extension ScoreRow {
    /// Appends the verdict on a row as one object: `{"id","passed","score","reason",…,"checks"}`.
    package static func write(_ verdict: Verdict, id: JSONValue?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        if let id { writer.value(id) } else { writer.null() }
        verdict.writeMembers(to: &writer)
        writer.endObject()
    }

    /// Appends what is wrong with a row that could not be read or judged: `{"id","error"}`.
    package static func write(_ error: WireError, id: JSONValue?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        if let id { writer.value(id) } else { writer.null() }
        writer.key("error")
        writer.string(error.description)
        writer.endObject()
    }
}
