package import HTTPClient
package import Logging
internal import Synchronization

/// The endpoints together: who samples asks the pool, and the pool asks an endpoint that has room.
///
/// ``run()`` must be running: it asks engines for their queues, ends pauses, and ends waits that last too long.
package final class EndpointPool: Sendable {
    /// One endpoint's fixed part. An object, since every call looks at it, and a copy would be counted member by member.
    final class Endpoint: Sendable {
        let settings: EndpointSettings
        let targets: EndpointTargets

        init(settings: EndpointSettings, targets: EndpointTargets) {
            self.settings = settings
            self.targets = targets
        }
    }

    /// What changes, under one lock.
    struct State {
        var pool: PoolState<CheckedContinuation<Place?, Never>>
        var random: any RandomNumberGenerator & Sendable
        var isClosed = false
    }

    let endpoints: [Endpoint]
    let settings: PoolSettings
    let transport: HTTPTransport
    let time: PoolTime
    let logger: Logger
    let state: Mutex<State>

    /// A pool over these endpoints. Throws the first fault of their settings, the limit on open files where it cannot be
    /// raised to what their concurrency needs, or what the transport lacks.
    ///
    /// - Parameters:
    ///   - transport: Who makes the calls; nil for one sized to the endpoints' concurrency.
    ///   - random: The source of the retries' jitter.
    package init(
        endpoints: [EndpointSettings], settings: PoolSettings = PoolSettings(), transport: HTTPTransport? = nil,
        logger: Logger, time: PoolTime = .system,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws {
        var prepared: [Endpoint] = []
        for endpoint in endpoints {
            try endpoint.validate()
            if prepared.contains(where: { $0.settings.name == endpoint.name }) {
                throw endpoint.fault("name", "is taken by another endpoint")
            }
            prepared.append(Endpoint(settings: endpoint, targets: try endpoint.targets()))
        }
        self.endpoints = prepared
        self.settings = settings
        self.time = time
        self.logger = logger
        if let transport {
            self.transport = transport
        } else {
            let transportSettings = settings.transportSettings(for: endpoints)
            _ = try FileLimit.raise(toAtLeast: transportSettings.fileHandles + settings.otherFiles)
            self.transport = try HTTPTransport(settings: transportSettings)
        }
        let members = endpoints.map { endpoint in
            PoolMember(
                role: endpoint.role,
                limit: ConcurrencyLimit(
                    start: endpoint.startConcurrency, most: endpoint.maxConcurrency,
                    engineWordLasts: settings.metricsInterval * 3),
                model: endpoint.model.map { .known($0) } ?? .unknown,
                takesExtendedParameters: endpoint.takesExtendedParameters)
        }
        state = Mutex(State(pool: PoolState(members: members, weights: endpoints.map(\.weight)), random: random))
    }

    /// Ends every running call, every wait and all connections; what comes later fails with `endpoint_refused`.
    package func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            return state.pool.removeAll()
        }
        for waiter in waiters { waiter.resume(returning: nil) }
        await transport.close()
    }

    /// The endpoints as they are at one moment.
    package func snapshot() -> [EndpointSnapshot] {
        let now = time.now()
        return state.withLock { state in
            zip(endpoints, state.pool.members).map { endpoint, member in
                let limit = member.limit
                var model: String?
                if case .known(let name) = member.model { model = name }
                return EndpointSnapshot(
                    name: endpoint.settings.name, role: endpoint.settings.role,
                    address: endpoint.targets.completions.description, dialect: endpoint.settings.dialect,
                    model: model,
                    health: member.health.isDown ? .down : limit.isPaused(now: now) ? .paused : .up,
                    concurrencyLimit: limit.limit, maxConcurrency: limit.most, inUse: limit.inUse,
                    waiting: state.pool.waitingCount(member.role), engineWaiting: limit.engineWaiting(now: now),
                    attempts: member.counts.attempts, retries: member.counts.retries,
                    choices: member.counts.choices, tokens: member.counts.tokens,
                    tokensPerSecond: member.counts.tokensPerSecond(now: now), lastError: member.counts.lastError,
                    isAskedSingly: member.isAskedSingly)
            }
        }
    }
}

// MARK: - Places

extension EndpointPool {
    /// A request's place in line; its fields are read and written under the pool's lock only.
    private final class Ticket: @unchecked Sendable {
        var number: UInt64?
        var isCancelled = false
    }

    /// A place for `count` sequences, waiting for one if need be; nil when the task is cancelled, the pool is closed, or
    /// patience runs out: the settings', or what is given where that is longer.
    func place(for count: Int, role: String, avoiding avoided: Int?, patience: Duration) async -> Place? {
        let now = time.now()
        let (isClosed, atOnce) = state.withLock { state in
            state.isClosed
                ? (true, nil) : (false, state.pool.acquire(count, role: role, avoiding: avoided, now: now))
        }
        if isClosed || atOnce != nil { return atOnce }
        let ticket = Ticket()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isLate = state.withLock { state in
                    if state.isClosed || ticket.isCancelled { return true }
                    ticket.number = state.pool.wait(
                        waiter, count, role: role, avoiding: avoided, patience: patience.nanoseconds, now: now)
                    return ticket.number == nil
                }
                if isLate {
                    waiter.resume(returning: nil)
                } else {
                    // Room may have come between the first look and the wait, with nobody left to give it.
                    serveWaiters()
                }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                ticket.isCancelled = true
                return ticket.number.flatMap { state.pool.leave($0, role: role) }
            }
            waiter?.resume(returning: nil)
            // Who left may have been the one that held up the line.
            if waiter != nil { serveWaiters() }
        }
    }

    /// Gives free places to those who wait.
    func serveWaiters() { change { _ in } }

    /// Changes the pool's state, and then gives places to those who wait, in one turn of the lock.
    func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let now = time.now()
        var served: [(CheckedContinuation<Place?, Never>, Place)] = []
        let value = state.withLock { state in
            let value = body(&state)
            state.pool.serve(now: now) { served.append(($0, $1)) }
            return value
        }
        for (waiter, place) in served { waiter.resume(returning: place) }
        return value
    }
}

// MARK: - Background

extension EndpointPool {
    /// Watches engines and clocks until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchClocks() }
            for index in endpoints.indices { group.addTask { await self.watchEngine(index) } }
        }
    }

    private func watchClocks() async {
        while !Task.isCancelled {
            await time.sleep(settings.tick)
            let now = time.now()
            let patience = settings.patience.nanoseconds
            let gone = change { $0.pool.giveUp(after: patience, now: now) }
            for waiter in gone { waiter.resume(returning: nil) }
        }
    }

    /// Reads an engine's queue again and again; one that says nothing is asked ever more seldom.
    private func watchEngine(_ index: Int) async {
        var interval = settings.metricsInterval
        while !Task.isCancelled {
            if let waiting = await engineQueue(index) {
                interval = settings.metricsInterval
                let now = time.now()
                change { $0.pool.update(index) { $0.limit.observe(engineWaiting: waiting, now: now) } }
            } else {
                interval = min(interval * 2, settings.metricsInterval * 32)
            }
            let jitter = state.withLock { Double.random(in: 0.9...1.1, using: &$0.random) }
            await time.sleep(interval * jitter)
        }
    }

    private func engineQueue(_ index: Int) async -> Int? {
        let call = HTTPCall(
            endpoints[index].targets.metrics, connectDeadline: .seconds(5), totalDeadline: .seconds(5),
            maxResponseBytes: 8 << 20)
        guard let reply = try? await transport.send(call), reply.status == 200 else { return nil }
        return EngineMetrics.waitingRequests(in: reply.body)
    }
}
