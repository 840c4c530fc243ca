/// What is asked for, about which topic and for whom: the request that instructions go with.
enum RequestFrames {
    /// Beginnings that go before a topic.
    static let kinds = [
        "Write a short essay about", "Write a blog post about", "Write an item for a newsletter about",
        "Write a short story about", "Write an article for a local newspaper about",
        "Write an invented diary entry about", "Write the opening of a novel about", "Write a speech about",
        "Explain what matters most about", "Write in your own words about", "Write a page of a textbook about",
        "Write a dialogue about", "Write the text of a poster about", "Draft an interview about",
        "Write an open letter about", "Write a magazine article about", "Write a radio feature about",
        "Write down something worth knowing about", "Write a chapter of a handbook about",
        "Write notes for a talk about", "Write a column about", "Write a review of a book about",
        "Write the script of a short video about", "Write a humorous piece about",
    ]

    /// For whom it is; the first is nobody in particular.
    static let audiences = [
        "", "children", "teenagers", "curious readers", "parents", "somebody who is new to the subject",
        "a group of students", "older people",
    ]

    /// The sentence of a kind and a topic, and one for the audience.
    static func request(kind: Int, topic: RequestTopic, audience: Int) -> String {
        let audience = audiences[audience % audiences.count]
        let request = "\(kinds[kind % kinds.count]) \(topic.phrase)."
        return audience.isEmpty ? request : "\(request) It is meant for \(audience)."
    }

    /// A request with its instructions: run on, or as a list.
    static func prompt(_ request: String, _ wordings: [String], _ draws: inout SeededGenerator) -> String {
        guard wordings.count > 1, draws.below(3) == 0 else {
            return ([request] + wordings).joined(separator: draws.below(4) == 0 ? "\n" : " ")
        }
        let heads = [
            "Please follow these instructions:", "Keep to these rules:", "What the answer must be like:",
            "Mind the following:",
        ]
        let head = draws.pick(heads) ?? heads[0]
        let isNumbered = draws.below(2) == 0
        let lines = wordings.enumerated().map { isNumbered ? "\($0.offset + 1). \($0.element)" : "- \($0.element)" }
        return "\(request)\n\n\(head)\n" + lines.joined(separator: "\n")
    }
}
