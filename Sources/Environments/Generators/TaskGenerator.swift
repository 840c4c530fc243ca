package import JSON
package import Rollouts

/// A source of tasks that are made and not stored: the task at an index is a pure function of options, seed and index.
///
/// The same three give the same task on every machine and in every version of Winnow that names the generator so.
package protocol TaskGenerator: Sendable {
    /// What it is called under `generate`, in snake_case.
    static var name: String { get }

    /// The levels of difficulty that it makes tasks of, from the easiest; nil where it has none.
    ///
    /// A generator with levels takes an option `difficulty: {from, to}`.
    static var levels: ClosedRange<Int>? { get }

    /// A generator with these options; throws what is wrong with them.
    init(options: JSONObject) throws(GeneratorOptionError)

    /// How many tasks there are, all different for one seed; nil where there are practically endless many.
    var size: Int? { get }

    /// The task at an index from 0; past `size`, and below 0, the tasks come round again. Constant time.
    ///
    /// It has a `gold` that passes what the generator is meant to be verified by.
    func task(at index: Int, seed: UInt64) -> RolloutTask
}

extension TaskGenerator {
    /// No levels, unless a generator says otherwise.
    package static var levels: ClosedRange<Int>? { nil }
}

/// What is wrong with a generator's options, and what to write instead.
package struct GeneratorOptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The option; nil where the generator itself, or its options together, are meant.
    package var option: String?
    /// What is wrong.
    package var message: String
    /// What to write instead; nil where the message says it.
    package var hint: String?

    /// An error about an option.
    package init(option: String?, _ message: String, hint: String? = nil) {
        self.option = option
        self.message = message
        self.hint = hint
    }

    /// All of it in one line.
    package var description: String {
        (option.map { "\($0): " } ?? "") + message + (hint.map { "; \($0)" } ?? "")
    }
}
