internal import Foundation
internal import JSON
internal import Verifiers

/// Times `json_schema` on parsed documents, compilation apart.
package enum JSONSchemaBench {
    /// Validations that are timed together: one alone is too short for the clock.
    private static let batch = 64

    /// Rows from the data of a folder: the instances of the official suite; the schemas in it and the tools of `bfcl`
    /// judged by a metaschema; these tools once more, their types spelled as JSON Schema's, so that they are valid; calls
    /// of them judged by their schemas; and the suite's schemas compiled.
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
        let real = try calls(anchors)
        let sound = try real.map { try time(metaschema, $0.schema, runs) }
        let calls = try real.map { try time(program($0.schema, SchemaOptions()), $0.arguments, runs) }
        return [
            BenchRow(name: "json_schema: an instance of the suite", nanoseconds: suite),
            BenchRow(name: "json_schema: a schema by its metaschema", nanoseconds: meta),
            BenchRow(name: "json_schema: a sound tool by its metaschema", nanoseconds: sound),
            BenchRow(name: "json_schema: a call by its tool's schema", nanoseconds: calls),
            BenchRow(name: "json_schema: a schema compiled", nanoseconds: compiling),
        ].compactMap { $0 }
    }

    static func time(_ program: SchemaProgram, _ value: JSONValue, _ runs: Int) throws -> Int {
        let document = try JSONReader().document(Array(value.text.utf8))
        return least(of: runs) {
            for _ in 0..<batch {
                var budget = Budget.standard
                _ = try? program.isValid(document, budget: &budget)
            }
        } / batch
    }

    static func least(of runs: Int, _ work: () -> Void) -> Int {
        var best = Int.max
        let clock = ContinuousClock()
        for _ in 0..<runs { best = min(best, Int(clock.measure(work).components.attoseconds / 1_000_000_000)) }
        return best
    }

    static func program(_ schema: JSONValue, _ options: SchemaOptions) throws -> SchemaProgram {
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

    /// The tools that BFCL's questions are answered with, and the arguments that answer them.
    private static func calls(_ anchors: String) throws -> [(schema: JSONValue, arguments: JSONValue)] {
        var calls: [(JSONValue, JSONValue)] = []
        for part in ["simple_python", "multiple", "live_simple", "live_multiple"] {
            let questions = try lines("\(anchors)/bfcl/BFCL_v4_\(part).json")
            let answers = try lines("\(anchors)/bfcl/possible-answers/BFCL_v4_\(part).json")
            for (question, answer) in zip(questions, answers) {
                guard let call = answer["ground_truth"]?.array?.first?.object?.members.first,
                    let tool = question["function"]?.array?.first(where: { $0["name"]?.string == call.key }),
                    let schema = tool["parameters"]
                else { continue }
                calls.append((spelled(schema), arguments(call.value)))
            }
        }
        return calls
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSONReader().read(String($0))
        }
    }

    /// A schema with BFCL's names of types replaced by JSON Schema's; `any` goes.
    private static func spelled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(spelled))
        case .object(let object):
            let names = ["dict": "object", "float": "number", "tuple": "array"]
            return .object(
                JSONObject(
                    object.members.compactMap { member in
                        if member.key == "type", let name = member.value.string {
                            return name == "any" ? nil : .init(key: "type", value: .string(names[name] ?? name))
                        }
                        return .init(key: member.key, value: spelled(member.value))
                    }))
        default: return value
        }
    }

    /// The first answer allowed for each argument; what may be left out, is.
    private static func arguments(_ allowed: JSONValue) -> JSONValue {
        let members = (allowed.object?.members ?? []).compactMap { member -> JSONObject.Member? in
            guard let first = member.value.array?.first, first != "" else { return nil }
            return .init(key: member.key, value: first.object == nil ? first : arguments(first))
        }
        return .object(JSONObject(members))
    }
}
