/// IFEval's rules about more than one thing at once.
enum CombinationRules {
    static let all: [InstructionRule] = [twoResponses, repeatPrompt]

    private static let twoResponses = InstructionRule("combination:two_responses", passes: 3) { (_) in
        { (text, _) in
            let parts = text.parts(of: text.all, between: Array("******".utf8))
            var responses: [Range<Int>] = []
            for (index, part) in parts.enumerated() {
                let bare = text.stripped(part)
                if !bare.isEmpty {
                    responses.append(bare)
                } else if index != 0, index != parts.count - 1 {
                    return .broken("a response is empty")
                }
            }
            guard responses.count == 2 else { return .broken("there are \(responses.count) responses") }
            return InstructionFinding(
                text.bytes[responses[0]] != text.bytes[responses[1]], "the two responses are the same")
        }
    }

    private static let repeatPrompt = InstructionRule("combination:repeat_prompt", ["prompt_to_repeat"], passes: 3) {
        (arguments) throws(OptionFault) in
        let written = ResponseText(try arguments.text("prompt_to_repeat"))
        let prompt = written.part(written.stripped(written.all)).lowercased()
        return { (text, _) in
            let start = text.stripped(text.all)
            // As much as the request is long says it all where neither form can be of another length.
            let isEnough = text.isASCII && start.count > prompt.count
            let lower = text.part(isEnough ? start.prefix(prompt.count) : start).lowercased()
            return InstructionFinding(lower.has(prompt.bytes, at: 0), "it does not start with the request")
        }
    }
}
