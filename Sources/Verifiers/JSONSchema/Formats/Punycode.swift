/// Punycode (RFC 3492), without the prefix `xn--`.
enum Punycode {
    private static let base = 36
    private static let least = 1
    private static let most = 26
    private static let skew = 38
    private static let damp = 700

    /// The text that a spelling in lower case means; nil where it means none, or only ASCII.
    static func decoded(_ text: [UInt8]) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        var rest = text[...]
        if let dash = text.lastIndex(of: 0x2D) {
            scalars = text[..<dash].map { Unicode.Scalar($0) }
            rest = text[(dash + 1)...]
        }
        guard !rest.isEmpty else { return nil }
        var (value, place, bias) = (128, 0, 72)
        while !rest.isEmpty {
            let before = place
            var weight = 1
            var step = base
            while true {
                guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
                place += digit * weight
                // No label is so long, and nothing can overflow below it.
                guard place < 1 << 40 else { return nil }
                let threshold = min(max(step - bias, least), most)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight < 1 << 40 else { return nil }
                step += base
            }
            let count = scalars.count + 1
            bias = adapted(place - before, count: count, isFirst: before == 0)
            value += place / count
            place %= count
            guard value <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(value)) else { return nil }
            scalars.insert(scalar, at: place)
            place += 1
        }
        return scalars
    }

    /// The spelling of a text; nil where it has no character beyond ASCII, or is far too long for a label.
    static func encoded(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
        guard scalars.count <= 64, scalars.contains(where: { !$0.isASCII }) else { return nil }
        var output = scalars.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        var done = output.count
        let plain = done
        if plain > 0 { output.append(0x2D) }
        var (value, delta, bias) = (128, 0, 72)
        while done < scalars.count {
            guard let next = scalars.lazy.map({ Int($0.value) }).filter({ $0 >= value }).min() else { return nil }
            delta += (next - value) * (done + 1)
            value = next
            for scalar in scalars {
                if Int(scalar.value) < value { delta += 1 }
                guard Int(scalar.value) == value else { continue }
                write(delta, bias: bias, to: &output)
                bias = adapted(delta, count: done + 1, isFirst: done == plain)
                delta = 0
                done += 1
            }
            delta += 1
            value += 1
        }
        return output
    }

    private static func write(_ delta: Int, bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var step = base
        while true {
            let threshold = min(max(step - bias, least), most)
            if rest < threshold { break }
            output.append(letter(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        output.append(letter(rest))
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - least) * most / 2 {
            delta /= base - least
            steps += base
        }
        return steps + (base - least + 1) * delta / (delta + skew)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func letter(_ digit: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: digit < 26 ? 0x61 + digit : 0x30 + digit - 26)
    }
}
