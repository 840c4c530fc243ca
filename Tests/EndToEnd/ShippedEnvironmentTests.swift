import Foundation
import Testing

extension EndToEnd {
    @Suite struct ShippedEnvironments {
        @Test func `Every environment that ships keeps right answers and drops spoilt ones, none stalls`() async throws
        {
            try await Rig.run { rig in
                let names = try FileManager.default.contentsOfDirectory(atPath: Places.allEnvironments)
                    .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("_") }.map { String($0.dropLast(5)) }.sorted()
                let standIn = try await rig.standIn(["--pass-rate", "0.6"], environments: [Places.allEnvironments])
                let service = try await rig.serve([
                    "--environments", Places.allEnvironments, "--endpoint", standIn.base + "/v1", "--data",
                    rig.path("data"),
                ])
                try await eventually("every environment accepted and rejected something", within: 120) {
                    let stats = try await service.http.stats()
                    return names.allSatisfy { name in stats[name].map { $0.accepted >= 20 && $0.rejected >= 5 } == true
                    }
                }
                let stats = try await service.http.stats()
                #expect(stats.environments.map(\.name).sorted() == names)
                for name in names {
                    let counted = try #require(stats[name])
                    // The smallest spaces of tasks may be used up by then.
                    #expect(["serving", "finished"].contains(counted.state), "\(name): \(counted.state)")
                    #expect(counted.unscored == 0 && counted.failed == 0, "\(name)")
                    let rate = Double(counted.passed) / Double(max(counted.verdicts, 1))
                    print("\(name): \(counted.passed) of \(counted.verdicts) passed, \(counted.accepted) accepted")
                    // The stand-in answers rightly six times of ten; that chance alone takes it out of these bounds is
                    // less likely than one in a thousand millions.
                    #expect(abs(rate - 0.6) < 6.5 * (0.24 / Double(max(counted.verdicts, 1))).squareRoot(), "\(name)")
                }
                try await service.stop()
                try await standIn.stop()
            }
        }
    }
}
