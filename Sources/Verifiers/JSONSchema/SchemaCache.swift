import JSON
internal import Synchronization

/// The programs that one verifier compiled, by content: tasks repeat their schemas.
///
/// Bounded; when it is full the entry that was made first goes.
final class SchemaCache: Sendable {
    private struct Key: Hashable {
        var schema: JSONValue
        var options: SchemaOptions
    }

    private struct State {
        var programs: [Key: Result<SchemaProgram, SchemaFault>] = [:]
        var order: [Key] = []
        /// The one used last: the rollouts of a task come one after the other.
        var last: (key: Key, program: Result<SchemaProgram, SchemaFault>)?
    }

    /// The most programs kept.
    private static let most = 128

    private let state = Mutex(State())

    /// Puts a schema into the words that are compiled.
    typealias Preparation = (JSONValue, SchemaOptions, inout Budget) throws(BudgetExhausted) -> (
        JSONValue, SchemaOptions
    )

    /// The program of a schema, compiled now where it is not known; what is wrong with it is remembered too.
    ///
    /// - Parameter preparing: What is done to a schema before it is compiled; the same for all schemas of one kind.
    func program(
        of schema: JSONValue, options: SchemaOptions, budget: inout Budget, preparing: Preparation? = nil
    ) throws(BudgetExhausted) -> Result<SchemaProgram, SchemaFault> {
        let key = Key(schema: schema, options: options)
        let known = state.withLock { state -> Result<SchemaProgram, SchemaFault>? in
            if let last = state.last, Self.isIdentical(last.key.schema, schema), last.key.options == options {
                return last.program
            }
            guard let program = state.programs[key] else { return nil }
            state.last = (key, program)
            return program
        }
        if let known { return known }
        let (words, ways) = try preparing?(schema, options, &budget) ?? (schema, options)
        let program = try SchemaProgram.compile(words, options: ways, budget: &budget)
        state.withLock { state in
            if state.programs.updateValue(program, forKey: key) == nil { state.order.append(key) }
            state.last = (key, program)
            if state.order.count > Self.most { state.programs[state.order.removeFirst()] = nil }
        }
        return program
    }

    /// Whether two values share their storage, so that nothing in them need be compared. The cache holds on to what it
    /// knows, so that its storage is no other's.
    private static func isIdentical(_ left: JSONValue, _ right: JSONValue) -> Bool {
        guard case .object(let left) = left, case .object(let right) = right, left.count == right.count else {
            return false
        }
        return left.members.withUnsafeBufferPointer { left in
            right.members.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress && left.count > 0 }
        }
    }
}
