internal import Environments
internal import Hummingbird
internal import JSON
internal import Rollouts

/// Verdicts on completions that the caller brings: the same rows and the same code as `winnow score`.
struct ScoreRoutes: Sendable {
    /// The largest body in bytes.
    static let bodyLimit = 64 << 20
    /// Calls at once: each holds its body.
    private static let most = 2
    /// Rows that one task judges.
    private static let chunk = 64
    private static let fields = ["environment", "rows"]

    private let own = RowScorer()
    private let scorers: [String: RowScorer]
    private let gate = CallGate(most: ScoreRoutes.most)

    /// Routes that know these environments by their names.
    init(environments: [any VerifierEnvironment]) {
        scorers = Dictionary(
            environments.map { ($0.name, RowScorer(environment: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The routes.
    var routes: [Route] {
        [Route(.post, "/v1/score", .score, bodyLimit: ScoreRoutes.bodyLimit, gate: gate, score)]
    }

    @Sendable private func score(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        let root = try ScoreRoutes.root(call.body)
        let scorer = try scorer(root)
        guard let rows = root["rows"] else { throw Problem(.missingField, "give a list of rows", field: "rows") }
        guard rows.kind == .array else { throw Problem(.invalidField, "give a list of rows", field: "rows") }
        let chunks = try await ScoreRoutes.judge(Array(rows.elements), by: scorer)
        var writer = JSONWriter(capacity: chunks.reduce(64) { $0 + $1.count })
        writer.beginObject()
        writer.key("verdicts")
        writer.beginArray()
        for chunk in chunks { writer.rawMembers(chunk) }
        writer.endArray()
        writer.endObject()
        return Response(json: writer)
    }

    private func scorer(_ root: JSONCursor) throws(Problem) -> RowScorer {
        guard let named = root["environment"], !named.isNull else { return own }
        guard let name = named.string else {
            throw Problem(.invalidField, "give the name of an environment", field: "environment")
        }
        guard let scorer = scorers[name] else {
            throw Problem(.unknownEnvironment, "`\(Shown.text(name))` is none: GET /v1/environments lists them")
        }
        return scorer
    }

    /// The body's object, its members known and given once.
    private static func root(_ body: [UInt8]) throws(Problem) -> JSONCursor {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONReader(maxBytes: bodyLimit).document(body)
        } catch {
            throw Problem(error)
        }
        guard document.root.kind == .object else { throw Problem(.invalidField, "the body is a JSON object") }
        var seen: [String] = []
        for (key, _) in document.root.members {
            guard fields.contains(where: { $0.utf8.elementsEqual(key.utf8) }) else {
                throw Problem(
                    .unknownField, "there is no such field: known are \(Shown.list(fields))", field: Shown.text(key))
            }
            if seen.contains(key) { throw Problem(.duplicateField, "give it once", field: key) }
            seen.append(key)
        }
        return document.root
    }

    /// The verdicts as they stand in the reply, in the order of the rows, judged on all cores.
    private static func judge(_ rows: [JSONCursor], by scorer: RowScorer) async throws -> [[UInt8]] {
        let starts = Array(stride(from: 0, to: rows.count, by: chunk))
        var finished = [[UInt8]](repeating: [], count: starts.count)
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, start) in starts.enumerated() {
                let part = rows[start..<min(start + chunk, rows.count)]
                group.addTask {
                    // A caller who hung up needs no verdicts.
                    try Task.checkCancellation()
                    return (index, await judge(part, by: scorer))
                }
            }
            for try await (index, bytes) in group { finished[index] = bytes }
        }
        return finished
    }

    private static func judge(_ rows: ArraySlice<JSONCursor>, by scorer: RowScorer) async -> [UInt8] {
        var bytes: [UInt8] = []
        for cursor in rows {
            var writer = JSONWriter(capacity: 256)
            let value = cursor.value
            let id = value["id"]
            do throws(WireError) {
                ScoreRow.write(try await scorer.judge(try ScoreRow.read(value)), id: id, to: &writer)
            } catch {
                writer = JSONWriter(capacity: 256)
                ScoreRow.write(error, id: id, to: &writer)
            }
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: writer.bytes)
        }
        return bytes
    }
}
