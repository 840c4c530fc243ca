internal import CCurl
internal import Glibc

/// The sockets of all transfers in one epoll set. Used by the loop's thread alone.
///
/// A kept connection goes from "reads wanted" to "nothing wanted" and back with each call. The set is left as it is in
/// between, which saves two system calls a request; an idle socket that speaks up (the server hung up) is taken out then.
final class SocketPoller {
    /// What the table knows about one socket.
    private struct Entry {
        /// The events in the epoll set; 0 when the socket is not in it.
        var registered: UInt32 = 0
        /// The events that libcurl waits for.
        var wanted: UInt32 = 0
        /// Opened through our callback, so that its closing is told too.
        var isTracked = false
        var shard: Int32 = 0
    }

    /// One socket that is ready.
    struct Ready {
        let socket: Int32
        let shard: Int
        /// Of libcurl's CURL_CSELECT bits.
        let flags: Int32
    }

    private let epoll: Int32
    private let bell: Int32
    private var table: [Entry] = []
    private var events = [epoll_event](repeating: epoll_event(), count: 256)

    /// Nil when the system gives no epoll handle.
    init?(bell: Int32) {
        epoll = epoll_create1(ccurl_epoll_close_on_exec)
        self.bell = bell
        if epoll < 0 { return nil }
        var event = epoll_event()
        event.events = ccurl_epoll_in
        event.data.fd = bell
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event) == 0 else { return nil }
    }

    deinit {
        _ = Glibc.close(epoll)
    }

    /// A new socket of libcurl's; false for a number that cannot be kept.
    func opened(_ socket: Int32) -> Bool {
        guard prepare(socket) else { return false }
        table[Int(socket)] = Entry(isTracked: true)
        return true
    }

    /// A socket is about to be closed: the kernel takes it out of the set by itself.
    func closing(_ socket: Int32) {
        guard socket >= 0, Int(socket) < table.count else { return }
        table[Int(socket)] = Entry()
    }

    /// Watches a socket for events (0 for none); false when the system refuses.
    func want(_ wanted: UInt32, of socket: Int32, shard: Int) -> Bool {
        guard prepare(socket) else { return false }
        let index = Int(socket)
        table[index].wanted = wanted
        table[index].shard = Int32(truncatingIfNeeded: shard)
        if wanted == 0 {
            // The resolver's own sockets are closed behind our back: nothing may be left of them.
            if !table[index].isTracked { remove(socket) }
            return true
        }
        if table[index].isTracked, table[index].registered == wanted { return true }
        return register(socket, wanted)
    }

    /// Waits up to `milliseconds` (-1 for ever) and reports ready sockets; false on a failure other than a signal.
    func wait(milliseconds: Int32, rang: inout Bool, _ report: (Ready) -> Void) -> Bool {
        let count = epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        if count < 0 { return errno == EINTR }
        for index in 0..<Int(count) {
            let event = events[index]
            let socket = event.data.fd
            if socket == bell {
                rang = true
                continue
            }
            guard socket >= 0, Int(socket) < table.count else { continue }
            let entry = table[Int(socket)]
            if entry.wanted == 0 {
                remove(socket)
                continue
            }
            var flags: Int32 = 0
            if event.events & ccurl_epoll_in != 0 { flags |= CURL_CSELECT_IN }
            if event.events & ccurl_epoll_out != 0 { flags |= CURL_CSELECT_OUT }
            if event.events & ccurl_epoll_failed != 0 { flags |= CURL_CSELECT_ERR }
            report(Ready(socket: socket, shard: Int(entry.shard), flags: flags))
        }
        return true
    }

    private func prepare(_ socket: Int32) -> Bool {
        guard socket >= 0, socket < 1 << 24 else { return false }
        if Int(socket) >= table.count {
            table.append(contentsOf: repeatElement(Entry(), count: Int(socket) + 64 - table.count))
        }
        return true
    }

    private func register(_ socket: Int32, _ wanted: UInt32) -> Bool {
        var event = epoll_event()
        event.events = wanted
        event.data.fd = socket
        let isIn = table[Int(socket)].registered != 0
        var code = epoll_ctl(epoll, isIn ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event)
        if code != 0, errno == ENOENT { code = epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) }
        if code != 0, errno == EEXIST { code = epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) }
        guard code == 0 else { return false }
        table[Int(socket)].registered = wanted
        return true
    }

    private func remove(_ socket: Int32) {
        var event = epoll_event()
        // A socket that is already gone is not in the set either: the failure says what was wanted.
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event)
        table[Int(socket)].registered = 0
    }
}
