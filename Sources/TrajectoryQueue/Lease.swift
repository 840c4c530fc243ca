package import Rollouts

/// A point on a clock that only goes forward, in nanoseconds from an arbitrary start.
package struct MonotonicTime: Sendable, Hashable, Comparable {
    package var nanoseconds: Int64

    /// A point in time.
    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whether the left one is earlier.
    package static func < (lhs: MonotonicTime, rhs: MonotonicTime) -> Bool { lhs.nanoseconds < rhs.nanoseconds }
}

/// The 128 random bits that name a lease and are its token: who holds them holds the lease.
package struct LeaseID: Sendable, Hashable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    /// An id with exactly these bits.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new id.
    package init(using generator: inout some RandomNumberGenerator) {
        high = generator.next()
        low = generator.next()
    }

    /// The id that 32 hexadecimal digits in lower case spell; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// 32 hexadecimal digits.
    package var description: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}

/// What a trainer asks for; validated by the caller.
package struct LeaseRequest: Sendable {
    package enum Unit: String, Sendable, CaseIterable { case trajectory, group }
    package enum Order: String, Sendable, CaseIterable { case oldest, newest }

    /// A part of the batch that comes from some environments.
    package struct Share: Sendable, Hashable {
        /// Names of environments; globs and tags are resolved by the caller.
        package var environments: [String]
        /// Its weight among the shares; above 0.
        package var share: Double

        /// A share.
        package init(environments: [String], share: Double) {
            self.environments = environments
            self.share = share
        }
    }

    /// A label, for people.
    package var consumer: String
    package var queue = "default"
    package var unit = Unit.trajectory
    /// At least 1.
    package var maxTrajectories: Int
    /// Fewer ready are not granted; 1 to `maxTrajectories`. What `maxTokens` or a large group cuts short is.
    package var minTrajectories = 1
    /// The most tokens together; the first trajectory is granted whatever it weighs.
    package var maxTokens: Int?
    /// Which environments, in which shares; nil for all as they come. What one share cannot fill goes to the others; an
    /// environment that two name belongs to the first.
    package var shares: [Share]?
    package var order = Order.oldest
    /// Only trajectories whose sampling began under this policy version or a later one.
    package var minPolicyVersion: Int?
    package var duration: Duration

    /// A request with its defaults.
    package init(consumer: String, maxTrajectories: Int, duration: Duration) {
        self.consumer = consumer
        self.maxTrajectories = maxTrajectories
        self.duration = duration
    }
}

/// A batch that was leased.
package struct LeaseGrant: Sendable {
    /// One trajectory of the batch.
    package struct Member: Sendable {
        package var trajectory: EncodedTrajectory
        /// How often it was delivered, this time included.
        package var deliveries: Int

        /// A member.
        package init(trajectory: EncodedTrajectory, deliveries: Int) {
            self.trajectory = trajectory
            self.deliveries = deliveries
        }
    }

    package var id: LeaseID
    package var duration: Duration
    /// In the order asked for; members of one group stand together with `unit: group`.
    package var members: [Member]

    /// A grant.
    package init(id: LeaseID, duration: Duration, members: [Member]) {
        self.id = id
        self.duration = duration
        self.members = members
    }
}

/// The answer to ack, nack and extend; the same ack or nack again gets the same one for 24 hours.
package struct LeaseReply: Sendable, Hashable {
    /// Trajectories that the call acked, nacked or extended.
    package var changed: Int
    /// Trajectories still under the lease.
    package var remaining: Int
    /// Seconds until the lease ends; 0 when nothing remains.
    package var expiresIn: Duration

    /// A reply.
    package init(changed: Int, remaining: Int, expiresIn: Duration) {
        self.changed = changed
        self.remaining = remaining
        self.expiresIn = expiresIn
    }
}

/// A trajectory that was delivered too often.
package struct DeadTrajectory: Sendable {
    /// The most bytes that are listed at once, beyond the first.
    package static let maxListedBytes = 16 << 20

    package var trajectory: EncodedTrajectory
    package var queue: String
    package var deliveries: Int

    /// A dead trajectory.
    package init(trajectory: EncodedTrajectory, queue: String, deliveries: Int) {
        self.trajectory = trajectory
        self.queue = queue
        self.deliveries = deliveries
    }
}
