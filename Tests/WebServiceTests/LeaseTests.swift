import JSON
import Rollouts
import ServiceLifecycle
import Testing
import TrajectoryQueue

@testable import WebService

@Suite("Leases over HTTP")
struct LeaseTests {
    @Test("a lease holds what was committed, and an ack ends it")
    func leaseAndAck() async throws {
        try await RunningServer.run { server in
            let put = try await server.put(3)
            let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody())
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "application/json")
            let json = try reply.json()
            let ids = json["trajectories"]?.array?.compactMap { $0["id"]?.string }
            #expect(ids == put.map(\.id.description))
            #expect(json["expires_in_seconds"]?.double == 60)
            let lease = try #require(json["lease_id"]?.string)
            let ack = try await server.client.call("POST", "/v1/leases/\(lease)/ack")
            #expect(ack.status == 200)
            #expect(try ack.json()["acked"]?.int == 3)
            #expect(try ack.json()["remaining"]?.int == 0)
            #expect(server.store.counts.queues["default"]?.acked == 3)
            let again = try await server.client.call("POST", "/v1/leases/\(lease)/ack")
            #expect(again.status == 200)
            #expect(again.body == ack.body)
            let extended = try await server.client.call("POST", "/v1/leases/\(lease)/extend", body: "{\"seconds\":5}")
            #expect(extended.status == 409)
            #expect(try extended.json()["code"]?.string == "lease_ended")
        }
    }

    @Test("some can be acked and the rest nacked; extending says how long is left")
    func settleInParts() async throws {
        try await RunningServer.run { server in
            let put = try await server.put(3)
            let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody())
            let lease = try #require(try reply.json()["lease_id"]?.string)
            let first = "{\"trajectory_ids\":[\"\(put[0].id)\"]}"
            let ack = try await server.client.call("POST", "/v1/leases/\(lease)/ack", body: first)
            #expect(try ack.json()["acked"]?.int == 1)
            #expect(try ack.json()["remaining"]?.int == 2)
            let extended = try await server.client.call("POST", "/v1/leases/\(lease)/extend", body: "{\"seconds\":500}")
            #expect(try extended.json()["extended"]?.int == 2)
            #expect((499...500).contains(try extended.json()["expires_in_seconds"]?.double ?? 0))
            let stranger = "{\"trajectory_ids\":[\"\(Scene.id())\"]}"
            let refused = try await server.client.call("POST", "/v1/leases/\(lease)/nack", body: stranger)
            #expect(refused.status == 409)
            #expect(try refused.json()["code"]?.string == "not_leased")
            let second = "{\"trajectory_ids\":[\"\(put[1].id)\"],\"discard\":true}"
            #expect(try await server.client.call("POST", "/v1/leases/\(lease)/nack", body: second).status == 200)
            let nack = try await server.client.call("POST", "/v1/leases/\(lease)/nack", body: "{\"delay_seconds\":0.5}")
            #expect(try nack.json()["nacked"]?.int == 1)
            let counts = try #require(server.store.counts.queues["default"])
            #expect(counts.acked == 1 && counts.evicted[.discarded] == 1 && counts.ready == 1)
        }
    }

    @Test("without enough trajectories the reply is 204, at once when nobody wants to wait")
    func emptyQueue() async throws {
        try await RunningServer.run { server in
            try await server.put(2)
            let body = RunningServer.leaseBody(10, wait: 0, ",\"min_trajectories\":3")
            let reply = try await server.client.call("POST", "/v1/leases", body: body)
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
            #expect(server.store.counts.queues["default"]?.leased == 0)
            let waited = try await server.client.call(
                "POST", "/v1/leases", body: RunningServer.leaseBody(10, wait: 0.05, ",\"min_trajectories\":3"))
            #expect(waited.status == 204)
        }
    }

    @Test("who waits is served as soon as something is committed")
    func longPoll() async throws {
        try await RunningServer.run { server in
            async let reply = server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody(10, wait: 60))
            try await server.waiting(1)
            try await server.put(1)
            #expect(try await reply.json()["trajectories"]?.array?.count == 1)
            #expect(server.desk.waiting == 0)
        }
    }

    @Test("64 trainers that wait share what comes, each trajectory goes to one of them")
    func manyTrainers() async throws {
        try await RunningServer.run { server in
            let replies = try await withThrowingTaskGroup(of: RawReply.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody(2, wait: 30))
                    }
                }
                try await server.waiting(64)
                for _ in 0..<128 { try await server.put(1) }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let ids = try replies.flatMap {
                try $0.json()["trajectories"]?.array?.compactMap { $0["id"]?.string } ?? []
            }
            #expect(replies.allSatisfy { $0.status == 200 })
            #expect(Set(ids).count == ids.count)
            let counts = try #require(server.store.counts.queues["default"])
            #expect(counts.leased == ids.count && counts.ready == 128 - ids.count && counts.leases == 64)
        }
    }

    @Test("a trainer that goes while it waits takes nothing with it")
    func leavingWhileWaiting() async throws {
        try await RunningServer.run { server in
            let socket = try await RawClient.onThread { try RawSocket(port: server.client.port) }
            socket.write(server.client.message("POST", "/v1/leases", body: RunningServer.leaseBody(10, wait: 60)))
            try await server.waiting(1)
            socket.close()
            try await server.waiting(0)
            try await server.put(1)
            #expect(server.store.counts.queues["default"]?.ready == 1)
        }
    }

    @Test(
        "a lease comes back at once when its trainer is gone before the reply is written, and the delivery is not counted"
    )
    func unwrittenReply() async throws {
        try await RunningServer.run { server in
            let text = String(repeating: "x", count: 1 << 20)
            try await server.put(48, text: text)
            for round in 1...6 {
                let socket = try await RawClient.onThread {
                    try RawSocket(port: server.client.port, receiveBuffer: 4096)
                }
                socket.write(server.client.message("POST", "/v1/leases", body: RunningServer.leaseBody(48)))
                // The first bytes say that the reply has begun; the rest does not fit into any buffer on the way.
                _ = try await RawClient.onThread { try socket.read(atMost: 64) }
                #expect(server.store.counts.queues["default"]?.leased == 48, "round \(round)")
                socket.reset()
                try await Waiting.until(server.store) { $0.queues["default"]?.ready == 48 }
            }
            // Six deliveries would have made them dead.
            #expect(server.store.counts.queues["default"]?.dead == 0)
            let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody(48))
            #expect(try reply.json()["trajectories"]?.array?.count == 48)
        }
    }

    @Test("whole groups stand together under their ids")
    func groups() async throws {
        try await RunningServer.run { server in
            let (first, second) = (Scene.id(), Scene.id())
            let members = [first, first, second].map { Scene.trajectory(group: $0) }
            try await server.store.commit(Scene.commit(members))
            let reply = try await server.client.call(
                "POST", "/v1/leases", body: RunningServer.leaseBody(10, wait: 0, ",\"unit\":\"group\""))
            let groups = try #require(try reply.json()["groups"]?.array)
            #expect(groups.map { $0["group_id"]?.string } == [first.description, second.description])
            #expect(groups.map { $0["trajectories"]?.array?.count } == [2, 1])
            #expect(groups.first?["environment"]?.string == "arithmetic")
        }
    }

    @Test("large batches go out in pieces and arrive whole")
    func largeBatch() async throws {
        try await RunningServer.run { server in
            let put = try await server.put(300, text: String(repeating: "é\"\\\n", count: 500))
            let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody(300))
            #expect(reply["transfer-encoding"] == "chunked")
            #expect(
                try reply.json()["trajectories"]?.array?.compactMap { $0["id"]?.string } == put.map(\.id.description))
        }
    }

    @Test("dead trajectories are listed, and ready again when requeued")
    func dead() async throws {
        try await RunningServer.run { server in
            let put = try await server.put(1)
            for _ in 1...5 {
                let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody())
                let lease = try #require(try reply.json()["lease_id"]?.string)
                _ = try await server.client.call("POST", "/v1/leases/\(lease)/nack")
            }
            let list = try await server.client.call("GET", "/v1/dead?queue=default&limit=5")
            let dead = try #require(try list.json()["dead"]?.array?.first)
            #expect(dead["deliveries"]?.int == 5)
            #expect(dead["trajectory"]?["id"]?.string == put[0].id.description)
            #expect(try await server.client.call("POST", "/v1/dead/\(put[0].id)/requeue").status == 200)
            #expect(server.store.counts.queues["default"]?.ready == 1)
            let again = try await server.client.call("POST", "/v1/dead/\(put[0].id)/requeue")
            #expect(again.status == 404)
            #expect(try again.json()["code"]?.string == "unknown_trajectory")
        }
    }

    @Test("a stop sends those home who wait, with 204, and ends the service")
    func drain() async throws {
        try await RunningServer.run { server in
            async let waiting = server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody(10, wait: 60))
            try await server.waiting(1)
            await server.group.triggerGracefulShutdown()
            #expect(try await waiting.status == 204)
        }
    }

    @Test("a reply that nobody reads does not hold up the stop: its lease comes back", .timeLimit(.minutes(2)))
    func boundedDrain() async throws {
        var settings = WebServiceSettings()
        settings.drainTime = .milliseconds(200)
        try await RunningServer.run(settings: settings) { server in
            try await server.put(48, text: String(repeating: "x", count: 1 << 20))
            let socket = try await RawClient.onThread { try RawSocket(port: server.client.port, receiveBuffer: 4096) }
            socket.write(server.client.message("POST", "/v1/leases", body: RunningServer.leaseBody(48)))
            _ = try await RawClient.onThread { try socket.read(atMost: 64) }
            await server.group.triggerGracefulShutdown()
            try await Waiting.until(server.store) { $0.queues["default"]?.ready == 48 }
            socket.close()
        }
    }
}
