/// IFEval's rules about what must stand somewhere: placeholders, a postscript, an ending, quotes.
enum ContentRules {
    static let all: [InstructionRule] = [placeholders, postscript, ending, quotation, comma]

    private static let placeholders = InstructionRule("detectable_content:number_placeholders", ["num_placeholders"]) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("num_placeholders"))
        return { (text, _) in bound.finding(bracketed(in: text), "placeholders") }
    }

    /// How many pairs of square brackets there are, each within a line and as short as may be.
    static func bracketed(in text: ResponseText) -> Int {
        var count = 0
        var isOpen = false
        for byte in text.bytes {
            switch byte {
            case 0x5B: isOpen = true
            case 0x0A: isOpen = false
            case 0x5D where isOpen:
                count += 1
                isOpen = false
            default: break
            }
        }
        return count
    }

    private static let postscript = InstructionRule("detectable_content:postscript", ["postscript_marker"], passes: 4) {
        (arguments) throws(OptionFault) in
        let marker = try arguments.text("postscript_marker")
        let letters: [UInt8]
        switch marker {
        case "P.P.S": letters = Array("pps".utf8)
        case "P.S.": letters = Array("ps".utf8)
        default:
            let lower = ResponseText(marker).lowercased()
            let pattern = try arguments.pattern("postscript_marker", lower.string(lower.all))
            return { (text, budget) throws(BudgetExhausted) in
                InstructionFinding(
                    try pattern.isFound(in: text.lowercased(), budget: &budget), "there is no `\(marker)`")
            }
        }
        return { (text, _) in
            InstructionFinding(
                hasPostscript(text, letters, endsWithPeriod: letters.count == 2), "there is no `\(marker)`")
        }
    }

    /// Letters with a period behind each, but perhaps not the last, and at most one white space after it.
    private static func hasPostscript(_ text: ResponseText, _ letters: [UInt8], endsWithPeriod: Bool) -> Bool {
        for start in text.bytes.indices where text.bytes[start] | 0x20 == 0x70 {
            var index = start
            var matches = true
            for (place, letter) in letters.enumerated() {
                guard index < text.count, text.bytes[index] | 0x20 == letter else {
                    matches = false
                    break
                }
                index += 1
                if place == letters.count - 1, !endsWithPeriod { break }
                guard index < text.count, text.bytes[index] == 0x2E else {
                    matches = false
                    break
                }
                index += 1
                if place < letters.count - 1, index < text.count {
                    let (value, length) = text.scalar(at: index)
                    if CodePoint.isSpace(value) { index += length }
                }
            }
            if matches { return true }
        }
        return false
    }

    private static let ending = InstructionRule("startend:end_checker", ["end_phrase"], passes: 3) {
        (arguments) throws(OptionFault) in
        let written = ResponseText(try arguments.text("end_phrase"))
        let phrase = written.part(written.stripped(written.all)).lowercased()
        return { (text, _) in
            let bare = text.stripped(text.all)
            let unquoted = text.strippedLeft(text.strippedRight(bare) { $0 == 0x22 }) { $0 == 0x22 }
            // As much as the phrase is long says it all where neither form can be of another length.
            let isEnough = text.isASCII && unquoted.count > phrase.count
            let lower = text.part(isEnough ? unquoted.suffix(phrase.count) : unquoted).lowercased()
            return InstructionFinding(
                lower.has(phrase.bytes, at: lower.count - phrase.count), "it ends with something else")
        }
    }

    private static let quotation = InstructionRule("startend:quotation") { (_) in
        { (text, _) in
            let bare = text.stripped(text.all)
            return InstructionFinding(
                bare.count > 1 && text.bytes[bare.lowerBound] == 0x22 && text.bytes[bare.upperBound - 1] == 0x22,
                "it is not in double quotes")
        }
    }

    private static let comma = InstructionRule("punctuation:no_comma") { (_) in
        { (text, _) in InstructionFinding(!text.bytes.contains(0x2C), "there is a comma") }
    }
}
