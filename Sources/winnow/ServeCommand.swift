import ArgumentParser
import Environments
import Foundation
import Logging
import Sampling
import ServiceLifecycle
import UnixSignals
import WebService

/// Flags that say where the endpoint, the environments and the data are, shared by commands that sample.
struct ServiceFlags: ParsableArguments {
    @Option(help: "A service configuration (YAML). Environment variables and flags go over it.")
    var config: String?
    @Option(help: "A folder of environment files; may be given several times. Default: environments")
    var environments: [String] = []
    @Option(help: "The endpoint's base address, such as http://127.0.0.1:8000/v1. Replaces the file's endpoints.")
    var endpoint: String?
    @Option(help: "The model to name in requests. Default: the first that the endpoint lists.")
    var model: String?
    @Option(help: "How the endpoint is asked: chat, or text for base models. Default: chat")
    var dialect: String?
    @Option(help: "The environment variable that holds the endpoint's API key.")
    var apiKeyVariable: String?
    @Option(help: "The most sequences in flight at an endpoint. Default: 256")
    var concurrency: Int?
    @Option(help: "The directory of the store. Default: .winnow/data")
    var data: String?

    /// The configuration that file, environment variables and flags come to.
    func configuration(
        host: String? = nil, port: Int? = nil, defaultData: String? = nil
    ) throws -> ServiceConfiguration {
        let variables = ProcessInfo.processInfo.environment
        var configuration: ServiceConfiguration
        if let path = config ?? variables["WINNOW_CONFIG"], !path.isEmpty {
            configuration = try ServiceConfiguration(file: path)
        } else {
            configuration = ServiceConfiguration()
        }
        if let defaultData { configuration.data = defaultData }
        var overrides = ServiceConfiguration.Overrides()
        overrides.endpoint = endpoint
        overrides.model = model
        overrides.dialect = dialect
        overrides.apiKeyVariable = apiKeyVariable
        overrides.concurrency = concurrency
        overrides.host = host
        overrides.port = port
        overrides.data = data
        overrides.environments = environments
        try overrides.fill(from: variables)
        try configuration.apply(overrides)
        try configuration.resolve(variables: variables)
        return configuration
    }
}

/// `winnow serve`: the service.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service: sample, verify, keep, and lease to trainers.",
        discussion: """
            Flags go over environment variables (WINNOW_ENDPOINT, WINNOW_MODEL, …), and those over the file.
            Without an endpoint the queue is still served.

            Example:
              winnow serve --endpoint http://127.0.0.1:8000/v1 --data /var/lib/winnow
            """)

    @OptionGroup var flags: ServiceFlags
    @Option(help: "The address to listen on. Others than loopback need tokens in the configuration. Default: 127.0.0.1")
    var host: String?
    @Option(help: "The port to listen on, 0 for a free one. Default: 8090")
    var port: Int?
    @Option(help: "A file that the port is written to once the service listens.")
    var portFile: String?

    func run() async throws {
        let logger = ServiceLogger.make()
        let configuration = try reporting { try flags.configuration(host: host, port: port) }
        let catalog = await EnvironmentCatalog.load(directories: configuration.environments)
        CatalogReport.log(catalog, to: logger)
        let parts = try reporting { try ServiceParts(configuration, catalog: catalog, logger: logger) }
        let server = try WebServer(
            settings: configuration.web, store: parts.store, log: parts.log, control: parts.sampler,
            environments: catalog.loaded, logger: logger)
        let announcing = Task { try await announce(server, configuration) }
        defer { announcing.cancel() }
        do {
            try await group(parts, server, configuration, logger).run()
        } catch {
            await parts.close()
            logger.critical("the service stops", metadata: ["error": "\(error)"])
            throw ExitCode(1)
        }
        await parts.close()
        logger.notice("the service ended; everything is on disk")
    }

    /// The services in the order of their dependence: they stop in the reverse one.
    private func group(
        _ parts: ServiceParts, _ server: WebServer, _ configuration: ServiceConfiguration, _ logger: Logger
    ) -> ServiceGroup {
        var services: [any Service] = [
            PeriodicService.expiry(of: parts.store),
            PeriodicService.retention(of: parts.store, configuration.retain, logger: logger),
            server,
        ]
        if let pool = parts.pool { services.append(PoolService(pool: pool)) }
        services.append(parts.sampler)
        var quiet = logger
        quiet.logLevel = .warning
        var settings = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        settings.maximumGracefulShutdownDuration = configuration.sampler.drain * 3 + .seconds(10)
        settings.maximumCancellationDuration = .seconds(10)
        return ServiceGroup(configuration: settings)
    }

    private func announce(_ server: WebServer, _ configuration: ServiceConfiguration) async throws {
        let port = try await server.port()
        if let portFile {
            do {
                try Data("\(port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
            } catch {
                Terminal.say("winnow: --port-file \(Terminal.plain(portFile)) cannot be written, and the port is below")
            }
        }
        let host = configuration.web.host.contains(":") ? "[\(configuration.web.host)]" : configuration.web.host
        print("Winnow \(Version.text) serves on http://\(host):\(port)   dashboard: http://\(host):\(port)/dashboard")
        if configuration.endpoints.isEmpty {
            print("No endpoint is configured: nothing is sampled, the queue is served.")
        }
        Terminal.flush()
    }
}

/// Turns an error of the setting-up into one plain line and an exit code.
func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch {
        Terminal.say("winnow: \(Terminal.plain("\(error)"))")
        throw ExitCode(2)
    }
}

/// Tells what loaded and what did not.
enum CatalogReport {
    static func log(_ catalog: EnvironmentCatalog, to logger: Logger) {
        let names = catalog.loaded.map(\.name).joined(separator: ", ")
        logger.notice("environments loaded", metadata: ["count": "\(catalog.loaded.count)", "names": "\(names)"])
        for broken in catalog.broken {
            for error in broken.errors {
                logger.error(
                    "an environment does not load", metadata: ["environment": "\(broken.name)", "error": "\(error)"])
            }
        }
    }
}
