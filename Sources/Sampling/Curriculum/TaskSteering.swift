import Environments
import JSON
import Rollouts
import Verifiers

/// What an environment has learnt about which tasks to take: the level of the next one, and the kinds that rest.
struct TaskSteering: Sendable {
    private(set) var curriculum: Curriculum?
    private(set) var balance: Balance?
    private let balanced: FieldPath?
    /// Rounds that were counted and not handed to the store.
    private var unstored = 0

    /// Rounds after which what was learnt is stored again. A crash forgets so many, and costs no task.
    private static let storedEvery = 16

    /// What is known after a restart, from what was stored.
    init(_ environment: any VerifierEnvironment, stored: JSONValue?) {
        let settings = environment.settings
        if let source = environment.tasks as? any GradedTaskSource, settings.difficulty?.adapts == true {
            let between = settings.difficulty?.between ?? DifficultySettings.usual
            curriculum = Curriculum(
                rule: .init(levels: source.levels, between: between), json: stored?["curriculum"] ?? .null)
        }
        balanced = settings.balance
        if balanced != nil { balance = Balance(json: stored?["balance"] ?? .null) }
    }

    /// The levels of the next tasks; none where levels are not chosen.
    mutating func levels(_ count: Int) -> [Int] {
        guard curriculum != nil else { return [] }
        return (0..<count).compactMap { _ in curriculum?.draw() }
    }

    /// Whether a task is taken now.
    mutating func takes(_ task: RolloutTask) -> Bool {
        guard let kind = kind(of: task) else { return true }
        return balance?.takes(kind) ?? true
    }

    /// Counts what a round came to.
    mutating func note(_ visit: TaskVisit, accepted: Int, passed: Int, verdicts: Int) {
        guard curriculum != nil || balance != nil else { return }
        if let level = visit.level { curriculum?.note(level: level, passed: passed, of: verdicts) }
        if let kind = kind(of: visit.task) { balance?.note(kind, accepted: accepted, verdicts: verdicts) }
        unstored += 1
    }

    /// What is to be stored now; nil where little is new. `isLast` takes whatever is.
    mutating func takeChange(isLast: Bool) -> JSONValue? {
        guard unstored >= (isLast ? 1 : Self.storedEvery) else { return nil }
        unstored = 0
        return ["curriculum": curriculum?.json ?? .null, "balance": balance?.json ?? .null]
    }

    private func kind(of task: RolloutTask) -> String? {
        balanced?.value(in: task.fields).map { $0.string ?? $0.text }
    }
}
