import Testing
import TrajectoryQueue

@testable import WebService

@Suite("The waiting room")
struct WaitingRoomTests {
    private func request(_ most: Int = 10, least: Int = 1, queue: String = "default", from: [String]? = nil)
        -> LeaseRequest
    {
        var request = LeaseRequest(consumer: "t", maxTrajectories: most, duration: .seconds(60))
        request.minTrajectories = least
        request.queue = queue
        request.shares = from.map { [.init(environments: $0, share: 1)] }
        return request
    }

    private func counts(_ ready: [String: [String: Int]]) -> StoreCounts {
        var counts = StoreCounts()
        for (queue, byEnvironment) in ready {
            var one = QueueCounts()
            one.readyByEnvironment = byEnvironment
            one.ready = byEnvironment.values.reduce(0, +)
            counts.queues[queue] = one
        }
        return counts
    }

    /// A room with so many who have tried an empty store in vain.
    private func room(_ requests: [LeaseRequest]) -> (WaitingRoom, [WaitingRoom.Ticket]) {
        var room = WaitingRoom()
        var tickets: [WaitingRoom.Ticket] = []
        for request in requests {
            let ticket = room.arrive(request)
            tickets.append(ticket)
            #expect(room.admit(StoreCounts()) == [ticket])
            room.comeBack(ticket)
        }
        return (room, tickets)
    }

    @Test("who comes alone tries at once, whatever the counts say")
    func firstTry() {
        var room = WaitingRoom()
        let ticket = room.arrive(request())
        #expect(room.admit(StoreCounts()) == [ticket])
        #expect(room.admit(StoreCounts()).isEmpty)
    }

    @Test("nobody tries again until the store changes")
    func changes() {
        var (room, tickets) = room([request()])
        let some = counts(["default": ["a": 5]])
        #expect(room.admit(some).isEmpty)
        let isVain = room.takeVain()
        #expect(!isVain, "a first try is everybody's")
        room.storeChanged()
        #expect(room.admit(some) == tickets)
        room.comeBack(tickets[0])
        let told = [room.takeVain(), room.takeVain()]
        #expect(told == [true, false])
    }

    @Test("one trajectory wakes one of 64, the first who came")
    func noHerd() {
        var (room, tickets) = room(Array(repeating: request(), count: 64))
        room.storeChanged()
        #expect(room.admit(counts(["default": ["a": 1]])) == [tickets[0]])
        room.leave(tickets[0])
        room.storeChanged()
        #expect(room.admit(counts(["default": ["a": 25]])) == Array(tickets[1...3]))
    }

    @Test("who tried in vain keeps the old place")
    func place() {
        var (room, tickets) = room([request(), request()])
        room.storeChanged()
        let one = counts(["default": ["a": 1]])
        #expect(room.admit(one) == [tickets[0]])
        room.comeBack(tickets[0])
        // Counts can promise too much; the next one may be luckier with the same trajectory.
        #expect(room.admit(one) == [tickets[1]])
        room.comeBack(tickets[1])
        room.storeChanged()
        #expect(room.admit(one) == [tickets[0]])
    }

    @Test("a minimum or an environment that is not there lets others by")
    func wants() {
        var (room, tickets) = room([
            request(64, least: 64), request(4, from: ["b"]), request(queue: "other"), request(4, from: ["a"]),
            request(4),
        ])
        room.storeChanged()
        #expect(room.admit(counts(["default": ["a": 5]])) == Array(tickets[3...4]))
    }

    @Test("a newcomer does not try for what those before are trying for")
    func fairness() {
        var (room, tickets) = room([request(1)])
        room.storeChanged()
        let newcomer = room.arrive(request(1))
        #expect(room.admit(counts(["default": ["a": 1]])) == tickets)
        room.leave(tickets[0])
        #expect(room.admit(StoreCounts()) == [newcomer])
    }

    @Test(
        "over random histories everybody who can be served is, in order, and the room ends empty",
        arguments: 0..<40 as Range<UInt64>)
    func histories(_ seed: UInt64) {
        var random = SplitMix(seed: seed)
        var room = WaitingRoom()
        var waiting: [WaitingRoom.Ticket: Int] = [:]
        var ready = 0
        for _ in 0..<400 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                let least = Int.random(in: 1...4, using: &random)
                waiting[room.arrive(request(4, least: least))] = least
            case 1:
                ready += Int.random(in: 1...6, using: &random)
                room.storeChanged()
            default:
                if let gone = waiting.keys.randomElement(using: &random) {
                    room.leave(gone)
                    waiting[gone] = nil
                }
            }
            while true {
                let admitted = room.admit(counts(["default": ["a": ready]]))
                if admitted.isEmpty { break }
                #expect(admitted == admitted.sorted(), "seed \(seed)")
                for ticket in admitted {
                    if let least = waiting[ticket], ready >= least {
                        ready -= min(4, ready)
                        room.leave(ticket)
                        waiting[ticket] = nil
                    } else {
                        room.comeBack(ticket)
                    }
                }
            }
            #expect(waiting.values.allSatisfy { $0 > ready }, "seed \(seed): somebody waits for what is there")
            #expect(Set(room.tickets) == Set(waiting.keys))
        }
    }
}

/// A seeded generator, so that a failure can be had again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
