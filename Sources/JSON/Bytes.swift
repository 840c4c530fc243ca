#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Whether two buffers hold the same bytes.
func sameBytes(_ lhs: UnsafeBufferPointer<UInt8>, _ rhs: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lhs.count == rhs.count else { return false }
    guard let left = lhs.baseAddress, let right = rhs.baseAddress else { return true }
    return memcmp(left, right, lhs.count) == 0
}

extension String {
    /// Whether both are the same code points. Swift's own `==` also takes canonically equivalent texts for equal, which
    /// in JSON are different keys and different strings.
    package func hasSameBytes(as other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        let same = left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { right in sameBytes(left, right) }
        }
        if let same = same ?? nil { return same }
        return left.elementsEqual(right)
    }
}

/// A key that is compared by its bytes, for sets and dictionaries of keys.
package struct ByteKey: Hashable, Sendable {
    /// The key.
    package let text: String

    /// A key.
    package init(text: String) { self.text = text }

    /// Whether both are the same code points.
    package static func == (lhs: ByteKey, rhs: ByteKey) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}
