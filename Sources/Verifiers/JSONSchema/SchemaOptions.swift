package import JSON

/// How a schema is compiled.
package struct SchemaOptions: Sendable, Hashable {
    /// The edition of schemas that name none; nil means the newest. It goes before a standard `$schema` of the
    /// outermost schema.
    package var draft: SchemaDraft?
    /// Whether `format` is judged, not only noted.
    package var formats: Bool
    /// The schemas that references may mean, by URI.
    package var remotes: JSONObject
    /// Whether the schema is known to be sound, so that it is not held against its metaschema.
    var isTrusted: Bool

    /// Options.
    package init(
        draft: SchemaDraft? = nil, formats: Bool = false, remotes: JSONObject = JSONObject()
    ) {
        self.draft = draft
        self.formats = formats
        self.remotes = remotes
        isTrusted = false
    }

    init(draft: SchemaDraft, isTrusted: Bool) {
        self.init(draft: draft)
        self.isTrusted = isTrusted
    }
}
