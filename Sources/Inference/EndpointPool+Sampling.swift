internal import HTTPClient
internal import Logging
internal import Rollouts
internal import Synchronization

extension EndpointPool {
    /// Samples what is asked: waits for room, calls, tries again what is worth it, and asks again for choices that did
    /// not come.
    ///
    /// It always returns, and `choices` and `missing` are together what was asked. Cancelling the task ends waits and
    /// calls at once; what had not come is then missing as `aborted`.
    package func sample(_ request: SampleRequest) async -> SampleOutcome {
        var progress = SampleProgress(request)
        guard state.withLock({ $0.pool.serves(request.role) }) else {
            return progress.failed(.endpointRefused, "no endpoint has the role \(request.role.debugDescription)")
        }
        let patience = patience(for: request)
        while true {
            let asked = time.now()
            guard
                let place = await place(
                    for: progress.open.count, role: request.role, avoiding: progress.avoided, patience: patience)
            else {
                progress.record.waited += .between(asked, time.now())
                return withoutPlace(progress)
            }
            let started = time.now()
            progress.record.waited += .between(asked, started)
            if progress.budget == nil {
                progress.budget = endpoints[place.endpoint].settings.totalDeadline(
                    maxTokens: request.parameters.maxTokens)
                progress.startedAt = started
            }
            progress.record.endpoint = endpoints[place.endpoint].settings.name
            let failures = await turn(place, request, &progress)
            progress.record.sampled += .between(started, time.now())
            if progress.open.isEmpty { return progress.outcome() }
            guard let failure = failures.first(where: { $0.isFinal }) ?? failures.first else {
                noteFewerChoices(place.endpoint)
                continue
            }
            if failure.isFinal {
                return progress.failed(failure.reason, failure.detail, obstacle: failure.obstacle)
            }
            if failure.isAdapted { continue }
            guard await waitToRetry(failure, place.endpoint, &progress) else {
                if Task.isCancelled { return progress.cancelled() }
                return progress.failed(failure.reason, failure.detail)
            }
        }
    }

