package import Rollouts

/// An ordered, seeded supply of tasks that is stepped through by cursors and holds no position itself, so that a
/// cursor that was stored before a restart goes on exactly where it was.
package protocol TaskSource: Sendable {
    /// How many tasks one epoch has at most; nil where they never end.
    var size: Int? { get }

    /// The first task after a cursor, or nil when the last epoch is over. O(1) but for lines that are no tasks.
    ///
    /// Throws when no task can be given at all: the data changed or cannot be read, or far too many lines in a row are
    /// no tasks.
    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep?
}

/// One step through the tasks of an environment.
package struct TaskStep: Sendable, Hashable {
    /// The task.
    package var task: RolloutTask
    /// The cursor behind it.
    package var cursor: TaskCursor
    /// How many lines were passed over on the way because they are no tasks.
    package var skipped: Int
    /// What is wrong with the first of them.
    package var firstFault: EnvironmentError?
    /// The task's level of difficulty; nil where tasks have none.
    package var level: Int?

    /// A step.
    package init(task: RolloutTask, cursor: TaskCursor, skipped: Int = 0, firstFault: EnvironmentError? = nil) {
        self.task = task
        self.cursor = cursor
        self.skipped = skipped
        self.firstFault = firstFault
    }
}
