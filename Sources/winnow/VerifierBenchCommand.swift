import ArgumentParser
import JSON
import VerifierBench

/// `winnow verifier-bench`: what verdicts cost, for `scripts/bench`. It is not listed.
struct VerifierBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifier-bench", abstract: "Time a family's verdicts on recorded data, on one core.",
        discussion: """
            Example:
              winnow verifier-bench math --anchors ../shared/anchors
            """, shouldDisplay: false)

    @Argument(help: "The family: \(VerifierBenches.families.joined(separator: ", ")).")
    var family: String
    @Option(help: "The folder with the recorded data.")
    var anchors: String
    @Option(
        help: "For json_schema: a file that scripts/references/published_schemas.py wrote.")
    var schemas: String?

    func validate() throws {
        guard VerifierBenches.families.contains(family) else {
            throw ValidationError("the family is one of \(VerifierBenches.families.joined(separator: ", "))")
        }
    }

    func run() throws {
        let rows = try VerifierBenches.rows(of: family, anchors: anchors, schemas: schemas).map { row -> JSONValue in
            [
                "name": .string(row.name), "count": .int(row.count), "p50": .int(row.p50), "p99": .int(row.p99),
                "mean": .int(row.mean),
            ]
        }
        print(JSONValue.array(rows).text)
    }
}