    /// One turn at a place: one call, or one for each choice. What came is taken into `progress`; the failures are left.
    private func turn(_ place: Place, _ request: SampleRequest, _ progress: inout SampleProgress) async -> [CallFailure]
    {
        let model = place.mustFindModel ? await findModel(place.endpoint) : place.model
        let offsets = progress.open
        // A server counts a reply's seeds up without gaps.
        let hasGaps = request.seed != nil && offsets[offsets.count - 1] - offsets[0] != offsets.count - 1
        guard place.count > 1, place.isAskedSingly || hasGaps else {
            let result = await call(place, request, model: model, offset: offsets[0], count: place.count)
            return progress.take(result, offsets: offsets)
        }
        let results = await withTaskGroup(of: (Int, CallResult).self) { group in
            for offset in offsets {
                group.addTask {
                    (offset, await self.call(place, request, model: model, offset: offset, count: 1))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return results.sorted { $0.0 < $1.0 }.flatMap { progress.take($0.1, offsets: [$0.0]) }
    }

    /// One HTTP call for `count` choices from `offset` on; gives the sequences' room back when it ends.
    private func call(
        _ place: Place, _ request: SampleRequest, model: String?, offset: Int, count: Int
    ) async -> CallResult {
        let endpoint = endpoints[place.endpoint]
        let parameters = request.parameters
        let context = BodyContext(
            model: model, count: count, seed: request.seed.map { $0 &+ offset }, isExtended: place.isExtended,
            keepsSpecialTokens: place.keepsSpecialTokens)
        let body: [UInt8]
        do throws(ReplyFault) {
            body = try endpoint.settings.dialect.implementation.body(request, context)
        } catch {
            finish(place, count, .notSent, .other)
            var failure = CallFailure(.endpointRefused, error.message, shortName: "invalid")
            if endpoint.settings.dialect == .text, !request.tools.isEmpty {
                failure.obstacle = .textEndpoint(endpoint.settings.name)
            }
            return CallResult(failure: failure, isSent: false)
        }
        let call = HTTPCall(
            endpoint.targets.completions, body: body, connectDeadline: endpoint.settings.connectDeadline,
            totalDeadline: endpoint.settings.totalDeadline(maxTokens: parameters.maxTokens),
            maxResponseBytes: endpoint.settings.maxResponseBytes(maxTokens: parameters.maxTokens, count: count))
        let reply: HTTPReply
        do throws(HTTPTransportError) {
            reply = try await transport.send(call)
        } catch {
            let failure = CallFailure(error)
            finish(
                place, count, failure.tellsOfConnection ? .unreachable : .unanswered,
                error.code == .timeout ? .timedOut : .other, failure)
            return CallResult(failure: failure, status: error.status)
        }
        return read(reply, place, request, count: count)
    }

    private func read(_ reply: HTTPReply, _ place: Place, _ request: SampleRequest, count: Int) -> CallResult {
        let endpoint = endpoints[place.endpoint]
        guard (200...299).contains(reply.status) else {
            let settings = endpoint.settings
            let retryAfter = reply.headers["retry-after"].flatMap {
                RetryAfter.parse($0, wallSeconds: time.wallSeconds())
            }
            let error = ErrorReply(
                status: reply.status, body: reply.body, endpoint: request.tools.isEmpty ? nil : settings.name,
                secrets: settings.secrets)
            var failure = CallFailure(status: reply.status, error, retryAfter: retryAfter, settings)
            if error.refusesExtendedParameters, place.isExtended {
                failure.isAdapted = true
                leaveOutExtendedParameters(place.endpoint)
            }
            if error.refusesSpecialTokens, place.keepsSpecialTokens, !request.tools.isEmpty {
                failure.isAdapted = true
                leaveOutSpecialTokens(place.endpoint)
            }
            let end: ConcurrencyLimit.CallEnd =
                switch reply.status {
                case 429, 503: .pushedBack(retryAfter: retryAfter)
                case 408, 504: .timedOut
                default: .other
                }
            finish(place, count, .replied, end, failure)
            return CallResult(failure: failure, status: reply.status)
        }
        do throws(ReplyFault) {
            let choices = try CompletionReply.read(
                reply.body, endpoint.settings.dialect, asked: count, parameters: request.parameters,
                logprobsKind: endpoint.settings.logprobsKind, maxBytes: endpoint.settings.maxResponseBytes)
            let tokens = choices.reduce(0) { $0 + ($1.usage.completionTokens ?? 0) }
            finish(place, count, .replied, .answered(tokens: tokens), choices: choices.count, tokens: tokens)
            return CallResult(choices: choices, status: reply.status)
        } catch {
            let failure = CallFailure(.endpointMalformed, ErrorReply.plain(error.message), shortName: "malformed")
            finish(place, count, .replied, .other, failure)
            return CallResult(failure: failure, status: reply.status)
        }
    }

    /// What a call showed about whether the endpoint can be reached.
    private enum Reach {
        case replied, unreachable, unanswered, notSent
    }

    private func finish(
        _ place: Place, _ count: Int, _ reach: Reach, _ end: ConcurrencyLimit.CallEnd, _ failure: CallFailure? = nil,
        choices: Int = 0, tokens: Int = 0
    ) {
        let now = time.now()
        let (wasDown, isDown) = change { state in
            state.pool.update(place.endpoint) { member in
                let wasDown = member.health.isDown
                member.limit.end(count, end, now: now)
                switch reach {
                case .replied: member.health.replied()
                case .unreachable: member.health.failed(now: now)
                case .unanswered, .notSent: break
                }
                if reach != .notSent { member.counts.attempts += 1 }
                if choices > 0 { member.counts.count(tokens: tokens, choices: choices, now: now) }
                if let failure { member.counts.lastError = failure.shortName }
                return (wasDown, member.health.isDown)
            }
        }
        guard wasDown != isDown else { return }
        logger.log(
            level: isDown ? .warning : .notice, isDown ? "an endpoint cannot be reached" : "an endpoint is back",
            metadata: [
                "endpoint": "\(endpoints[place.endpoint].settings.name)",
                "cause": "\(failure?.detail ?? "it answers")",
            ])
    }

    private func waitToRetry(_ failure: CallFailure, _ endpoint: Int, _ progress: inout SampleProgress) async -> Bool {
        guard let kind = failure.kind, let budget = progress.budget else { return false }
        progress.tries += 1
        let now = time.now()
        let elapsed = Duration.between(progress.startedAt, now)
        let tries = progress.tries
        let wait = state.withLock { state -> Duration? in
            let wait = settings.retry.wait(
                afterAttempt: tries, retryAfter: failure.retryAfter, onReusedConnection: failure.onReusedConnection,
                elapsed: elapsed, budget: budget, using: &state.random)
            if wait != nil { state.pool.update(endpoint) { $0.counts.retries[kind, default: 0] += 1 } }
            return wait
        }
        guard let wait else { return false }
        progress.avoided = endpoint
        if wait > .zero { await time.sleep(wait) }
        progress.record.waited += .between(now, time.now())
        return !Task.isCancelled
    }

    /// How long a request may wait for a place: those before it may take all of their time, and it is not its fault.
    private func patience(for request: SampleRequest) -> Duration {
        let longest = endpoints.lazy.filter { $0.settings.role == request.role }
            .map { $0.settings.totalDeadline(maxTokens: request.parameters.maxTokens) }.max()
        return max(settings.patience, (longest ?? .zero) * 2)
    }

    private func withoutPlace(_ progress: SampleProgress) -> SampleOutcome {
        if Task.isCancelled { return progress.cancelled() }
        let waited = progress.record.waited.components.seconds
        let isClosed = state.withLock { $0.isClosed }
        return isClosed
            ? progress.failed(.endpointRefused, "the service is closing its endpoints")
            : progress.failed(.endpointTimeout, "no endpoint had room within \(waited) s")
    }
}

// MARK: - What is learnt about an endpoint

extension EndpointPool {
    /// Asks the endpoint for its models, keeps the first, and lets in who waited for it.
    private func findModel(_ index: Int) async -> String? {
        let call = HTTPCall(
            endpoints[index].targets.models, connectDeadline: endpoints[index].settings.connectDeadline,
            totalDeadline: .seconds(10), maxResponseBytes: 4 << 20)
        var name: String?
        if let reply = try? await transport.send(call), reply.status == 200 {
            name = (try? CompletionReply.modelNames(reply.body))?.first
        }
        let found = name
        let isCancelled = Task.isCancelled
        let again = time.now() &+ 30_000_000_000
        change { state in
            state.pool.update(index) { member in
                member.model = found.map { .known($0) } ?? (isCancelled ? .unknown : .unavailable(until: again))
            }
        }
        if let found {
            logger.info(
                "model found",
                metadata: [
                    "endpoint": "\(endpoints[index].settings.name)", "model": "\(ErrorReply.plain(found))",
                ])
        }
        return found
    }

    private func noteFewerChoices(_ index: Int) {
        let isNew = state.withLock { state in
            state.pool.update(index) { member in
                defer { member.isAskedSingly = true }
                return !member.isAskedSingly
            }
        }
        guard isNew else { return }
        logger.notice(
            "an endpoint returned fewer choices than asked; it is asked for one at a time from now on",
            metadata: ["endpoint": "\(endpoints[index].settings.name)"])
    }

    private func leaveOutExtendedParameters(_ index: Int) {
        let isNew = state.withLock { state in
            state.pool.update(index) { member in
                defer { member.takesExtendedParameters = false }
                return member.takesExtendedParameters
            }
        }
        guard isNew else { return }
        logger.notice(
            "an endpoint refuses top_k, min_p, repetition_penalty or return_token_ids; they are left out from now on",
            metadata: ["endpoint": "\(endpoints[index].settings.name)"])
    }

    private func leaveOutSpecialTokens(_ index: Int) {
        let isNew = state.withLock { state in
            state.pool.update(index) { member in
                defer { member.takesSpecialTokens = false }
                return member.takesSpecialTokens
            }
        }
        guard isNew else { return }
        logger.notice(
            "an endpoint refuses skip_special_tokens; it is left out from now on",
            metadata: ["endpoint": "\(endpoints[index].settings.name)"])
    }
}
