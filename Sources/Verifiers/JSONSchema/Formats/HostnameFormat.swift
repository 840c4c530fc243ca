/// Host names of RFC 1123, and of RFC 5890 where labels may be written in other scripts.
enum HostnameFormat {
    /// The longest name, in bytes of its ASCII form.
    private static let longest = 253
    /// The longest label, in bytes of its ASCII form.
    private static let longestLabel = 63

    static func accepts(
        _ text: UnsafeBufferPointer<UInt8>, isInternational: Bool, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        // No scalar takes fewer than a fourth of its bytes in ASCII.
        guard !text.isEmpty, text.count <= 4 * longest else { return false }
        var length = -1
        var labels: [[Unicode.Scalar]] = []
        for label in split(text, isInternational: isInternational) {
            guard !label.isEmpty else { return false }
            let isPlain = label.allSatisfy { $0 < 0x80 }
            guard isPlain || isInternational else { return false }
            if isPlain, !isEncoded(label) {
                guard isPlainLabel(label) else { return false }
                length += 1 + label.count
                labels.append(label.map { Unicode.Scalar($0) })
                continue
            }
            try budget.spend(steps: 400)
            guard let scalars = isPlain ? decoded(label) : scalars(label),
                try InternationalLabel.isValid(scalars, budget: &budget),
                let encoded = Punycode.encoded(scalars), encoded.count + 4 <= longestLabel,
                !isPlain || encoded.elementsEqual(label.dropFirst(4).map { lowercased($0) })
            else { return false }
            length += 1 + 4 + encoded.count
            labels.append(scalars)
        }
        guard length <= longest else { return false }
        return try InternationalLabel.areBidirectional(labels, budget: &budget)
    }

    /// The labels between points; in other scripts three more characters count as points.
    private static func split(
        _ text: UnsafeBufferPointer<UInt8>, isInternational: Bool
    ) -> [Slice<UnsafeBufferPointer<UInt8>>] {
        guard isInternational else { return text.split(separator: 0x2E, omittingEmptySubsequences: false) }
        var labels: [Slice<UnsafeBufferPointer<UInt8>>] = []
        var start = 0
        var index = 0
        while index < text.count {
            let (scalar, length) = UTF8Scalar.read(text[...], at: index)
            if scalar == 0x2E || scalar == 0x3002 || scalar == 0xFF0E || scalar == 0xFF61 {
                labels.append(text[start..<index])
                start = index + length
            }
            index += length
        }
        return labels + [text[start...]]
    }

    private static func isPlainLabel(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        label.count <= longestLabel && label.first != 0x2D && label.last != 0x2D
            && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D }
    }

    /// Whether a label says that it is Punycode.
    private static func isEncoded(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        label.count >= 4 && label.prefix(4).map(lowercased).elementsEqual("xn--".utf8)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func decoded(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> [Unicode.Scalar]? {
        guard label.count <= longestLabel else { return nil }
        return Punycode.decoded(label.dropFirst(4).map(lowercased))
    }

    private static func scalars(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> [Unicode.Scalar] {
        Array(String(decoding: label, as: UTF8.self).unicodeScalars)
    }
}
