internal import CCurl
internal import Glibc

/// One libcurl multi handle: its transfers, its kept connections and its timer. Used by the loop's thread alone.
final class TransferShard {
    let index: Int
    /// How many transfers run in it.
    private(set) var running = 0
    /// When libcurl wants its timers looked at, on the monotonic clock; `.max` for never.
    private(set) var timerDue = UInt64.max
    /// Whether something may have finished since `finished` was last emptied.
    private(set) var isTouched = false

    private let multi: UnsafeMutableRawPointer
    private let poller: SocketPoller

    /// Nil when libcurl has no memory or knows an option not.
    init?(index: Int, poller: SocketPoller) {
        guard let multi = curl_multi_init() else { return nil }
        self.index = index
        self.poller = poller
        self.multi = multi
        let context = Unmanaged.passUnretained(self).toOpaque()
        let most = HTTPTransportSettings.shardWidth * 2
        let codes = [
            ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, most),
            ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, most),
            ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context),
            ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context),
            ccurl_multi_set_socket_callback(multi) { _, socket, what, context, _ in
                guard let context else { return -1 }
                return Unmanaged<TransferShard>.fromOpaque(context)._withUnsafeGuaranteedRef {
                    $0.watch(socket, what) ? 0 : -1
                }
            },
            ccurl_multi_set_timer_callback(multi) { _, milliseconds, context in
                guard let context else { return -1 }
                return Unmanaged<TransferShard>.fromOpaque(context)._withUnsafeGuaranteedRef {
                    $0.timerDue =
                        milliseconds < 0 ? .max : monotonicNanoseconds() &+ UInt64(milliseconds) &* 1_000_000
                    return 0
                }
            },
        ]
        guard codes.allSatisfy({ $0 == CURLM_OK }) else { return nil }
    }

    deinit {
        // The loop has taken every transfer out before it lets go of a shard.
        _ = curl_multi_cleanup(multi)
    }

    /// Starts a transfer; false when libcurl refuses.
    func add(_ handle: TransferHandle) -> Bool {
        guard handle.withEasy({ curl_multi_add_handle(multi, $0) }) == CURLM_OK else { return false }
        running += 1
        isTouched = true
        return true
    }

    /// Takes a transfer out; one that still runs is broken off and its connection closed.
    func remove(_ handle: TransferHandle) {
        running -= 1
        // Only a handle that is not in it is refused, and the loop takes each out once.
        _ = handle.withEasy { curl_multi_remove_handle(multi, $0) }
    }

    /// Lets libcurl go on with a socket that is ready.
    func act(on ready: SocketPoller.Ready) -> Bool {
        var left: Int32 = 0
        isTouched = true
        return curl_multi_socket_action(multi, ready.socket, ready.flags, &left) == CURLM_OK
    }

    /// Lets libcurl look at its timers; newly added transfers begin here.
    func actOnTimers() -> Bool {
        var left: Int32 = 0
        timerDue = .max
        isTouched = true
        return curl_multi_socket_action(multi, ccurl_timeout_socket, 0, &left) == CURLM_OK
    }

    /// Reports every transfer that ended, with libcurl's result; each is still in the shard.
    func collect(_ report: (TransferHandle, CURLcode) -> Void) {
        guard isTouched else { return }
        isTouched = false
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let result = ccurl_message_result(message)
            if let handle = TransferHandle.of(easy) { report(handle, result) }
        }
    }

    private func watch(_ socket: Int32, _ what: Int32) -> Bool {
        var wanted: UInt32 = 0
        if what == CURL_POLL_IN || what == CURL_POLL_INOUT { wanted |= ccurl_epoll_in }
        if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { wanted |= ccurl_epoll_out }
        return poller.want(wanted, of: socket, shard: index)
    }
}
