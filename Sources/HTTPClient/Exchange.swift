/// One call on its way: what was asked, who waits for the reply, and which handle carries it.
///
/// Sendable because each field has one owner at a time: the caller fills `waiter` before it submits the exchange through
/// the inbox's lock, and from then on only the loop's thread touches any of them. A cancellation carries the reference
/// through the same lock and reads nothing.
final class Exchange: @unchecked Sendable {
    typealias Waiter = CheckedContinuation<Result<HTTPReply, HTTPTransportError>, Never>

    let call: HTTPCall
    /// When the caller asked, on the monotonic clock.
    let submittedAt: UInt64
    var waiter: Waiter?
    /// The handle that carries the call while it runs.
    var transfer: TransferHandle?
    /// A cancellation that came first, or while the call waited for a free place.
    var isCancelled = false

    init(_ call: HTTPCall) {
        self.call = call
        self.submittedAt = monotonicNanoseconds()
    }

    /// When the call's total deadline passes, on the monotonic clock.
    var expiresAt: UInt64 { submittedAt &+ call.totalDeadline.wholeNanoseconds }

    func error(_ code: HTTPTransportError.Code, _ detail: String = "", mayHaveArrived: Bool = false)
        -> HTTPTransportError
    {
        HTTPTransportError(
            code, address: call.target.description, detail: detail, mayHaveArrived: mayHaveArrived)
    }
}
