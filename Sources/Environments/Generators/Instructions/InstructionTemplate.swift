internal import JSON

/// One instruction of a task: its public id and arguments, how it is said, and what it demands.
struct ComposedInstruction: Sendable {
    let id: String
    let kwargs: JSONObject
    /// One or two sentences.
    let wording: String
    let demand: InstructionDemand
}

/// An instruction of the catalog that may be composed with others.
struct InstructionTemplate: Sendable {
    /// Its public id.
    let id: String
    /// The lowest level at which it is given.
    let least: Int
    /// Parts of an answer that it takes for itself.
    let claims: AnswerParts
    /// Parts of an answer that others may not take.
    let clashes: AnswerParts
    /// An instruction with arguments for a level; nil where the topic has no words left for it.
    private let draw: @Sendable (inout InstructionDraws) -> Drawn?

    /// What is drawn: arguments, wording and demand.
    typealias Drawn = (kwargs: JSONObject, wording: String, demand: InstructionDemand)

    init(
        _ id: String, from least: Int = 1, claims: AnswerParts = [], clashes: AnswerParts = [],
        _ draw: @escaping @Sendable (inout InstructionDraws) -> Drawn?
    ) {
        self.id = id
        self.least = least
        self.claims = claims
        self.clashes = clashes
        self.draw = draw
    }

    /// Whether no answer, or none that reads well, can follow both this and another.
    func contradicts(_ other: InstructionTemplate) -> Bool {
        id == other.id || !claims.isDisjoint(with: other.claims.union(other.clashes))
            || !clashes.isDisjoint(with: other.claims)
    }

    /// An instruction with arguments drawn; nil where the topic has no words left for it.
    func instruction(_ draws: inout InstructionDraws) -> ComposedInstruction? {
        draw(&draws).map {
            ComposedInstruction(id: id, kwargs: $0.kwargs, wording: $0.wording, demand: $0.demand)
        }
    }

    /// All that may be given.
    static let all = lengths + contents + forms + counts + marks

    /// Those given at each level from 1 to 10.
    static let byLevel: [[InstructionTemplate]] = (1...10).map { level in all.filter { $0.least <= level } }

    /// Those given at a level.
    static func at(level: Int) -> [InstructionTemplate] { byLevel[min(max(level, 1), 10) - 1] }
}

/// Parts of an answer that only one instruction can shape.
struct AnswerParts: OptionSet, Sendable {
    let rawValue: Int

    /// How the whole is divided.
    static let layout = AnswerParts(rawValue: 1)
    /// What it starts with.
    static let opening = AnswerParts(rawValue: 1 << 1)
    /// What it ends with.
    static let ending = AnswerParts(rawValue: 1 << 2)
    static let bullets = AnswerParts(rawValue: 1 << 3)
    static let stars = AnswerParts(rawValue: 1 << 4)
    static let brackets = AnswerParts(rawValue: 1 << 5)
    static let quotes = AnswerParts(rawValue: 1 << 6)
    static let title = AnswerParts(rawValue: 1 << 7)
    static let letterCase = AnswerParts(rawValue: 1 << 8)
    static let commas = AnswerParts(rawValue: 1 << 9)
    static let digits = AnswerParts(rawValue: 1 << 10)
    static let wordCount = AnswerParts(rawValue: 1 << 11)
    static let sentenceCount = AnswerParts(rawValue: 1 << 12)
    /// Which sentence is the first, the second and so on.
    static let order = AnswerParts(rawValue: 1 << 13)
    static let capitals = AnswerParts(rawValue: 1 << 14)
    /// What stands where a sentence ends.
    static let stops = AnswerParts(rawValue: 1 << 15)
}

/// What the instructions of one task are drawn from.
struct InstructionDraws: Sendable {
    /// 1 to 10.
    let level: Int
    /// The request that the instructions go with.
    let request: String
    private(set) var generator: SeededGenerator
    /// Words of the topic that no instruction has taken.
    private var words: [String]

    init(level: Int, request: String, topic: RequestTopic, seed: UInt64) {
        self.level = level
        self.request = request
        generator = SeededGenerator(seed: seed)
        words = topic.words
        generator.shuffle(&words)
    }

    /// A number between what is easy at level 1 and hard at level 10, or a little beside it.
    mutating func scaled(_ easy: Int, _ hard: Int) -> Int {
        let aim = easy + (hard - easy) * (level - 1) / 9
        let slack = max(1, abs(hard - easy) / 8)
        return min(max(aim - slack + generator.below(2 * slack + 1), min(easy, hard)), max(easy, hard))
    }

    /// A number of a range.
    mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + generator.below(range.count) }

    /// One of some texts.
    mutating func one(_ texts: String...) -> String { generator.pick(texts) ?? "" }

    /// One of some texts.
    mutating func one(of texts: [String]) -> String { generator.pick(texts) ?? "" }

    /// Words of the topic for one instruction alone; nil where so many are not left.
    mutating func take(_ count: Int) -> [String]? {
        guard words.count >= count else { return nil }
        defer { words.removeLast(count) }
        return Array(words.suffix(count))
    }
}

extension [String] {
    /// `a, b and c`, each in double quotes.
    var quotedList: String {
        let quoted = map { "\"\($0)\"" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " and " + last
    }
}
