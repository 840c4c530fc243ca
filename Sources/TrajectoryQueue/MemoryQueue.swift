/// One queue of a memory store: what was delivered, and what of it is ready, in order.
struct MemoryQueue: Sendable {
    enum State: Sendable { case ready, delayed, leased, acked, dead, evicted }

    struct Delivery: Sendable {
        var state: State
        var lane: Lane
        var deliveries = 0
    }

    private(set) var deliveries: [Int64: Delivery] = [:]
    /// Positions that may be leased, ascending.
    private(set) var lanes: [Lane: [Int64]] = [:]

    mutating func deliver(_ position: Int64, lane: Lane) {
        deliveries[position] = Delivery(state: .ready, lane: lane)
        makeReady(position, lane)
    }

    /// Takes a ready trajectory; returns it with this delivery counted.
    mutating func lease(_ position: Int64) -> Delivery? {
        guard var delivery = deliveries[position], delivery.state == .ready else { return nil }
        delivery.state = .leased
        delivery.deliveries += 1
        deliveries[position] = delivery
        if var positions = lanes[delivery.lane] {
            positions.removeAll { $0 == position }
            lanes[delivery.lane] = positions.isEmpty ? nil : positions
        }
        return delivery
    }

    mutating func settle(_ member: LeaseMember, fate: LeaseRecord.Settlement.Fate) {
        deliveries[member.position]?.deliveries = member.deliveries
        switch fate {
        case .ready:
            deliveries[member.position]?.state = .ready
            makeReady(member.position, member.lane)
        case .delayed: deliveries[member.position]?.state = .delayed
        case .acked: deliveries[member.position]?.state = .acked
        case .dead: deliveries[member.position]?.state = .dead
        case .discarded: deliveries[member.position]?.state = .evicted
        }
    }

    mutating func endDelay(_ position: Int64) {
        guard let delivery = deliveries[position], delivery.state == .delayed else { return }
        deliveries[position]?.state = .ready
        makeReady(position, delivery.lane)
    }

    mutating func requeue(_ position: Int64) {
        guard let delivery = deliveries[position], delivery.state == .dead else { return }
        deliveries[position] = Delivery(state: .ready, lane: delivery.lane)
        makeReady(position, delivery.lane)
    }

    mutating func forget(_ position: Int64) { deliveries[position] = nil }

    private mutating func makeReady(_ position: Int64, _ lane: Lane) {
        var positions = lanes[lane] ?? []
        // Most arrive at the end; what comes back takes its old place.
        let place = (positions.last ?? .min) < position ? positions.count : positions.firstIndex { $0 > position }
        positions.insert(position, at: place ?? positions.count)
        lanes[lane] = positions
    }
}
