internal import Synchronization

/// The pattern of a schema.
///
/// One that is simple is compiled for PCRE2 when a text first needs it: most never do, and its machine code takes longer to
/// make than all else of a small schema.
final class SchemaExpression: Sendable {
    /// Its simple form; nil where it has none.
    let simple: SimplePattern?
    /// What every text that matches starts with, where it has no simple form.
    let prefix: [UInt8]
    /// The expression, where it was compiled at once.
    private let compiled: RegularExpression?
    private let source: ECMAPattern
    private let compiledLater = Mutex<RegularExpression?>(nil)

    /// Reads a pattern, strictly or else with harmless leniency; throws what is wrong with it.
    init(_ pattern: String) throws(PatternError) {
        source = try ECMAPattern.read(pattern)
        simple = SimplePattern(source)
        prefix = simple == nil ? SimplePattern.prefix(of: source) : []
        compiled = simple == nil ? try source.compiled() : nil
    }

    /// Whether a text holds a match; it must be known to be well-formed.
    func matches(
        trusted text: UnsafeBufferPointer<UInt8>, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        if let compiled { return try compiled.matches(trusted: text, budget: &budget) }
        let later = compiledLater.withLock { compiled in
            if compiled == nil { compiled = try? source.compiled() }
            return compiled
        }
        // What is simple is always expressible, so that nothing but memory can be wanting.
        guard let later else { throw .bytes }
        return try later.matches(trusted: text, budget: &budget)
    }
}
