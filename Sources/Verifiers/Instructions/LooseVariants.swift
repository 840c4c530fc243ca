/// The forms of a response that loose judging tries: without its first or last line, without `*`.
///
/// Those beyond the response itself are made when one of them is first asked for: most responses that follow an
/// instruction follow it as they are.
struct LooseVariants {
    private let response: ResponseText
    private let isBlank: Bool
    private var others: [ResponseText]?

    /// The forms of a text. O(text).
    init(_ text: ResponseText) {
        response = text
        isBlank = text.isBlank
    }

    /// The form that is tried after so many others, blank ones left out; nil when there is no further. O(text) at most.
    mutating func text(after tried: Int) -> ResponseText? {
        if tried == 0, !isBlank { return response }
        let made = others ?? Self.others(response)
        others = made
        let index = isBlank ? tried : tried - 1
        return made.indices.contains(index) ? made[index] : nil
    }

    private static func others(_ text: ResponseText) -> [ResponseText] {
        var texts: [ResponseText] = []
        let hasStar = text.firstIndex(of: 0x2A, in: text.all) != nil
        if hasStar { texts.append(withoutStars(text)) }
        if let first = text.firstIndex(of: 0x0A, in: text.all), let last = text.bytes.lastIndex(of: 0x0A) {
            var parts = [(first + 1)..<text.count, 0..<last]
            // With one line's end alone nothing is left between first and last line.
            if first < last { parts.append((first + 1)..<last) }
            let shorter = parts.map { text.part(text.stripped($0)) }
            texts += shorter
            if hasStar {
                texts += shorter.filter { $0.firstIndex(of: 0x2A, in: $0.all) != nil }.map(withoutStars)
            }
        }
        return texts.filter { !$0.isBlank }
    }

    private static func withoutStars(_ text: ResponseText) -> ResponseText {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var start = 0
        while let star = text.firstIndex(of: 0x2A, in: start..<text.count) {
            bytes.append(contentsOf: text.bytes[start..<star])
            start = star + 1
        }
        bytes.append(contentsOf: text.bytes[start...])
        return ResponseText(bytes)
    }
}
