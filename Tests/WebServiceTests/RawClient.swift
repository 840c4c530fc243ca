import Foundation
import JSON

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What came back over a socket.
struct RawReply: Sendable {
    let status: Int
    /// Names in lower case; of several with one name, all.
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(header: String) -> String? { headers.first { $0.name == header }?.value }

    func json() throws -> JSONValue { try JSONReader().read(body) }
}

/// Why there is no reply.
enum RawError: Error { case cannotConnect, closed, timedOut, notHTTP(String) }

/// A blocking HTTP client on a bare socket, which can say what no well-behaved one would. Calls run on threads of their
/// own, since they block.
struct RawClient: Sendable {
    let port: Int
    var headers: [String] = []

    /// One request on a connection of its own.
    func call(_ method: String, _ path: String, body: String? = nil, headers extra: [String] = []) async throws
        -> RawReply
    {
        try await send(message(method, path, body: body, headers: extra + ["Connection: close"]))
    }

    /// The bytes of a request.
    func message(_ method: String, _ path: String, body: String? = nil, headers extra: [String] = []) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1"] + headers + extra
        if !lines.contains(where: { $0.lowercased().hasPrefix("host:") }) { lines.append("Host: 127.0.0.1:\(port)") }
        if let body {
            if !lines.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
                lines.append("Content-Type: application/json")
            }
            lines.append("Content-Length: \(body.utf8.count)")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8)
    }

    /// Sends bytes, and reads one reply.
    func send(_ bytes: [UInt8], seconds: Int = 60, thenClose: Bool = false) async throws -> RawReply {
        try await RawClient.onThread {
            let socket = try RawSocket(port: port, seconds: seconds)
            defer { socket.close() }
            socket.write(bytes)
            if thenClose { socket.finishWriting() }
            return try socket.readReply()
        }
    }

    /// Runs something that blocks.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }
}

/// A connected TCP socket. Used by one thread at a time.
final class RawSocket: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine; reads and writes end after so many seconds.
    init(port: Int, seconds: Int = 60, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if connected != 0 {
            Glibc.close(descriptor)
            throw RawError.cannotConnect
        }
    }

    /// Writes all, or as much as the peer takes.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        return sent
    }

    /// Some bytes; empty at the end.
    func read(atMost limit: Int = 65_536) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { throw errno == EAGAIN ? RawError.timedOut : RawError.closed }
        return Array(buffer[..<count])
    }

    /// One whole reply.
    func readReply() throws -> RawReply {
        var bytes: [UInt8] = []
        let separator: [UInt8] = [13, 10, 13, 10]
        var end: Int?
        while end == nil {
            let more = try read()
            if more.isEmpty {
                throw bytes.isEmpty
                    ? RawError.closed : RawError.notHTTP(String(decoding: bytes.prefix(200), as: UTF8.self))
            }
            bytes += more
            end = bytes.indices.first { bytes[$0...].starts(with: separator) }
        }
        let (status, headers) = try RawSocket.head(bytes[..<(end ?? 0)])
        var body = Array(bytes[((end ?? 0) + 4)...])
        if let length = headers.first(where: { $0.name == "content-length" }).flatMap({ Int($0.value) }) {
            while body.count < length, case let more = try read(), !more.isEmpty { body += more }
            // A reply to HEAD announces a body and has none.
            guard body.count >= length || body.isEmpty else { throw RawError.closed }
            return RawReply(status: status, headers: headers, body: Array(body.prefix(length)))
        }
        if headers.contains(where: { $0.name == "transfer-encoding" }) {
            let last = Array("0\r\n\r\n".utf8)
            while !body.suffix(last.count).elementsEqual(last) {
                let more = try read()
                if more.isEmpty { throw RawError.closed }
                body += more
            }
            body = try RawSocket.unchunk(body)
        }
        return RawReply(status: status, headers: headers, body: body)
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws -> (Int, [(name: String, value: String)]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3))
        else {
            throw RawError.notHTTP(String(decoding: bytes.prefix(200), as: UTF8.self))
        }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: parts[0].lowercased(), value: String(parts.count == 2 ? parts[1].drop { $0 == " " } : ""))
        }
        return (status, headers)
    }

    func finishWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() { Glibc.close(descriptor) }

    /// Ends the connection with a reset, as a killed process with unread data does.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        Glibc.close(descriptor)
    }

    private static func unchunk(_ bytes: [UInt8]) throws -> [UInt8] {
        var body: [UInt8] = []
        var index = 0
        while let line = bytes[index...].firstIndex(of: 13),
            let size = Int(String(decoding: bytes[index..<line], as: UTF8.self), radix: 16)
        {
            if size == 0 { return body }
            let start = line + 2
            guard start + size + 2 <= bytes.count else { break }
            body += bytes[start..<start + size]
            index = start + size + 2
        }
        throw RawError.closed
    }
}
