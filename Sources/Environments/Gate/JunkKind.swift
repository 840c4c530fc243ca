/// The kinds of junk that no environment may pass, by the names that `junk_allowed` knows them by.
package enum JunkKind: String, Sendable, Hashable, CaseIterable {
    /// Nothing, or white space only.
    case empty
    /// The prompt, said back.
    case echo
    /// The right answer inside a thought that is never closed.
    case unfinishedThought = "unfinished_thought"
    /// Structure without content: `{}`, empty tags, an empty box.
    case bareStructure = "bare_structure"
    /// An object that says a key twice.
    case duplicateKeys = "duplicate_keys"
    /// Numbers beyond any type.
    case hugeNumber = "huge_number"
    /// Brackets nested thousands deep.
    case deepNesting = "deep_nesting"
    /// Text that speaks to a grader instead of answering.
    case graderTalk = "grader_talk"
}
