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

    /// Kinds of tasks for each of which one more round is counted before what was learnt is stored again: writing it
    /// takes as long as there are many. A crash forgets so many rounds, and costs no task.
    private static let kindsPerRound = 64

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

    /// Counts what a round came to; true where easier tasks are taken because of it.
    mutating func note(_ visit: TaskVisit, accepted: Int, passed: Int, verdicts: Int) -> Bool {
        guard curriculum != nil || balance != nil else { return false }
        if let kind = kind(of: visit.task) { balance?.note(kind, accepted: accepted, verdicts: verdicts) }
        unstored += 1
        guard let level = visit.level else { return false }
        return curriculum?.note(level: level, passed: passed, of: verdicts) ?? false
    }

    /// Whether there is something to be stored now. `isLast` takes whatever is new.
    mutating func takeChange(isLast: Bool) -> Bool {
        let kinds = balance?.kindCount ?? 0
        guard unstored >= (isLast ? 1 : 1 + kinds / Self.kindsPerRound) else { return false }
        unstored = 0
        return true
    }

    /// What a restart goes on from. O(levels + kinds).
    var json: JSONValue { ["curriculum": curriculum?.json ?? .null, "balance": balance?.json ?? .null] }

    private func kind(of task: RolloutTask) -> String? {
        balanced?.value(in: task.fields).map { $0.string ?? $0.text }
    }
}
