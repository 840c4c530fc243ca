import Foundation

/// Runs a call that blocks on a thread of its own, so that it holds no thread of other tests.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try body() }) }
        thread.stackSize = 1 << 20
        thread.start()
    }
}

/// What went wrong in the test's own tools, not in what is tested.
struct HarnessError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Returns the first value that is not nil; throws when the seconds are over.
///
/// It asks again and again, every 20 ms: what it waits for (a file, a count over HTTP) happens in another process, which
/// tells nobody. The seconds are for a machine that is busy with other things; a quiet one needs few of them.
func eventually<Value>(
    _ what: String, within seconds: Double = 60, _ probe: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
        if let value = try await probe() { return value }
        guard ContinuousClock.now < deadline else { throw HarnessError("after \(seconds) s still not so: \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// Waits until something is so.
func eventually(_ what: String, within seconds: Double = 60, isSo probe: () async throws -> Bool) async throws {
    let _: Bool = try await eventually(what, within: seconds) { try await probe() ? true : nil }
}
