import Environments
import Foundation
import Inference
import Logging
import Sampling
import ServiceLifecycle
import SQLiteQueue
import TrajectoryQueue

/// The parts of a service, built in the order in which they depend on each other.
struct ServiceParts {
    let store: SQLiteStore
    let log: MemoryRolloutLog
    let pool: EndpointPool?
    let sampler: Sampler

    /// Opens the store and builds the rest on it.
    init(_ configuration: ServiceConfiguration, catalog: EnvironmentCatalog, logger: Logger) throws {
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        var settings = StoreSettings()
        settings.maxDeliveries = configuration.maxDeliveries
        store = try SQLiteStore(directory: configuration.data, settings: settings)
        log = MemoryRolloutLog(bounds: configuration.log)
        pool = configuration.endpoints.isEmpty
            ? nil : try EndpointPool(endpoints: configuration.endpoints, settings: configuration.pool, logger: logger)
        sampler = Sampler(
            settings: configuration.sampler, catalog: catalog, source: pool, store: store, log: log, clock: .system,
            logger: logger)
    }

    /// Closes what was opened, the store last.
    func close() async {
        await pool?.close()
        await log.flush()
        await store.close()
    }
}

/// Runs the pool's background work until the service ends.
struct PoolService: Service {
    let pool: EndpointPool

    func run() async throws { await cancelWhenGracefulShutdown { await pool.run() } }
}

/// Drops acked trajectories that are no longer to be kept, now and then.
struct RetentionService: Service {
    let store: any TrajectoryStore
    let retain: Retention
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(60))
                    let dropped = try await store.trim(retain, nowMilliseconds: WallClock.milliseconds())
                    if dropped > 0 { logger.info("dropped acked trajectories", metadata: ["count": "\(dropped)"]) }
                } catch let error as StoreError where error.code == .full {
                    continue
                } catch is CancellationError {
                    return
                }
            }
        }
    }
}

/// Ends leases when their time has passed, and readies what was delayed.
struct ExpiryService: Service {
    let store: any TrajectoryStore

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(100))
                guard let deadline = store.nextDeadline, deadline <= StoreClock.system.monotonic() else { continue }
                do {
                    try await store.expire()
                } catch let error as StoreError where error.code == .full {
                    continue
                }
            }
        }
    }
}
