import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Logging
import NIOCore
import NIOEmbedded

@testable import WebService

/// Asks a responder without a socket.
enum InProcess {
    static func respond(
        _ responder: WebResponder, _ method: String, _ path: String, headers: [(String, String)] = [],
        body: String? = nil
    ) async throws -> RawReply {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let authority = headers.first { $0.0.lowercased() == "host" }?.1 ?? "127.0.0.1:8090"
        let head = HTTPRequest(
            method: HTTPRequest.Method(method) ?? .get, scheme: "http", authority: authority, path: path,
            headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let source = ApplicationRequestContextSource(
            channel: NIOAsyncTestingChannel(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let response = try await responder.respond(to: request, context: WebContext(source: source))
        let collector = Collector()
        try await response.body.write(collector)
        return RawReply(
            status: response.status.code, headers: response.headers.map { ($0.name.rawName.lowercased(), $0.value) },
            body: collector.bytes)
    }

    /// Used by one task alone.
    private final class Collector: ResponseBodyWriter {
        var bytes: [UInt8] = []

        func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
