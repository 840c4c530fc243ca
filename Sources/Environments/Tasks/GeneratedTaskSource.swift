internal import Rollouts

/// The tasks of a generator, in the order of their indices; those of one that has an end come again each epoch.
struct GeneratedTaskSource: TaskSource {
    private let generator: any TaskGenerator
    private let seed: UInt64
    private let epochs: Int?

    /// The tasks that a generator makes of a seed.
    init(_ generator: any TaskGenerator, seed: UInt64, epochs: Int? = nil) {
        self.generator = generator
        self.seed = seed
        self.epochs = epochs
    }

    var size: Int? { generator.size }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        var cursor = cursor.clamped
        if let size, cursor.position >= size { cursor = TaskCursor(epoch: cursor.epoch + 1) }
        if let epochs, cursor.epoch >= epochs { return nil }
        var task = generator.task(at: cursor.position, seed: seed)
        if task.id.isEmpty { task.id = TaskReader.contentID(task.fields) }
        cursor.position += 1
        return TaskStep(task: task, cursor: cursor)
    }
}
