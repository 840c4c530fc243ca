internal import JSON
package import Rollouts

/// `instructions`: the answer follows each instruction given, by the rules of IFEval, IFBench or RLVR-IFeval.
///
/// `{ids: $instruction_id_list, kwargs: $kwargs, prompt: $prompt, mode: strict | loose}`, or `{function: $func_name,
/// arguments: $arguments}`, or plain words, `{words: {at_least: 300}, no_commas: true}`. What is wrong with ids or
/// arguments is the data's fault, an unscored verdict that names it.
package struct InstructionsVerifier: VerifierFamily {
    package static let name = "instructions"

    private let mode: VerifierOption<InstructionSet.Mode>
    private let source: InstructionSource

    package init(options: VerifierOptions) throws(VerifierOptionError) {
        mode = try options.option("mode", .name, default: .strict)
        source = try InstructionSource(options)
    }

    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        let mode: InstructionSet.Mode
        let set: InstructionSet
        do {
            mode = try self.mode.resolve(task)
            set = try source.instructions(for: task)
        } catch {
            return error.verdict
        }
        return try set.judge(completion.answer, mode: mode, budget: &budget)
    }
}
