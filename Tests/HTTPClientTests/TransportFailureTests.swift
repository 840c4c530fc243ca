import Foundation
import Synchronization
import Testing

@testable import HTTPClient

@Suite struct `What goes wrong on the wire` {
    /// The failure that a scripted reply causes.
    private func failure(maxResponseBytes: Int = 1 << 20, _ script: @escaping @Sendable (Connection) -> Void)
        async throws
        -> HTTPTransportError
    {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            script(connection)
        }
        defer { server.stop() }
        let call = HTTPCall(
            try HTTPTarget(.post, url: server.url), body: [1], totalDeadline: .seconds(20),
            maxResponseBytes: maxResponseBytes)
        return try await HTTPClientTests.failure(of: call)
    }

    @Test func `a port where nobody listens is connect_refused, and nothing can have arrived`() async throws {
        let server = try RawServer { _ in }
        let url = server.url
        server.stop()
        let error = try await HTTPClientTests.failure(of: HTTPCall(HTTPTarget(.post, url: url), body: [1]))
        #expect(error.code == .connectRefused)
        #expect(!error.mayHaveArrived)
    }

    @Test func `a name without an address is resolve`() async throws {
        var settings = HTTPTransportSettings()
        settings.proxy = .none
        let call = HTTPCall(try HTTPTarget(.get, url: "http://nowhere.invalid/"), connectDeadline: .seconds(20))
        let error = try await HTTPClientTests.failure(of: call, settings)
        // A resolver that does not answer at all is met by the deadline.
        #expect(error.code == .resolve || error.code == .connectTimeout)
        #expect(!error.mayHaveArrived)
    }

    @Test func `a server that takes the connection and hangs is timeout`() async throws {
        let server = try RawServer { $0.waitForHangUp() }
        defer { server.stop() }
        let start = ContinuousClock.now
        let call = HTTPCall(try HTTPTarget(.post, url: server.url), body: [1], totalDeadline: .milliseconds(150))
        let error = try await HTTPClientTests.failure(of: call)
        #expect(error.code == .timeout)
        #expect(error.mayHaveArrived)
        #expect(ContinuousClock.now - start >= .milliseconds(150))
    }

    @Test func `a body that stops coming is timeout, and the status is known`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.waitForHangUp()
        }
        defer { server.stop() }
        let call = HTTPCall(try HTTPTarget(.get, url: server.url), totalDeadline: .milliseconds(300))
        let error = try await HTTPClientTests.failure(of: call)
        #expect(error.code == .timeout)
        #expect(error.status == 200)
    }

    @Test func `a host that answers no connection is connect_timeout, and nothing can have arrived`() async throws {
        // A full backlog: the kernel drops further connection requests.
        let server = try RawServer(backlog: 0, accepts: false) { _ in }
        defer { server.stop() }
        var fillers: [Int32] = []
        defer { for filler in fillers { close(filler) } }
        for _ in 0..<4 {
            let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            var address = RawServer.loopback(port: server.port)
            withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = connect(filler, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            fillers.append(filler)
        }
        let call = HTTPCall(
            try HTTPTarget(.post, url: server.url), body: [1], connectDeadline: .milliseconds(200),
            totalDeadline: .seconds(20))
        let error = try await HTTPClientTests.failure(of: call)
        #expect(error.code == .connectTimeout)
        #expect(!error.mayHaveArrived)
    }

    @Test func `a reset, an end without a reply and an end within the head are cut_off`() async throws {
        let scripts: [(String, @Sendable (Connection) -> Void)] = [
            ("reset", { @Sendable connection in connection.reset() }),
            ("end", { @Sendable connection in connection.close() }),
            ("half a head", { @Sendable connection in connection.write("HTTP/1.1 200 OK\r\nContent-Le") }),
        ]
        for (name, script) in scripts {
            let error = try await failure(script)
            #expect(error.code == .cutOff, "\(name)")
            #expect(error.mayHaveArrived, "\(name)")
            #expect(!error.onReusedConnection, "\(name)")
        }
    }

    @Test func `an end within the body is cut_off, with a length and with chunks`() async throws {
        let withLength = try await failure { $0.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") }
        #expect(withLength.code == .cutOff)
        #expect(withLength.status == 200)
        let chunked = try await failure {
            $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nhalf")
        }
        #expect(chunked.code == .cutOff)
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\u{16}\u{3}\u{1}", "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\nhello",
    ])
    func `what is not HTTP, or not in its encoding, is malformed`(text: String) async throws {
        let error = try await failure { $0.write(text) }
        #expect(error.code == .malformed)
    }

    @Test func `a packed body that unpacks past the bound is too_large, and takes no more memory than the bound`()
        async throws
    {
        // 64 MB of zeros, packed twice into 269 bytes.
        let bomb = try #require(
            Data(
                base64Encoded: """
                    H4sIAAAAAAACA+3cr05CcRTA8YtcNyYbYiAZ5BGIFAYazAbNjgcgkmVzJgsvQWZjc7PSeAO02f0TnDM5L9z7GL/z+aST\
                    Tzw7+549NrLSQf1jXavth9n8f/nVOMoAAACAxM1e7+vlMSDrFtvLqxsAAAAgdePjVl4dBf5uT8+tAwAAAJL3MOi3qw+B\
                    77tJbh0AAACQvM7v26i6BWyKp5Nr+wAAAIDkvQgGAAAAQCiCAQAAABCLYAAAAADEIhgAAAAAwQgGAAAAQCyCAQAAABCL\
                    YAAAAADEIhgAAAAAwQgGAAAAQCyCAQAAABDLYtDvlo8B7Z9iOrw4zAAAAIjkufnZe1/th3wHPEzs+uL+AAA=
                    """))
        let error = try await failure {
            $0.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            $0.write([UInt8](bomb))
            $0.waitForHangUp()
        }
        #expect(error.code == .tooLarge)
    }

    @Test func `a body over the bound is too_large: by its header before it comes, by its bytes as they come`()
        async throws
    {
        let announced = try await failure(maxResponseBytes: 1000) {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\nx")
            $0.waitForHangUp()
        }
        #expect(announced.code == .tooLarge)
        let chunked = try await failure(maxResponseBytes: 1000) { connection in
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<1001 { connection.write("1\r\nx\r\n") }
            connection.waitForHangUp()
        }
        #expect(chunked.code == .tooLarge)
        let huge = try await failure(maxResponseBytes: 1000) {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nx")
            $0.waitForHangUp()
        }
        #expect(huge.code == .tooLarge)
    }

    @Test func `a body of exactly the bound is taken`() async throws {
        let server = try RawServer { $0.answerAll(String(repeating: "x", count: 1000)) }
        defer { server.stop() }
        let call = HTTPCall(try HTTPTarget(.get, url: server.url), maxResponseBytes: 1000)
        #expect(try await send(call).body.count == 1000)
    }

    @Test func `headers over the bound are too_large`() async throws {
        let many = try await failure { connection in
            connection.write("HTTP/1.1 200 OK\r\n")
            for index in 0..<3000 { connection.write("X-\(index): \(String(repeating: "v", count: 60))\r\n") }
            connection.waitForHangUp()
        }
        #expect(many.code == .tooLarge)
        let long = try await failure {
            $0.write("HTTP/1.1 200 OK\r\nX: \(String(repeating: "v", count: 1 << 20))\r\n\r\n")
            $0.waitForHangUp()
        }
        // libcurl has a bound of its own for one line.
        #expect(long.code == .tooLarge || long.code == .local || long.code == .malformed)
    }

    @Test func `a kept connection that dies under a request is cut_off and sent by nobody a second time`() async throws
    {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer()
            _ = connection.readRequest()
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let target = try HTTPTarget(.post, url: server.url)
        #expect(try await transport.send(HTTPCall(target, body: [1])).status == 200)
        do throws(HTTPTransportError) {
            _ = try await transport.send(HTTPCall(target, body: [1]))
            Issue.record("a reply came")
        } catch {
            #expect(error.code == .cutOff)
            #expect(error.mayHaveArrived)
            #expect(error.onReusedConnection)
        }
        #expect(server.requests == 2)
        // The handle and the transport go on.
        #expect(try await transport.send(HTTPCall(target, body: [1])).status == 200)
        await transport.close()
        #expect(server.requests == 3)
    }

    @Test func `a kept connection that the server closed while idle is replaced unseen`() async throws {
        // One for each connection: the next request must not overtake the close of the one before.
        let closings = (0..<5).map { _ in Signal() }
        let served = Atomic<Int>(0)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer()
            connection.close()
            let turn = served.wrappingAdd(1, ordering: .relaxed).oldValue
            if turn < closings.count { closings[turn].fire() }
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let target = try HTTPTarget(.post, url: server.url)
        for closed in closings {
            #expect(try await transport.send(HTTPCall(target, body: [1])).status == 200)
            await closed.wait()
        }
        await transport.close()
        #expect(server.accepted == closings.count && server.requests == closings.count)
    }

    @Test func `an error shows neither keys, nor user, nor query, and is bounded`() async throws {
        let server = try RawServer { _ in }
        let port = server.port
        server.stop()
        let target = try HTTPTarget(
            .post, url: "http://user:hunter2@127.0.0.1:\(port)/\(String(repeating: "p", count: 2000))?key=hunter2",
            headers: [("Authorization", "Bearer hunter2")])
        let error = try await HTTPClientTests.failure(of: HTTPCall(target, body: Array("hunter2".utf8)))
        #expect(!"\(error)".contains("hunter2"))
        #expect(!"\(target)".contains("hunter2"))
        #expect(!"\(error)".contains("user"))
        #expect("\(error)".contains("127.0.0.1:\(port)"))
        #expect("\(error)".utf8.count < 700)
    }
}
