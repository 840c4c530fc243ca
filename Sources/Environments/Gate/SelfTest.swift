internal import JSON
internal import Rollouts
internal import Verifiers
internal import YAML

/// What every environment must show before it serves: its own examples hold, its prompts can be made, its gold passes,
/// and junk does not. Any kind of environment can be tested so.
struct SelfTest: Sendable {
    /// Tasks that are tried when an environment loads.
    static let tasksAtLoad = 8

    /// What the verdict on a piece of junk may cost: less than a rollout's, since a file that spends it on each would
    /// hold up the loading of all. A verdict that runs out is no pass.
    private static let junkBudget = Budget(steps: 500_000, bytes: 8 << 20)

    /// The environment.
    let environment: any VerifierEnvironment
    /// What the verifiers refer to, and where.
    var references: [(field: FieldPath, place: YAMLPlace)] = []

    /// What is wrong, at most one error of a kind. It takes the first tasks; O(tasks × junk) verdicts.
    func run(examples: [FileExample], tasks count: Int = tasksAtLoad) async -> [EnvironmentError] {
        var errors = await judged(examples)
        let sampled: [RolloutTask]
        do {
            sampled = try tasks(count)
        } catch {
            return errors + [error]
        }
        errors += unknownFields(sampled)
        // Verdicts on tasks that lack what the verifiers name would only say the same again.
        guard errors.isEmpty else { return errors }
        var tally = Tally()
        let format = environment.settings.reasoning.format
        let fixed = JunkSet.fixed(format).map { ($0, completion($0.message)) }
        for task in sampled {
            let prompt: Prompt
            do {
                prompt = try environment.prompt(for: task)
            } catch {
                errors.append(error)
                break
            }
            let specific = JunkSet.specific(prompt: prompt, gold: environment.goldCompletion(for: task), format: format)
            await judge(task, junk: fixed + specific.map { ($0, completion($0.message)) }, into: &tally)
        }
        return errors + complaints(tally, of: sampled.count)
    }

    private func tasks(_ count: Int) throws(EnvironmentError) -> [RolloutTask] {
        var cursor = TaskCursor()
        var tasks: [RolloutTask] = []
        while tasks.count < count, let step = try environment.tasks.next(after: cursor), step.cursor.epoch == 0 {
            tasks.append(step.task)
            cursor = step.cursor
        }
        return tasks
    }

    private func judged(_ examples: [FileExample]) async -> [EnvironmentError] {
        var errors: [EnvironmentError] = []
        let format = environment.settings.reasoning.format
        for (index, example) in examples.enumerated() {
            let verdict = await environment.judge(
                example.row.task, example.row.completion(format: format), budget: .standard)
            guard let complaint = example.complaint(verdict) else { continue }
            errors.append(
                EnvironmentError(
                    .example, "example \(index + 1) \(complaint)", hint: "mend `verify`, or the example",
                    file: environment.path, line: example.place.line, column: example.place.column))
        }
        return errors
    }

    private func unknownFields(_ tasks: [RolloutTask]) -> [EnvironmentError] {
        references.compactMap { reference in
            guard !tasks.isEmpty, tasks.allSatisfy({ reference.field.value(of: $0) == nil }) else { return nil }
            let known = Array(tasks[0].fields.keys.prefix(32))
            return EnvironmentError(
                .invalid, "`$\(reference.field)`: the tasks have no such field",
                hint: NearestName.hint(for: reference.field.description, among: known), file: environment.path,
                line: reference.place.line, column: reference.place.column)
        }
    }
}

extension SelfTest {
    /// What was seen over all tasks: the first case of each kind.
    private struct Tally {
        var passing: [JunkKind: (junk: Junk, task: String, verdict: Verdict)] = [:]
        var failingGold: (task: String, verdict: Verdict)?
        var unscored = 0
        var firstUnscored: (task: String, verdict: Verdict)?
    }

    private func judge(_ task: RolloutTask, junk: [(Junk, Completion)], into tally: inout Tally) async {
        let gold = environment.goldCompletion(for: task).map { completion(Message(role: "assistant", content: $0)) }
        if let gold {
            let verdict = await environment.judge(task, gold, budget: .standard)
            if verdict.passed == false, tally.failingGold == nil { tally.failingGold = (task.id, verdict) }
            if verdict.passed == nil { tally.unscored += 1 }
            if verdict.passed == nil, tally.firstUnscored == nil { tally.firstUnscored = (task.id, verdict) }
        }
        let allowed = Set(environment.settings.junkAllowed.map(\.kind))
        let answer = gold.map { Uniqueness.collapsed($0.answer) }
        for (junk, completion) in junk where tally.passing[junk.kind] == nil && !allowed.contains(junk.kind) {
            let verdict = await environment.judge(task, completion, budget: Self.junkBudget)
            guard verdict.passed == true else { continue }
            // Where the right answer happens to look like junk it is right.
            if let answer, junk.kind != .unfinishedThought,
                answer.utf8.elementsEqual(Uniqueness.collapsed(completion.answer).utf8)
            {
                continue
            }
            tally.passing[junk.kind] = (junk, task.id, verdict)
        }
    }

    private func completion(_ message: Message) -> Completion {
        // A quarter of the bytes, so that limits in tokens can be judged: here the count is ours to say.
        let tokens = 1 + ((message.content ?? "").utf8.count + (message.reasoning ?? "").utf8.count) / 4
        return Completion(
            messages: [message], format: environment.settings.reasoning.format, finishReason: .stop, tokenCount: tokens)
    }

    private func complaints(_ tally: Tally, of count: Int) -> [EnvironmentError] {
        var errors: [EnvironmentError] = []
        if let gold = tally.failingGold {
            errors.append(
                error(
                    "the gold completion of task `\(gold.task)` fails: \(gold.verdict.reason?.rawValue ?? "no reason")"
                        + (gold.verdict.detail.map { ", \($0.prefix(300))" } ?? ""),
                    "mend `verify` or the data; a task's `gold` is a completion that passes"))
        }
        if tally.unscored == count, let first = tally.firstUnscored {
            errors.append(
                error(
                    "no task can be judged; `\(first.task)`: "
                        + (first.verdict.detail.map { String($0.prefix(300)) } ?? "unscored"),
                    "mend `verify` or the data"))
        }
        for kind in JunkKind.allCases {
            guard let case_ = tally.passing[kind] else { continue }
            errors.append(
                error(
                    "junk passes (\(kind.rawValue)): \(case_.junk.excerpt) for task `\(case_.task)`"
                        + (case_.verdict.extracted.map { ", read as \(JSONValue.string(String($0.prefix(60))).text)" }
                            ?? ""),
                    "make `verify` stricter, or say why it is right: junk_allowed: {\(kind.rawValue): \"the reason\"}"))
        }
        return errors
    }

    private func error(_ message: String, _ hint: String) -> EnvironmentError {
        EnvironmentError(.junk, message, hint: hint, file: environment.path)
    }
}
