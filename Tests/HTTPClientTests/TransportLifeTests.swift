import Foundation
import Synchronization
import Testing

@testable import HTTPClient

@Suite struct `Cancelling and closing` {
    @Test func `a cancelled task ends at once, and its connection is closed`() async throws {
        let arrived = Signal()
        let hungUp = Signal()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            arrived.fire()
            connection.waitForHangUp()
            hungUp.fire()
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let call = HTTPCall(try HTTPTarget(.post, url: server.url), body: [1], totalDeadline: .seconds(600))
        let task = Task { await Result { () async throws(HTTPTransportError) in try await transport.send(call) } }
        await arrived.wait()
        task.cancel()
        let error = await task.value.failure
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveArrived == true)
        await hungUp.wait()
        await transport.close()
    }

    @Test func `a task that is cancelled before it calls sends nothing`() async throws {
        let server = try RawServer { $0.answerAll() }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let call = HTTPCall(try HTTPTarget(.post, url: server.url), body: [1])
        let go = Signal()
        let task = Task {
            await go.wait()
            return await Result { () async throws(HTTPTransportError) in try await transport.send(call) }
        }
        task.cancel()
        go.fire()
        let error = await task.value.failure
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveArrived == false)
        #expect(try await transport.send(call).status == 200)
        await transport.close()
        #expect(server.requests == 1)
    }

    @Test func `a call that waits for a place is cancelled, and expires, without having been sent`() async throws {
        let arrived = Signal()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            arrived.fire()
            connection.waitForHangUp()
        }
        defer { server.stop() }
        var settings = HTTPTransportSettings()
        settings.maxConcurrentCalls = 1
        let transport = try HTTPTransport(settings: settings)
        let target = try HTTPTarget(.post, url: server.url)
        let first = Task {
            await Result { () async throws(HTTPTransportError) in
                try await transport.send(HTTPCall(target, totalDeadline: .seconds(600)))
            }
        }
        await arrived.wait()
        let expired = await Result { () async throws(HTTPTransportError) in
            try await transport.send(HTTPCall(target, totalDeadline: .milliseconds(50)))
        }
        #expect(expired.failure?.code == .timeout)
        #expect(expired.failure?.mayHaveArrived == false)
        let waiting = Task {
            await Result { () async throws(HTTPTransportError) in
                try await transport.send(HTTPCall(target, totalDeadline: .seconds(600)))
            }
        }
        waiting.cancel()
        #expect(await waiting.value.failure?.code == .cancelled)
        first.cancel()
        #expect(await first.value.failure?.code == .cancelled)
        await transport.close()
        #expect(server.requests == 1)
    }

    @Test func `closing ends what runs with closed, and what is called later too`() async throws {
        let arrived = Signal()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            arrived.fire()
            connection.waitForHangUp()
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let call = HTTPCall(try HTTPTarget(.post, url: server.url), body: [1])
        let running = Task { await Result { () async throws(HTTPTransportError) in try await transport.send(call) } }
        await arrived.wait()
        await transport.close()
        #expect(await running.value.failure?.code == .closed)
        let later = await Result { () async throws(HTTPTransportError) in try await transport.send(call) }
        #expect(later.failure?.code == .closed)
        await transport.close()
    }

    @Test(arguments: 0..<10)
    func `under random cancellations every call ends exactly once`(seed: Int) async throws {
        let server = try RawServer { $0.answerAll() }
        defer { server.stop() }
        var settings = HTTPTransportSettings()
        settings.maxConcurrentCalls = 20
        let transport = try HTTPTransport(settings: settings)
        let target = try HTTPTarget(.post, url: server.url)
        var random = SplitMix(UInt64(seed))
        let tasks = (0..<100).map { _ in
            Task { await Result { () async throws(HTTPTransportError) in try await transport.send(HTTPCall(target)) } }
        }
        for task in tasks where Bool.random(using: &random) {
            if Bool.random(using: &random) { await Task.yield() }
            task.cancel()
        }
        for task in tasks {
            switch await task.value {
            case .success(let reply): #expect(reply.status == 200)
            case .failure(let error): #expect(error.code == .cancelled, "seed \(seed)")
            }
        }
        #expect(try await transport.send(HTTPCall(target)).status == 200)
        await transport.close()
    }
}

extension Result {
    /// The result of an asynchronous call, for comparing instead of catching.
    init(_ body: () async throws(Failure) -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }

    var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
