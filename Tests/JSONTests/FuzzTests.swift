import Testing

@testable import JSON

@Suite struct `Random texts find no gap` {
    static let seeds: [UInt64] = Array(1...8)

    @Test(arguments: seeds)
    func `random values come back from their text`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<400 {
            let value = random.value(depth: 6)
            let text = value.text
            #expect(try JSONReader().read(text).text == text, "seed \(seed)")
            #expect(try JSONReader().read(random.loosened(text)) == value, "seed \(seed)")
            #expect(try JSONReader().document(Array(text.utf8)).root.value.text == text, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `a spoilt text is judged as the plain validator judges it`(seed: UInt64) {
        var random = SplitMix(seed: seed &* 7919)
        var taken = 0
        for _ in 0..<3000 {
            var bytes = Array(random.loosened(random.value(depth: 4).text).utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) { random.spoil(&bytes) }
            let isTaken = (try? JSONReader().read(bytes)) != nil
            taken += isTaken ? 1 : 0
            #expect(isTaken == TinyValidator.isValid(bytes), "seed \(seed): \(bytes)")
        }
        // Neither verdict may be the only one, or the comparison says little.
        #expect((100..<2900).contains(taken), "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `short texts over JSON's own alphabet`(seed: UInt64) {
        var random = SplitMix(seed: seed &* 104_729)
        let alphabet: [[UInt8]] = [
            "[", "]", "{", "}", ":", ",", "\"", "\\", "1", "0", "-", ".", "e", "true", "null", " ", "\n", "a",
            "\\u00e9", "\"a\"",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<8000 {
            let bytes = (0..<Int.random(in: 1...9, using: &random)).flatMap { _ in
                alphabet.randomElement(using: &random) ?? []
            }
            #expect(((try? JSONReader().read(bytes)) != nil) == TinyValidator.isValid(bytes), "seed \(seed): \(bytes)")
        }
    }
}

extension SplitMix {
    private mutating func text() -> String {
        let alphabets: [[Unicode.Scalar]] = [
            Array("abcdefghijklmnopqrstuvwxyz \"\\/\n\t".unicodeScalars),
            ["\u{0}", "\u{1F}", "\u{7F}", "é", "€", "😀", "\u{FEFF}", "\u{10FFFF}"],
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &self) {
            guard let scalar = alphabets.randomElement(using: &self)?.randomElement(using: &self) else { continue }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    private mutating func digits(_ most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &self)).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined()
    }

    private mutating func number() -> JSONValue {
        var text = Bool.random(using: &self) ? "-" : ""
        text += Bool.random(using: &self) ? "0" : "\(Int.random(in: 1...9, using: &self))\(digits(25))"
        if Bool.random(using: &self) { text += "." + digits(20) }
        if Bool.random(using: &self) {
            text += (["e", "E", "e+", "E-"].randomElement(using: &self) ?? "e") + digits(4)
        }
        return .number(JSONNumber(checked: text))
    }

    /// A random value; its numbers are in any grammatical spelling.
    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return number()
        case 3, 4: return .string(text())
        case 5, 6: return .array((0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth - 1) })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0...5, using: &self)).map { _ in
                        .init(key: text(), value: value(depth: depth - 1))
                    }))
        }
    }

    /// The text with white space put where it may stand.
    mutating func loosened(_ text: String) -> String {
        var isInside = false
        var isEscaped = false
        var loose = ""
        for scalar in text.unicodeScalars {
            let isBracket = !isInside && "[]{},:".unicodeScalars.contains(scalar)
            if isBracket, Int.random(in: 0..<3, using: &self) == 0 {
                loose += [" ", "\n", "\r\n", "\t", "          "].randomElement(using: &self) ?? ""
            }
            loose.unicodeScalars.append(scalar)
            if isBracket, Int.random(in: 0..<3, using: &self) == 0 { loose += " " }
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isInside.toggle()
            }
        }
        return loose
    }

    /// Changes, drops, doubles or swaps a few bytes.
    mutating func spoil(_ bytes: inout [UInt8]) {
        guard let index = bytes.indices.randomElement(using: &self) else {
            return bytes.append(UInt8.random(in: 0...255, using: &self))
        }
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &self)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes[index], at: index)
        case 3: bytes.insert(Array("[]{},:\"\\ 10-+.eEtn\u{C}".utf8).randomElement(using: &self) ?? 0, at: index)
        case 4: bytes.removeSubrange(index..<min(index + Int.random(in: 1...9, using: &self), bytes.count))
        default: bytes.swapAt(index, bytes.indices.randomElement(using: &self) ?? index)
        }
    }
}
