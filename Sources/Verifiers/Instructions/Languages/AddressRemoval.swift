/// Leaves web and mail addresses out of a text, as langdetect does before it looks for a language.
enum AddressRemoval {
    /// The code points of a text with a space for each address; nil where there is none. O(bytes).
    static func scalars(of text: ResponseText) -> [UInt32]? {
        let hasMail = text.firstIndex(of: 0x40, in: text.all) != nil
        let hasLink = text.firstIndex(of: linkMarkBytes, in: text.all) != nil
        guard hasLink || hasMail else { return nil }
        let scalars = text.isASCII ? text.bytes.map(UInt32.init) : text.scalars(text.all)
        let rest = hasLink ? withoutLinks(scalars) : scalars
        return hasMail ? withoutMail(rest) : rest
    }

    private static func isLinkCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x2D, 0x5F, 0x2E, 0x3F, 0x26, 0x7E, 0x3B, 0x2B, 0x3D, 0x2F, 0x23: true
        default: isASCIILetterOrDigit(value)
        }
    }

    private static func isASCIILetterOrDigit(_ value: UInt32) -> Bool {
        (value >= 0x30 && value <= 0x39) || (value >= 0x41 && value <= 0x5A) || (value >= 0x61 && value <= 0x7A)
    }

    private static let link = Array("http".utf8).map(UInt32.init)
    private static let linkMarkBytes = Array("://".utf8)
    private static let linkMarks = linkMarkBytes.map(UInt32.init)

    /// A space for each `http://…`, up to 2,076 characters of it.
    private static func withoutLinks(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if scalars[index] == 0x68, scalars[index...].starts(with: link) {
                var next = index + 4
                if next < scalars.count, scalars[next] == 0x73 { next += 1 }
                if scalars[min(next, scalars.count)...].starts(with: linkMarks) {
                    next += 3
                    var end = next
                    while end < scalars.count, end - next < 2_076, isLinkCharacter(scalars[end]) { end += 1 }
                    if end > next {
                        result.append(0x20)
                        index = end
                        continue
                    }
                }
            }
            result.append(scalars[index])
            index += 1
        }
        return result
    }

    private static func isMailCharacter(_ value: UInt32) -> Bool {
        value == 0x2D || value == 0x5F || value == 0x2E || isASCIILetterOrDigit(value)
    }

    /// A space for each mail address: up to 64 characters before the sign, two at least behind it.
    private static func withoutMail(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        // Where the last address ended in the result: what stands before belongs to no other one.
        var barrier = 0
        while index < scalars.count {
            guard scalars[index] == 0x40 else {
                result.append(scalars[index])
                index += 1
                continue
            }
            var before = 0
            while before < 64, result.count - before > barrier, isMailCharacter(result[result.count - before - 1]) {
                before += 1
            }
            // The first character behind the sign is no period; a second one follows.
            var host = index + 1
            while host < scalars.count, host - index <= 510, isMailCharacter(scalars[host]) { host += 1 }
            let first = index + 1 < scalars.count ? scalars[index + 1] : 0
            guard before > 0, first != 0x2E, host - index - 1 >= 2 else {
                result.append(scalars[index])
                index += 1
                continue
            }
            var end = index + 1
            while end < host, end - index <= 255, scalars[end] != 0x2E { end += 1 }
            end = min(host, end + 255)
            result.removeLast(before)
            result.append(0x20)
            barrier = result.count
            index = end
        }
        return result
    }
}
