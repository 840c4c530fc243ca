import ArgumentParser
import Environments
import Export
import Foundation
import Logging
import Rollouts
import Sampling
import ServiceLifecycle
import TrajectoryQueue
import UnixSignals
import Verifiers

/// `winnow collect`: a finite run.
struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Sample until each environment has so many accepted trajectories, export, exit.",
        discussion: """
            Writes OUT/ENVIRONMENT.jsonl. Run again with the same --out, it goes on where it was stopped.
            An environment that accepts nothing for --patience seconds is given up, and the run ends with what there is.
            Exit codes: 0 all collected, 1 the run broke, 2 wrong usage, 4 ended with less than was asked.

            Example:
              winnow collect arithmetic extract_json --accepted 1000 --out data --endpoint http://127.0.0.1:8000/v1
            """)

    @Argument(help: "Names of environments.")
    var names: [String]
    @Option(help: "Accepted trajectories of each environment.")
    var accepted: Int
    @Option(help: "The folder for the files; the store is kept in OUT/.winnow unless --data says otherwise.")
    var out: String
    @Option(help: "Seconds that an environment may be stalled without an accepted trajectory before it is given up.")
    var patience = 600
    @OptionGroup var flags: ServiceFlags
    @Flag(help: "Print the result as one JSON object.")
    var json = false

    func validate() throws {
        guard !names.isEmpty else { throw ValidationError("name at least one environment") }
        guard (1...100_000_000).contains(accepted) else { throw ValidationError("--accepted goes from 1 to 100000000") }
        guard (0...31_536_000).contains(patience) else {
            throw ValidationError("--patience goes from 0 to 31536000 seconds")
        }
    }

    func run() async throws {
        let logger = ServiceLogger.make(level: .warning)
        var configuration = try reporting { try flags.configuration(defaultData: out + "/.winnow") }
        guard !configuration.endpoints.isEmpty else {
            Terminal.say("winnow: collect needs an endpoint: add --endpoint URL, or name one in the configuration")
            throw ExitCode(2)
        }
        configuration.sampler.endsWhenFinished = true
        configuration.sampler.stallPatience = .seconds(patience)
        let catalog = try await chosen(configuration)
        let parts = try reporting { try ServiceParts(configuration, catalog: catalog, logger: logger) }
        let result: Result<CollectResult, any Error>
        do {
            try await sample(parts, configuration, logger)
            result = .success(try await export(parts))
        } catch {
            result = .failure(error)
        }
        await parts.close()
        switch result {
        case .success(let collected):
            collected.report(json: json)
            if !collected.isComplete { throw ExitCode(4) }
        case .failure(let error):
            Terminal.say("winnow: \(Terminal.plain("\(error)"))")
            throw ExitCode(1)
        }
    }

    /// The named environments, told to stop at what is asked.
    private func chosen(_ configuration: ServiceConfiguration) async throws -> EnvironmentCatalog {
        let catalog = await EnvironmentCatalog.load(directories: configuration.environments)
        var loaded: [any VerifierEnvironment] = []
        for name in Set(names).sorted() {
            if let environment = catalog[name] {
                loaded.append(CollectedEnvironment(environment, accepted: accepted))
            } else if let broken = catalog.broken.first(where: { $0.name == name }) {
                for error in broken.errors { Terminal.say("winnow: \(Terminal.plain("\(error)"))") }
                throw ExitCode(2)
            } else {
                let known = catalog.loaded.map(\.name).joined(separator: ", ")
                Terminal.say("winnow: no environment is named \(Terminal.plain(name)); known here: \(known)")
                throw ExitCode(2)
            }
        }
        return EnvironmentCatalog(loaded: loaded)
    }

    private func sample(_ parts: ServiceParts, _ configuration: ServiceConfiguration, _ logger: Logger) async throws {
        var services: [any Service] = []
        if let pool = parts.pool { services.append(PoolService(pool: pool)) }
        services.append(parts.sampler)
        if Terminal.showsProgress, !json {
            services.append(ProgressService(sampler: parts.sampler, accepted: accepted))
        }
        var quiet = logger
        quiet.logLevel = .error
        var settings = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        settings.maximumGracefulShutdownDuration = configuration.sampler.drain * 3
        try await ServiceGroup(configuration: settings).run()
    }

    private func export(_ parts: ServiceParts) async throws -> CollectResult {
        let snapshot = parts.sampler.snapshot()
        var collected = CollectResult(asked: accepted)
        for environment in snapshot.environments {
            let path = out + "/\(environment.name).jsonl"
            let count = try await TrajectoryExport(store: parts.store).write(environment: environment.name, to: path)
            collected.environments.append(.init(status: environment, path: path, trajectories: count))
        }
        return collected
    }
}

/// An environment that stops at so many accepted trajectories and fills no queue.
struct CollectedEnvironment: VerifierEnvironment {
    private let inner: any VerifierEnvironment
    let settings: EnvironmentSettings

    init(_ inner: any VerifierEnvironment, accepted: Int) {
        self.inner = inner
        var settings = inner.settings
        settings.stop.accepted = accepted
        settings.deliver = .export
        // There is one policy in a finite run: what waits for the next would wait for ever.
        settings.resample = .never
        self.settings = settings
    }

    var name: String { inner.name }
    var version: String { inner.version }
    var path: String { inner.path }
    var about: String { inner.about }
    var tags: [String] { inner.tags }
    var tasks: any TaskSource { inner.tasks }

    func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt { try inner.prompt(for: task) }

    func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict {
        await inner.judge(task, completion, budget: budget)
    }
}
