/// What a level of difficulty asks of a record and its schema.
struct RecordPlan: Sendable {
    /// 1 to 10.
    let level: Int
    /// Members of the record itself besides its number, none of them lists.
    var scalars: Int { [2, 3, 4, 4, 5, 5, 5, 6, 7, 8][level - 1] }
    /// Members that are lists, maps or positions.
    var lists: Int { [0, 0, 1, 1, 1, 1, 1, 2, 2, 2][level - 1] }
    /// Parts: single objects.
    var parts: Int { level >= 8 ? 2 : level >= 4 ? 1 : 0 }
    /// Parts: lists of objects.
    var arrays: Int { level >= 6 ? 1 : 0 }
    /// The most elements of such a list.
    var elements: Int { level >= 9 ? 4 : level >= 8 ? 3 : 2 }
    /// Parts that are one of several kinds.
    var variants: Int { level >= 7 ? 1 : 0 }
    /// Members of a part.
    var partScalars: Int { level >= 8 ? 4 : 3 }
    /// How deep parts stand in one another.
    var depth: Int { level >= 10 ? 3 : level >= 8 ? 2 : 1 }
    /// Members that the schema offers and the request does not speak of.
    var unsaid: Int { [0, 0, 0, 1, 1, 1, 2, 2, 3, 3][level - 1] }
    /// Whether numbers and texts have bounds.
    var hasBounds: Bool { level >= 3 }
    /// Whether dates, addresses and other formats occur.
    var hasFormats: Bool { level >= 4 }
    /// Whether parts are written once, under `$defs`.
    var hasReferences: Bool { level >= 5 }
    /// Whether a member may be null.
    var hasNulls: Bool { level >= 7 }
    /// Whether keys may be written otherwise than in snake_case.
    var variesKeys: Bool { level >= 6 }
    /// Whether numbers, days and times are put in words.
    var usesWords: Bool { level >= 7 }
    /// How many errors are injected into a document to repair.
    var errors: Int { (level + 2) / 3 }
    /// How many facts beside the needed ones are told with it.
    var spareFacts: Int { level / 2 }
}
