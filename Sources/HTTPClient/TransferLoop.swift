internal import CCurl
internal import Glibc

/// Everything that happens on the transport's thread: starting, driving, ending transfers.
///
/// Sockets are watched by epoll and handed to `curl_multi_socket_action`, since `curl_multi_poll` costs time for every
/// idle connection at each turn. Transfers are dealt to shards of 64, filled from the first: libcurl looks for a free
/// connection by walking all of a host's.
final class TransferLoop {
    private let inbox: Inbox
    private let settings: HTTPTransportSettings
    private let proxies: ResolvedProxyRule
    private let poller: SocketPoller
    private var shards: [TransferShard] = []

    /// Handles that carry nothing, by the target they are set to.
    private var idle: [ObjectIdentifier: [TransferHandle]] = [:]
    private var idleCount = 0
    private var running: [ObjectIdentifier: TransferHandle] = [:]
    /// Calls over the bound, first come first; `backlogStart` is the first that still waits.
    private var backlog: [Exchange] = []
    private var backlogStart = 0
    /// No call in the backlog expires before this.
    private var backlogExpiry = UInt64.max
    /// What has ended in this turn. Waiters are resumed together, after libcurl has had its turn.
    private var finished: [(Exchange.Waiter, Result<HTTPReply, HTTPTransportError>)] = []
    private var messages: [Inbox.Message] = []

    /// Nil when the system gives no epoll handle or libcurl no memory.
    init?(inbox: Inbox, settings: HTTPTransportSettings, proxies: ResolvedProxyRule) {
        guard let poller = SocketPoller(bell: inbox.bell) else { return nil }
        self.inbox = inbox
        self.settings = settings
        self.proxies = proxies
        self.poller = poller
        for index in 0..<settings.shardCount {
            guard let shard = TransferShard(index: index, poller: poller) else { return nil }
            shards.append(shard)
        }
    }

    /// Runs until the inbox is closed; then ends every call with `closed`.
    func run() {
        while !inbox.drain(into: &messages) {
            for message in messages {
                switch message {
                case .start(let exchange): accept(exchange)
                case .cancel(let exchange): cancel(exchange)
                }
            }
            messages.removeAll(keepingCapacity: true)
            let now = monotonicNanoseconds()
            if backlogExpiry <= now { expireBacklog(now) }
            for shard in shards where shard.timerDue <= now && !shard.actOnTimers() { abandon(shard) }
            collect()
            resumeFinished()
            guard sleepAndAct() else { break }
        }
        inbox.close()
        endEverything()
    }

    private func sleepAndAct() -> Bool {
        // A message that was posted before the bell was armed is met by this turn's drain.
        let milliseconds = inbox.maySleep() ? timeUntilNextTimer() : 0
        var rang = false
        let isSound = poller.wait(milliseconds: milliseconds, rang: &rang) { ready in
            guard ready.shard < shards.count else { return }
            if !shards[ready.shard].act(on: ready) { abandon(shards[ready.shard]) }
        }
        if rang { inbox.silence() }
        collect()
        return isSound
    }

    private func timeUntilNextTimer() -> Int32 {
        var due = backlogExpiry
        for shard in shards { due = min(due, shard.timerDue) }
        guard due != .max else { return -1 }
        let now = monotonicNanoseconds()
        return due <= now ? 0 : Int32(clamping: (due - now + 999_999) / 1_000_000)
    }
}

// MARK: - Starting

extension TransferLoop {
    private func accept(_ exchange: Exchange) {
        if exchange.isCancelled { return finish(exchange, .failure(exchange.error(.cancelled))) }
        guard let shard = freeShard() else {
            backlog.append(exchange)
            backlogExpiry = min(backlogExpiry, exchange.expiresAt)
            return
        }
        start(exchange, in: shard)
    }

    private func freeShard() -> TransferShard? {
        guard running.count < settings.maxConcurrentCalls else { return nil }
        return shards.first { $0.running < HTTPTransportSettings.shardWidth }
    }

    private func start(_ exchange: Exchange, in shard: TransferShard) {
        let target = exchange.call.target
        guard let handle = takeHandle(for: target) else {
            return finish(exchange, .failure(exchange.error(.local, "no memory for a handle")))
        }
        guard handle.prepare(for: exchange, proxy: proxies.choice(for: target), now: monotonicNanoseconds()) else {
            return finish(exchange, .failure(exchange.error(.local, "libcurl refused an option")))
        }
        guard shard.add(handle) else {
            handle.clear()
            return finish(exchange, .failure(exchange.error(.local, "libcurl refused the transfer")))
        }
        handle.shard = shard
        exchange.transfer = handle
        running[ObjectIdentifier(handle)] = handle
    }

