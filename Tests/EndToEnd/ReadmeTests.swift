import Foundation
import Testing

extension EndToEnd {
    /// What the READMEs show is run as it stands there.
    @Suite(
        .enabled(
            if: FileManager.default.fileExists(atPath: Places.root.appending(path: "README.md").path),
            "there is no README.md"))
    struct Readmes {
        private static func text(_ path: String = "README.md") throws -> String {
            try String(contentsOf: Places.root.appending(path: path), encoding: .utf8)
        }

        /// The fenced blocks of a language, in order.
        private static func blocks(_ language: String, in text: String) -> [String] {
            text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
                $0.components(separatedBy: "\n```").first
            }
        }

        @Test func `The example environment loads, is sampled, and its lease in Python works as written`() async throws
        {
            let readme = try Self.text()
            let yaml = try #require(Self.blocks("yaml", in: readme).first, "the README shows an environment")
            let python = try #require(Self.blocks("python", in: readme).first { $0.contains("import requests") })
            try await Rig.run { rig in
                try rig.write(yaml, to: "environments/sums.yaml")
                let standIn = try await rig.standIn(environments: [rig.path("environments")])
                let service = try await rig.serve(
                    [
                        "--environments", rig.path("environments"), "--endpoint", standIn.base + "/v1", "--data",
                        rig.path("data"),
                    ])
                try await eventually("the environment fills the queue") {
                    try await service.http.stats()["sums"]?.accepted ?? 0 > 4
                }
                guard
                    try await rig.run([Places.venvPython, "-c", "import requests"], name: "requests").end == .exited(0)
                else {
                    try Test.cancel("the Python package requests is not installed: scripts/setup --clients")
                }
                #expect(python.contains("http://127.0.0.1:8090"), "the default address")
                let program = python.replacingOccurrences(of: "http://127.0.0.1:8090", with: service.base)
                let result = try await rig.run([Places.venvPython, "-c", program], name: "readme")
                #expect(result.end == .exited(0), "\(result.errors)")
                #expect(result.output.contains("sums") && result.output.contains("<answer>"), "\(result.output)")
                #expect(try await service.http.stats().queues["default"]?.acked ?? 0 > 0)
                try await service.stop()
            }
        }

        @Test func `The score command works as written`() async throws {
            let block = try #require(Self.blocks("sh", in: try Self.text()).first { $0.contains("winnow score") })
            try await Rig.run { rig in
                try FileManager.default.createDirectory(atPath: rig.path("bin"), withIntermediateDirectories: true)
                try FileManager.default.createSymbolicLink(
                    atPath: rig.path("bin/winnow"), withDestinationPath: Places.winnow)
                let result = try await rig.run(
                    [
                        "/bin/bash", "-ec", "cd \"$1\"; PATH=\"$2:$PATH\"; \(block)", "readme", Places.root.path,
                        rig.path("bin"),
                    ], name: "readme")
                #expect(result.end == .exited(0), "\(result.errors)")
                #expect(result.output.contains(#""passed":true"#), "\(result.output)")
            }
        }

        @Test func `Every command in the table has help with an example, and there is no other`() async throws {
            let named = try Self.text().matches(of: /\| `winnow ([a-z]+)/).map { String($0.1) }
            try #require(named.count >= 5)
            try await Rig.run { rig in
                for name in named {
                    let help = try await rig.winnow(name, "--help")
                    #expect(help.end == .exited(0) && help.output.contains("Example:"), "\(name)")
                }
                let help = try await rig.winnow("--help")
                let listed = try #require(help.output.components(separatedBy: "SUBCOMMANDS:").last)
                let commands = listed.matches(of: /\n  ([a-z]+) +[A-Z]/).map { String($0.1) }
                #expect(Set(commands) == Set(named))
                #expect(try await rig.winnow("serve", "--no-such-flag").end != .exited(0))
            }
        }

        @Test func `The smallest environment of its page loads as written`() async throws {
            let page = try Self.text("environments/README.md")
            let yaml = try #require(Self.blocks("yaml", in: page).first)
            let row = try #require(page.firstMatch(of: /`(\{"question".*?\})`/)?.1)
            try await Rig.run { rig in
                try rig.write(yaml, to: "environments/smallest.yaml")
                try rig.write(String(row) + "\n", to: "environments/data/questions.jsonl")
                let service = try await rig.serve([
                    "--environments", rig.path("environments"), "--data", rig.path("data"),
                ])
                let part = try #require(try await service.http.stats()["smallest"])
                #expect(part.state == "serving", "\(service.child.errorText)")
            }
        }

        @Test(arguments: [
            "README.md", "environments/README.md", "Sources/TrajectoryQueue/README.md", "Sources/WebService/README.md",
        ])
        func `Its links lead somewhere`(_ path: String) async throws {
            let folder = Places.root.appending(path: path).deletingLastPathComponent()
            for link in try Self.text(path).matches(of: /\]\(([^)#:]+)\)/) {
                let target = folder.appending(path: String(link.1)).path
                #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(link.1)")
            }
        }
    }
}
