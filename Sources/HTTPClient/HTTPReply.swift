/// A whole reply: status, headers, body, and how the call went.
package struct HTTPReply: Sendable {
    /// The status code, 100 to 599 as a rule; whatever three digits the server sent.
    package let status: Int
    /// The headers of the last answer, without those of interim (1xx) ones.
    package let headers: HTTPHeaders
    /// The body, unpacked.
    package let body: [UInt8]
    /// How long the parts of the call took.
    package let timings: HTTPTimings
    /// The address that was connected to, as text; empty where the library did not say.
    package let remoteAddress: String
    /// Whether a connection of an earlier call was used again.
    package let reusedConnection: Bool
}

/// How long the parts of one call took. All but `queued` count from the moment the transfer began.
package struct HTTPTimings: Sendable, Equatable {
    /// From the call to the start of the transfer on the transport's own thread.
    package let queued: Duration
    /// Until the connection was there, TLS included; zero on a reused connection.
    package let connected: Duration
    /// Until the first byte of the reply.
    package let firstByte: Duration
    /// Until the last byte of the reply.
    package let total: Duration
}
