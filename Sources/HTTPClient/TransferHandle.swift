internal import CCurl
internal import Glibc

/// One libcurl easy handle, kept and used again: what it is set to, and what the running transfer has received.
///
/// Used by the loop's thread alone. Options that do not change from call to call are set once, at creation.
final class TransferHandle {
    /// The target that the handle is set to.
    private(set) var target: HTTPTarget?
    /// The exchange that it carries.
    var exchange: Exchange?
    /// The shard that it runs in.
    var shard: TransferShard?
    /// When the transfer began, on the monotonic clock.
    private(set) var startedAt: UInt64 = 0

    private let easy: UnsafeMutableRawPointer
    private let maxHeaderBytes: Int
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var connectMilliseconds = 0
    private var totalMilliseconds = 0
    private var requestBody = UnsafeMutableRawBuffer(bytes: 4096)

    private var maxBodyBytes = 0
    private var headerBlock: [UInt8] = []
    private var body: [UInt8] = []
    private var isTooLarge = false
    /// Whether the blank line after the headers came: libcurl takes an end before it for the end of an empty reply.
    private var isHeadWhole = false
    /// How often a request was about to be written; libcurl repeats one by itself when a kept connection died.
    private var sendings = 0

    /// Nil when libcurl has no memory or does not know an option.
    init?(settings: HTTPTransportSettings, poller: SocketPoller) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        maxHeaderBytes = settings.maxHeaderBytes
        guard setUp(settings, poller) else { return nil }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        requestBody.free()
    }

    func withEasy<Value>(_ body: (UnsafeMutableRawPointer) -> Value) -> Value { body(easy) }

    /// The handle that an easy handle belongs to.
    static func of(_ easy: UnsafeMutableRawPointer) -> TransferHandle? {
        var context: UnsafeMutableRawPointer?
        guard ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else { return nil }
        return Unmanaged<TransferHandle>.fromOpaque(context).takeUnretainedValue()
    }

    /// Readies the handle for a call, with `proxy` as its rule says; false when libcurl refuses an option.
    func prepare(for exchange: Exchange, proxy: ProxyChoice, now: UInt64) -> Bool {
        let call = exchange.call
        if target !== call.target {
            target = nil
            guard point(at: call.target, proxy) else { return false }
            target = call.target
        }
        let connect = call.connectDeadline.wholeMilliseconds
        if connect != connectMilliseconds {
            guard ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, connect) == CURLE_OK else { return false }
            connectMilliseconds = connect
        }
        // What the call has waited for its start counts.
        let waited = now &- exchange.submittedAt
        let total =
            waited < 1_000_000
            ? call.totalDeadline.wholeMilliseconds
            : max(1, call.totalDeadline.wholeMilliseconds - Int(clamping: waited / 1_000_000))
        if total != totalMilliseconds {
            guard ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, total) == CURLE_OK else { return false }
            totalMilliseconds = total
        }
        if call.target.method == .post {
            let bytes = requestBody.hold(call.body)
            guard ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, bytes) == CURLE_OK,
                ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(call.body.count)) == CURLE_OK
            else { return false }
        }
        maxBodyBytes = max(0, call.maxResponseBytes)
        isTooLarge = false
        isHeadWhole = false
        sendings = 0
        self.exchange = exchange
        startedAt = now
        return true
    }

    /// Forgets what the last transfer received and sent.
    func clear() {
        exchange = nil
        shard = nil
        headerBlock = []
        body = []
        requestBody.trim()
    }

    /// What the transfer came to.
    func outcome(_ result: CURLcode) -> Result<HTTPReply, HTTPTransportError> {
        guard let exchange else {
            return .failure(HTTPTransportError(.local, address: "", detail: "a transfer without a call"))
        }
        let reused = long(CURLINFO_NUM_CONNECTS) == 0
        let status = long(CURLINFO_RESPONSE_CODE)
        guard result == CURLE_OK else {
            return .failure(failure(result, exchange, status: status, reused: reused))
        }
        guard isHeadWhole else {
            return .failure(
                HTTPTransportError(
                    .cutOff, address: exchange.call.target.description, detail: "the reply ends within its headers",
                    status: status > 0 ? status : nil, mayHaveArrived: true, onReusedConnection: reused))
        }
        let appConnected = offset(CURLINFO_APPCONNECT_TIME_T)
        let connected = appConnected > 0 ? appConnected : offset(CURLINFO_CONNECT_TIME_T)
        let timings = HTTPTimings(
            queued: .nanoseconds(Int64(clamping: startedAt &- exchange.submittedAt)),
            connected: .microseconds(reused ? 0 : connected),
            firstByte: .microseconds(offset(CURLINFO_STARTTRANSFER_TIME_T)),
            total: .microseconds(offset(CURLINFO_TOTAL_TIME_T)))
        var remote: UnsafeMutablePointer<CChar>?
        let known = ccurl_get_string(easy, CURLINFO_PRIMARY_IP, &remote) == CURLE_OK
        return .success(
            HTTPReply(
                status: status, headers: HTTPHeaders(block: headerBlock), body: body, timings: timings,
                remoteAddress: known ? remote.map { String(cString: $0) } ?? "" : "", reusedConnection: reused))
    }

    /// Whether the server may have seen any of the running request.
    var mayHaveArrived: Bool { sendings > 0 }

    private func failure(_ result: CURLcode, _ exchange: Exchange, status: Int, reused: Bool) -> HTTPTransportError {
        let (code, detail): (HTTPTransportError.Code, String) =
            if isTooLarge {
                (.tooLarge, "the reply is larger than \(maxBodyBytes) bytes, or its headers than \(maxHeaderBytes)")
            } else if sendings > 1 {
                (.cutOff, "the kept connection was closed before the reply")
            } else {
                (
                    FailureCode.of(result, isConnected: sendings > 0),
                    String(cString: curl_easy_strerror(result))
                )
            }
        return HTTPTransportError(
            code, address: exchange.call.target.description, detail: detail, status: status > 0 ? status : nil,
            mayHaveArrived: sendings > 0, onReusedConnection: sendings > 1 || reused && sendings > 0)
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    private func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return ccurl_get_offset(easy, info, &value) == CURLE_OK ? Int64(value) : 0
    }
}

