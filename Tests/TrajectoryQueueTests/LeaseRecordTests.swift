import QueueContract
import Rollouts
import Testing
import TrajectoryQueue

@Suite struct LeaseRecordTests {
    private static let start = MonotonicTime(nanoseconds: 0)

    private static func id(_ number: Int) -> UniqueID { UniqueID(high: 0, low: UInt64(number)) }

    private static func record(_ count: Int = 3, deliveries: Int = 1) -> LeaseRecord {
        LeaseRecord(
            id: LeaseID(high: 1, low: 1), queue: "default", consumer: "c", duration: .seconds(60),
            state: .open(until: start.advanced(by: .seconds(60))),
            members: (0..<count).map { number in
                LeaseMember(
                    id: id(number), position: Int64(number), group: 1, lane: Lane(environment: 0, policyVersion: 0),
                    bytes: 1,
                    deliveries: deliveries, queues: 1)
            })
    }

    /// Every call, on every state, at every time around the deadline.
    @Test func `each state answers each call as the page says`() throws {
        let calls: [LeaseCall] = [
            .ack(nil), .ack([Self.id(0)]), .nack(nil, delay: .zero, discard: false),
            .nack([Self.id(0)], delay: .seconds(1), discard: true), .extend(.seconds(5)), .giveBack,
        ]
        for call in calls {
            for seconds in [0, 59] {
                var record = Self.record()
                let now = Self.start.advanced(by: .seconds(seconds))
                #expect(throws: Never.self) { try record.decide(call, at: now, maxDeliveries: 5) }
            }
            for seconds in [60, 61, 1_000_000] {
                var record = Self.record()
                let now = Self.start.advanced(by: .seconds(seconds))
                let error = #expect(throws: StoreError.self) { try record.decide(call, at: now, maxDeliveries: 5) }
                #expect(error?.code == .leaseExpired)
                #expect(record.members.count == 3)
            }
            var expired = Self.record()
            #expect(expired.expire(maxDeliveries: 5).count == 3)
            let late = #expect(throws: StoreError.self) { try expired.decide(call, at: Self.start, maxDeliveries: 5) }
            #expect(late?.code == .leaseExpired)
            var ended = Self.record()
            _ = try ended.decide(.giveBack, at: Self.start, maxDeliveries: 5)
            let over = #expect(throws: StoreError.self) { try ended.decide(call, at: Self.start, maxDeliveries: 5) }
            #expect(over?.code == .leaseEnded)
        }
    }

    @Test(arguments: 1...6) func `nack and expiry are the end at max_deliveries, and not before`(_ deliveries: Int)
        throws
    {
        let expected: LeaseRecord.Settlement.Fate = deliveries >= 5 ? .dead : .ready
        var record = Self.record(1, deliveries: deliveries)
        let decision = try record.decide(.nack(nil, delay: .zero, discard: false), at: Self.start, maxDeliveries: 5)
        #expect(decision.settled.map(\.fate) == [expected])
        record = Self.record(1, deliveries: deliveries)
        #expect(record.expire(maxDeliveries: 5).map(\.fate) == [expected])
        record = Self.record(1, deliveries: deliveries)
        let back = try record.decide(.giveBack, at: Self.start, maxDeliveries: 5)
        #expect(back.settled.map(\.fate) == [.ready])
        #expect(back.settled.map(\.member.deliveries) == [deliveries - 1])
    }

    @Test func `a lease that ended does not expire as well`() throws {
        var record = Self.record()
        _ = try record.decide(.ack(nil), at: Self.start, maxDeliveries: 5)
        #expect(record.expire(maxDeliveries: 5).isEmpty)
        #expect(record.state == .ended)
    }

    @Test func `a refused call leaves the lease as it was`() throws {
        var record = Self.record()
        #expect(throws: StoreError.self) {
            try record.decide(.ack([Self.id(0), Self.id(9)]), at: Self.start, maxDeliveries: 5)
        }
        #expect(record.members.count == 3)
        #expect(record.replies.isEmpty)
    }

    @Test func `the key of a call depends on the set it names, and on nothing else of it`() throws {
        let ids = (0..<4).map(Self.id)
        let key = try #require(LeaseCallKey(.ack(ids)))
        #expect(LeaseCallKey(.ack(ids.reversed())) == key)
        #expect(LeaseCallKey(.ack(ids + [ids[0]])) == key)
        #expect(LeaseCallKey(.ack(Array(ids.dropLast()))) != key)
        #expect(LeaseCallKey(.ack(nil)) != LeaseCallKey(.ack([])))
        #expect(LeaseCallKey(.nack(ids, delay: .zero, discard: false)) != key)
        let nacks: [LeaseCall] = [
            .nack(ids, delay: .zero, discard: false), .nack(ids, delay: .zero, discard: true),
            .nack(ids, delay: .seconds(1), discard: false), .nack(nil, delay: .zero, discard: false),
        ]
        #expect(Set(nacks.compactMap { LeaseCallKey($0) }).count == 4)
        #expect(LeaseCallKey(.extend(.seconds(1))) == nil)
        #expect(LeaseCallKey(.giveBack) == nil)
    }

    @Test func `an extension beyond all time is the end of time`() throws {
        var record = Self.record()
        _ = try record.decide(.extend(.seconds(Int64.max)), at: Self.start, maxDeliveries: 5)
        #expect(record.deadline == MonotonicTime(nanoseconds: .max))
    }

    @Test func `a lease id is 32 hexadecimal digits in lower case and back`() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<1000 {
            let id = LeaseID(using: &random)
            #expect(id.description.utf8.count == 32)
            #expect(LeaseID(id.description) == id)
        }
        #expect(LeaseID(LeaseID(high: 0, low: 15).description) == LeaseID(high: 0, low: 15))
        for text in [
            "", "0", String(repeating: "A", count: 32), String(repeating: "+", count: 32),
            "é" + String(repeating: "0", count: 30),
        ] {
            #expect(LeaseID(text) == nil)
        }
    }
}