    private func takeHandle(for target: HTTPTarget) -> TransferHandle? {
        if let handle = idle[ObjectIdentifier(target)]?.popLast() {
            idleCount -= 1
            return handle
        }
        if idleCount >= settings.maxConcurrentCalls, let other = idle.first(where: { !$0.value.isEmpty })?.key {
            idleCount -= 1
            let handle = idle[other]?.popLast()
            if idle[other]?.isEmpty == true { idle[other] = nil }
            return handle
        }
        return TransferHandle(settings: settings, poller: poller)
    }

    private func startFromBacklog() {
        while backlogStart < backlog.count, let shard = freeShard() {
            let exchange = backlog[backlogStart]
            backlogStart += 1
            if exchange.waiter != nil { start(exchange, in: shard) }
        }
        if backlogStart == backlog.count {
            backlog.removeAll(keepingCapacity: true)
            backlogStart = 0
            backlogExpiry = .max
        } else if backlogStart > 1024, backlogStart * 2 > backlog.count {
            backlog.removeFirst(backlogStart)
            backlogStart = 0
        }
    }

    private func expireBacklog(_ now: UInt64) {
        backlogExpiry = .max
        for exchange in backlog[backlogStart...] where exchange.waiter != nil {
            if exchange.expiresAt <= now {
                finish(exchange, .failure(exchange.error(.timeout, "no free place before the deadline")))
            } else {
                backlogExpiry = min(backlogExpiry, exchange.expiresAt)
            }
        }
        startFromBacklog()
    }
}

// MARK: - Ending

extension TransferLoop {
    private func collect() {
        var hasEnded = false
        for shard in shards where shard.isTouched {
            shard.collect { handle, result in
                hasEnded = true
                end(handle, handle.outcome(result))
            }
        }
        if hasEnded, backlogStart < backlog.count { startFromBacklog() }
    }

    private func end(_ handle: TransferHandle, _ result: Result<HTTPReply, HTTPTransportError>) {
        handle.shard?.remove(handle)
        running[ObjectIdentifier(handle)] = nil
        let exchange = handle.exchange
        handle.clear()
        if let target = handle.target {
            idle[ObjectIdentifier(target), default: []].append(handle)
            idleCount += 1
        }
        guard let exchange else { return }
        exchange.transfer = nil
        finish(exchange, result)
    }

    private func cancel(_ exchange: Exchange) {
        exchange.isCancelled = true
        if let handle = exchange.transfer {
            end(handle, .failure(exchange.error(.cancelled, mayHaveArrived: handle.mayHaveArrived)))
            startFromBacklog()
        } else if exchange.waiter != nil {
            finish(exchange, .failure(exchange.error(.cancelled)))
        }
    }

    private func finish(_ exchange: Exchange, _ result: Result<HTTPReply, HTTPTransportError>) {
        guard let waiter = exchange.waiter else { return }
        exchange.waiter = nil
        finished.append((waiter, result))
    }

    private func resumeFinished() {
        guard !finished.isEmpty else { return }
        for (waiter, result) in finished { waiter.resume(returning: result) }
        finished.removeAll(keepingCapacity: true)
    }

    /// A multi handle that refuses to go on (no memory) loses its transfers; the loop goes on with the others.
    private func abandon(_ shard: TransferShard) {
        for handle in running.values where handle.shard === shard {
            let error = handle.exchange?.error(
                .local, "libcurl could not go on", mayHaveArrived: handle.mayHaveArrived)
            end(handle, .failure(error ?? HTTPTransportError(.local, address: "")))
        }
    }

    private func endEverything() {
        _ = inbox.drain(into: &messages)
        for message in messages {
            if case .start(let exchange) = message { finish(exchange, .failure(exchange.error(.closed))) }
        }
        messages = []
        for handle in running.values {
            let error = handle.exchange?.error(.closed, mayHaveArrived: handle.mayHaveArrived)
            end(handle, .failure(error ?? HTTPTransportError(.closed, address: "")))
        }
        for exchange in backlog[backlogStart...] { finish(exchange, .failure(exchange.error(.closed))) }
        backlog = []
        backlogStart = 0
        resumeFinished()
        idle = [:]
    }
}
