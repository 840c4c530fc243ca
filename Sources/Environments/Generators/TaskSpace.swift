/// All the tasks of a generator as a product of choices, gone through in an order that the seed decides.
///
/// A space of so many combinations is permuted, so that no task comes twice before each came once. One too large to be
/// counted is drawn from: two of its tasks are the same with a chance of one in 2^62 at most.
struct TaskSpace: Sendable {
    /// How many combinations there are; nil where they are more than 2^62.
    let size: Int?

    /// The space of choices with so many alternatives each.
    init(_ choices: [Int]) {
        var size: Int? = 1
        for count in choices {
            guard let product = size?.multipliedReportingOverflow(by: max(count, 1)) else { break }
            size = product.overflow || product.partialValue > 1 << 62 ? nil : product.partialValue
        }
        self.size = size
    }

    /// The choices of the task at an index, which come round again past the size and below 0.
    func choices(at index: Int, seed: UInt64) -> Choices {
        guard let size else { return .drawn(SeededGenerator(seed: seed, stream: UInt64(bitPattern: Int64(index)))) }
        return .counted(SeededPermutation(count: size, seed: seed)[index])
    }
}

/// The choices that make one task, taken one after the other in the order that the space lists them.
enum Choices: Sendable {
    /// What is left of the combination's number.
    case counted(Int)
    case drawn(SeededGenerator)

    /// The next choice, from 0 to below the number of alternatives.
    mutating func next(of count: Int) -> Int {
        let count = max(count, 1)
        switch self {
        case .counted(let rest):
            self = .counted(rest / count)
            return rest % count
        case .drawn(var generator):
            defer { self = .drawn(generator) }
            return generator.below(count)
        }
    }
}
