package import JSON

/// How far the tasks of an environment were taken.
package struct TaskCursor: Sendable, Hashable {
    /// The pass over the tasks, from 0.
    package var epoch: Int
    /// How many tasks of this pass were taken, from 0.
    package var position: Int

    /// A cursor; by default before the first task.
    package init(epoch: Int = 0, position: Int = 0) {
        self.epoch = epoch
        self.position = position
    }

    /// The same within what any source counts to, so that no arithmetic on it overflows.
    var clamped: TaskCursor {
        TaskCursor(epoch: min(max(epoch, 0), 1 << 53), position: min(max(position, 0), 1 << 53))
    }

    /// `{"epoch": …, "position": …}`.
    package var json: JSONValue { ["epoch": .int(epoch), "position": .int(position)] }

    /// The cursor that was written as `json`; nil where the value is none.
    package init?(json: JSONValue) {
        guard let epoch = json["epoch"]?.int, let position = json["position"]?.int, epoch >= 0, position >= 0 else {
            return nil
        }
        self.init(epoch: epoch, position: position)
    }
}
