import JSON
package import Rollouts

/// `tool_calls`: the completion makes the calls expected, with the right functions and arguments.
///
/// `{expected: $calls, tools: $tools, compare: exact, any_order: false, format: auto, lenient: {…}}` or, by the rules
/// of BFCL's checker, `{possible: $ground_truth, tools: $function, compare: bfcl, category: $category}`. Checks are
/// `call[0]`, … one for each expected call, and one for each argument that is wrong.
package struct ToolCallsVerifier: VerifierFamily {
    package static let name = "tool_calls"

    /// How calls are compared with what is expected.
    enum Comparison: String, CaseIterable, Sendable {
        /// Type-aware deep equality.
        case exact
        /// The reference checker's rules.
        case bfcl
    }

    /// What becomes of keys and arguments that are given twice.
    enum DuplicateKeys: String, CaseIterable, Sendable {
        case reject, allow
    }

    static let options = [
        "expected", "possible", "tools", "compare", "any_order", "format", "category", "lenient", "duplicate_keys",
        "underscore_to_dot",
    ]

    let expected: VerifierOption<[ExpectedCall]>?
    let possible: VerifierOption<JSONValue>?
    let tools: VerifierOption<ToolList>
    let comparison: Comparison
    let isAnyOrder: VerifierOption<Bool>
    let format: VerifierOption<CallFormat>
    let category: VerifierOption<String>?
    let leniencies: VerifierOption<LeniencyTable>
    let duplicateKeys: VerifierOption<DuplicateKeys>
    let underscoresForPoints: VerifierOption<Bool>
    let schemas = ToolSchemas()

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        try options.allow(only: Self.options)
        expected = try options.option("expected", .expectedCalls)
        possible = try options.option("possible", .any)
        tools = try options.option("tools", .tools, default: .none)
        guard let comparison = try options.option("compare", .name, default: Comparison.exact).constant else {
            throw VerifierOptionError(
                option: "compare", "this option is the same for all tasks", hint: "write its name")
        }
        self.comparison = comparison
        isAnyOrder = try options.option("any_order", .flag, default: false)
        format = try options.option("format", .name, default: .auto)
        category = try options.option("category", .text)
        leniencies = try options.option("lenient", .leniencies, default: .none)
        duplicateKeys = try options.option("duplicate_keys", .name, default: .reject)
        underscoresForPoints = try options.option("underscore_to_dot", .flag, default: false)
        try checkTogether(options)
    }

    private func checkTogether(_ options: VerifierOptions) throws(VerifierOptionError) {
        let strange =
            comparison == .exact
            ? ["possible", "category", "underscore_to_dot"] : ["expected", "any_order", "lenient", "duplicate_keys"]
        for key in strange where options.object[key] != nil {
            throw VerifierOptionError(
                option: key, "this option has no meaning with `compare: \(comparison.rawValue)`",
                hint: comparison == .exact ? "write `compare: bfcl`, or leave it out" : "leave it out")
        }
        if comparison == .exact, expected == nil, options.object["tools"] == nil {
            throw VerifierOptionError(
                option: "expected", "nothing says which calls are right",
                hint: "give `expected`, or `tools` where any call that they allow will do")
        }
        if comparison == .bfcl, possible == nil, category == nil {
            throw VerifierOptionError(
                option: "possible", "nothing says which answers are accepted", hint: "give `possible` and `category`")
        }
        if comparison == .exact, let format = format.constant, format == .java || format == .javascript {
            throw VerifierOptionError(
                option: "format", "`\(format.rawValue)` is read by BFCL's rules only", hint: "write `compare: bfcl`")
        }
    }

    /// With exact calls in a given order, every completion that passes makes the same ones.
    package var usesExactEquality: Bool {
        comparison == .exact && expected != nil && isAnyOrder.constant == false && leniencies.constant?.isEmpty == true
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        do {
            switch comparison {
            case .exact: return try judgeExactly(completion, task: task, budget: &budget)
            case .bfcl: return try judgeByReference(completion, task: task, budget: &budget)
            }
        } catch let fault as OptionFault {
            return fault.verdict
        } catch let exhausted as BudgetExhausted {
            throw exhausted
        } catch {
            return .unscored(.verifierError, "the task cannot be judged: \(error)")
        }
    }
}
