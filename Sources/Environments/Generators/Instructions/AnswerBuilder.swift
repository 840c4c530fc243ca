internal import JSON

/// Builds an answer that follows a set of instructions, from what they demand.
///
/// What must occur is put in as sentences of its own, plain sentences fill the answer up to the counts demanded, and
/// the whole is laid out at the end. Where this comes to nothing, the set counts as contradictory.
struct AnswerBuilder {
    private let demands: [InstructionDemand]
    private let request: String
    private var draws: SeededGenerator
    /// Plain sentences not used yet.
    private var fillers: [String]
    /// Sentences of the answer's body, without those at set places.
    private var body: [String]

    /// The most sentences that are put into a body.
    private static let mostSentences = 64
    /// How often more is put in where something is still lacking.
    private static let rounds = 24

    init(_ demands: [InstructionDemand], request: String, topic: RequestTopic, seed: UInt64) {
        self.demands = demands
        self.request = request
        draws = SeededGenerator(seed: seed)
        fillers = AnswerSentences.all
        draws.shuffle(&fillers)
        body = ["This text is about \(topic.phrase)."]
    }

    /// An answer as demanded; nil where none could be built.
    mutating func answer() -> String? {
        let least = demands.map(\.leastSentences).max() ?? 1
        guard room >= least else { return nil }
        for demand in demands { body += sentences(for: demand) }
        fillers = fillers.filter { filler in
            demands.allSatisfy { demand in
                guard case .letters(let letter, let range) = demand, range.lowerBound == 0 else { return true }
                return !filler.contains(letter)
            }
        }
        while body.count < max(least, 3) + draws.below(3) { guard fill() else { return nil } }
        for _ in 0..<Self.rounds {
            let text = laidOut(joined(toAtMost: room))
            let broken = demands.filter { !$0.holds(in: text) }
            if broken.isEmpty { return text }
            let lacking = broken.map { $0.lack(in: text) }
            guard lacking.allSatisfy({ $0 > 0 }) else { return nil }
            for _ in 0..<max(1, (lacking.max() ?? 1) / 12) { guard fill() else { return nil } }
        }
        return nil
    }

    private mutating func fill() -> Bool {
        guard let sentence = fillers.popLast(), body.count < Self.mostSentences else { return false }
        body.append(sentence)
        return true
    }

    /// How many sentences the body may have.
    private var room: Int {
        var room = Int.max
        for demand in demands {
            if case .sentences(let range) = demand { room = min(room, range.upperBound) }
        }
        guard room < 1_000 else { return room }
        for demand in demands {
            switch demand {
            case .request: room -= 3
            case .postscript, .ending: room -= 2
            case .bullets(let count): room -= count
            case .subBullets: room -= 4
            case .bulletsLast: room -= 2
            case .wordInSentence, .wordAtPlace, .startVerb, .title: room -= 1
            default: break
            }
        }
        return room
    }

    /// The body's sentences, some of them joined where they are more than may be.
    private func joined(toAtMost most: Int) -> [String] {
        guard body.count > most, most > 0 else { return body }
        var joined = Array(body.prefix(most))
        for (index, sentence) in body.dropFirst(most).enumerated() {
            let place = index % most
            joined[place] = joined[place].dropLast() + " and " + AnswerText.lowered(sentence)
        }
        return joined
    }

    /// Sentences that a demand puts into the body.
    private mutating func sentences(for demand: InstructionDemand) -> [String] {
        switch demand {
        case .keywords(let words): return words.map { mention($0) }
        case .occurrences(let word, let range):
            let count = range.upperBound > 1_000 ? range.lowerBound : range.upperBound
            return (0..<count).map { _ in mention(word) }
        case .capitals(let range) where range.lowerBound > 0:
            return chosen(range.lowerBound, of: AnswerWords.capitals).map { "Stay \($0) all the time." }
        case .placeholders(let count):
            return chosen(count, of: AnswerWords.placeholders).map { "The \($0) to note is [\($0)]." }
        case .highlights(let count):
            return chosen(count, of: AnswerWords.highlights).map { "Never forget the *\($0)* of it." }
        case .conjunctions(let count): return chosen(count, of: AnswerWords.conjunctionSentences)
        case .names(let count):
            return ["Here are " + chosen(count, of: AnswerWords.names).joined(separator: " and ") + "."]
        case .numbers(let count):
            let numbers = (0..<count).map { _ in String(2 + draws.below(97)) }
            return ["Some useful figures are " + numbers.joined(separator: " and ") + "."]
        case .pronouns(let count): return chosen((count + 4) / 5, of: AnswerWords.pronounSentences)
        case .nestedBrackets: return ["There is one aside (with [more {and (even [more] to say) here} in it] today)."]
        case .nestedQuotes: return ["Someone wrote \"they told me 'she said \"begin now\" to us' at once\" on a wall."]
        case .separator(let sign): return ["Three things count most \(sign) calm \(sign) time \(sign) care."]
        case .everyMark: return ["Well, is it so?", "Look: it is; see!", "What a question?!"]
        default: return []
        }
    }

    private mutating func mention(_ word: String) -> String {
        let frames = [
            "Many people think of the word \(word) first.", "One part of it is \(word).",
            "Much has been said about \(word).", "Here the word \(word) belongs.",
        ]
        return draws.pick(frames) ?? frames[0]
    }

    /// So many of some texts in a new order, round again where there are too few.
    private mutating func chosen(_ count: Int, of texts: [String]) -> [String] {
        var texts = texts
        draws.shuffle(&texts)
        return (0..<count).map { texts[$0 % texts.count] }
    }

    /// The whole answer of a body's sentences.
    private func laidOut(_ sentences: [String]) -> String {
        var layout = AnswerLayout(sentences: sentences, request: request)
        for demand in demands { layout.take(demand) }
        return layout.text
    }
}

extension InstructionDemand {
    /// About how many words more an answer needs for this to hold; 0 where more does not help.
    func lack(in text: String) -> Int {
        let bytes = Array(text.utf8)
        switch self {
        case .words(let range): return max(0, range.lowerBound - AnswerCounts.words(bytes))
        case .upperCase: return max(0, AnswerCounts.wordsInCapitals - AnswerCounts.words(bytes))
        case .sentences(let range): return max(0, 6 * (range.lowerBound - AnswerCounts.sentences(bytes)))
        case .letters(let letter, let range):
            return max(0, range.lowerBound - AnswerCounts.occurrences(String(letter), in: bytes))
        case .differentWords(let count): return max(0, count - AnswerCounts.differentWords(text))
        default: return 0
        }
    }
}

/// Changes to sentences.
enum AnswerText {
    /// A sentence to stand within another.
    static func lowered(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }
}
