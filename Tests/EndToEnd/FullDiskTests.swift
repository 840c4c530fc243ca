import Foundation
import Testing

extension EndToEnd {
    @Suite struct FullDisks {
        /// A small disk in memory; nil where this user may mount none.
        private struct SmallDisk {
            let path: String

            init?(_ rig: Rig, megabytes: Int) async throws {
                path = rig.path("disk")
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                let mount = try await rig.run(
                    ["/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "none", path], name: "mount")
                guard mount.end == .exited(0) else { return nil }
            }

            /// Room that others may write to, in bytes.
            var room: Int {
                var status = statvfs()
                return statvfs(path, &status) == 0 ? Int(status.f_bavail) * Int(status.f_frsize) : 0
            }

            /// Lets go of the disk at once, whoever still has files on it.
            func unmount() { umount2(path, Int32(MNT_DETACH)) }
        }

        @Test(.tags(.slow), .unlessQuick, .enabled(if: Places.isRoot, "mounting a small disk needs root"))
        func `A full disk pauses, answers 503, takes acks, loses nothing, and goes on when there is room`() async throws
        {
            try await Rig.run { rig in
                guard let disk = try await SmallDisk(rig, megabytes: 48) else {
                    try Test.cancel("this machine does not let root mount a tmpfs")
                }
                defer { disk.unmount() }
                let filler = disk.path + "/filler"
                let standIn = try await rig.standIn(["--pass-rate", "0.9"])
                let service = try await rig.serve([
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1", "--data",
                    disk.path + "/data",
                ])
                try await watching(service.portFile) { watch in
                    let http = service.http
                    let held = try await Self.lease(http, 50, seconds: 3600)
                    let alsoHeld = try await Self.lease(http, 50, seconds: 3600)
                    // Room for a second or two of sampling.
                    try Self.fill(filler, with: max(0, disk.room - (4 << 20)))
                    try await eventually("the disk is full", within: 120) { try await http.stats().diskFull }
                    #expect(try await http.call("GET", "/readyz").status == 503)
                    #expect(try await http.call("GET", "/healthz").status == 200)

                    let refused = try await http.call("POST", "/v1/leases", json: Self.leaseBody(10, seconds: 5))
                    #expect(refused.status == 503 && refused["retry-after"] != nil, "\(refused.text.prefix(300))")
                    #expect(try refused.object()["code"] as? String == "full")
                    // Paused: what was requested stays what it is. A whole second, since this shows that nothing happens.
                    try await eventually("requests have stopped") {
                        let before = try await http.stats().requested
                        try await Task.sleep(for: .seconds(1))
                        return try await http.stats().requested == before
                    }
                    let acked = try await http.call("POST", "/v1/leases/\(held.lease)/ack", json: "{}")
                    #expect(acked.status == 200, "acks have a reserve: \(acked.text.prefix(300))")
                    let half = held.ids.count / 2
                    let ids = alsoHeld.ids.prefix(half).map { "\"\($0)\"" }.joined(separator: ",")
                    let nacked = try await http.call(
                        "POST", "/v1/leases/\(alsoHeld.lease)/nack", json: #"{"trajectory_ids": [\#(ids)]}"#)
                    #expect(nacked.status == 200, "\(nacked.text.prefix(300))")

                    let before = try await http.stats()
                    try FileManager.default.removeItem(atPath: filler)
                    try await eventually("it goes on by itself") {
                        let stats = try await http.stats()
                        return !stats.diskFull && stats.accepted > before.accepted + 20
                    }
                    #expect(try await http.call("GET", "/readyz").status == 200)
                    for name in ["arithmetic", "extract_json", "letter_count"] {
                        #expect(try await http.call("POST", "/v1/environments/\(name)/pause", json: "{}").status == 200)
                    }
                    try await eventually("nothing is in flight") { try await http.stats().inFlight == 0 }
                    #expect(try await http.call("POST", "/v1/leases/\(alsoHeld.lease)/ack", json: "{}").status == 200)
                    let trainer = try await rig.trainer(service.portFile, ["--batch", "1000", "--drain"])
                    let log = try await trainer.finished()
                    let stats = try await http.stats()
                    let queue = try #require(stats.queues["default"])
                    #expect(queue.acked == queue.accepted && queue.accepted == stats.accepted)
                    let mine = Set(held.ids).union(alsoHeld.ids.dropFirst(half))
                    #expect(log.acked.count + mine.count == queue.acked && log.acked.isDisjoint(with: mine))
                    #expect(stats.environments.allSatisfy { $0.reason("crash") == 0 })
                }
                try await service.stop()
            }
        }

        @Test(.tags(.slow), .unlessQuick, .enabled(if: Places.isRoot, "mounting a small disk needs root"))
        func `A service that is to end while its disk is full ends, says so, and loses nothing`() async throws {
            try await Rig.run { rig in
                guard let disk = try await SmallDisk(rig, megabytes: 48) else {
                    try Test.cancel("this machine does not let root mount a tmpfs")
                }
                defer { disk.unmount() }
                let standIn = try await rig.standIn()
                let configuration = try rig.write("drain_seconds: 1", to: "winnow.yaml")
                let arguments = [
                    "--config", configuration, "--environments", Places.environments, "--endpoint",
                    standIn.base + "/v1", "--data", disk.path + "/data",
                ]
                let service = try await rig.serve(arguments)
                try await eventually("something was accepted") { try await service.http.stats().accepted > 0 }
                try Self.fill(disk.path + "/filler", with: .max)
                try await eventually("the disk is full", within: 120) { try await service.http.stats().diskFull }
                service.child.signal(SIGTERM)
                #expect(try await service.child.ended(within: 60) == .exited(1), "\(service.child.tail)")
                #expect(service.child.errorText.contains("the disk was still full when the service ended"))
                try FileManager.default.removeItem(atPath: disk.path + "/filler")
                let again = try await rig.serve(arguments)
                try await eventually("it goes on") { try await again.http.stats().accepted > 0 }
                try await again.stop()
            }
        }

        private static func leaseBody(_ count: Int, seconds: Int) -> String {
            #"{"consumer": "me", "max_trajectories": \#(count), "min_trajectories": \#(count), "lease_seconds": \#(seconds), "wait_seconds": 20}"#
        }

        private static func lease(_ http: HTTPCaller, _ count: Int, seconds: Int) async throws -> (
            lease: String, ids: [String]
        ) {
            let reply = try await http.call("POST", "/v1/leases", json: leaseBody(count, seconds: seconds)).object()
            let members = try #require(reply["trajectories"] as? [[String: Any]])
            return (try #require(reply["lease_id"] as? String), members.compactMap { $0["id"] as? String })
        }

        /// Writes a file of so many bytes, or of as many as there is room for.
        private static func fill(_ path: String, with count: Int) throws {
            let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw HarnessError("\(path) cannot be made") }
            defer { close(file) }
            let block = [UInt8](repeating: 0x55, count: 1 << 20)
            var left = count
            while left > 0 {
                let written = write(file, block, min(left, block.count))
                guard written > 0 else { return }
                left -= written
            }
        }
    }
}
