package import JSON
package import Rollouts
import Verifiers

/// `instruction_following`: a request, and one to five instructions about the answer that can be followed together.
///
/// Options: `difficulty` (`{from, to}` of 1 to 10; default 1 to 10): one instruction at levels 1 and 2, one more every
/// two levels, with tighter numbers and rarer instructions the higher. Of the public ids, those are left out that need
/// a topic or a form of their own; the README of the folder says which. Each kind of request on each topic for each
/// audience leads with each instruction equally often. Fields: `prompt`, `request`, `instruction_id_list`, `kwargs`,
/// `difficulty`, `unsaid` (the instructions as they are worded, which an answer that is no echo of the prompt does not
/// repeat). The gold is built from the instructions, which shows that they do not contradict each other. Verify by
/// `instructions: {ids: $instruction_id_list, kwargs: $kwargs}`, `instructions: {forbidden_words: $unsaid}` and
/// `length: {of: answer, min_words: 9}`, since the prompt and a few signs follow many an instruction.
package struct InstructionFollowingTasks: TaskGenerator {
    package static let name = "instruction_following"
    package static let levels: ClosedRange<Int>? = 1...10

    private let levels: [Int]
    private let share: Int
    /// How often a set of instructions is drawn anew before the first goes alone.
    private static let attempts = 12

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["difficulty"])
        levels = Array(try options.value("difficulty", .difficulty, default: 1...10))
        share = levels.map(Self.size).min() ?? 1
    }

    package var size: Int? { share * levels.count }

    /// How many tasks a level has.
    static func size(ofLevel level: Int) -> Int {
        RequestFrames.kinds.count * RequestTopic.all.count * RequestFrames.audiences.count
            * InstructionTemplate.at(level: level).count
    }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: levels.count, share: share)[index, seed: seed]
        let level = levels[turn.kind]
        return Self.task(
            level: level, number: SeededPermutation(count: Self.size(ofLevel: level), seed: turn.seed)[turn.place])
    }

    private static func task(level: Int, number: Int) -> RolloutTask {
        var choices = Choices.counted(number)
        let templates = InstructionTemplate.at(level: level)
        let lead = templates[choices.next(of: templates.count)]
        let topic = RequestTopic.all[choices.next(of: RequestTopic.all.count)]
        let kind = choices.next(of: RequestFrames.kinds.count)
        let request = RequestFrames.request(
            kind: kind, topic: topic, audience: choices.next(of: RequestFrames.audiences.count))
        var draws = SeededGenerator(seed: UInt64(number), stream: UInt64(level))
        var found = composed(lead, count: (level + 1) / 2, level, request, topic, &draws)
        // Alone, an instruction can be followed; some numbers of it may still ask for too much of a gold.
        for _ in 0..<attempts where found == nil { found = composed(lead, count: 1, level, request, topic, &draws) }
        let instructions = found?.instructions ?? []
        let gold = found?.gold ?? ""
        let prompt = RequestFrames.prompt(request, instructions.map(\.wording), &draws)
        return RolloutTask(
            id: "\(name):\(level):\(number)",
            fields: [
                "prompt": .string(prompt), "request": .string(request),
                "instruction_id_list": .array(instructions.map { .string($0.id) }),
                "kwargs": .array(instructions.map { .object($0.kwargs) }), "difficulty": .int(level),
                "unsaid": .array(instructions.map { .string(Self.unmarked($0.wording)) }),
            ], gold: gold)
    }

    /// A wording without signs at its ends, to be looked for between word boundaries.
    private static func unmarked(_ wording: String) -> String {
        func isMark(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }
        var part = wording[...]
        while let last = part.last, isMark(last) { part.removeLast() }
        return String(part.drop(while: isMark))
    }

    private static let check = try? VerifyList([["instructions": ["ids": "$ids", "kwargs": "$kwargs"]]])

    /// Whether the verifier, too, finds that an answer follows its instructions.
    ///
    /// It was built to, but languages are guessed from letters and sentences from signs, which now and then mistakes it.
    private static func isFollowed(_ instructions: [ComposedInstruction], by gold: String) -> Bool {
        let fields: JSONObject = [
            "ids": .array(instructions.map { .string($0.id) }),
            "kwargs": .array(instructions.map { .object($0.kwargs) }),
        ]
        return check?.judge(Completion(text: gold), task: RolloutTask(id: name, fields: fields, gold: nil)).passed
            == true
    }

    /// Instructions with an answer that follows them all; nil where none was found in a bounded number of attempts.
    private static func composed(
        _ lead: InstructionTemplate, count: Int, _ level: Int, _ request: String, _ topic: RequestTopic,
        _ draws: inout SeededGenerator
    ) -> (instructions: [ComposedInstruction], gold: String)? {
        for _ in 0..<attempts {
            var chosen = [lead]
            var others = InstructionTemplate.at(level: level)
            draws.shuffle(&others)
            for other in others where chosen.count < count && !chosen.contains(where: other.contradicts) {
                chosen.append(other)
            }
            var drawn = InstructionDraws(level: level, request: request, topic: topic, seed: draws.next())
            let instructions = chosen.compactMap { $0.instruction(&drawn) }
            let seed = draws.next()
            guard instructions.count == count else { continue }
            var builder = AnswerBuilder(instructions.map(\.demand), request: request, topic: topic, seed: seed)
            guard let gold = builder.answer(), isFollowed(instructions, by: gold) else { continue }
            // The lead stays first: with another lead, the same instructions are another prompt.
            return (instructions, gold)
        }
        return nil
    }
}
