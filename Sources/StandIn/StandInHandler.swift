internal import NIOCore
internal import NIOHTTP1

/// One connection: gathers a request, asks the engine, and sends the reply as its fate says.
///
/// One request is answered at a time, and a client that sends the next one before it has its reply is cut off: none that
/// samples does so. All of it runs on the connection's event loop.
final class StandInHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let engine: StandInEngine
    private let hangLimit: TimeAmount
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var isTooLarge = false
    /// The reply that is held back, or the end of a hang.
    private var waiting: Scheduled<Void>?
    private var isHeld = false
    /// Whether the connection is given up: what still comes out of the parser is passed over.
    private var isOver = false

    init(engine: StandInEngine, hangLimit: Duration) {
        self.engine = engine
        self.hangLimit = TimeAmount(hangLimit)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard !isHeld else { return end(context) }
            self.head = head
            body.removeAll(keepingCapacity: true)
            isTooLarge = false
        case .body(let part):
            guard body.count + part.readableBytes <= StandInEngine.largestBody else {
                isTooLarge = true
                return
            }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return }
            if isTooLarge {
                send(.error(413, "the body is larger than \(StandInEngine.largestBody) bytes"), context)
            } else {
                hold(1)
                let path = head.uri.prefix { $0 != "?" }
                take(engine.begin(method: head.method.rawValue, path: String(path), body: body), context)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting?.cancel()
        waiting = nil
        hold(-1)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError, !isHeld, context.channel.isActive {
            head = nil
            write(.error(400, "the request is not HTTP/1.1"), isLast: true, context)
        }
        end(context)
    }

    private func end(_ context: ChannelHandlerContext) {
        isOver = true
        context.close(promise: nil)
    }

    private func take(_ step: StandInEngine.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .search(let search):
            // Through the loop, so that others are served between the parts of a long search.
            schedule(in: .zero, context) { handler, context in handler.take(handler.engine.resume(search), context) }
        case .reply(let reply) where reply.delay > .zero && reply.ending != .never:
            schedule(in: TimeAmount(reply.delay), context) { handler, context in handler.send(reply, context) }
        case .reply(let reply):
            send(reply, context)
        }
    }

    private func schedule(
        in time: TimeAmount, _ context: ChannelHandlerContext,
        _ body: @escaping (StandInHandler, ChannelHandlerContext) -> Void
    ) {
        waiting = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.waiting = nil
            body(self, context)
        }
    }

    private func send(_ reply: StandInReply, _ context: ChannelHandlerContext) {
        var reply = reply
        do {
            try engine.record(reply)
        } catch {
            // What the witness cannot see must not be served.
            reply = .error(503, error.description, type: "journal_error")
        }
        let isLast = isTooLarge || head?.isKeepAlive != true
        switch reply.ending {
        case .never:
            schedule(in: hangLimit, context) { handler, context in handler.end(context) }
        case .cut:
            write(reply, isLast: isLast, context)
            end(context)
        case .whole:
            hold(-1)
            write(reply, isLast: isLast, context)
            if isLast { end(context) }
        }
    }

    private func write(_ reply: StandInReply, isLast: Bool, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders()
        headers.reserveCapacity(4)
        headers.add(name: "content-type", value: reply.contentType)
        headers.add(name: "content-length", value: String(reply.body.count))
        if let seconds = reply.retryAfterSeconds { headers.add(name: "retry-after", value: String(seconds)) }
        if isLast { headers.add(name: "connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: reply.status)
        let responseHead = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(responseHead)), promise: nil)
        let body = if case .cut(let length) = reply.ending { reply.body[..<length] } else { reply.body[...] }
        if head?.method != .HEAD, !body.isEmpty {
            let buffer = context.channel.allocator.buffer(bytes: body)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        if reply.ending == .whole { context.write(wrapOutboundOut(.end(nil)), promise: nil) }
        context.flush()
    }

    /// Counts the request that waits here in or out of the engine's gauge, once each.
    private func hold(_ change: Int) {
        guard isHeld == (change < 0) else { return }
        isHeld = change > 0
        engine.hold(change)
    }
}

extension TimeAmount {
    /// The time to the nanosecond, cut at 292 years.
    fileprivate init(_ duration: Duration) {
        let parts = duration.components
        let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = .nanoseconds(overflow ? .max : whole &+ parts.attoseconds / 1_000_000_000)
    }
}
