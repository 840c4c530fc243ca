internal import YAML

/// What is wrong with a file, collected section by section so that one save mends them all.
struct Faults {
    /// The most that are told.
    private static let maxCount = 20

    /// What is wrong, in the order found.
    private(set) var errors: [EnvironmentError] = []

    /// Whether nothing is wrong.
    var isEmpty: Bool { errors.isEmpty }

    /// Notes an error, if there is room.
    mutating func note(_ error: EnvironmentError) {
        if errors.count < Self.maxCount { errors.append(error) }
    }

    /// Runs a piece of reading and notes what it throws; nil where it threw.
    @discardableResult
    mutating func noting<Value>(_ body: () throws(YAMLError) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            note(EnvironmentError(error))
            return nil
        }
    }
}
