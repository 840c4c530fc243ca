internal import Foundation
internal import JSON
internal import Verifiers

/// Times `json_schema` on parsed documents, compilation apart.
package enum JSONSchemaBench {
    /// Validations that are timed together: one alone is too short for the clock.
    private static let batch = 64

    /// A row for the instances of the official suite, one for the schemas in it and the tools of `bfcl` judged by a
    /// metaschema, and one for compiling the suite's schemas, all from a folder.
    package static func rows(anchors: String, runs: Int = 5) throws -> [BenchRow] {
        let remotes = try remotes(anchors)
        let tests = "\(anchors)/json-schema/tests/draft2020-12"
        var suite: [Int] = []
        var meta: [Int] = []
        var compiling: [Int] = []
        let metaschema = try program(try metaschema(), SchemaOptions())
        for file in try FileManager.default.contentsOfDirectory(atPath: tests).sorted() where file.hasSuffix(".json") {
            for group in try read("\(tests)/\(file)").array ?? [] {
                let schema = group["schema"] ?? .null
                let options = SchemaOptions(draft: .draft202012, remotes: remotes)
                compiling.append(least(of: runs) { _ = try? program(schema, options) })
                let compiled = try program(schema, options)
                for test in group["tests"]?.array ?? [] {
                    suite.append(try time(compiled, test["data"] ?? .null, runs))
                }
                meta.append(try time(metaschema, schema, runs))
            }
        }
        for schema in try tools(anchors) { meta.append(try time(metaschema, schema, runs)) }
        return [
            BenchRow(name: "json_schema: an instance of the suite", nanoseconds: suite),
            BenchRow(name: "json_schema: a schema by its metaschema", nanoseconds: meta),
            BenchRow(name: "json_schema: a schema compiled", nanoseconds: compiling),
        ].compactMap { $0 }
    }

    private static func time(_ program: SchemaProgram, _ value: JSONValue, _ runs: Int) throws -> Int {
        let document = try JSONReader().document(Array(value.text.utf8))
        return least(of: runs) {
            for _ in 0..<batch {
                var budget = Budget.standard
                _ = try? program.isValid(document, budget: &budget)
            }
        } / batch
    }

    private static func least(of runs: Int, _ work: () -> Void) -> Int {
        var best = Int.max
        let clock = ContinuousClock()
        for _ in 0..<runs { best = min(best, Int(clock.measure(work).components.attoseconds / 1_000_000_000)) }
        return best
    }

    private static func program(_ schema: JSONValue, _ options: SchemaOptions) throws -> SchemaProgram {
        var budget = Budget.standard
        return try SchemaProgram.compile(schema, options: options, budget: &budget).get()
    }

    private static func metaschema() throws -> JSONValue {
        ["$ref": "https://json-schema.org/draft/2020-12/schema"]
    }

    private static func read(_ path: String) throws -> JSONValue {
        try JSONReader().read([UInt8](Data(contentsOf: URL(filePath: path))))
    }

    private static func remotes(_ anchors: String) throws -> JSONObject {
        let folder = "\(anchors)/json-schema/remotes"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        return JSONObject(
            try files.sorted().map {
                JSONObject.Member(key: "http://localhost:1234/\($0)", value: try read("\(folder)/\($0)"))
            })
    }

    /// The parameters of the functions in BFCL's simple questions.
    private static func tools(_ anchors: String) throws -> [JSONValue] {
        let text = try String(contentsOfFile: "\(anchors)/bfcl/BFCL_v4_simple_python.json", encoding: .utf8)
        return try text.split(separator: "\n").flatMap { line in
            (try JSONReader().read(String(line))["function"]?.array ?? []).compactMap { $0["parameters"] }
        }
    }
}
