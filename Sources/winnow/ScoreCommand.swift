import ArgumentParser
import Environments
import Foundation
import JSON
import Rollouts

/// `winnow score`: verdicts for a JSONL of completions.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Judge completions: JSON lines in, one verdict line each out, in order.",
        discussion: """
            A row is {"task": {…}, "completion": "…" or "messages": […], "verify": […]}; without `verify` the environment
            judges. Exit codes: 0 all rows judged, 2 wrong usage, 3 rows that could not be read.

            Example:
              echo '{"task": {"answer": 4}, "completion": "<answer>4</answer>", "verify": [{"answer": \
            {"format": "tag", "tag": "answer", "equals": "$answer", "as": "number"}}]}' | winnow score
            """)

    @Argument(help: "The file to read; standard input when left out or -.")
    var file: String?
    @Option(help: "The environment that judges rows without a `verify` list.")
    var environment: String?
    @Option(help: "A folder of environment files; may be given several times. Default: environments")
    var environments: [String] = []

    func run() async throws {
        let scorer = RowScorer(environment: try await named())
        let input: Int32
        if let file, file != "-" {
            input = open(file, O_RDONLY | O_CLOEXEC)
            guard input >= 0 else {
                Terminal.say("winnow: \(Terminal.plain(file)) cannot be opened: \(String(cString: strerror(errno)))")
                throw ExitCode(2)
            }
        } else {
            input = 0
        }
        let start = ContinuousClock.now
        let result = try await reportingIO { try await ScoreStream(scorer: scorer, input: input, output: 1).run() }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        Terminal.say(
            "\(result.rows) rows in \((seconds * 100).rounded() / 100) s: \(Int(Double(result.rows) / max(seconds, 1e-6))) "
                + "rows/s; passed \(result.passed), failed \(result.failed), unscored \(result.unscored), "
                + "unreadable \(result.unreadable)")
        if result.unreadable > 0 { throw ExitCode(3) }
    }

    private func reportingIO(_ body: () async throws -> ScoreStream.Result) async throws -> ScoreStream.Result {
        do {
            return try await body()
        } catch let error as ScoreStream.Failure {
            Terminal.say("winnow: \(error)")
            throw ExitCode(1)
        }
    }

    private func named() async throws -> (any VerifierEnvironment)? {
        guard let environment else { return nil }
        let catalog = await EnvironmentCatalog.load(directories: environments.isEmpty ? ["environments"] : environments)
        if let found = catalog[environment] { return found }
        for broken in catalog.broken where broken.name == environment {
            for error in broken.errors { Terminal.say("winnow: \(Terminal.plain("\(error)"))") }
        }
        let known = catalog.loaded.map(\.name).joined(separator: ", ")
        Terminal.say("winnow: no environment named \(Terminal.plain(environment)) loads; known here: \(known)")
        throw ExitCode(2)
    }
}
