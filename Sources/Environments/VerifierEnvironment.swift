package import Rollouts
package import Verifiers

/// A named source of tasks with its prompt, its verifiers and its rule of acceptance: one file.
///
/// Whatever kind of file it comes from, it passes the suite of `Tests/EnvironmentContract`. All of it may be called
/// from any thread at once.
package protocol VerifierEnvironment: Sendable {
    /// The file's name without its extension, `[a-z0-9_]{1,64}`.
    var name: String { get }
    /// The hash of the file's content, its data file included: 32 hexadecimal digits.
    var version: String { get }
    /// The file it was loaded from.
    var path: String { get }
    /// One sentence for people; empty where the file says none.
    var about: String { get }
    /// Labels that leases may ask for.
    var tags: [String] { get }
    /// How it is sampled, accepted and delivered.
    var settings: EnvironmentSettings { get }
    /// Where its tasks come from.
    var tasks: any TaskSource { get }

    /// What an endpoint is asked for a task; throws where the task lacks a field that the prompt names.
    func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt

    /// The verdict on a completion. It never throws: what cannot be judged is unscored.
    func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict

    /// The same verdict without waiting; nil where it needs another process.
    func judgeAtOnce(_ task: RolloutTask, _ completion: Completion, budget: Budget) -> Verdict?
}

extension VerifierEnvironment {
    package func judgeAtOnce(_ task: RolloutTask, _ completion: Completion, budget: Budget) -> Verdict? { nil }

    /// What two passing completions of a task must differ in, or nil where nothing is compared (`accept.unique`).
    ///
    /// Compare it by bytes: Swift's own `==` takes canonically equivalent texts for equal.
    package func uniqueKey(_ completion: Completion, _ verdict: Verdict) -> String? {
        settings.accept.unique.key(completion, verdict)
    }

    /// A completion of the task that is known to pass, nil where none is known: for rehearsals and tests.
    ///
    /// Generators do not know whether an environment demands a thought, so one is put before a gold that lacks it.
    package func goldCompletion(for task: RolloutTask) -> String? {
        guard let gold = task.gold else { return nil }
        let format = settings.reasoning.format
        guard format.mode == .required || format.opener == .template, format.divide(gold).isOpen else { return gold }
        return (format.opener == .template ? "" : format.open) + "Let me see." + format.close + gold
    }
}
