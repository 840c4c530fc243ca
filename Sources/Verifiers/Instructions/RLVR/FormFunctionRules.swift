/// RLVR-IFeval's functions about the form of the answer.
enum FormFunctionRules {
    static let all: [InstructionRule] = [
        postscript, placeholders, bullets, title, choice, highlights, sections, json, repeatPrompt, twoResponses,
        uppercase, lowercase, ending, quotation, commas,
    ]

    private static let postscript = InstructionRule("verify_postscript", ["postscript_marker"], passes: 4) {
        (arguments) throws(OptionFault) in
        let marker = Array(try arguments.text("postscript_marker").utf8)
        return { (text, _) in
            guard let found = text.firstIndex(of: marker, in: text.all) else {
                return .broken("there is no postscript")
            }
            // Something follows the marker, white space aside.
            let rest = text.stripped(found..<text.count)
            return InstructionFinding(
                text.scalarCount(rest) > ResponseText(marker).scalarCount, "nothing follows the postscript's marker")
        }
    }

    private static let placeholders = InstructionRule("validate_placeholders", ["N"]) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        return { (text, _) in bound.finding(ContentRules.bracketed(in: text), "placeholders") }
    }

    private static let bullets = InstructionRule("verify_bullet_points", ["N"], passes: 3) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.exactly(try arguments.whole("N"))
        return { (text, _) in
            var count = 0
            for line in text.lines(in: text.all) {
                let bare = text.strippedLeft(line, CodePoint.isSpace)
                if !bare.isEmpty, text.bytes[bare.lowerBound] == 0x2A || text.bytes[bare.lowerBound] == 0x2D {
                    count += 1
                }
            }
            return bound.finding(count, "bullet points")
        }
    }

    private static let title = InstructionRule("validate_title", passes: 4) { (_) in
        { (text, _) in
            for line in text.lines(in: text.all) {
                if let open = text.firstIndex(of: [0x3C, 0x3C], in: line),
                    text.firstIndex(of: [0x3E, 0x3E], in: (open + 2)..<line.upperBound) != nil
                {
                    return .followed
                }
            }
            return .broken("there is no title in double angular brackets")
        }
    }

    private static let choice = InstructionRule("validate_choice", ["options"], passes: 1) {
        (arguments) throws(OptionFault) in
        let options = try arguments.texts("options").map { Array($0.utf8) }
        return { (text, budget) throws(BudgetExhausted) in
            for option in options {
                try budget.spend(bytes: text.count * min(option.count, 16))
                if text.firstIndex(of: option, in: text.all) != nil { return .followed }
            }
            return .broken("none of the options is given")
        }
    }

    private static let highlights = InstructionRule("validate_highlighted_sections", ["N"]) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        return { (text, _) in
            bound.finding(FormatRules.highlighted(in: text, stars: 1, anyContent: true), "highlighted sections")
        }
    }

    private static let sections = InstructionRule("validate_sections", ["N", "section_splitter"], passes: 4) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        let splitter = FoldedLiteral(try arguments.text("section_splitter"))
        return { (text, budget) throws(BudgetExhausted) in
            var count = 0
            var start = 0
            while start < text.count,
                let found = try splitter.next(in: text, range: start..<text.count, budget: &budget)
            {
                // One white space may stand before the number.
                var index = found.upperBound
                if index < text.count, CodePoint.isSpace(text.scalar(at: index).value) {
                    index += text.scalar(at: index).length
                }
                if index < text.count, CodePoint.isDecimal(text.scalar(at: index).value) {
                    count += 1
                    while index < text.count, CodePoint.isDecimal(text.scalar(at: index).value) {
                        index += text.scalar(at: index).length
                    }
                    start = index
                } else {
                    start = found.lowerBound + text.scalar(at: found.lowerBound).length
                }
            }
            return bound.finding(count, "sections")
        }
    }

    private static let json = InstructionRule("validate_json_format", passes: 2) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            InstructionFinding(try PythonJSON.isDocument(text, text.all, budget: &budget), "it is not JSON")
        }
    }

    private static let repeatPrompt = InstructionRule("validate_repeat_prompt", ["original_prompt"]) {
        (arguments) throws(OptionFault) in
        let prompt = Array(try arguments.text("original_prompt").utf8)
        return { (text, _) in InstructionFinding(text.has(prompt, at: 0), "it does not start with the request") }
    }

    private static let twoResponses = InstructionRule("validate_two_responses", passes: 4) { (_) in
        { (text, _) in
            let parts = text.parts(of: text.all, between: Array("******".utf8)).map(text.stripped)
            guard parts.count == 2 else { return .broken("there is not one `******` between two responses") }
            return InstructionFinding(!text.areEqual(parts[0], parts[1]), "the two responses are the same")
        }
    }

    private static let uppercase = InstructionRule("validate_uppercase") { (_) in
        { (text, _) in InstructionFinding(text.isUnchangedInUpperCase, "there are lower-case letters") }
    }

    private static let lowercase = InstructionRule("validate_lowercase") { (_) in
        { (text, _) in InstructionFinding(text.isUnchangedInLowerCase, "there are capitals") }
    }

    private static let ending = InstructionRule("validate_end", ["end_phrase"]) { (arguments) throws(OptionFault) in
        let phrase = Array(try arguments.text("end_phrase").utf8)
        return { (text, _) in
            InstructionFinding(text.has(phrase, at: text.count - phrase.count), "it ends with something else")
        }
    }

    private static let quotation = InstructionRule("validate_quotation") { (_) in
        { (text, _) in
            InstructionFinding(text.bytes.first == 0x22 && text.bytes.last == 0x22, "it is not in double quotes")
        }
    }

    private static let commas = InstructionRule("validate_no_commas") { (_) in
        { (text, _) in InstructionFinding(!text.bytes.contains(0x2C), "there is a comma") }
    }
}
