import Foundation
import Synchronization

/// A server over plain sockets on 127.0.0.1, one thread a connection, that does exactly what a test scripts.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let script: @Sendable (Connection) -> Void
    private let counts = Mutex((accepted: 0, open: 0, mostOpen: 0, requests: 0))
    private let isStopped = Atomic<Bool>(false)

    /// Listens and runs `script` for each connection; the connection is closed when the script returns.
    init(backlog: Int32 = 4096, accepts: Bool = true, _ script: @escaping @Sendable (Connection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Self.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, backlog) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else { throw SocketFailure(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
        self.script = script
        if accepts { start { [self] in acceptAll() } }
    }

    var url: String { "http://127.0.0.1:\(port)/v1/test" }
    var accepted: Int { counts.withLock { $0.accepted } }
    var mostOpen: Int { counts.withLock { $0.mostOpen } }
    /// How many request heads connections have read.
    var requests: Int { counts.withLock { $0.requests } }

    /// Stops listening; connections end with their scripts.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private func acceptAll() {
        while true {
            let peer = accept(listener, nil, nil)
            if peer < 0 {
                if isStopped.load(ordering: .acquiring) || errno == EBADF || errno == EINVAL { return }
                continue
            }
            counts.withLock {
                $0.accepted += 1
                $0.open += 1
                $0.mostOpen = max($0.mostOpen, $0.open)
            }
            start { [self] in
                let connection = Connection(peer) { [self] in counts.withLock { $0.requests += 1 } }
                script(connection)
                // Before the socket: a client that sees the end must find the count.
                counts.withLock { $0.open -= 1 }
                connection.close()
            }
        }
    }

    private func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 256 << 10
        thread.start()
    }
}

struct SocketFailure: Error { let code: Int32 }

/// One connection of a ``RawServer``, used by its own thread.
final class Connection {
    private let socket: Int32
    private let onRequest: () -> Void
    private var buffered: [UInt8] = []
    private var isOpen = true

    init(_ socket: Int32, onRequest: @escaping () -> Void) {
        self.socket = socket
        self.onRequest = onRequest
    }

    /// The next request, head and body; nil when the client has hung up.
    func readRequest() -> (head: String, body: [UInt8])? {
        while true {
            if let end = buffered.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: buffered[..<end.lowerBound], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                while buffered.count < end.upperBound + length { if !fill() { return nil } }
                let body = Array(buffered[end.upperBound..<(end.upperBound + length)])
                buffered.removeFirst(end.upperBound + length)
                onRequest()
                return (head, body)
            }
            if !fill() { return nil }
        }
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// A whole 200 with this body.
    func answer(_ body: String = "ok", headers: String = "") {
        write("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Answers every request until the client hangs up.
    func answerAll(_ body: String = "ok") { while readRequest() != nil { answer(body) } }

    /// Returns when the client has hung up.
    func waitForHangUp() { while fill() {} }

    /// Closes with a reset instead of an orderly end.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        _ = Foundation.close(socket)
    }

    private func fill() -> Bool {
        guard isOpen else { return false }
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffered.append(contentsOf: chunk[..<count])
        return true
    }
}

/// Something that happens once and can be waited for from a thread or a task.
final class Signal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let waiters = Mutex((fired: false, tasks: [CheckedContinuation<Void, Never>]()))

    func fire() {
        let tasks = waiters.withLock { state in
            state.fired = true
            defer { state.tasks = [] }
            return state.tasks
        }
        for task in tasks { task.resume() }
        semaphore.signal()
    }

    /// Blocks the thread; false when ten seconds pass.
    @discardableResult func block() -> Bool {
        guard semaphore.wait(timeout: .now() + 10) == .success else { return false }
        semaphore.signal()
        return true
    }

    func wait() async {
        await withCheckedContinuation { task in
            let hasFired = waiters.withLock { state in
                if !state.fired { state.tasks.append(task) }
                return state.fired
            }
            if hasFired { task.resume() }
        }
    }
}
