import Foundation
import Synchronization

@testable import Inference

/// An HTTP server on 127.0.0.1 whose replies a test scripts; one thread a connection.
final class ScriptedEndpoint: Sendable {
    /// One request as it came.
    struct Call: Sendable {
        let number: Int
        let path: String
        let head: String
        let body: String
    }

    /// What it answers.
    enum Reply: Sendable {
        case json(Int, String, headers: String = "")
        /// Sends this and closes.
        case raw(String)
        /// Closes without a byte.
        case hangUp
        /// Waits for the client to hang up.
        case silence
    }

    let port: UInt16
    private let listener: Int32
    private let script: @Sendable (Call) -> Reply
    private let state = Mutex((calls: [Call](), running: 0, mostRunning: 0))
    private let isStopped = Atomic<Bool>(false)

    init(_ script: @escaping @Sendable (Call) -> Reply) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1024) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileNoSuchFile) }
        port = UInt16(bigEndian: address.sin_port)
        self.script = script
        start { [self] in
            while true {
                let peer = accept(listener, nil, nil)
                if peer < 0 {
                    if isStopped.load(ordering: .acquiring) || errno == EBADF || errno == EINVAL { return }
                    continue
                }
                start { [self] in serve(peer) }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)/v1" }
    var calls: [Call] { state.withLock { $0.calls } }
    /// Calls for samples, without those for models and metrics.
    var samples: [Call] { calls.filter { $0.path.hasSuffix("completions") } }
    /// The most calls that were being answered at one moment.
    var mostRunning: Int { state.withLock { $0.mostRunning } }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ peer: Int32) {
        defer { close(peer) }
        var buffered: [UInt8] = []
        while let (head, body) = Self.request(peer, &buffered) {
            let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            let call = state.withLock { state in
                let call = Call(number: state.calls.count, path: path, head: head, body: body)
                state.calls.append(call)
                state.running += 1
                state.mostRunning = max(state.mostRunning, state.running)
                return call
            }
            let reply = script(call)
            state.withLock { $0.running -= 1 }
            switch reply {
            case .json(let status, let text, let headers):
                Self.write(
                    peer,
                    "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(text.utf8.count)\r\n\r\n"
                        + text)
            case .raw(let text):
                Self.write(peer, text)
                return
            case .hangUp: return
            case .silence:
                var byte: UInt8 = 0
                while recv(peer, &byte, 1, 0) > 0 {}
                return
            }
        }
    }

    private static func request(_ peer: Int32, _ buffered: inout [UInt8]) -> (head: String, body: String)? {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            if let end = buffered.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: buffered[..<end.lowerBound], as: UTF8.self)
                let length =
                    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                if buffered.count >= end.upperBound + length {
                    let body = String(decoding: buffered[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
                    buffered.removeFirst(end.upperBound + length)
                    return (head, body)
                }
            }
            let count = recv(peer, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            buffered.append(contentsOf: chunk[..<count])
        }
    }

    private static func write(_ peer: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            sent += count
        }
    }

    private func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 256 << 10
        thread.start()
    }
}

/// A clock that a sleep moves on at once.
final class VirtualTime: Sendable {
    private let state = Mutex((now: UInt64(1_000_000_000), sleeps: [Duration]()))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }
    func advance(_ duration: Duration) { state.withLock { $0.now += duration.nanoseconds } }

    var poolTime: PoolTime {
        PoolTime(
            now: { [self] in state.withLock { $0.now } }, wallSeconds: { 1_700_000_000 },
            sleep: { [self] duration in
                state.withLock { state in
                    state.now += duration.nanoseconds
                    state.sleeps.append(duration)
                }
                await Task.yield()
            })
    }
}

/// A small seeded generator.
struct SplitMix: RandomNumberGenerator, Sendable {
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

/// A chat reply with these choices.
func chatReply(_ texts: [String], finish: String = "stop", tokens: Int = 10) -> String {
    let choices = texts.enumerated().map { index, text in
        #"{"index":\#(index),"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"\#(finish)"}"#
    }
    return
        #"{"model":"m","choices":[\#(choices.joined(separator: ","))],"usage":{"prompt_tokens":5,"completion_tokens":\#(tokens * texts.count)}}"#
}
