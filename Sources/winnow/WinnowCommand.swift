import ArgumentParser

/// `winnow`: a list of what it can do, and nothing else.
@main
struct WinnowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winnow", abstract: "Turns a language model's endpoint into verified training data.",
        version: Version.text,
        subcommands: [
            ServeCommand.self, CollectCommand.self, ScoreCommand.self, StandInCommand.self, TokenCommand.self,
            VerifierBenchCommand.self,
        ])
}

/// The version of this build.
enum Version {
    static let text = "0.1.0"
}
