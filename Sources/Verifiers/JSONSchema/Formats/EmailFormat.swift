/// Mailboxes of RFC 5321, and of RFC 6531 where other scripts may occur.
enum EmailFormat {
    static func accepts(
        _ text: UnsafeBufferPointer<UInt8>, isInternational: Bool, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        guard let at = text.lastIndex(of: 0x40), at > 0, at + 1 < text.count else { return false }
        let local = text[..<at]
        let domain = text[(at + 1)...]
        // 64 bytes; of other scripts as many characters, as mail software counts them.
        guard local.count(where: { !isInternational || $0 & 0xC0 != 0x80 }) <= 64,
            isLocal(local, isInternational: isInternational)
        else { return false }
        if domain.first == 0x5B { return isLiteral(domain) }
        if isInternational { return isDomain(domain) }
        return try HostnameFormat.accepts(
            UnsafeBufferPointer(rebasing: domain), isInternational: false, budget: &budget)
    }

    /// Atoms with single points between them, or a quoted text.
    private static func isLocal(_ local: Slice<UnsafeBufferPointer<UInt8>>, isInternational: Bool) -> Bool {
        if local.first == 0x22 {
            guard local.count >= 2, local.last == 0x22 else { return false }
            var isEscaped = false
            for byte in local.dropFirst().dropLast() {
                guard byte >= 0x20, byte != 0x7F, isInternational || byte < 0x80 else { return false }
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    return false
                }
            }
            return !isEscaped
        }
        return local.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isAtomic($0) || isInternational && $0 >= 0x80 }
        }
    }

    private static func isAtomic(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: byte.isLetter || byte.isDigit
        }
    }

    /// `[127.0.0.1]` or `[IPv6:::1]`.
    private static func isLiteral(_ domain: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard domain.count > 2, domain.last == 0x5D else { return false }
        let inner = domain.dropFirst().dropLast()
        if inner.prefix(5).elementsEqual("IPv6:".utf8) { return AddressFormats.isIPv6(inner.dropFirst(5)) }
        return AddressFormats.isIPv4(inner)
    }

    /// Labels that are plain or hold other scripts; these may still have to be normalised, as mail software does.
    private static func isDomain(_ domain: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        domain.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 >= 0x80 }
        }
    }
}
