import Logging
import Rollouts
import Sampling
import ServiceLifecycle
import Testing
import TrajectoryQueue

@testable import WebService

/// A server on a free port of the loopback address, over a memory store, for the length of a test.
struct RunningServer: Sendable {
    let store: MemoryStore
    let log: MemoryRolloutLog
    let control: ScriptedControl
    let client: RawClient
    let lines: LogLines
    let group: ServiceGroup
    let desk: LeaseDesk

    /// Runs a test against a server, and ends it by a graceful shutdown.
    static func run(
        settings: WebServiceSettings = WebServiceSettings(), control: ScriptedControl? = nil,
        _ body: @Sendable (RunningServer) async throws -> Void
    ) async throws {
        var settings = settings
        settings.port = 0
        let store = MemoryStore()
        let log = MemoryRolloutLog()
        let control = control ?? ScriptedControl(store: store)
        let lines = LogLines()
        let server = try WebServer(settings: settings, store: store, log: log, control: control, logger: lines.logger)
        let group = ServiceGroup(
            configuration: .init(services: [server], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try await server.port()
            do {
                try await body(
                    RunningServer(
                        store: store, log: log, control: control, client: RawClient(port: port), lines: lines,
                        group: group,
                        desk: server.desk))
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Commits so many trajectories of an environment to the default queue.
    @discardableResult
    func put(_ count: Int, _ environment: String = "arithmetic", text: String = "4") async throws -> [EncodedTrajectory]
    {
        let trajectories = (0..<count).map { _ in Scene.trajectory(environment, text: text) }
        try await store.commit(Scene.commit(trajectories))
        return trajectories
    }

    /// Returns when so many wait for a batch, and none of them tries.
    func waiting(_ count: Int) async throws {
        try await Waiting.poll { desk.resting == count && desk.waiting == count }
    }

    /// A lease's request body with its required fields.
    static func leaseBody(_ most: Int = 10, wait: Double = 0, _ more: String = "") -> String {
        "{\"consumer\":\"test\",\"max_trajectories\":\(most),\"lease_seconds\":60,\"wait_seconds\":\(wait)\(more)}"
    }
}
