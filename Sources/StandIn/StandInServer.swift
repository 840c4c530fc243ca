package import Environments
package import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ServiceLifecycle

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The scripted inference endpoint as a service: it serves from `run` until its task is cancelled or the group that
/// runs it shuts down, and then drops what it still holds.
///
/// It stands on SwiftNIO itself rather than on Hummingbird: a benchmark shares the machine's cores with it, and a reply
/// then costs less than half of the processor's time.
package struct StandInServer: Service {
    private let settings: StandInSettings
    private let environments: [any VerifierEnvironment]
    private let logger: Logger
    private let onBound: @Sendable (Int) -> Void

    /// A server that answers the tasks of these environments. `onBound` is called once, with the port, when requests are
    /// taken. Throws what is wrong with the settings.
    package init(
        _ settings: StandInSettings, environments: [any VerifierEnvironment], logger: Logger,
        onBound: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) throws(StandInError) {
        try settings.validate()
        self.settings = settings
        self.environments = environments
        self.logger = logger
        self.onBound = onBound
    }

    /// The environments of the settings' folders; those that do not load are logged and left out, as the service does.
    /// Throws where there are folders and nothing loads.
    package static func environments(
        of settings: StandInSettings, logger: Logger
    ) async throws(StandInError) -> [any VerifierEnvironment] {
        guard !settings.environments.isEmpty else { return [] }
        let catalog = await EnvironmentCatalog.load(directories: settings.environments)
        for broken in catalog.broken {
            let errors = broken.errors.map(\.description).joined(separator: "; ")
            logger.warning("an environment does not load", metadata: ["errors": "\(errors)"])
        }
        guard !catalog.loaded.isEmpty else {
            let folders = settings.environments.joined(separator: ", ")
            throw StandInError("no environment loads from \(folders): give a folder that holds environment files")
        }
        return catalog.loaded
    }

    /// Serves until it is told to stop. Throws where the journal cannot be opened or the address not be bound.
    package func run() async throws {
        let journal = try settings.journal.map { path throws(StandInError) in try Journal(path: path) }
        let engine = StandInEngine(
            settings, environments: environments, journal: journal, created: time(nil))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.threads)
        do {
            try await serve(engine, on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        // Closes the connections that are left, so no reply is written after the journal's end.
        try await group.shutdownGracefully()
        journal?.close()
    }

    private func serve(_ engine: StandInEngine, on group: MultiThreadedEventLoopGroup) async throws {
        let hangLimit = settings.hangLimit
        let channel: any Channel
        do {
            channel = try await ServerBootstrap(group: group)
                .serverChannelOption(ChannelOptions.backlog, value: 4_096)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        // The handler does without NIO's own handlers for pipelining and errors: each costs a reply
                        // as much as the parser does.
                        try pipeline.configureHTTPServerPipeline(
                            withPipeliningAssistance: false, withErrorHandling: false,
                            withOutboundHeaderValidation: false)
                        try pipeline.addHandler(StandInHandler(engine: engine, hangLimit: hangLimit))
                    }
                }
                .bind(host: settings.host, port: settings.port).get()
        } catch {
            throw StandInError("cannot listen on \(settings.host):\(settings.port): \(error)")
        }
        let port = channel.localAddress?.port ?? settings.port
        logger.info("stand-in listens", metadata: ["host": "\(settings.host)", "port": "\(port)"])
        onBound(port)
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await channel.closeFuture.get()
            } onGracefulShutdown: {
                channel.close(promise: nil)
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}
