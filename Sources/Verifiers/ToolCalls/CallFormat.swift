import JSON
import Rollouts

/// The option `format`: how a completion writes its calls.
enum CallFormat: String, CaseIterable, Sendable {
    /// The raw text where it holds calls or attempts at some, and what the endpoint parsed.
    case auto
    /// What the endpoint's own parser reported.
    case openai
    case hermes, llama3, mistral, python
    /// BFCL's questions for these languages, as its decoder reads them.
    case java, javascript

    /// The calls of a completion, by the strict rules of its format. O(completion).
    ///
    /// `java` and `javascript` have no strict rules: they belong to the comparison with BFCL.
    func read(
        _ completion: Completion, text: ByteText, tools: ToolList, rejectsDuplicates: Bool, budget: inout Budget
    ) throws(BudgetExhausted) -> CallReading {
        switch self {
        case .openai:
            return try EndpointCalls(rejectsDuplicates: rejectsDuplicates).read(completion.toolCalls, budget: &budget)
        case .hermes: return try HermesCalls(rejectsDuplicates: rejectsDuplicates).read(text, budget: &budget)
        case .llama3:
            var reading = try LlamaCalls(rejectsDuplicates: rejectsDuplicates).read(text, budget: &budget)
            reading.addStrayBrackets(in: text)
            return reading
        case .mistral:
            var reading = try MistralCalls(rejectsDuplicates: rejectsDuplicates).read(text, budget: &budget)
            reading.addStrayBrackets(in: text)
            return reading
        case .python, .java, .javascript:
            let calls = PythonCalls(rejectsDuplicates: rejectsDuplicates, knownNames: tools.names)
            var reading = try calls.read(text, budget: &budget)
            reading.addStrayBrackets(in: text, isListAllowed: false)
            return reading
        case .auto:
            let found = try Self.found(in: text, tools: tools, budget: &budget)
            guard let found, found != .openai else {
                return try CallFormat.openai.read(
                    completion, text: text, tools: tools, rejectsDuplicates: rejectsDuplicates, budget: &budget)
            }
            var reading = try found.read(
                completion, text: text, tools: tools, rejectsDuplicates: rejectsDuplicates, budget: &budget)
            if completion.toolCalls?.isEmpty == false {
                let reported = try CallFormat.openai.read(
                    completion, text: text, tools: tools, rejectsDuplicates: rejectsDuplicates, budget: &budget)
                // What an endpoint parsed is gone from its text, and what remains there are calls that it did not take;
                // one that leaves the text whole reports its calls a second time.
                if try !reading.holds(reported, budget: &budget) { reading.items = reported.items + reading.items }
            }
            return reading
        }
    }

    /// The format that a completion bears marks of, or the endpoint's own; nil where it bears none. O(text).
    static func marked(
        _ text: ByteText, _ completion: Completion, budget: inout Budget
    ) throws(BudgetExhausted) -> CallFormat? {
        if let marked = try marked(text, budget: &budget) { return marked }
        return completion.toolCalls?.isEmpty == false ? .openai : nil
    }

    /// The format whose marks a text bears; nil where it bears none. O(text).
    private static func marked(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> CallFormat? {
        try budget.spend(bytes: 4 * text.bytes.count)
        if text.firstRange(of: HermesCalls.open, from: 0) != nil { return .hermes }
        if text.firstRange(of: HermesCalls.close, from: 0) != nil { return .hermes }
        if text.firstRange(of: MistralCalls.word, from: 0) != nil { return .mistral }
        return text.firstRange(of: LlamaCalls.tag, from: 0) == nil ? nil : .llama3
    }

    /// The format that a text is written in; nil where it holds no calls. O(text).
    static func found(
        in text: ByteText, tools: ToolList, budget: inout Budget
    ) throws(BudgetExhausted) -> CallFormat? {
        if let marked = try marked(text, budget: &budget) { return marked }
        let python = try PythonCalls(rejectsDuplicates: false, knownNames: tools.names).looksMeant(in: text, &budget)
        if python { return .python }
        let llama = try LlamaCalls(rejectsDuplicates: false).read(text, budget: &budget)
        return llama.items.isEmpty ? nil : .llama3
    }
}
