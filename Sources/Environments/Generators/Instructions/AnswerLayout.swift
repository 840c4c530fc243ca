internal import JSON

/// The form of an answer: how its sentences are divided, what stands before and behind them, and in which case.
struct AnswerLayout {
    private var sentences: [String]
    private let request: String
    /// How many blocks there are, and what stands between two.
    private var blocks = 1
    private var separator = "\n"
    /// What each block starts with.
    private var labels: [String] = []
    private var firstWord: (place: Int, word: String)?
    private var opening: [String] = []
    private var closing: [String] = []
    private var list: [String] = []
    private var isQuoted = false
    private var isJSON = false
    private var isThesis = false
    private var hasEmoji = false
    private var changeCase: @Sendable (String) -> String = { $0 }

    init(sentences: [String], request: String) {
        self.sentences = sentences
        self.request = request
    }

    /// Takes what a demand says about the form.
    mutating func take(_ demand: InstructionDemand) {
        switch demand {
        case .paragraphs(let count): divide(count, by: "\n***\n")
        case .firstWord(let count, let place, let word):
            divide(count, by: "\n\n")
            firstWord = (place, word)
        case .sections(let name, let count):
            divide(count, by: "\n")
            labels = (1...count).map { "\(name) \($0)\n" }
        case .twoResponses: divide(2, by: "\n******\n")
        case .labels(let texts):
            divide(texts.count, by: "\n")
            labels = texts.map { $0 + " " }
        case .json: isJSON = true
        case .title: opening.append("<<Some words on the matter>>")
        case .request: opening.insert(request, at: 0)
        case .quotation: isQuoted = true
        case .postscript(let marker): closing.append("\(marker) This was a pleasure to write.")
        case .ending(let phrase): closing.append(phrase)
        case .upperCase: changeCase = { $0.uppercased() }
        case .lowerCase: changeCase = { $0.lowercased() }
        case .bullets(let count): list = (0..<count).map { "- Step \(Self.letters[$0 % 26]) is worth it." }
        case .subBullets: list = ["* The first part", "  - It is easy.", "* The second part", "  - It is fun."]
        case .bulletsLast: list = ["* It is easy.", "* It is fun."]
        case .thesis: isThesis = true
        case .emoji: hasEmoji = true
        case .wordInSentence(let word, let place): insert("Here many think of \(word) first.", at: place)
        case .wordAtPlace(let word, let place, let number):
            let lead = ["Most", "good", "people", "often", "like"].prefix(max(number - 1, 0))
            insert((lead + [word, "best."]).joined(separator: " "), at: place)
        case .startVerb: sentences.insert("Consider this first.", at: 0)
        default: break
        }
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)

    private mutating func divide(_ count: Int, by text: String) {
        blocks = count
        separator = text
    }

    private mutating func insert(_ sentence: String, at place: Int) {
        sentences.insert(sentence, at: min(max(place - 1, 0), sentences.count))
    }

    /// The answer.
    var text: String {
        var parts: [String] = []
        let size = max(sentences.count / max(blocks, 1), 1)
        for block in 0..<blocks {
            let end = block == blocks - 1 ? sentences.count : min((block + 1) * size, sentences.count)
            var part = Array(sentences[min(block * size, end)..<end])
            if let firstWord, firstWord.place == block + 1, let first = part.first {
                part[0] = firstWord.word + " " + AnswerText.lowered(first)
            }
            if hasEmoji {
                for index in part.indices {
                    let emoji = AnswerWords.emoji[(block + index) % AnswerWords.emoji.count]
                    part[index] = part[index].dropLast() + " \(emoji)."
                }
            }
            if isThesis, let first = part.first { part[0] = "<i>\(first)</i>" }
            let label = labels.indices.contains(block) ? labels[block] : ""
            parts.append(label + part.joined(separator: " "))
        }
        let lines = (opening + [parts.joined(separator: separator)] + list + closing).joined(separator: "\n")
        if isJSON { return JSONValue.array([.string(changeCase(lines))]).text }
        return isQuoted ? "\"\(changeCase(lines))\"" : changeCase(lines)
    }
}
