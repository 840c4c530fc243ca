internal import JSON

/// A call, and the order in words that asks for it.
struct ToolOrder {
    let function: ToolFunction
    let arguments: JSONObject
    /// Without a capital and a full stop.
    let words: String
    private let wording: ToolWording
    /// What is said of each parameter.
    private let said: [String: String]

    /// Takes the wording and all required values from choices, and the rest from the style's draws: whether a parameter
    /// that is not required is given, and its value. One required parameter may be left out.
    init(_ function: ToolFunction, _ choices: inout Choices, _ style: inout ToolStyle, omitting omitted: String? = nil)
    {
        self.function = function
        wording = function.wordings[choices.next(of: function.wordings.count)]
        var arguments = JSONObject()
        var words: [String: String] = [:]
        for parameter in function.parameters where parameter.key != omitted {
            let made: (value: JSONValue, words: String)
            if parameter.isRequired {
                made = parameter.value(&choices, &style)
            } else {
                guard style.draws.below(12) < 2 + style.level else { continue }
                var drawn = Choices.drawn(SeededGenerator(seed: style.draws.next()))
                made = parameter.value(&drawn, &style)
                // The default is as good left out as given, so it is not asked for.
                if made.value == parameter.fallback { continue }
            }
            arguments.members.append(.init(key: parameter.key, value: made.value))
            words[parameter.key] = made.words
        }
        self.arguments = arguments
        said = words
        self.words = wording.text(words)
    }

    /// The order with one value that was not meant, and what takes it back; nil where that could be misunderstood.
    func misspoken(_ style: inout ToolStyle) -> (words: String, correction: String)? {
        let parameters = function.parameters.filter { said[$0.key] != nil && $0.mayBeMisspoken }
        guard let parameter = style.draws.pick(parameters), let right = said[parameter.key] else { return nil }
        var drawn = Choices.drawn(SeededGenerator(seed: style.draws.next()))
        let wrong = parameter.value(&drawn, &style)
        var changed = said
        changed[parameter.key] = wrong.words
        let words = wording.text(changed)
        guard wrong.value != arguments[parameter.key], !wrong.words.contains(right), !right.contains(wrong.words),
            words.ranges(of: wrong.words).count == 1
        else { return nil }
        return (words, ToolFrames.correction(right, notMeant: wrong.words, &style.draws))
    }

    /// The call as a value.
    var call: JSONValue { ["name": .string(function.name), "arguments": .object(arguments)] }

    /// How many orders of a function can be told apart by the wording and what is required, less one parameter.
    static func space(_ function: ToolFunction, omitting omitted: String? = nil) -> TaskSpace {
        let required = function.parameters.filter { $0.isRequired && $0.key != omitted }
        return TaskSpace([ToolFrames.single.count, function.wordings.count] + required.flatMap(\.alternatives))
    }

    /// The required parameters that every wording can be said without, where what is left tells enough orders apart.
    static func omittable(_ function: ToolFunction, leaving least: Int) -> [String] {
        function.parameters.filter { parameter in
            parameter.isRequired && function.wordings.allSatisfy { $0.droppable.contains(parameter.key) }
                && (space(function, omitting: parameter.key).size ?? .max) >= least
        }.map(\.key)
    }
}

/// How orders become what a person says: `{c}` stands for an order, `{C}` for one with a capital.
enum ToolFrames {
    static let single = [
        "{C}.", "Please {c}.", "Could you {c}?", "Can you {c}?", "I'd like you to {c}.", "I need you to {c}.",
        "It would be great if you could {c}.", "Would you be so kind as to {c}?", "Be so good as to {c}.",
        "Now {c}, please.",
    ]
    private static let further = [
        "Also, {c}.", "And {c}.", "On top of that, {c}.", "Besides that, {c}.", "I also need you to {c}.",
        "Then there is one more thing: {c}.",
    ]
    private static let asides = [
        "I am on the road all day.", "It has been a long week.", "My phone is almost out of battery.",
        "Sorry for writing so early.", "I am in a bit of a hurry.", "We have visitors at home.",
        "The sun is finally out.", "I am still on my first coffee.", "Thanks for your help the other day.",
        "My sister says hello.", "I keep putting this off.", "It is rather noisy here.",
    ]

    /// What takes a value back.
    static func correction(_ right: String, notMeant wrong: String, _ draws: inout SeededGenerator) -> String {
        switch draws.below(3) {
        case 0: "Correction: \(right), not \(wrong)."
        case 1: "Sorry, I meant \(right), not \(wrong)."
        default: "No, make that \(right) instead of \(wrong)."
        }
    }

    /// A frame with an order.
    static func filled(_ frame: String, _ words: String) -> String {
        frame.replacing("{c}", with: words).replacing("{C}", with: Sentences.capitalized(words))
    }

    /// Orders that may be carried out in any order; the first one in the frame given.
    static func parallel(_ orders: [ToolOrder], frame: Int, _ draws: inout SeededGenerator) -> String {
        var sentences = [filled(single[frame], orders[0].words)]
        var frames = further
        draws.shuffle(&frames)
        for (place, order) in orders.dropFirst().enumerated() {
            sentences.append(filled(frames[place % frames.count], order.words))
        }
        return sentences.joined(separator: " ")
    }

    /// Orders that must be carried out one after the other.
    static func sequence(_ orders: [ToolOrder], frame: Int) -> String {
        let starts = [
            "Do these in order.", "Please keep to this order.", "One after the other, please.",
            "The order matters here.", "Step by step, please.",
        ]
        let firsts = ["First {c}.", "To begin with, {c}."]
        var sentences = [
            starts[frame % starts.count], filled(firsts[frame / starts.count % firsts.count], orders[0].words),
        ]
        for (place, order) in orders.dropFirst().enumerated() {
            let isLast = place == orders.count - 2
            let word =
                isLast && orders.count > 2
                ? "Finally, {c}." : ["Then {c}.", "After that, {c}.", "Next, {c}."][place % 3]
            sentences.append(filled(word, order.words))
        }
        return sentences.joined(separator: " ")
    }

    /// The request with a sentence beside the point before or after it, now and then, on the higher levels.
    static func withAside(_ text: String, level: Int, _ draws: inout SeededGenerator) -> String {
        guard level >= 6, draws.below(2) == 0, let aside = draws.pick(asides) else { return text }
        return draws.below(2) == 0 ? "\(aside) \(text)" : "\(text) \(aside)"
    }
}
