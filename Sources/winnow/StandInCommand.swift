import ArgumentParser
import Environments
import Foundation
import Logging
import ServiceLifecycle
import StandIn
import UnixSignals

/// `winnow standin`: a scripted inference endpoint.
struct StandInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standin", abstract: "Serve a scripted inference endpoint, for rehearsal, tests and benchmarks.",
        discussion: """
            It regenerates the tasks of the environments and answers with their gold, rightly or spoilt by the pass rate.

            Example:
              winnow standin --environments environments --pass-rate 0.6 --latency-ms 200 --share-429 0.05
            """)

    @Option(help: "A folder of environment files; may be given several times.")
    var environments: [String] = []
    @Option(help: "The seed of everything it decides.")
    var seed: UInt64 = 0
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port to listen on, 0 for a free one.")
    var port = 8099
    @Option(help: "The model's name.")
    var model = "standin"
    @Option(help: "How often an answer is right, 0 to 1.")
    var passRate = 1.0
    @Option(help: "How long a reply takes, in milliseconds; the median with --latency-sigma.")
    var latencyMs = 0.0
    @Option(help: "Makes the latency log-normal with this sigma.")
    var latencySigma: Double?
    @Option(help: "How many tokens a reply has; the median with --tokens-sigma. Default: as written")
    var tokens: Double?
    @Option(help: "Makes the token count log-normal with this sigma.")
    var tokensSigma: Double?
    @Option(name: .customLong("share-429"), help: "The share of requests answered 429.")
    var share429 = 0.0
    @Option(name: .customLong("share-500"), help: "The share of requests answered 500.")
    var share500 = 0.0
    @Option(help: "The share of requests that are never answered.")
    var shareHang = 0.0
    @Option(help: "The share of replies cut off in the middle.")
    var shareCutOff = 0.0
    @Option(help: "The share of replies that are not what they should be.")
    var shareMalformed = 0.0
    @Option(help: "The most choices of one reply, whatever was asked.")
    var maxChoices: Int?
    @Option(help: "How long a hanging request is held, in seconds.")
    var hangSeconds = 600.0
    @Option(help: "A file that records every choice served, a JSON line each.")
    var journal: String?
    @Option(help: "A file that the port is written to once it listens.")
    var portFile: String?

    func validate() throws {
        guard tokensSigma == nil || tokens != nil else {
            throw ValidationError("--tokens-sigma spreads what --tokens says: give that too")
        }
        // Beyond these a duration cannot hold them; how large they may be is the stand-in's to say.
        for (name, value) in [("--latency-ms", latencyMs), ("--hang-seconds", hangSeconds)]
        where !(abs(value) <= 1e12) {
            throw ValidationError("\(name) is \(value): give up to a day")
        }
    }

    func run() async throws {
        let logger = ServiceLogger.make(level: .notice)
        let settings = settings()
        let catalog: [any VerifierEnvironment]
        do {
            catalog = try await StandInServer.environments(of: settings, logger: logger)
        } catch {
            Terminal.say("winnow: \(Terminal.plain("\(error)"))")
            throw ExitCode(2)
        }
        let portFile = portFile
        let server = try reporting {
            try StandInServer(settings, environments: catalog, logger: logger) { port in
                if let portFile {
                    do {
                        try Data("\(port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
                    } catch {
                        Terminal.say("winnow: \(portFile) cannot be written")
                    }
                }
                print("The stand-in serves on http://\(settings.host):\(port)/v1")
                Terminal.flush()
            }
        }
        var quiet = logger
        quiet.logLevel = .error
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        do {
            try await group.run()
        } catch {
            Terminal.say("winnow: \(Terminal.plain("\(error)"))")
            throw ExitCode(1)
        }
    }

    private func settings() -> StandInSettings {
        var settings = StandInSettings()
        settings.host = host
        settings.port = port
        settings.model = model
        settings.seed = seed
        settings.environments = environments
        settings.passRate = passRate
        let latency = Duration.seconds(latencyMs / 1000)
        settings.latency = latencySigma.map { .logNormal(median: latency, sigma: $0) } ?? .fixed(latency)
        if let tokens {
            settings.tokens =
                tokensSigma.map { .logNormal(median: tokens, sigma: $0) } ?? .fixed(Int(max(0, min(tokens, 1e9))))
        }
        settings.faults.tooManyRequests = share429
        settings.faults.serverError = share500
        settings.faults.hang = shareHang
        settings.faults.cutOff = shareCutOff
        settings.faults.malformed = shareMalformed
        settings.maxChoices = maxChoices
        settings.hangLimit = .seconds(hangSeconds)
        settings.journal = journal
        return settings
    }
}
