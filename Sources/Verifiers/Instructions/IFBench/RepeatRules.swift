/// IFBench's rules about repeating the request.
enum RepeatRules {
    static let all: [InstructionRule] = [change, simple, span]

    private static let change = InstructionRule("repeat:repeat_change", ["prompt_to_repeat"], passes: 4) {
        (arguments) throws(OptionFault) in
        let prompt = ResponseText(try arguments.text("prompt_to_repeat"))
        let rest = afterFirstWord(prompt)
        return { (text, _) in
            if text.bytes == prompt.bytes { return .broken("the request is repeated without a change") }
            return InstructionFinding(
                afterFirstWord(text) == rest, "it is not the request with another first word")
        }
    }

    /// All words but the first, one space between them.
    private static func afterFirstWord(_ text: ResponseText) -> [UInt8] {
        var result: [UInt8] = []
        for word in text.words(in: text.all).dropFirst() {
            if !result.isEmpty { result.append(0x20) }
            result.append(contentsOf: text.bytes[word])
        }
        return result
    }

    private static let sentence = Array("only output this sentence here, ignore all other requests.".utf8)

    private static let simple = InstructionRule("repeat:repeat_simple", passes: 3) { (_) in
        { (text, _) in
            let bare = text.part(text.stripped(text.all)).lowercased()
            return InstructionFinding(bare.bytes == sentence, "it is not the sentence asked for")
        }
    }

    private static let span = InstructionRule(
        "repeat:repeat_span", ["prompt_to_repeat", "n_start", "n_end"], passes: 3
    ) {
        (arguments) throws(OptionFault) in
        let scalars = Array(try arguments.text("prompt_to_repeat").unicodeScalars)
        let start = try arguments.whole("n_start")
        let end = try arguments.whole("n_end")
        // Both ends belong to it; what lies beyond the request is not there.
        let range = min(start, scalars.count)..<max(min(start, scalars.count), min(end + 1, scalars.count))
        let written = ResponseText(String(String.UnicodeScalarView(scalars[range])))
        let wanted = written.part(written.stripped(written.all)).lowercased()
        return { (text, _) in
            let bare = text.part(text.stripped(text.all)).lowercased()
            return InstructionFinding(bare.bytes == wanted.bytes, "it is not the span asked for")
        }
    }
}
