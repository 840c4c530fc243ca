import Foundation
import Testing

@testable import HTTPClient

/// A TLS server of OpenSSL's, with a certificate that nobody signed.
private final class SelfSignedServer {
    let port: UInt16
    let certificate: String
    private let process: pid_t
    private let folder: URL

    static let program = "/usr/bin/openssl"
    static let isAvailable = FileManager.default.isExecutableFile(atPath: program)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "winnow-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "cert.pem").path
        let key = folder.appending(path: "key.pem").path
        let maker = try Self.spawn(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key]
                + ["-out", certificate])
        _ = Self.readAll(maker.output) { _ in false }
        var status: Int32 = 0
        waitpid(maker.process, &status, 0)
        guard status == 0 else { throw SocketFailure(code: status) }
        let server = try Self.spawn(
            ["s_server", "-accept", "0", "-www", "-naccept", "4", "-cert", certificate, "-key", key])
        process = server.process
        // It says "ACCEPT 127.0.0.1:PORT" or "ACCEPT [::]:PORT" when it listens.
        let text = Self.readAll(server.output) { $0.contains("ACCEPT") && $0.hasSuffix("\n") }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") } ?? ""
        guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw SocketFailure(code: 0)
        }
        self.port = port
    }

    func stop() {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts OpenSSL with its standard output in a pipe and everything else nowhere.
    private static func spawn(_ arguments: [String]) throws -> (process: pid_t, output: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketFailure(code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let code = posix_spawn(&process, program, &actions, nil, &words, environ)
        close(ends[1])
        guard code == 0 else { throw SocketFailure(code: code) }
        return (process, ends[0])
    }

    /// Reads until the end or until the text is enough.
    private static func readAll(_ file: Int32, until isEnough: (String) -> Bool) -> String {
        var text = ""
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !isEnough(text) {
            let count = read(file, &chunk, chunk.count)
            if count <= 0 { break }
            text += String(decoding: chunk[..<count], as: UTF8.self)
        }
        close(file)
        return text
    }
}

@Suite(.enabled(if: SelfSignedServer.isAvailable, "needs /usr/bin/openssl")) struct `TLS` {
    @Test func `a certificate that nobody trusts is refused before anything is sent, and one that is named is taken`()
        async throws
    {
        let server = try SelfSignedServer()
        defer { server.stop() }
        let url = "https://localhost:\(server.port)/"
        let refused = try await failure(of: HTTPCall(HTTPTarget(.get, url: url)))
        #expect(refused.code == .tls)
        #expect(!refused.mayHaveArrived)
        var settings = HTTPTransportSettings()
        settings.certificateFile = server.certificate
        let reply = try await send(HTTPCall(HTTPTarget(.get, url: url)), settings)
        #expect(reply.status == 200)
        let wrongName = try await failure(
            of: HTTPCall(HTTPTarget(.get, url: "https://127.0.0.1:\(server.port)/")), settings)
        #expect(wrongName.code == .tls)
    }

    @Test func `a server that does not speak TLS is tls`() async throws {
        let server = try RawServer { connection in
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        defer { server.stop() }
        let error = try await failure(of: HTTPCall(HTTPTarget(.get, url: "https://127.0.0.1:\(server.port)/")))
        #expect(error.code == .tls || error.code == .connectRefused)
        #expect(!error.mayHaveArrived)
    }
}
