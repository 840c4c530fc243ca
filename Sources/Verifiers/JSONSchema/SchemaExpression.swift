internal import Synchronization

/// The pattern of a schema.
///
/// One that is simple is compiled for PCRE2 when a text first needs it: most never do, and its machine code takes longer to
/// make than all else of a small schema.
final class SchemaExpression: Sendable {
    private let source: ECMAPattern
    private let compiled: Mutex<RegularExpression?>
    /// Its simple form; nil where it has none.
    let simple: SimplePattern?

    /// Reads a pattern, strictly or else with harmless leniency; throws what is wrong with it.
    init(_ pattern: String) throws(PatternError) {
        source = try ECMAPattern.read(pattern)
        simple = SimplePattern(source)
        compiled = try Mutex(simple == nil ? source.compiled() : nil)
    }

    /// Whether a text holds a match; it must be known to be well-formed.
    func matches(
        trusted text: UnsafeBufferPointer<UInt8>, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        let known = compiled.withLock { compiled in
            if compiled == nil { compiled = try? source.compiled() }
            return compiled
        }
        // What is simple is always expressible, so that nothing but memory can be wanting.
        guard let known else { throw .bytes }
        return try known.matches(trusted: text, budget: &budget)
    }
}
