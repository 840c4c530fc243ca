/// One call: a target, a body, and the bounds within which it must end.
package struct HTTPCall: Sendable {
    /// Method, address and headers.
    package var target: HTTPTarget
    /// The body; ignored for GET.
    package var body: [UInt8]
    /// How long making the connection may take, TLS included. Rounded up to milliseconds, at least one.
    package var connectDeadline: Duration
    /// How long the whole call may take. Rounded up to milliseconds, at least one.
    package var totalDeadline: Duration
    /// The largest reply body that is taken, in bytes, counted after unpacking.
    package var maxResponseBytes: Int

    /// A call with these bounds.
    package init(
        _ target: HTTPTarget, body: [UInt8] = [], connectDeadline: Duration = .seconds(10),
        totalDeadline: Duration = .seconds(120), maxResponseBytes: Int = 64 << 20
    ) {
        self.target = target
        self.body = body
        self.connectDeadline = connectDeadline
        self.totalDeadline = totalDeadline
        self.maxResponseBytes = maxResponseBytes
    }
}
