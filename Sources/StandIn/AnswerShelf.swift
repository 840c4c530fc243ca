internal import Environments
internal import Rollouts
internal import Verifiers

/// A window over the tasks of one environment, in the order in which they are sampled.
///
/// Where tasks have levels that whoever samples may choose, each of its positions holds the tasks of all levels.
struct AnswerShelf {
    private struct Entry {
        let keys: [PromptKey]
        /// Where the task is made again from.
        let place: TaskPlace
        /// The task itself, as long as it is among the newest.
        var task: RolloutTask?
    }

    /// What a task is made from: the cursor before it, and its level where that is chosen.
    private struct TaskPlace {
        var cursor = TaskCursor()
        var level: Int?
    }

    /// What one more task changed.
    struct Growth {
        /// Its number, from 0.
        var number: Int
        /// The keys that it is found by.
        var added: [PromptKey]
        /// The keys of the task that left the window for it.
        var dropped: [PromptKey]
        /// That task's number.
        var droppedNumber: Int
    }

    /// How many of the newest tasks are kept whole; older ones are made again when they are asked for. Tasks may be
    /// large, and hardly one is asked for so late.
    private static let kept = 2_048
    /// Tasks after which an environment is known by the frame of its prompts, where they all have one.
    private static let enoughFrames = 16

    private let environment: any VerifierEnvironment
    private let graded: (any GradedTaskSource)?
    private let reasoning: ReasoningFormat
    private let lookahead: Int
    private var place: TaskPlace
    /// The last entries, entry `n` at `n` modulo the window.
    private var entries: [Entry] = []
    private var made = 0
    private var lastVisited = -1
    private var isFinished = false
    /// The frame that all conversations so far have; nil where they differ.
    private var frame: Int?
    /// The same of texts.
    private var textFrame: Int?
    /// The first fault of its tasks, in a line.
    private(set) var fault: String?

    /// An empty shelf for an environment's tasks.
    init(environment: any VerifierEnvironment, lookahead: Int) {
        self.environment = environment
        self.lookahead = lookahead
        graded = environment.tasks as? any GradedTaskSource
        place = TaskPlace(level: graded?.levels.lowerBound)
        reasoning = environment.settings.reasoning.format
    }

    /// How many tasks were made after the last one that was asked for.
    var waiting: Int { made - lastVisited - 1 }
    /// Whether there may be a further task within the window.
    var canGrow: Bool { !isFinished && waiting < lookahead }
    private var window: Int { 2 * lookahead }

    /// Whether a prompt may be one of its tasks', by the prompt's frame.
    func mayHold(_ key: PromptKey) -> Bool {
        guard made >= Self.enoughFrames, let frame = key.isText ? textFrame : frame else { return true }
        return frame == key.frame
    }

    /// The answer of a task by its number; nil where it has left the window.
    mutating func visit(_ number: Int) -> Answer? {
        guard number < made, number >= made - entries.count else { return nil }
        let entry = entries[number % window]
        guard let task = entry.task ?? (try? step(from: entry.place))?.task else { return nil }
        lastVisited = max(lastVisited, number)
        return Answer(
            environment: environment.name, taskID: task.id, gold: environment.goldCompletion(for: task),
            reasoning: reasoning
        ) { [environment, reasoning] text in
            let message = Message(role: "assistant", content: text)
            let completion = Completion(messages: [message], format: reasoning, finishReason: .stop)
            return environment.judgeAtOnce(task, completion, budget: .standard)?.passed == true
        }
    }

    /// Makes the next task; nil where there is none or its prompt cannot be made.
    mutating func grow() -> Growth? {
        guard canGrow else { return nil }
        do {
            guard let step = try step(from: place) else {
                isFinished = true
                return nil
            }
            let own = place
            moveOn(to: step.cursor)
            return keep(step.task, of: own, try environment.prompt(for: step.task))
        } catch {
            fault = fault ?? "\(environment.name): \(error)"
            // A prompt that cannot be made is one task's fault; a source without a next task ends the shelf.
            isFinished = error.code != .prompt
            return nil
        }
    }

    private func step(from place: TaskPlace) throws(EnvironmentError) -> TaskStep? {
        if let graded, let level = place.level { return try graded.next(after: place.cursor, level: level) }
        return try environment.tasks.next(after: place.cursor)
    }

    /// Goes on to the next level at one cursor, and after the last level to the next cursor.
    private mutating func moveOn(to cursor: TaskCursor) {
        if let graded, let level = place.level, level < graded.levels.upperBound {
            place.level = level + 1
        } else {
            place = TaskPlace(cursor: cursor, level: graded?.levels.lowerBound)
        }
    }

    private mutating func keep(_ task: RolloutTask, of place: TaskPlace, _ prompt: Prompt) -> Growth {
        let number = made
        made += 1
        let keys = [PromptKey(messages: prompt.messages), PromptKey(text: prompt.transcript)]
        if number == 0 { (frame, textFrame) = (keys[0].frame, keys[1].frame) }
        if frame != keys[0].frame { frame = nil }
        if textFrame != keys[1].frame { textFrame = nil }
        if number >= Self.kept, window > Self.kept { entries[(number - Self.kept) % window].task = nil }
        let entry = Entry(keys: keys, place: place, task: task)
        guard entries.count == window else {
            entries.append(entry)
            return Growth(number: number, added: keys, dropped: [], droppedNumber: 0)
        }
        let old = entries[number % window]
        entries[number % window] = entry
        return Growth(number: number, added: keys, dropped: old.keys, droppedNumber: number - window)
    }
}
