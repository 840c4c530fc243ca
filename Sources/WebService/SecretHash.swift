internal import Crypto

/// The SHA-256 of a token, compared in a time that does not depend on where two differ.
struct SecretHash: Sendable {
    private let bytes: [UInt8]

    /// The hash of a token as a caller gave it.
    init(of secret: some Sequence<UInt8>) { bytes = Array(SHA256.hash(data: Array(secret))) }

    /// The hash that 64 hexadecimal digits spell; nil for anything else.
    init?(hexadecimal text: String) {
        guard text.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x41 + 10
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.bytes = bytes
    }

    /// Whether both are the same; every byte is looked at.
    func matches(_ other: SecretHash) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(bytes, other.bytes) { difference |= left ^ right }
        return difference == 0
    }
}
