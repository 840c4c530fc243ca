import Environments
import Foundation
import Inference
import Logging
import Testing
import WebService
import YAML

@testable import winnow

@Suite struct ServiceConfigurationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func load(_ text: String) throws -> ServiceConfiguration {
        let path = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(text.utf8).write(to: path)
        return try ServiceConfiguration(file: path.path)
    }

    @Test func `every configuration that ships loads`() throws {
        let folder = Self.root.appending(path: "configs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(!files.isEmpty)
        for file in files {
            var configuration = try ServiceConfiguration(file: folder.appending(path: file).path)
            let variables = Dictionary(
                configuration.endpoints.compactMap(\.apiKeyVariable).map { ($0, "key") }, uniquingKeysWith: { $1 })
            try configuration.resolve(variables: variables)
        }
    }

    @Test func `everything has a default but the endpoint`() throws {
        let configuration = try load("")
        #expect(
            configuration.endpoints.isEmpty && configuration.web.port == 8090 && configuration.web.host == "127.0.0.1")
        #expect(configuration.maxDeliveries == 5 && configuration.environments == ["environments"])
    }

    @Test func `an unknown key is an error that lists the known ones, with its place`() throws {
        let error = #expect(throws: YAMLError.self) { try load("host: 127.0.0.1\nprot: 80\n") }
        #expect(error?.line == 2 && error?.hint?.contains("port") == true)
    }

    @Test(arguments: [
        "port: 70000", "endpoints: {}", "endpoints: [{name: a}]", "endpoints: [{name: a, url: b, colour: 1}]",
        "tokens: [{name: a, role: king, sha256: b}]", "queue: {trajectories: 0}", "weight_by: luck",
        "drain_seconds: -1",
    ])
    func `what is out of range or of the wrong kind is refused`(text: String) {
        #expect(throws: YAMLError.self) { try load(text) }
    }

    @Test func `flags go over variables, and those over the file`() throws {
        var configuration = try load(
            "port: 1\nhost: 127.0.0.1\ndata: from-file\nendpoints: [{name: a, url: 'http://a/v1'}]")
        var overrides = ServiceConfiguration.Overrides()
        overrides.port = 3
        try overrides.fill(from: ["WINNOW_PORT": "2", "WINNOW_DATA": "from-variable", "WINNOW_ENVIRONMENTS": "x:y"])
        try configuration.apply(overrides)
        #expect(configuration.web.port == 3 && configuration.data == "from-variable")
        #expect(configuration.environments == ["x", "y"] && configuration.endpoints.map(\.name) == ["a"])
        overrides.endpoint = "http://b/v1"
        overrides.dialect = "text"
        try configuration.apply(overrides)
        #expect(configuration.endpoints.map(\.url) == ["http://b/v1"] && configuration.endpoints[0].dialect == .text)
    }

    @Test func `a model without an endpoint, a bad number and a bad dialect say so`() throws {
        var overrides = ServiceConfiguration.Overrides()
        overrides.model = "m"
        var configuration = ServiceConfiguration()
        #expect(throws: ConfigurationError.self) { try configuration.apply(overrides) }
        #expect(throws: ConfigurationError.self) { try overrides.fill(from: ["WINNOW_PORT": "many"]) }
        overrides = ServiceConfiguration.Overrides()
        overrides.concurrency = 8
        #expect(throws: ConfigurationError.self) { try configuration.apply(overrides) }
        overrides.endpoint = "http://a/v1"
        overrides.dialect = "morse"
        #expect(throws: ConfigurationError.self) { try configuration.apply(overrides) }
    }

    @Test func `endpoints of which none samples rollouts are refused with the role that does`() throws {
        var configuration = try load("endpoints: [{name: a, url: 'http://127.0.0.1/v1', role: judge}]")
        let error = #expect(throws: ConfigurationError.self) { try configuration.resolve(variables: [:]) }
        #expect(error?.description.contains("role `policy`") == true)
    }

    @Test func `a data folder that cannot be made says why, and what to do`() throws {
        var configuration = ServiceConfiguration()
        configuration.data = "/dev/null/data"
        let error = #expect(throws: ConfigurationError.self) {
            _ = try ServiceParts(
                configuration, catalog: EnvironmentCatalog(loaded: []),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
        #expect(error?.description == "/dev/null/data cannot be made: Not a directory; name another folder with --data")
    }

    @Test func `a key is read from the variable that is named, and is missing loudly`() throws {
        var configuration = try load("endpoints: [{name: a, url: 'http://127.0.0.1/v1', api_key_variable: MY_KEY}]")
        #expect(throws: EndpointSettings.Fault.self) {
            var copy = configuration
            try copy.resolve(variables: [:])
        }
        try configuration.resolve(variables: ["MY_KEY": "sk-secret"])
        #expect(!"\(configuration)".contains("sk-secret") && configuration.endpoints[0].apiKey != nil)
    }

    @Test func `control characters never reach the terminal`() {
        #expect(Terminal.plain("a\u{1B}[31mb\n\u{202E}c") == "a\\u{1b}[31mb\\u{a}\\u{202e}c")
    }
}
