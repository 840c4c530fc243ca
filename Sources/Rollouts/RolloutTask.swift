public import JSON

/// One problem instance: an id and the fields that its prompt and its verifiers read.
public struct RolloutTask: Sendable, Hashable {
    /// What it is remembered by; unique within its environment.
    public var id: String
    /// Its fields, `id` and `gold` left out.
    public var fields: JSONObject
    /// A completion that passes, for tests, mutations and the stand-in: never rendered and never sent.
    public var gold: String?

    /// A task.
    public init(id: String, fields: JSONObject, gold: String? = nil) {
        self.id = id
        self.fields = fields
        self.gold = gold
    }
}
