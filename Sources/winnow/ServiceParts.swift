import Environments
import Foundation
import Inference
import Logging
import SQLiteQueue
import Sampling
import ServiceLifecycle
import TrajectoryQueue

/// The parts of a service, built in the order in which they depend on each other.
struct ServiceParts {
    let store: SQLiteStore
    let log: FileRolloutLog
    let pool: EndpointPool?
    let sampler: Sampler

    /// Opens the store and builds the rest on it.
    init(_ configuration: ServiceConfiguration, catalog: EnvironmentCatalog, logger: Logger) throws {
        do {
            try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        } catch {
            // Foundation does not always say what the system said.
            let cause = mkdir(configuration.data, 0o777) == 0 ? "it failed at first" : String(cString: strerror(errno))
            throw ConfigurationError("\(configuration.data) cannot be made: \(cause); name another folder with --data")
        }
        var settings = StoreSettings()
        settings.maxDeliveries = configuration.maxDeliveries
        store = try SQLiteStore(directory: configuration.data, settings: settings)
        log = try FileRolloutLog(directory: configuration.data, bounds: configuration.log)
        pool =
            configuration.endpoints.isEmpty
            ? nil : try EndpointPool(endpoints: configuration.endpoints, settings: configuration.pool, logger: logger)
        sampler = Sampler(
            settings: configuration.sampler, catalog: catalog, source: pool, store: store, log: log, clock: .system,
            logger: logger)
    }

    /// Closes what was opened, the store last.
    func close() async {
        await pool?.close()
        await log.close()
        await store.close()
    }
}

/// Runs the pool's background work until the service ends.
struct PoolService: Service {
    let pool: EndpointPool

    func run() async throws { await cancelWhenGracefulShutdown { await pool.run() } }
}

/// Does something now and then until the service ends. A full disk is waited out; any other fault of the store ends it.
struct PeriodicService: Service {
    let interval: Duration
    let body: @Sendable () async throws -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Only a cancellation ends the sleep early, and the loop's condition sees it.
                try? await Task.sleep(for: interval)
                if Task.isCancelled { return }
                do {
                    try await body()
                } catch let error as StoreError where error.code == .full {
                    continue
                }
            }
        }
    }
}

extension PeriodicService {
    /// Ends leases when their time has passed, and readies what was delayed.
    static func expiry(of store: any TrajectoryStore) -> PeriodicService {
        PeriodicService(interval: .milliseconds(100)) {
            guard let deadline = store.nextDeadline, deadline <= StoreClock.system.monotonic() else { return }
            try await store.expire()
        }
    }

    /// Drops acked trajectories that are no longer to be kept.
    static func retention(of store: any TrajectoryStore, _ retain: Retention, logger: Logger) -> PeriodicService {
        PeriodicService(interval: .seconds(60)) {
            let dropped = try await store.trim(retain, nowMilliseconds: WallClock.milliseconds())
            if dropped > 0 { logger.info("dropped acked trajectories", metadata: ["count": "\(dropped)"]) }
        }
    }
}
