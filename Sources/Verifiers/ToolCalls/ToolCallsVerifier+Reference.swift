import JSON
import Rollouts

extension ToolCallsVerifier {
    /// Judges by the rules of BFCL's checker.
    func judgeByReference(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws -> Verdict {
        let tools = try self.tools.resolve(task)
        let format = try self.format.resolve(task)
        let category = try self.category?.resolve(task)
        // The published rows of these categories come without a file of answers.
        let possible =
            ReferenceQuestion.needsAnswers(category) ? try possible?.resolve(task) : try? possible?.resolve(task)
        let question: ReferenceQuestion
        do {
            question = try ReferenceQuestion(category: category, possible: possible, tools: tools, format: format)
        } catch {
            throw OptionFault("possible: \(error.message)")
        }
        let text = try ByteText(completion.answer, budget: &budget)
        let decoded = try decode(completion, text, question, format, tools, budget: &budget)
        var result = CallVerdict()
        switch question.kind {
        case .irrelevance:
            let calls = (try? decoded.get()) ?? []
            result.add("call", calls.isEmpty ? [] : [CallFailure(.unexpectedCall, "a call that nobody asked for")])
        case .relevance:
            let calls = (try? decoded.get()) ?? []
            result.add("call", calls.isEmpty ? [CallFailure(.noCall, "there is no call")] : [])
        default:
            switch decoded {
            case .failure(let fault): result.add("call[0]", [CallFailure(.undecodable, fault.message)])
            case .success(let calls):
                let checker = ReferenceChecker(
                    language: question.language, underscoresForPoints: try underscoresForPoints.resolve(task))
                do {
                    let failures = try question.failures(of: calls, tools: tools, checker: checker, budget: &budget)
                    for item in failures {
                        result.add("call[\(item.answer)]", item.failure.map { [$0] } ?? [])
                    }
                } catch let fault as QuestionFault {
                    throw OptionFault("tools: \(fault.message)")
                }
            }
        }
        let span = text.trimmed(text.all)
        let extracted = span.isEmpty ? nil : text.excerpt(span, limit: CallVerdict.longestSpan)
        return result.verdict(extracted: extracted, candidates: [])
    }

    private func decode(
        _ completion: Completion, _ text: ByteText, _ question: ReferenceQuestion, _ format: CallFormat,
        _ tools: ToolList, budget: inout Budget
    ) throws -> Result<[ReferenceCall], UnreadableCall> {
        switch format {
        case .python, .java, .javascript:
            return try ReferenceDecoder.calls(in: text, language: question.language, budget: &budget)
        case .auto where try CallFormat.marked(text, completion, budget: &budget) == nil:
            return try ReferenceDecoder.calls(in: text, language: question.language, budget: &budget)
        default:
            return ReferenceDecoder.calls(
                try format.read(completion, text: text, tools: tools, rejectsDuplicates: false, budget: &budget))
        }
    }
}
