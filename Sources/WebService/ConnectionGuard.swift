internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Keeps one connection within its bounds, before requests reach the service: what is not HTTP is answered with a problem
/// document, a request has so long to arrive and a reply so long to be read, and whoever waits learns when the peer goes.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let requestTime: TimeAmount
    private let stallTime: TimeAmount
    private let watch = ConnectionWatch()
    private var arrival: Scheduled<Void>?
    private var stall: Scheduled<Void>?
    /// Requests whose reply is not finished.
    private var open = 0
    /// Whether the head of a request has come, and not yet its end.
    private var isReading = false
    /// Whether the head of a reply has gone out, and not yet its end.
    private var isReplying = false
    /// Whether the last word has been said here: nothing goes out any more.
    private var isOver = false
    /// Whether the request under way is to be the connection's last.
    private var isLast = false

    /// A guard with the bounds of the settings.
    init(_ settings: WebServiceSettings) {
        requestTime = .nanoseconds(settings.requestTime.inNanoseconds)
        stallTime = .nanoseconds(settings.stallTime.inNanoseconds)
    }

    /// The watch over a channel's peer; nil where the channel has no guard.
    static func watch(of channel: any Channel) async -> ConnectionWatch? {
        try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).watch
        }.get()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            open += 1
            isReading = true
            isLast = head.headerFields[.connection]?.lowercased().contains("close") ?? false
            guard head.path?.utf8.first == UInt8(ascii: "/") else {
                return refuse(context, Problem(.badRequest, "the request's target is a path that begins with a slash"))
            }
            scheduleArrival(context)
        case .body: break
        case .end:
            isReading = false
            arrival?.cancel()
            arrival = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isOver {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head: isReplying = true
        case .body: break
        case .end:
            isReplying = false
            open -= 1
            context.write(data, promise: promise)
            if isReading, isLast, open == 0 { letSendOut(context) }
            return
        }
        context.write(data, promise: promise)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if isOver { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if !context.channel.isWritable {
            stall = context.eventLoop.assumeIsolated().scheduleTask(in: stallTime) { context.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            watch.peerLeft()
            if isOver { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let problem = ConnectionGuard.problem(error) else { return context.fireErrorCaught(error) }
        if !isOver { refuse(context, problem) }
        // The request's handler must not take what came so far for the whole body.
        context.fireErrorCaught(error)
    }

    /// Answers with a problem document if nothing else has been promised to the peer, and ends the connection.
    ///
    /// What the peer still sends is read and dropped for a moment: a connection that is closed on unread data is reset,
    /// and the answer with it.
    private func refuse(_ context: ChannelHandlerContext, _ problem: Problem) {
        // A request that is still being read may have its reply already.
        let mayAnswer = !isOver && !isReplying && open == (isReading ? 1 : 0)
        isOver = true
        guard mayAnswer else { return context.close(promise: nil) }
        let document = problem.document
        var fields = problem.fields(length: document.count)
        fields[.connection] = "close"
        let head = HTTPResponse(status: problem.code.status, headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: document))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        letSendOut(context)
        arrival?.cancel()
        arrival = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { context.close(promise: nil) }
    }

    /// After the last word, while the peer is still sending: nobody else reads any more, and many a peer looks for its answer
    /// only when it has sent everything. It has as long for that as it would have had.
    private func letSendOut(_ context: ChannelHandlerContext) {
        isOver = true
        context.flush()
        context.close(mode: .output, promise: nil)
        context.read()
    }

    private func scheduleArrival(_ context: ChannelHandlerContext) {
        arrival?.cancel()
        arrival = context.eventLoop.assumeIsolated().scheduleTask(in: requestTime) { [weak self] in
            self?.refuse(context, Problem(.requestTimeout, "send the whole request sooner"))
        }
    }

    private func end() {
        isOver = true
        arrival?.cancel()
        stall?.cancel()
        watch.peerLeft()
    }

    /// What an error of the HTTP decoder says to the peer; nil for errors that are not the request's.
    private static func problem(_ error: any Error) -> Problem? {
        if let error = error as? HTTPParserError {
            return error == .headerOverflow
                ? Problem(.headersTooLarge, "send fewer or shorter headers")
                : Problem(.badRequest, "the request is not valid HTTP/1.1")
        }
        return error is HTTP1TypeConversionError
            ? Problem(.badRequest, "the request's method or target is not valid") : nil
    }
}

extension Duration {
    /// The duration in nanoseconds, held within 64 bits.
    var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