// MARK: - Options

extension TransferHandle {
    private func setUp(_ settings: HTTPTransportSettings, _ poller: SocketPoller) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let sockets = Unmanaged.passUnretained(poller).toOpaque()
        var codes = [
            ccurl_set_pointer(easy, CURLOPT_PRIVATE, context),
            ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context),
            ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context),
            ccurl_set_pointer(easy, CURLOPT_PREREQDATA, context),
            ccurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, sockets),
            ccurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, sockets),
            ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1),
            ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            ccurl_set_long(easy, CURLOPT_HTTP09_ALLOWED, 0),
            ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
            ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            // A long thought is silent for minutes; without probes a router on the way forgets the connection.
            ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1),
            ccurl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "gzip"),
            ccurl_set_string(easy, CURLOPT_USERAGENT, settings.userAgent),
        ]
        if let file = settings.certificateFile { codes.append(ccurl_set_string(easy, CURLOPT_CAINFO, file)) }
        return codes.allSatisfy { $0 == CURLE_OK } && setCallbacks()
    }

    private func setCallbacks() -> Bool {
        let codes = [
            ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
                TransferHandle.receive(bytes, count, context) { $0.take(body: $1) }
            },
            ccurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
                TransferHandle.receive(bytes, count, context) { $0.take(headerLine: $1) }
            },
            ccurl_set_prerequest_callback(easy) { context, _, _, _, _ in
                guard let context else { return Int32(ccurl_prerequest_abort) }
                return Unmanaged<TransferHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { handle in
                    handle.sendings += 1
                    // Sending again is the caller's decision, who counts the attempts.
                    return Int32(handle.sendings == 1 ? ccurl_prerequest_go_on : ccurl_prerequest_abort)
                }
            },
            ccurl_set_open_callback(easy) { context, _, address in
                guard let context, let address = address?.pointee else { return ccurl_bad_socket }
                let type = address.socktype | Int32(SOCK_CLOEXEC.rawValue)
                let opened = socket(address.family, type, address.protocol)
                guard opened >= 0 else { return ccurl_bad_socket }
                let poller = Unmanaged<SocketPoller>.fromOpaque(context).takeUnretainedValue()
                guard poller.opened(opened) else {
                    _ = Glibc.close(opened)
                    return ccurl_bad_socket
                }
                return opened
            },
            ccurl_set_close_callback(easy) { context, socket in
                guard let context else { return -1 }
                Unmanaged<SocketPoller>.fromOpaque(context).takeUnretainedValue().closing(socket)
                return Glibc.close(socket)
            },
        ]
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    private func point(at target: HTTPTarget, _ proxy: ProxyChoice) -> Bool {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in target.headerLines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return false
            }
            list = longer
        }
        let codes = [
            ccurl_set_string(easy, CURLOPT_URL, target.url),
            ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, list),
            ccurl_set_long(easy, target.method == .post ? CURLOPT_POST : CURLOPT_HTTPGET, 1),
            // Set even when empty: left unset, libcurl reads the environment anew for each call.
            ccurl_set_string(easy, CURLOPT_PROXY, proxy.address),
            ccurl_set_string(easy, CURLOPT_NOPROXY, proxy.except),
        ]
        curl_slist_free_all(headerList)
        headerList = list
        return codes.allSatisfy { $0 == CURLE_OK }
    }
}

