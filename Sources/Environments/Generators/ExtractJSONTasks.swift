package import JSON
package import Rollouts
import Verifiers

/// `extract_json`: a sentence of everyday life and the JSON object that it holds.
///
/// Options: `keys` (2 to 6, default 3), how many members the object has; `distractors` (0 to 2, default 0), sentences
/// beside the point. Values are texts and whole numbers that stand in the text as they are. Fields: `sentence`, `keys`
/// (the names asked for, as `name, age, city`), `object`. Verify by `json: {equals: $object}`.
package struct ExtractJSONTasks: TaskGenerator {
    package static let name = "extract_json"

    /// The most combinations of a domain that are used.
    private static let largestShare = 1 << 48

    private let keys: Int
    private let distractors: Int
    /// For each domain its combinations.
    private let spaces: [TaskSpace]
    /// How many combinations of each domain are used: as many as the smallest has, so that all come equally often.
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["keys", "distractors"])
        keys = try options.value("keys", .whole(2...ExtractionDomain.slotCount), default: 3)
        distractors = try options.value("distractors", .whole(0...ExtractionDomain.distractors.count), default: 0)
        let keys = keys
        let aside = ExtractionDomain.distractors.prefix(distractors).map { 2 * $0.count }
        spaces = ExtractionDomain.all.map { domain in
            TaskSpace(domain.slots.prefix(keys).map(\.values.count) + [domain.leads(keys).count] + aside)
        }
        share = spaces.map { min($0.size ?? .max, Self.largestShare) }.min() ?? 1
    }

    package var size: Int? { share * spaces.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: spaces.count, share: share)[index, seed: seed]
        let domain = ExtractionDomain.all[turn.kind]
        var choices = spaces[turn.kind].choices(at: turn.place, seed: turn.seed)
        let id: String = if case .counted(let number) = choices { String(number) } else { "\(seed):\(turn.place)" }

        var values: [String: JSONValue] = [:]
        var object = JSONObject()
        for slot in domain.slots.prefix(keys) {
            let value = slot.values[choices.next(of: slot.values.count)]
            values[slot.key] = value
            object.members.append(.init(key: slot.key, value: value))
        }
        let leads = domain.leads(keys)
        var sentences = [leads[choices.next(of: leads.count)]] + domain.more.prefix(max(0, keys - 3))
        sentences = sentences.map { ExtractionDomain.filled($0, with: values) }
        for aside in ExtractionDomain.distractors.prefix(distractors) {
            let sentence = aside[choices.next(of: aside.count)]
            sentences.insert(sentence, at: choices.next(of: 2) == 0 ? 0 : sentences.count)
        }
        return RolloutTask(
            id: "\(Self.name):\(domain.name):\(keys):\(distractors):\(id)",
            fields: [
                "sentence": .string(sentences.joined(separator: " ")),
                "keys": .string(object.keys.joined(separator: ", ")), "object": .object(object),
            ],
            gold: JSONValue.object(object).text)
    }
}
