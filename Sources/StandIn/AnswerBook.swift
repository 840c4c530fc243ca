internal import Environments
internal import Rollouts
internal import Verifiers

/// The tasks of the stand-in's environments by their prompts, made as far ahead as the requests need.
///
/// Each environment has a shelf: a window that slides over its tasks, `lookahead` ahead of the last one that was asked
/// for and as far behind it. Memory is bounded by twice that, whatever is asked.
struct AnswerBook {
    /// What is known about a prompt.
    enum Lookup {
        /// Its task.
        case found(Answer)
        /// It belongs to no task within reach.
        case unknown
        /// Not yet found: ask again, so that others are served in between.
        case searching
    }

    private struct Place {
        var shelf: Int
        var number: Int
    }

    private var shelves: [Shelf]
    private var places: [PromptKey: Place] = [:]

    /// A book over these environments, with a window of `lookahead` tasks.
    init(environments: [any VerifierEnvironment], lookahead: Int) {
        shelves = environments.map { Shelf(environment: $0, lookahead: lookahead) }
    }

    /// What is known about a prompt; makes at most some hundred tasks. O(1) for a prompt whose task was made.
    mutating func look(up key: PromptKey) -> Lookup {
        for _ in 0..<8 {
            if let place = places[key], let answer = shelves[place.shelf].visit(place.number) { return .found(answer) }
            // The shelf with the fewest tasks waiting is the one that is being asked for.
            let open = shelves.indices.filter { shelves[$0].canGrow }
            guard let shelf = open.min(by: { shelves[$0].waiting < shelves[$1].waiting }) else { return .unknown }
            for _ in 0..<32 { grow(shelf) }
        }
        return .searching
    }

    /// How many prompts are remembered.
    var count: Int { places.count }

    /// What went wrong with the environments' tasks, one line each.
    var faults: [String] { shelves.compactMap(\.fault) }

    private mutating func grow(_ index: Int) {
        guard let grown = shelves[index].grow() else { return }
        for key in grown.dropped where places[key]?.shelf == index && places[key]?.number == grown.droppedNumber {
            places[key] = nil
        }
        // Of tasks with one prompt the latest counts: it stays the longest.
        for key in grown.added { places[key] = Place(shelf: index, number: grown.number) }
    }
}

/// A task's answer and what its environment demands of thoughts.
struct Answer: Sendable {
    /// The environment's name.
    let environment: String
    /// The task's id.
    let taskID: String
    /// A completion that passes; nil where the task has none.
    let gold: String?
    /// How thoughts are marked, and whether they must be there.
    let reasoning: ReasoningFormat
    /// Whether a text passes, where that can be told at once: a right answer that was changed may still be right.
    var passes: (@Sendable (String) -> Bool)?
}

/// A window over the tasks of one environment.
private struct Shelf {
    private struct Entry {
        var keys: [PromptKey]
        var task: RolloutTask
        var gold: String?
    }

    struct Growth {
        var number: Int
        var added: [PromptKey]
        var dropped: [PromptKey]
        var droppedNumber: Int
    }

    private let environment: any VerifierEnvironment
    private let reasoning: ReasoningFormat
    private let lookahead: Int
    private var cursor = TaskCursor()
    /// The last entries, entry `n` at `n` modulo the window.
    private var entries: [Entry] = []
    private var made = 0
    private var lastVisited = -1
    private var isFinished = false
    private(set) var fault: String?

    init(environment: any VerifierEnvironment, lookahead: Int) {
        self.environment = environment
        self.lookahead = lookahead
        reasoning = environment.settings.reasoning.format
    }

    /// How many tasks were made after the last one that was asked for.
    var waiting: Int { made - lastVisited - 1 }
    var canGrow: Bool { !isFinished && waiting < lookahead }
    private var window: Int { 2 * lookahead }

    /// The answer of a task by its number; nil where it has left the window.
    mutating func visit(_ number: Int) -> Answer? {
        guard number < made, number >= made - entries.count else { return nil }
        lastVisited = max(lastVisited, number)
        let entry = entries[number % window]
        return Answer(
            environment: environment.name, taskID: entry.task.id, gold: entry.gold, reasoning: reasoning
        ) { [environment, reasoning, task = entry.task] text in
            let message = Message(role: "assistant", content: text)
            let completion = Completion(messages: [message], format: reasoning, finishReason: .stop)
            return environment.judgeAtOnce(task, completion, budget: .standard)?.passed == true
        }
    }

    /// Makes the next task; nil where there is none or its prompt cannot be made.
    mutating func grow() -> Growth? {
        guard canGrow else { return nil }
        do {
            guard let step = try environment.tasks.next(after: cursor) else {
                isFinished = true
                return nil
            }
            cursor = step.cursor
            return keep(step.task, try environment.prompt(for: step.task))
        } catch {
            fault = fault ?? "\(environment.name): \(error)"
            // A prompt that cannot be made is one task's fault; a source without a next task ends the shelf.
            isFinished = error.code != .prompt
            return nil
        }
    }

    private mutating func keep(_ task: RolloutTask, _ prompt: Prompt) -> Growth {
        let number = made
        made += 1
        let keys = [PromptKey(messages: prompt.messages), PromptKey(text: prompt.transcript)]
        let entry = Entry(keys: keys, task: task, gold: environment.goldCompletion(for: task))
        guard entries.count == window else {
            entries.append(entry)
            return Growth(number: number, added: keys, dropped: [], droppedNumber: 0)
        }
        let old = entries[number % window]
        entries[number % window] = entry
        return Growth(number: number, added: keys, dropped: old.keys, droppedNumber: number - window)
    }
}

/// What a prompt is found by: a hash of its bytes, different in each process.
struct PromptKey: Hashable, Sendable {
    private let hash: Int

    /// The key of a text prompt.
    init(text: String) {
        var hasher = Hasher()
        hasher.combine(UInt8(0))
        Self.feed(text, to: &hasher)
        hash = hasher.finalize()
    }

    /// The key of a conversation: its roles and contents.
    init(messages: [Message]) {
        var hasher = Hasher()
        for message in messages { Self.feed(role: message.role, content: message.content, to: &hasher) }
        hash = hasher.finalize()
    }

    /// The key of a hasher that was fed a conversation.
    init(conversation hasher: Hasher) { hash = hasher.finalize() }

    /// Feeds one message of a conversation.
    static func feed(role: String, content: String?, to hasher: inout Hasher) {
        hasher.combine(UInt8(1))
        feed(role, to: &hasher)
        hasher.combine(content != nil)
        if let content { feed(content, to: &hasher) }
    }

    /// Feeds a text by its bytes, closed by one that UTF-8 does not have: Swift's own hash of a text is the same for
    /// canonically equivalent ones.
    private static func feed(_ text: String, to hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}
