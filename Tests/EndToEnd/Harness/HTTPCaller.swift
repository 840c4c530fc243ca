import Foundation

/// What came back.
struct HTTPReply: Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as an object; throws where it is none.
    func object() throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            throw HarnessError("not an object: \(text.prefix(300))")
        }
        return object
    }

    /// The body as a value of a type.
    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw HarnessError("status \(status), not a \(type): \(error); \(text.prefix(500))")
        }
    }
}

/// Calls a server on loopback over a plain socket, one connection a call: a client that hides nothing.
struct HTTPCaller: Sendable {
    let port: Int
    /// What the `Host` header says; nil for the address and port.
    var host: String?

    /// Sends a request and reads the reply.
    /// - Parameters:
    ///   - json: the body, sent as `application/json`.
    ///   - headers: header lines, as `Name: value`; a `Host` among them replaces the caller's own.
    ///   - seconds: the longest that sending and receiving may take.
    func call(
        _ method: String, _ path: String, json: String? = nil, headers: [String] = [], within seconds: Double = 60
    ) async throws -> HTTPReply {
        let own = json == nil ? headers : ["Content-Type: application/json"] + headers
        return try await call(method, path, body: json.map { Array($0.utf8) }, headers: own, within: seconds)
    }

    /// The same with any bytes as the body.
    func call(
        _ method: String, _ path: String, body: [UInt8]?, headers: [String] = [], within seconds: Double = 60
    ) async throws -> HTTPReply {
        var head = "\(method) \(path) HTTP/1.1\r\nConnection: close\r\n"
        if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) {
            head += "Host: \(host ?? "127.0.0.1:\(port)")\r\n"
        }
        let isMeasured = headers.contains {
            $0.lowercased().hasPrefix("content-length:") || $0.lowercased().hasPrefix("transfer-")
        }
        if let body, !isMeasured { head += "Content-Length: \(body.count)\r\n" }
        for line in headers { head += line + "\r\n" }
        return try await send(Array((head + "\r\n").utf8) + (body ?? []), within: seconds)
    }

    /// Sends bytes as they are and reads one reply.
    func send(_ bytes: [UInt8], within seconds: Double = 60) async throws -> HTTPReply {
        let port = port
        return try await onThread { try Exchange(port: port, seconds: seconds).run(bytes) }
    }
}

/// One connection: writes and reads at once, since a server may answer, and stop reading, before all is sent.
private struct Exchange {
    let port: Int
    let deadline: ContinuousClock.Instant

    init(port: Int, seconds: Double) {
        self.port = port
        deadline = .now + .seconds(seconds)
    }

    func run(_ bytes: [UInt8]) throws -> HTTPReply {
        let file = try connected()
        defer { close(file) }
        var sent = 0
        var canSend = true
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let wantsToSend = canSend && sent < bytes.count
            try wait(file, Int16(POLLIN) | (wantsToSend ? Int16(POLLOUT) : 0))
            if wantsToSend {
                let count = bytes.withUnsafeBytes { raw in
                    Foundation.send(file, raw.baseAddress?.advanced(by: sent), raw.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count > 0 { sent += count } else if errno != EAGAIN, errno != EINTR { canSend = false }
            }
            let count = recv(file, &buffer, buffer.count, 0)
            if count > 0 {
                received.append(contentsOf: buffer[..<count])
                if let reply = try ReplyReader.read(received, isAtEnd: false) { return reply }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                if let reply = try ReplyReader.read(received, isAtEnd: true) { return reply }
                throw HarnessError(
                    "the connection ended after \(received.count) bytes: \(String(decoding: received.prefix(300), as: UTF8.self))"
                )
            }
        }
    }

    private func connected() throws -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { throw HarnessError("no socket: \(String(cString: strerror(errno)))") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            let reason = String(cString: strerror(errno))
            close(file)
            throw HarnessError("cannot connect to port \(port): \(reason)")
        }
        _ = fcntl(file, F_SETFL, O_NONBLOCK)
        return file
    }

    private func wait(_ file: Int32, _ events: Int16) throws {
        let left = deadline - .now
        guard left > .zero else { throw HarnessError("port \(port) gave no whole reply in time") }
        var entry = pollfd(fd: file, events: events, revents: 0)
        poll(&entry, 1, Int32(min(left / .milliseconds(1), 1000)) + 1)
    }
}

/// Reads one HTTP/1.1 reply out of what was received so far.
private enum ReplyReader {
    static func read(_ bytes: [UInt8], isAtEnd: Bool) throws -> HTTPReply? {
        guard let end = find([13, 10, 13, 10], in: bytes, from: 0) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw HarnessError("not an HTTP reply: \(lines[0].prefix(100))")
        }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return (line[..<colon].lowercased(), value)
        }
        // An interim reply is followed by the real one.
        if status < 200 { return try read(Array(bytes[(end + 4)...]), isAtEnd: isAtEnd) }
        let rest = bytes[(end + 4)...]
        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
        if header("transfer-encoding")?.lowercased() == "chunked" {
            guard let body = try chunks(Array(rest)) else { return nil }
            return HTTPReply(status: status, headers: headers, body: body)
        }
        if status == 204 || status == 304 { return HTTPReply(status: status, headers: headers, body: []) }
        if let length = header("content-length").flatMap(Int.init) {
            guard rest.count >= length else { return nil }
            return HTTPReply(status: status, headers: headers, body: Array(rest.prefix(length)))
        }
        return isAtEnd ? HTTPReply(status: status, headers: headers, body: Array(rest)) : nil
    }

    private static func chunks(_ bytes: [UInt8]) throws -> [UInt8]? {
        var body: [UInt8] = []
        var at = 0
        while true {
            guard let end = find([13, 10], in: bytes, from: at) else { return nil }
            let size = String(decoding: bytes[at..<end], as: UTF8.self).prefix { $0 != ";" }
            guard let count = Int(size, radix: 16) else { throw HarnessError("not a chunk's size: \(size)") }
            if count == 0 { return body }
            guard bytes.count >= end + 2 + count + 2 else { return nil }
            body.append(contentsOf: bytes[(end + 2)..<(end + 2 + count)])
            at = end + 2 + count + 2
        }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= pattern.count, start <= bytes.count - pattern.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            (start...(buffer.count - pattern.count)).first { at in
                pattern.indices.allSatisfy { buffer[at + $0] == pattern[$0] }
            }
        }
    }
}
