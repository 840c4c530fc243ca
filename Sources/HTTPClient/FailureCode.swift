internal import CCurl

/// What libcurl's results mean in the words of ``HTTPTransportError``.
enum FailureCode {
    /// The code of a result; `isConnected` tells a deadline that passed while connecting from one that passed later.
    static func of(_ result: CURLcode, isConnected: Bool) -> HTTPTransportError.Code {
        switch result {
        case CURLE_COULDNT_CONNECT: .connectRefused
        case CURLE_COULDNT_RESOLVE_HOST: .resolve
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
        case CURLE_OPERATION_TIMEDOUT: isConnected ? .timeout : .connectTimeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CLIENTCERT:
            .tls
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM,
            CURLE_SEND_FAIL_REWIND, CURLE_SSL_SHUTDOWN_FAILED:
            // Before a request was written, a connection that breaks is one that could not be made.
            isConnected ? .cutOff : .connectRefused
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2,
            CURLE_HTTP3, CURLE_WRITE_ERROR:
            .malformed
        case CURLE_URL_MALFORMAT: .invalid
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        default: .local
        }
    }
}
