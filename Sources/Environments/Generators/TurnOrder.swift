/// Kinds of tasks that take turns: every block of indices holds each kind once, in an order that the seed decides.
struct TurnOrder: Sendable {
    /// How many kinds there are, at least 1.
    let kinds: Int
    /// How many tasks of each kind there are, at least 1.
    let share: Int

    /// The kind whose turn an index is, the place among the kind's tasks, from 0 to below `share`, and a seed for their
    /// order. Past the last index, and below 0, the turns come round again.
    subscript(index: Int, seed seed: UInt64) -> (kind: Int, place: Int, seed: UInt64) {
        let total = kinds * share
        let remainder = index % total
        let position = remainder < 0 ? remainder + total : remainder
        let place = position / kinds
        let block = SeededPermutation(count: kinds, seed: SeededGenerator.seed(seed, stream: place))
        let kind = block[position % kinds]
        return (kind, place, SeededGenerator.seed(seed, stream: -1 - kind))
    }
}
