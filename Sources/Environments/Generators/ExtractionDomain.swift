import JSON

/// A corner of everyday life that sentences to extract from are about.
struct ExtractionDomain: Sendable {
    /// A fact that a sentence tells.
    struct Slot: Sendable {
        /// The member's key.
        let key: String
        /// What it may be; written in the sentence as it is.
        let values: [JSONValue]

        /// A fact that is a text.
        static func text(_ key: String, _ values: [String]) -> Slot {
            Slot(key: key, values: values.map(JSONValue.string))
        }

        /// A fact that is a whole number.
        static func whole(_ key: String, _ range: ClosedRange<Int>, by step: Int = 1) -> Slot {
            Slot(
                key: key, values: stride(from: range.lowerBound, through: range.upperBound, by: step).map(JSONValue.int)
            )
        }
    }

    /// How many facts every domain has.
    static let slotCount = 6

    /// Its name in a task's id.
    let name: String
    /// Six facts, in the order that objects list them.
    let slots: [Slot]
    /// Sentences that tell the first two facts. `{key}` stands for a value, `{a key}` for one with its article.
    let two: [String]
    /// Sentences that tell the first three.
    let three: [String]
    /// A sentence for each of the other facts.
    let more: [String]

    /// The sentences that a text of so many facts may begin with.
    func leads(_ keys: Int) -> [String] { keys == 2 ? two : three }

    /// A sentence with its values.
    static func filled(_ template: String, with values: [String: JSONValue]) -> String {
        var text = ""
        for (index, part) in template.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let close = part.firstIndex(of: "}") else {
                text += part
                continue
            }
            let hasArticle = part.hasPrefix("a ")
            let key = String(part[..<close].dropFirst(hasArticle ? 2 : 0))
            let value = values[key].map { $0.string ?? $0.text } ?? ""
            if hasArticle { text += value.first.map { "aeiouAEIOU".contains($0) } == true ? "an " : "a " }
            text += value + part[part.index(after: close)...]
        }
        return text
    }
}
