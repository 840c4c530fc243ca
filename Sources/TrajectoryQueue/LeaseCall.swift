package import Rollouts

/// A call of a lease's holder.
package enum LeaseCall: Sendable, Hashable {
    /// These, or all that remain, are done.
    case ack([UniqueID]?)
    /// These, or all that remain, go back after a delay, or out.
    case nack([UniqueID]?, delay: Duration, discard: Bool)
    /// The lease ends so long from now.
    case extend(Duration)
    /// The grant's reply could not be written: all goes back, and was never delivered.
    case giveBack
}

/// What makes two calls the same call: verb, the set of trajectories, and for nack its delay and its kind.
package struct LeaseCallKey: Sendable, Hashable {
    package enum Verb: Int, Sendable { case ack = 1, nack = 2 }

    package let verb: Verb
    /// A digest of all but the verb; the order of the trajectories, and one named twice, make no difference.
    package let digest: UInt64

    /// A key as it was stored.
    package init(verb: Verb, digest: UInt64) {
        self.verb = verb
        self.digest = digest
    }

    /// The key of a call that is remembered; nil for extend and giveBack, which may simply be done again.
    package init?(_ call: LeaseCall) {
        switch call {
        case .ack(let ids):
            self.init(verb: .ack, digest: Self.digest(ids))
        case .nack(let ids, let delay, let discard):
            let kind = Self.mix(UInt64(bitPattern: delay.wholeNanoseconds) &+ (discard ? 0x9E37_79B9 : 0))
            self.init(verb: .nack, digest: Self.digest(ids) ^ kind)
        case .extend, .giveBack:
            return nil
        }
    }

    /// A sum over the set, so that no sorting is needed. A holder who contrives a collision confuses only itself.
    private static func digest(_ ids: [UniqueID]?) -> UInt64 {
        guard let ids else { return 0 }
        var sum: UInt64 = 0x5EED
        for id in ids.count > 1 ? Array(Set(ids)) : ids { sum &+= mix(id.high ^ mix(id.low)) }
        return mix(sum)
    }

    /// The finalizer of SplitMix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
