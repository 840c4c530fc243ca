internal import Environments
internal import Rollouts

/// The tasks of the stand-in's environments by their prompts, made as far ahead as the requests need.
///
/// Each environment has a shelf: a window that slides over its tasks, `lookahead` ahead of the last one that was asked
/// for and as far behind it. Memory is bounded by twice that, whatever is asked. A prompt is looked for only where
/// prompts have its frame, so that one environment's requests do not make the tasks of all others.
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

    /// Tasks made at once before it is looked again.
    private static let step = 16
    /// Such steps before others are served.
    private static let steps = 4

    private var shelves: [AnswerShelf]
    private var places: [PromptKey: Place] = [:]

    /// A book over these environments, with a window of `lookahead` tasks.
    init(environments: [any VerifierEnvironment], lookahead: Int) {
        shelves = environments.map { AnswerShelf(environment: $0, lookahead: lookahead) }
    }

    /// What is known about a prompt; makes at most some dozen tasks. O(1) for a prompt whose task was made.
    mutating func look(up key: PromptKey) -> Lookup {
        for _ in 0..<Self.steps {
            if let place = places[key], let answer = shelves[place.shelf].visit(place.number) { return .found(answer) }
            // The shelf with the fewest tasks waiting is the one that is being asked for.
            let open = shelves.indices.filter { shelves[$0].canGrow && shelves[$0].mayHold(key) }
            guard let shelf = open.min(by: { shelves[$0].waiting < shelves[$1].waiting }) else { return .unknown }
            for _ in 0..<Self.step { grow(shelf) }
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
