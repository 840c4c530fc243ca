internal import Foundation
internal import JSON
internal import Verifiers

/// Times `json_schema` on schemas that people publish and files that are written by them.
enum PublishedSchemasBench {
    /// A verdict that is not the one recorded.
    struct WrongVerdict: Error, CustomStringConvertible {
        let schema: String
        let instance: Int

        var description: String { "json_schema: instance \(instance) of \(schema) is judged wrongly" }
    }

    /// Rows from JSON lines `{"name", "schema", "remotes"?: {uri: schema}, "instances": [{"value", "valid"}]}`: each
    /// instance validated, and each schema compiled. Throws where a verdict is not the recorded one.
    static func rows(file: String, runs: Int = 5) throws -> [BenchRow] {
        var instances: [Int] = []
        var compiling: [Int] = []
        for line in try Data(contentsOf: URL(filePath: file)).split(separator: 0x0A) {
            let published = try JSONReader().read([UInt8](line))
            let schema = published["schema"] ?? .null
            let options = SchemaOptions(remotes: published["remotes"]?.object ?? JSONObject([]))
            let program = try JSONSchemaBench.program(schema, options)
            compiling.append(JSONSchemaBench.least(of: runs) { _ = try? JSONSchemaBench.program(schema, options) })
            for (index, instance) in (published["instances"]?.array ?? []).enumerated() {
                let value = instance["value"] ?? .null
                var budget = Budget.standard
                let document = try JSONReader().document(Array(value.text.utf8))
                guard try program.isValid(document, budget: &budget) == instance["valid"]?.bool else {
                    throw WrongVerdict(schema: published["name"]?.string ?? "?", instance: index)
                }
                instances.append(try JSONSchemaBench.time(program, value, runs))
            }
        }
        return [
            BenchRow(name: "json_schema: an instance of a published schema", nanoseconds: instances),
            BenchRow(name: "json_schema: a published schema compiled", nanoseconds: compiling),
        ].compactMap { $0 }
    }
}
