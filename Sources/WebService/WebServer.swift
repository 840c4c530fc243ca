package import Environments
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
package import Sampling
internal import ServiceLifecycle
package import TrajectoryQueue

/// The HTTP side of the service: listens, routes, and drains when it is told to stop.
package final class WebServer: Service {
    private let settings: WebServiceSettings
    let desk: LeaseDesk
    private let returns: LeaseReturns
    let responder: WebResponder
    let routes: [Route]
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let bound = BoundPort()

    /// A server over a store, a rollout log and a sampling, with environments to score by. It reads the settings once; throws what is wrong with them.
    package init(
        settings: WebServiceSettings, store: any TrajectoryStore, log: any RolloutLog, control: any SamplingControl,
        environments: [any VerifierEnvironment] = [], logger: Logger, clock: any Clock<Duration> = ContinuousClock()
    ) throws(WebServiceError) {
        try settings.validate()
        self.settings = settings
        self.logger = logger
        self.clock = clock
        desk = LeaseDesk(store: store, clock: clock)
        returns = LeaseReturns(store: store, logger: logger)
        routes =
            LeaseRoutes(store: store, control: control, desk: desk, returns: returns, settings: settings).routes
            + EnvironmentRoutes(control: control, bodyLimit: settings.maxBodyBytes).routes
            + RolloutRoutes(log: log).routes
            + ScoreRoutes(environments: environments).routes
            + WatchRoutes(control: control).routes
            + DescriptionRoutes().routes
            + DashboardRoutes().routes
        responder = WebResponder(routes, settings: settings, logger: logger)
    }

    /// The port that it listens on, as soon as it does; throws when it never will.
    package func port() async throws -> Int { try await bound.value() }

    /// Serves until it is told to stop: then it accepts no more, sends those home who wait for a batch, and lets the
    /// replies under way finish within `drainTime`. Throws `cannot_listen`.
    package func run() async throws {
        defer { bound.fail(WebServiceError(.stopped, "the service ended")) }
        let (stopping, stop) = AsyncStream<Void>.makeStream()
        let returning = returns
        try await withGracefulShutdownHandler {
            // Its own group, so that leases whose connections ended last are given back before this returns.
            try await withThrowingTaskGroup(of: Void.self) { outer in
                outer.addTask { await returning.run() }
                defer { returning.finish() }
                try await self.serve(until: stopping)
            }
        } onGracefulShutdown: { [desk] in
            desk.drain()
            stop.finish()
        }
    }

    private func serve(until stopping: AsyncStream<Void>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.listen() }
            group.addTask { await self.desk.run() }
            group.addTask { [clock, settings] in
                for await _ in stopping {}
                try await clock.sleep(for: settings.drainTime)
                // Returning first ends the group, and with it whatever has not finished by now.
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func listen() async throws {
        let app = Application(
            responder: responder,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [ConnectionGuard(self.settings)],
                    idleTimeout: .nanoseconds(settings.idleTime.inNanoseconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: settings.maxHeaderBytes, maxHeaderListSize: settings.maxHeaderBytes,
                        maxHeaderFieldCount: 200))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil,
                availableConnectionsDelegate: .maximum(settings.maxConnections, logger: quiet)),
            onServerRunning: { [bound, logger, settings] channel in
                let port = channel.localAddress?.port ?? settings.port
                logger.notice("listening", metadata: ["host": "\(settings.host)", "port": "\(port)"])
                bound.succeed(port)
            },
            logger: quiet)
        do {
            try await app.run()
        } catch is CancellationError {
            return
        } catch {
            let refusal = WebServiceError(
                .cannotListen,
                "cannot listen on \(settings.host) port \(settings.port): \(Shown.text("\(error)", limit: 200)); "
                    + "choose another port, or end what holds this one")
            bound.fail(refusal)
            throw refusal
        }
    }

    /// The server's own lines are of use only when something is wrong.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}
