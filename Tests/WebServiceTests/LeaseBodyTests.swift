import HTTPTypes
import JSON
import Sampling
import Testing
import TrajectoryQueue

@testable import WebService

@Suite("The body of a lease")
struct LeaseBodyTests {
    private func read(_ text: String) throws(Problem) -> LeaseBody {
        try LeaseBody(Array(text.utf8), maxWait: .seconds(60)) { Scene.quiet }
    }

    /// The required fields and some more.
    private func read(more: String) throws(Problem) -> LeaseBody {
        try read("{\"consumer\":\"t\",\"max_trajectories\":64,\"lease_seconds\":60,\(more)}")
    }

    @Test("every field has its meaning")
    func everyField() throws {
        let body = try read(
            more:
                """
                "queue":"grpo","unit":"group","min_trajectories":8,"max_tokens":4096,"order":"newest","min_policy_version":7,
                "max_staleness":2,"wait_seconds":1.5,"environments":{"arithmetic":2,"tag:format":1}
                """)
        let request = body.request
        #expect(
            request.consumer == "t" && request.queue == "grpo" && request.unit == .group && request.order == .newest)
        #expect(request.maxTrajectories == 64 && request.minTrajectories == 8 && request.maxTokens == 4096)
        #expect(request.minPolicyVersion == 7)
        #expect(request.duration == .seconds(60) && body.wait == .milliseconds(1500))
        #expect(
            request.shares == [
                .init(environments: ["arithmetic"], share: 2),
                .init(environments: ["extract_json", "letter_count"], share: 1),
            ])
    }

    @Test("what is left out or null takes its default")
    func defaults() throws {
        let body = try read(more: "\"queue\":null,\"max_tokens\":null,\"environments\":null,\"wait_seconds\":null")
        #expect(body.request.queue == "default" && body.request.unit == .trajectory && body.request.order == .oldest)
        #expect(body.request.minTrajectories == 1 && body.request.maxTokens == nil && body.request.shares == nil)
        #expect(body.request.minPolicyVersion == nil && body.wait == .zero)
    }

    @Test("whole numbers may be written as 3.0 or 3e0", arguments: ["3.0", "3e0", "30e-1"])
    func wholeNumbers(_ literal: String) throws {
        #expect(
            try read("{\"consumer\":\"t\",\"lease_seconds\":60,\"max_trajectories\":\(literal)}").request
                .maxTrajectories == 3)
    }

    @Test(
        "a bad value is named with its field and what to write instead",
        arguments: [
            (
                "max_trajectories",
                ["0", "-1", "3.5", "1e400", "99999999999999999999999999", "\"4\"", "true", "[]", "{}", "65537"]
            ),
            ("min_trajectories", ["0", "65", "1.5", "\"1\""]), ("max_tokens", ["0", "-5", "1e400", "2147483648"]),
            ("lease_seconds", ["0", "-1", "86401", "1e400", "\"60\"", "null"]),
            ("wait_seconds", ["-0.1", "61", "1e9", "\"1\""]),
            (
                "consumer",
                ["\"\"", "1", "\"a\\u0000b\"", "\"a\\nb\"", "null", "\"\(String(repeating: "x", count: 257))\""]
            ),
            ("queue", ["\"\"", "\"Default\"", "\"a-b\"", "\"../x\"", "7"]), ("unit", ["\"batch\"", "1", "\"Group\""]),
            ("order", ["\"random\"", "[\"oldest\"]"]), ("min_policy_version", ["-1", "1.5"]),
            ("max_staleness", ["-1", "\"2\""]),
            ("environments", ["[]", "\"arithmetic\"", "1", "{}"]),
        ])
    func badValues(_ field: String, _ values: [String]) throws {
        for value in values {
            var fields = ["consumer": "\"t\"", "max_trajectories": "64", "lease_seconds": "60"]
            fields[field] = value
            let text = "{" + fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
            let problem = #expect(throws: Problem.self, "\(field): \(value)") { try read(text) }
            #expect(problem?.field == field, "\(field): \(value)")
            #expect(problem?.code.status.code == 400)
            #expect(problem?.detail.isEmpty == false)
        }
    }

    @Test("missing, unknown and doubled fields have their own codes")
    func shape() throws {
        #expect(#expect(throws: Problem.self) { try read("{\"consumer\":\"t\"}") }?.code == .missingField)
        let unknown = #expect(throws: Problem.self) { try read(more: "\"max_trajectorys\":1") }
        #expect(unknown?.code == .unknownField)
        #expect(unknown?.detail.contains("max_trajectories") == true)
        #expect(#expect(throws: Problem.self) { try read(more: "\"consumer\":\"u\"") }?.code == .duplicateField)
        #expect(
            #expect(throws: Problem.self) { try read(more: "\"environments\":{\"arithmetic\":1,\"arithmetic\":2}") }?
                .code == .duplicateField)
        // Canonically equivalent, but not the same key.
        #expect(#expect(throws: Problem.self) { try read("[1]") }?.code == .invalidField)
    }

    @Test("an environment belongs to the most exact key that fits it: its name, then a glob, then a tag")
    func precision() throws {
        let shares = try #require(
            try read(more: "\"environments\":{\"tag:math\":1,\"*t*\":2,\"letter_count\":3}").request.shares)
        #expect(
            shares == [
                .init(environments: ["arithmetic", "extract_json"], share: 2),
                .init(environments: ["letter_count"], share: 3),
            ])
    }

    @Test("keys that fit nothing are refused, and a tag without its prefix is told so")
    func unknownKeys() throws {
        let tag = #expect(throws: Problem.self) { try read(more: "\"environments\":{\"math\":1}") }
        #expect(tag?.detail.contains("tag:math") == true)
        #expect(tag?.field == "environments.math")
        for key in ["nothing", "no_*", "tag:none", ""] {
            #expect(
                #expect(throws: Problem.self) { try read(more: "\"environments\":{\"\(key)\":1}") }?.code
                    == .invalidField, "\(key)")
        }
        for share in ["0", "-1", "1e400", "\"1\"", "null"] {
            #expect(throws: Problem.self, "\(share)") { try read(more: "\"environments\":{\"arithmetic\":\(share)}") }
        }
    }

    @Test(
        "globs fit whole names",
        arguments: [
            ("*", "abc", true), ("a*", "abc", true), ("*c", "abc", true), ("a?c", "abc", true), ("a?", "abc", false),
            ("b*", "abc", false), ("*b*", "abc", true), ("a*b*c", "aXbXbXc", true), ("**", "", true), ("?", "", false),
            ("*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ])
    func globs(_ glob: String, _ name: String, _ fits: Bool) {
        #expect(EnvironmentShares.matches(Array(glob.utf8), Array(name.utf8)) == fits)
    }
}
