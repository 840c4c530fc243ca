internal import CCurl
internal import Glibc

/// Calls over HTTP/1.1 and, where TLS negotiates it, HTTP/2: one thread of its own drives them all through libcurl.
///
/// Connections are kept and used again. TLS certificates are verified, redirects are not followed, nothing is retried:
/// one call is at most one request on the wire. Every call ends by its total deadline.
package final class HTTPTransport: Sendable {
    private let inbox: Inbox

    /// A running transport. Throws `local` when the system gives no handles, no memory or no thread.
    package init(settings: HTTPTransportSettings = HTTPTransportSettings()) throws(HTTPTransportError) {
        guard Self.libraryStarted else { throw Self.failure("libcurl does not start") }
        guard let inbox = Inbox() else { throw Self.failure("no event handle: raise the limit on open files") }
        guard let loop = TransferLoop(inbox: inbox, settings: settings, proxies: ResolvedProxyRule(settings.proxy))
        else { throw Self.failure("no memory, or no handle to wait on: raise the limit on open files") }
        self.inbox = inbox
        guard Self.startThread(LoopThread(loop: loop, inbox: inbox)) else { throw Self.failure("no thread") }
    }

    deinit {
        inbox.close()
    }

    /// The reply to a call, whatever its status.
    ///
    /// When the task is cancelled the transfer is broken off at once, its connection closed, and `cancelled` thrown.
    package func send(_ call: HTTPCall) async throws(HTTPTransportError) -> HTTPReply {
        let exchange = Exchange(call)
        let inbox = inbox
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Exchange.Waiter) in
                exchange.waiter = waiter
                if !inbox.post(.start(exchange)) {
                    exchange.waiter = nil
                    waiter.resume(returning: .failure(exchange.error(.closed)))
                }
            }
        } onCancel: {
            // A closed inbox needs no cancellation: everything in it ends with `closed`.
            _ = inbox.post(.cancel(exchange))
        }
        return try result.get()
    }

    /// Ends every running call with `closed`, closes all connections, and returns when the thread has ended.
    package func close() async {
        inbox.close()
        await inbox.ended()
    }

    /// libcurl's global state, set up once for the process and never torn down.
    private static let libraryStarted = curl_global_init(ccurl_global_everything) == CURLE_OK

    private static func failure(_ detail: String) -> HTTPTransportError {
        HTTPTransportError(.local, address: "(no address)", detail: detail)
    }

    private static func startThread(_ start: LoopThread) -> Bool {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(start).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<LoopThread>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        guard code == 0 else {
            Unmanaged<LoopThread>.fromOpaque(context).release()
            return false
        }
        _ = pthread_detach(thread)
        return true
    }
}

/// What the thread is started with: the loop is made on the caller's thread and lives and dies on its own.
private final class LoopThread {
    private var loop: TransferLoop?
    private let inbox: Inbox

    init(loop: TransferLoop, inbox: Inbox) {
        self.loop = loop
        self.inbox = inbox
    }

    func run() {
        ccurl_name_thread("winnow-http")
        // TLS writes to a connection that the other side closed must fail, and not end the process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        loop?.run()
        loop = nil
        inbox.markEnded()
    }
}
