import JSON

/// One question of BFCL: its category, its functions, and the answers that are accepted.
struct ReferenceQuestion {
    /// How answers are matched with calls.
    enum Kind {
        /// One call, of the first function.
        case simple
        /// One call, of one of several functions.
        case multiple
        /// Several calls in any order: each answer takes the first call that fits it.
        case parallel
        /// A call is made, whatever it is.
        case relevance
        /// No call is made.
        case irrelevance
    }

    let kind: Kind
    let language: ReferenceLanguage
    /// One object for each answer, `{function: {parameter: [accepted…]}}`.
    let possible: [JSONObject]

    /// The question of a category; where none is named, by what is offered and accepted.
    init(category: String?, possible: JSONValue?, tools: ToolList, format: CallFormat) throws(OptionMismatch) {
        var answers: [JSONObject] = []
        switch possible {
        case nil, .null?: break
        case .object(let object)?: answers = [object]
        case .array(let elements)?:
            for element in elements {
                guard let object = element.object, !object.isEmpty else {
                    throw OptionMismatch("an answer is `{function: {parameter: [values]}}`")
                }
                answers.append(object)
            }
        case .some(let other): throw OptionMismatch("expected answers, found \(OptionMismatch.describe(other))")
        }
        self.possible = answers
        let category = category ?? ""
        if category.contains("javascript") || format == .javascript {
            language = .javascript
        } else if category.contains("java") || format == .java {
            language = .java
        } else {
            language = .python
        }
        if category.contains("irrelevance") {
            kind = .irrelevance
        } else if category.contains("relevance") {
            kind = .relevance
        } else if category.contains("parallel") || (category.isEmpty && answers.count > 1) {
            kind = .parallel
        } else if category.contains("multiple") || (category.isEmpty && tools.tools.count > 1) {
            kind = .multiple
        } else {
            kind = category.isEmpty && answers.isEmpty ? .irrelevance : .simple
        }
        if kind != .relevance, kind != .irrelevance, answers.isEmpty {
            throw OptionMismatch("the category `\(category)` needs an answer that is accepted")
        }
    }

    /// Whether a category's questions say which calls are accepted.
    static func needsAnswers(_ category: String?) -> Bool { category?.contains("relevance") != true }

    /// What is wrong with each answer's call, in order; empty where the calls are as many as they should be and fit.
    func failures(
        of calls: [ReferenceCall], tools: ToolList, checker: ReferenceChecker, budget: inout Budget
    ) throws -> [(answer: Int, failure: CallFailure?)] {
        guard calls.count == possible.count || kind == .simple && calls.count == 1 else {
            let isTooFew = calls.count < max(possible.count, 1)
            let detail = "\(possible.count) calls are expected, found \(calls.count)"
            return [(0, CallFailure(isTooFew ? .noCall : .unexpectedCall, detail))]
        }
        guard kind == .parallel else {
            guard let call = calls.first, let answer = possible.first, let accepted = answer.members.first?.value.object
            else { throw QuestionFault(message: "an answer is `{function: {parameter: [values]}}`") }
            let name = answer.keys.first ?? ""
            guard let tool = kind == .simple ? tools.tools.first : tools.tool(named: name) else {
                throw QuestionFault(message: "the function `\(name)` is not among the tools")
            }
            return [(0, try checker.failure(of: call, tool: tool, possible: accepted, budget: &budget))]
        }
        var taken = [Bool](repeating: false, count: calls.count)
        var result: [(answer: Int, failure: CallFailure?)] = []
        for (index, answer) in possible.enumerated() {
            guard let member = answer.members.first, let accepted = member.value.object,
                let tool = tools.tool(named: member.key)
            else { throw QuestionFault(message: "an answer's function is not among the tools") }
            var first: CallFailure?
            var isFound = false
            for (position, call) in calls.enumerated() where !isFound && !taken[position] {
                let failure = try checker.failure(of: call, tool: tool, possible: accepted, budget: &budget)
                if let failure {
                    // The failure told is the nearest miss: one of the right function before any other.
                    if first == nil || (first?.reason == .wrongFunction && failure.reason != .wrongFunction) {
                        first = failure
                    }
                } else {
                    taken[position] = true
                    isFound = true
                }
            }
            result.append((index, isFound ? nil : first ?? CallFailure(.noCall, "no call is left for it")))
        }
        return result
    }
}
