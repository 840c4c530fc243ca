import Foundation
import Synchronization
import Testing

@testable import HTTPClient

/// Sends one call through a transport of its own.
func send(_ call: HTTPCall, _ settings: HTTPTransportSettings = HTTPTransportSettings()) async throws -> HTTPReply {
    let transport = try HTTPTransport(settings: settings)
    let result: Result<HTTPReply, HTTPTransportError>
    do { result = .success(try await transport.send(call)) } catch { result = .failure(error) }
    await transport.close()
    return try result.get()
}

/// The error that a call ends with.
func failure(of call: HTTPCall, _ settings: HTTPTransportSettings = HTTPTransportSettings()) async throws
    -> HTTPTransportError
{
    do {
        let reply = try await send(call, settings)
        Issue.record("a reply with status \(reply.status) came instead of an error")
        throw SocketFailure(code: 0)
    } catch let error as HTTPTransportError {
        return error
    }
}

@Suite struct `A call and its reply` {
    @Test func `status, body and headers arrive as sent, names without regard to case, repeated ones in order`()
        async throws
    {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 418 I'm a teapot\r\nX-One:  first \r\nx-one: second\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nhello"
            )
        }
        defer { server.stop() }
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: server.url)))
        #expect(reply.status == 418)
        #expect(reply.body == Array("hello".utf8))
        #expect(reply.headers["X-ONE"] == "first")
        #expect(reply.headers.values(for: "x-one") == ["first", "second"])
        #expect(reply.headers["retry-after"] == "7")
        #expect(reply.headers["retry"] == nil)
        #expect(reply.remoteAddress == "127.0.0.1")
        #expect(!reply.reusedConnection)
        #expect(reply.timings.total >= reply.timings.firstByte)
        #expect(reply.timings.firstByte >= reply.timings.connected)
        #expect(reply.timings.connected > .zero)
    }

    @Test func `the request carries exactly the body and the headers given, and neither cookies nor Expect`()
        async throws
    {
        let seen = Mutex<[(head: String, body: [UInt8])]>([])
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                seen.withLock { $0.append(request) }
                connection.answer(headers: "Set-Cookie: a=b\r\n")
            }
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let body: [UInt8] = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let target = try HTTPTarget(
            .post, url: server.url + "?a=b",
            headers: [("Content-Type", "application/json"), ("Authorization", "Bearer k"), ("X-Empty", "")])
        for _ in 0..<2 { _ = try await transport.send(HTTPCall(target, body: body)) }
        _ = try await transport.send(HTTPCall(target))
        _ = try await transport.send(HTTPCall(HTTPTarget(.get, url: server.url)))
        await transport.close()
        let requests = seen.withLock { $0 }
        try #require(requests.count == 4)
        for request in requests[..<2] {
            #expect(request.body == body)
            #expect(request.head.hasPrefix("POST /v1/test?a=b HTTP/1.1\r\n"))
            #expect(request.head.contains("\r\nContent-Type: application/json\r\n"))
            #expect(request.head.contains("\r\nAuthorization: Bearer k\r\n"))
            #expect(request.head.contains("\r\nX-Empty:"))
            #expect(request.head.contains("\r\nAccept-Encoding: gzip\r\n"))
            #expect(!request.head.lowercased().contains("expect:"))
            #expect(!request.head.lowercased().contains("cookie:"))
        }
        #expect(requests[2].body.isEmpty && requests[2].head.contains("Content-Length: 0"))
        #expect(requests[3].head.hasPrefix("GET /v1/test HTTP/1.1\r\n"))
        #expect(!requests[3].head.lowercased().contains("content-type"))
        #expect(!requests[3].head.contains("Bearer"))
    }

    @Test func `many calls in turn use one connection, and say so`() async throws {
        let server = try RawServer { $0.answerAll() }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let target = try HTTPTarget(.post, url: server.url)
        for index in 0..<200 {
            let reply = try await transport.send(HTTPCall(target, body: [1, 2, 3]))
            #expect(reply.reusedConnection == (index > 0))
        }
        await transport.close()
        #expect(server.accepted == 1)
        #expect(server.requests == 200)
    }

    @Test func `a thousand calls at once are all answered, each with its own reply`() async throws {
        let limit = try FileLimit.raise(toAtLeast: 4096)
        #expect(limit >= 4096)
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                connection.answer(String(decoding: request.body, as: UTF8.self))
            }
        }
        defer { server.stop() }
        let transport = try HTTPTransport()
        let target = try HTTPTarget(.post, url: server.url)
        for _ in 0..<3 {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<1000 {
                    group.addTask {
                        let body = Array("call \(index)".utf8)
                        return try await transport.send(HTTPCall(target, body: body)).body == body
                    }
                }
                for try await isOwn in group { #expect(isOwn) }
            }
        }
        await transport.close()
        #expect(server.requests == 3000)
    }

    @Test func `no more calls run at once than the bound, and the others follow`() async throws {
        let server = try RawServer { $0.answerAll() }
        defer { server.stop() }
        var settings = HTTPTransportSettings()
        settings.maxConcurrentCalls = 5
        let transport = try HTTPTransport(settings: settings)
        let target = try HTTPTarget(.post, url: server.url)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<300 { group.addTask { try await transport.send(HTTPCall(target)).status } }
            for try await status in group { #expect(status == 200) }
        }
        await transport.close()
        #expect(server.mostOpen <= 5)
        #expect(server.requests == 300)
    }

    @Test(arguments: 0..<20)
    func `a reply reads the same however its bytes are cut`(seed: Int) async throws {
        var random = SplitMix(UInt64(seed))
        let body = String(
            (0..<Int.random(in: 0...3000, using: &random)).map { _ in "abc\r\n0".randomElement(using: &random) ?? "a" })
        var wire = "HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        var rest = Array(body.utf8)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...500, using: &random))
            wire += String(piece.count, radix: 16) + "\r\n" + String(decoding: piece, as: UTF8.self) + "\r\n"
            rest = rest.dropFirst(piece.count)
        }
        wire += "0\r\nX-Trailer: t\r\n\r\n"
        let bytes = Array(wire.utf8)
        let cuts = (0..<30).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted() + [bytes.count]
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            var start = 0
            for cut in cuts {
                connection.write(Array(bytes[start..<cut]))
                start = cut
            }
            connection.waitForHangUp()
        }
        defer { server.stop() }
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: server.url)))
        #expect(reply.body == Array(body.utf8), "seed \(seed)")
        #expect(reply.headers["x-a"] == "1", "seed \(seed)")
        #expect(reply.headers["x-trailer"] == nil, "seed \(seed)")
    }

    @Test func `interim answers are passed over with their headers`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n")
            connection.answer(headers: "X-Late: yes\r\n")
        }
        defer { server.stop() }
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: server.url)))
        #expect(reply.status == 200)
        #expect(reply.headers["x-early"] == nil)
        #expect(reply.headers["x-late"] == "yes")
    }

    @Test func `a redirect is a reply like any other`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: server.url)))
        #expect(reply.status == 302)
        #expect(reply.headers["location"] == "/elsewhere")
        #expect(server.requests == 1)
    }

    @Test func `a packed body is unpacked`() async throws {
        let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACA6tWKkhMzk5NUbIqKSpNrQUAieC13A8AAAA="))
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
            connection.write([UInt8](packed))
        }
        defer { server.stop() }
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: server.url)))
        #expect(reply.body == Array(#"{"packed":true}"#.utf8))
    }
}

/// A small seeded generator.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
