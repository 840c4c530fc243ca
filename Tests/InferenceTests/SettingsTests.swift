import HTTPClient
import Testing

@testable import Inference

@Suite struct `How endpoints are configured` {
    @Test func `a secret prints as redacted, however it is printed`() {
        let secret = Secret("hunter2hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: Optional(secret)), dumped] {
            #expect(!text.contains("hunter2"))
        }
        var settings = EndpointSettings(name: "a", url: "http://a")
        settings.apiKey = secret
        settings.headers = [("X-Key", secret)]
        dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(settings)".contains("hunter2"))
        #expect(secret.reveal() == "hunter2hunter2")
        #expect(secret.removed(from: "key hunter2hunter2hunter2hunter2!") == "key redactedredacted!")
    }

    @Test(arguments: [
        ("http://h:1", "http://h:1/v1/chat/completions", "http://h:1/metrics"),
        ("http://h:1/", "http://h:1/v1/chat/completions", "http://h:1/metrics"),
        ("http://h:1/v1", "http://h:1/v1/chat/completions", "http://h:1/metrics"),
        ("http://h:1/v1/", "http://h:1/v1/chat/completions", "http://h:1/metrics"),
        ("http://h:1/v1/chat/completions", "http://h:1/v1/chat/completions", "http://h:1/metrics"),
        ("https://h/openai/deploy", "https://h/openai/deploy/chat/completions", "https://h/openai/deploy/metrics"),
    ])
    func `the base address is taken with and without its version`(url: String, completions: String, metrics: String)
        throws
    {
        let targets = try EndpointSettings(name: "a", url: url).targets()
        #expect(targets.completions.description == completions)
        #expect(targets.metrics.description == metrics)
    }

    @Test func `each fault names the endpoint, the field and the remedy`() {
        func fault(_ change: (inout EndpointSettings) -> Void) -> EndpointSettings.Fault? {
            var settings = EndpointSettings(name: "a", url: "http://127.0.0.1:1")
            change(&settings)
            return #expect(throws: EndpointSettings.Fault.self) { try settings.validate() }
        }
        #expect(fault { $0.name = "A b" }?.field == "name")
        #expect(fault { $0.url = "ftp://x" }?.field == "url")
        #expect(fault { $0.url = "http://x/v1?key=hunter2" }?.description.contains("hunter2") == false)
        #expect(fault { $0.weight = 0 }?.field == "weight")
        #expect(fault { $0.weight = .nan }?.field == "weight")
        #expect(fault { $0.maxConcurrency = 0 }?.field == "max_concurrency")
        #expect(fault { $0.startConcurrency = 0 }?.field == "start_concurrency")
        #expect(fault { $0.connectDeadline = .zero }?.field == "deadlines")
        #expect(fault { $0.apiKeyVariable = "KEY" }?.message.contains("export it") == true)
        #expect(fault { $0.headers = [("X", Secret("hunter2\r\nY: z"))] }?.field == "headers")
        #expect(fault { $0.headers = [("X", Secret("hunter2\r\nY: z"))] }?.description.contains("hunter2") == false)
        #expect(fault { $0.metricsURL = "nonsense" }?.field == "metrics_url")
    }

    @Test func `a reply may be as large as its tokens need, within the bound`() {
        let settings = EndpointSettings(name: "e", url: "http://127.0.0.1:1")
        #expect(settings.maxResponseBytes(maxTokens: 256, count: 1) == 4_718_592)
        #expect(settings.maxResponseBytes(maxTokens: 256, count: 8) == 8_388_608)
        #expect(settings.maxResponseBytes(maxTokens: 1 << 20, count: 8) == 64 << 20)
        #expect(settings.maxResponseBytes(maxTokens: .max, count: .max) == 64 << 20)
        #expect(settings.maxResponseBytes(maxTokens: -1, count: 0) == 4 << 20)
    }

    @Test func `the deadline is two minutes and a tenth of a second for each token`() {
        let settings = EndpointSettings(name: "a", url: "http://a")
        #expect(settings.totalDeadline(maxTokens: 1024) == .seconds(120) + .milliseconds(102_400))
        #expect(settings.totalDeadline(maxTokens: -5) == .seconds(120))
        #expect(settings.totalDeadline(maxTokens: .max) > .seconds(120))
    }
}