// MARK: - Receiving

extension TransferHandle {
    /// Hands what libcurl received to the handle; any other number than `count` tells libcurl to break off.
    private static func receive(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ take: (TransferHandle, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let context, let bytes, count > 0 else { return 0 }
        return Unmanaged<TransferHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { handle in
            take(handle, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
        }
    }

    private func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        if body.isEmpty {
            // Unknown is -1. What the header promises is not allocated before it comes, beyond a megabyte.
            let promised = offset(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
            if promised > Int64(maxBodyBytes) {
                isTooLarge = true
                return false
            }
            if promised > 0 { body.reserveCapacity(Int(min(promised, 1 << 20))) }
        }
        guard bytes.count <= maxBodyBytes - body.count else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    private func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
        // A new status line begins a new answer: what an interim one (1xx) said is over. Trailers are not headers.
        if bytes.starts(with: "HTTP/".utf8) {
            headerBlock.removeAll(keepingCapacity: true)
            isHeadWhole = false
            return true
        }
        if bytes.count <= 2 { isHeadWhole = true }
        guard body.isEmpty else { return true }
        guard bytes.count <= maxHeaderBytes - headerBlock.count else {
            isTooLarge = true
            return false
        }
        if headerBlock.isEmpty { headerBlock.reserveCapacity(256) }
        headerBlock.append(contentsOf: bytes)
        return true
    }
}

/// Memory that stays where it is while libcurl sends from it.
private struct UnsafeMutableRawBuffer {
    private var bytes: UnsafeMutableRawBufferPointer

    init(bytes count: Int) {
        bytes = .allocate(byteCount: count, alignment: 16)
    }

    /// Copies the bytes in and returns where they are.
    mutating func hold(_ content: [UInt8]) -> UnsafeMutableRawPointer? {
        if content.count > bytes.count {
            bytes.deallocate()
            bytes = .allocate(byteCount: content.count, alignment: 16)
        }
        bytes.copyBytes(from: content)
        return bytes.baseAddress
    }

    /// Gives back what one large request needed.
    mutating func trim() {
        guard bytes.count > 64 << 10 else { return }
        bytes.deallocate()
        bytes = .allocate(byteCount: 4096, alignment: 16)
    }

    func free() { bytes.deallocate() }
}
