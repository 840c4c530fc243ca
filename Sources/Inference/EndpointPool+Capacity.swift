internal import Synchronization

extension EndpointPool {
    /// Sequences that may be in flight at this moment, over all endpoints: the sum of their limits. O(endpoints).
    package var capacity: Int {
        state.withLock { state in state.pool.members.reduce(0) { $0 + $1.limit.limit } }
    }
}
