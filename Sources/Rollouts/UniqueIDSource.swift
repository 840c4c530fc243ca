internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// New ids out of the system's randomness, which is asked for many at once: asking costs a system call.
package final class UniqueIDSource: Sendable {
    private let words = Mutex(BufferedRandomWords())

    /// A source.
    package init() {}

    /// A new id from the wall clock's milliseconds.
    package func next(milliseconds: Int64) -> UniqueID {
        words.withLock { UniqueID(milliseconds: milliseconds, using: &$0) }
    }
}

/// The system's random words, a few at a time.
private struct BufferedRandomWords: RandomNumberGenerator, Sendable {
    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if let word = words.popLast() { return word }
        // As much as one call gives.
        words = [UInt64](repeating: 0, count: 32)
        if words.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) != 0 {
            // Swift's own way waits and falls back by itself.
            var system = SystemRandomNumberGenerator()
            for index in words.indices { words[index] = system.next() }
        }
        return words.popLast() ?? 0
    }
}
