import JSON

/// Contents of strings as draft 7 may have them validated.
enum EncodedContent {
    /// Whether a text is what its encoding and media type say.
    static func isValid(_ text: UnsafeBufferPointer<UInt8>, isBase64: Bool, isJSON: Bool) -> Bool {
        let bytes: [UInt8]
        if isBase64 {
            guard let decoded = base64(text) else { return false }
            bytes = decoded
        } else {
            bytes = Array(text)
        }
        return !isJSON || (try? JSONReader(maxDepth: 128).document(bytes)) != nil
    }

    /// The bytes that base64 with its padding (RFC 4648, 4) spells; nil where it is something else.
    private static func base64(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        let padding = text.suffix(2).count { $0 == 0x3D }
        let end = text.count - (text.last == 0x3D ? padding : 0)
        for byte in text[..<end] {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x47
            case 0x30...0x39: value = byte + 4
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
