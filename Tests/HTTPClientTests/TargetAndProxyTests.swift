import Foundation
import Synchronization
import Testing

@testable import HTTPClient

@Suite struct `Targets, proxies and limits` {
    @Test(arguments: [
        "ftp://example.org/", "file:///etc/passwd", "example.org", "http://", "http://exa mple.org/", "",
        "http://a\u{0}b/",
        "http://a:99999/", "gopher://x/", "http://a/\r\nX: y",
    ])
    func `an address that is not http or https is invalid`(url: String) {
        let error = #expect(throws: HTTPTransportError.self) { try HTTPTarget(.get, url: url) }
        #expect(error?.code == .invalid)
    }

    @Test(arguments: [("X", "a\r\nY: b"), ("X\r\nY", "b"), ("", "b"), ("X:", "b"), ("X", "a\u{0}"), ("é", "b")])
    func `a header that would break its line is invalid, and the error does not show it`(name: String, value: String) {
        let error = #expect(throws: HTTPTransportError.self) {
            try HTTPTarget(.get, url: "http://a/", headers: [(name, value)])
        }
        #expect(error?.code == .invalid)
        #expect(error?.detail.contains("Y") != true)
    }

    @Test func `a target shows scheme, host, port and path only`() throws {
        let target = try HTTPTarget(.post, url: "https://u:p@Example.org:8443/v1/x?k=s#f")
        #expect(target.description.lowercased() == "https://example.org:8443/v1/x")
    }

    @Test func `calls go through the proxy that is set, in absolute form`() async throws {
        let heads = Mutex<[String]>([])
        let proxy = try RawServer { connection in
            while let request = connection.readRequest() {
                heads.withLock { $0.append(request.head) }
                connection.answer("from the proxy")
            }
        }
        defer { proxy.stop() }
        var settings = HTTPTransportSettings()
        settings.proxy = .address("http://127.0.0.1:\(proxy.port)", except: "direct.invalid")
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: "http://host.invalid/x")), settings)
        #expect(reply.body == Array("from the proxy".utf8))
        #expect(heads.withLock { $0 }.first?.hasPrefix("GET http://host.invalid/x HTTP/1.1\r\n") == true)
        let direct = try await failure(of: HTTPCall(HTTPTarget(.get, url: "http://direct.invalid/x")), settings)
        #expect(direct.code == .resolve || direct.code == .connectTimeout)
        #expect(proxy.requests == 1)
    }

    @Test func `calls to this machine never go through a proxy`() async throws {
        let proxy = try RawServer { $0.answerAll("from the proxy") }
        let server = try RawServer { $0.answerAll("straight") }
        defer {
            proxy.stop()
            server.stop()
        }
        var settings = HTTPTransportSettings()
        settings.proxy = .address("http://127.0.0.1:\(proxy.port)", except: "")
        for host in ["127.0.0.1", "localhost"] {
            let reply = try await send(
                HTTPCall(HTTPTarget(.get, url: "http://\(host):\(server.port)/")), settings)
            #expect(reply.body == Array("straight".utf8))
        }
        #expect(proxy.requests == 0)
    }

    @Test func `the environment's variables name the proxy by scheme, and HTTP_PROXY in capitals does not count`()
        throws
    {
        let plain = try HTTPTarget(.get, url: "http://example.org/")
        let secure = try HTTPTarget(.get, url: "https://example.org/")
        func rule(_ variables: [String: String]) -> ResolvedProxyRule {
            ResolvedProxyRule(.environment) { variables[$0] }
        }
        let both = rule(["http_proxy": "http://p:1", "HTTPS_PROXY": "http://p:2", "no_proxy": "a,b"])
        #expect(both.choice(for: plain).address == "http://p:1")
        #expect(both.choice(for: secure).address == "http://p:2")
        #expect(both.choice(for: plain).except == "a,b")
        #expect(rule(["HTTP_PROXY": "http://p:1"]).choice(for: plain).address == "")
        #expect(rule(["ALL_PROXY": "http://p:3"]).choice(for: plain).address == "http://p:3")
        #expect(rule([:]).choice(for: secure).address == "")
        let loopback = try HTTPTarget(.get, url: "http://127.8.8.8:80/")
        #expect(both.choice(for: loopback).address == "")
    }

    @Test func `the limit on open files is raised to what is needed, and never lowered`() throws {
        let limit = try FileLimit.raise(toAtLeast: 256)
        #expect(limit >= 256)
        #expect(try FileLimit.raise(toAtLeast: 8) == limit)
        let error = #expect(throws: FileLimit.TooLow.self) { try FileLimit.raise(toAtLeast: .max) }
        #expect(error?.description.contains("ulimit -n") == true)
    }
}
