internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import NIOHTTPTypes
internal import Rollouts
internal import TrajectoryQueue

/// The reply to a granted lease: spliced out of stored documents, in pieces, and watched until it is written.
struct GrantReply: Sendable {
    /// Replies that are expected to stay below this are made whole, with a `Content-Length`.
    static let wholeBytes = 1 << 20
    /// Larger ones go out in pieces of about this size.
    static let pieceBytes = 256 << 10

    let grant: LeaseGrant
    let unit: LeaseRequest.Unit
    let delivery: LeaseDelivery
    let channel: any Channel

    /// The answer; the lease goes back if it cannot be written.
    var response: Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/json"
        // Four bytes of a token or its logprob become at most sixteen characters.
        let estimate = grant.members.reduce(256) { sum, member in
            let document = member.trajectory.document.count
            return sum + document + 128 + 4 * (member.trajectory.byteCount - document)
        }
        if estimate <= GrantReply.wholeBytes {
            var pieces = Pieces(grant, unit)
            let whole = pieces.next(upTo: .max) ?? ByteBuffer()
            return Response(status: .ok, headers: headers, body: body(whole.readableBytes, [whole]))
        }
        return Response(status: .ok, headers: headers, body: body(nil, Pieces(grant, unit)))
    }

    private func body(_ length: Int?, _ pieces: some Sequence<ByteBuffer> & Sendable) -> ResponseBody {
        ResponseBody(contentLength: length) { [delivery, channel] writer in
            do {
                for piece in pieces { try await writer.write(piece) }
                // The writer only hands pieces to the connection. This empty one is done when all before it have gone to
                // the kernel, and fails when the connection broke.
                try await withTaskCancellationHandler {
                    try await channel.writeAndFlush(HTTPResponsePart.body(ByteBuffer())).get()
                } onCancel: {
                    channel.close(promise: nil)
                }
                try await writer.finish(nil)
            } catch {
                delivery.giveBack()
                throw error
            }
            delivery.wasWritten()
        }
    }
}

/// The bytes of a reply, made as they are asked for.
struct Pieces: Sequence, IteratorProtocol, Sendable {
    private let grant: LeaseGrant
    private let unit: LeaseRequest.Unit
    private var index = 0
    private var isEnded = false

    /// All of a grant's reply.
    init(_ grant: LeaseGrant, _ unit: LeaseRequest.Unit) {
        self.grant = grant
        self.unit = unit
    }

    /// The next piece of the usual size; nil at the end.
    mutating func next() -> ByteBuffer? { next(upTo: GrantReply.pieceBytes) }

    /// The next piece, ended after the trajectory that brings it to so many bytes.
    mutating func next(upTo limit: Int) -> ByteBuffer? {
        if isEnded { return nil }
        var buffer = ByteBuffer()
        var writer = JSONWriter(capacity: 4096)
        if index == 0 {
            buffer.reserveCapacity(Swift.min(limit, grant.members.reduce(256) { $0 + $1.trajectory.byteCount + 512 }))
            writeHead(&buffer, &writer)
        }
        while index < grant.members.count {
            // One trajectory at a time is written and copied, so the batch is never held twice.
            if buffer.readableBytes >= limit { return buffer }
            writeMember(&buffer, &writer)
            index += 1
        }
        buffer.writeStaticString(unit == .group && !grant.members.isEmpty ? "]}]}" : "]}")
        isEnded = true
        return buffer
    }

    private func writeHead(_ buffer: inout ByteBuffer, _ writer: inout JSONWriter) {
        writer.removeAll()
        writer.beginObject()
        writer.key("lease_id"); writer.string(grant.id.description)
        writer.key("expires_in_seconds"); writer.double(grant.duration.inSeconds)
        writer.key(unit == .group ? "groups" : "trajectories")
        buffer.writeBytes(writer.bytes)
        buffer.writeStaticString("[")
    }

    private func writeMember(_ buffer: inout ByteBuffer, _ writer: inout JSONWriter) {
        let member = grant.members[index]
        let isFirst = index == 0
        if unit == .group {
            let opensGroup = isFirst || grant.members[index - 1].trajectory.groupID != member.trajectory.groupID
            if opensGroup {
                if !isFirst { buffer.writeStaticString("]},") }
                writer.removeAll()
                writer.beginObject()
                writer.key("group_id"); writer.string(member.trajectory.groupID.description)
                writer.key("environment"); writer.string(member.trajectory.environment)
                writer.key("task_id"); writer.string(member.trajectory.taskID)
                writer.key("trajectories")
                buffer.writeBytes(writer.bytes)
                buffer.writeStaticString("[")
            } else {
                buffer.writeStaticString(",")
            }
        } else if !isFirst {
            buffer.writeStaticString(",")
        }
        writer.removeAll()
        member.trajectory.write(to: &writer)
        buffer.writeBytes(writer.bytes)
    }
}

extension Duration {
    /// The duration as a number of seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
