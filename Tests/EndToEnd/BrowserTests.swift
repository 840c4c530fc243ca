import Foundation
import Testing

extension EndToEnd {
    @Suite struct Browsing {
        private static let chromium = Places.program("chromium") ?? Places.program("chromium-browser")

        @Test func `Calls from pages of other sites are refused, and so are names that are not the service's own`()
            async throws
        {
            try await Rig.run { rig in
                let service = try await rig.serve(["--environments", Places.environments, "--data", rig.path("data")])
                let http = service.http
                let lease = #"{"consumer": "me", "max_trajectories": 1, "lease_seconds": 5}"#
                let own = "Origin: http://127.0.0.1:\(service.port)"
                let refused = [
                    ["Origin: https://evil.example"], ["Origin: null"], ["Origin: http://127.0.0.1:1"],
                    ["Origin: http://127.0.0.1:\(service.port).evil.example"],
                    ["Origin: https://127.0.0.1:\(service.port)x"],
                    ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"], [own, "Sec-Fetch-Site: cross-site"],
                ]
                for headers in refused {
                    for (path, body) in [("/v1/leases", lease), ("/v1/environments/arithmetic/pause", "{}")] {
                        let reply = try await http.call("POST", path, json: body, headers: headers)
                        #expect(reply.status == 403, "\(headers) → \(reply.status)")
                        #expect(try reply.object()["code"] as? String == "cross_site")
                    }
                }
                for headers in [[own], [own, "Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"], []] {
                    #expect(try await http.call("POST", "/v1/leases", json: lease, headers: headers).status == 204)
                }
                // A form of another page cannot bear the type of JSON without asking first.
                for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                    let reply = try await http.call(
                        "POST", "/v1/leases", body: Array(lease.utf8), headers: ["Content-Type: \(type)"])
                    #expect(reply.status == 415)
                }
                // Rebinding: the page's own name, pointed at this machine.
                for host in [
                    "evil.example", "evil.example:\(service.port)", "127.0.0.1.evil.example", "localhost.evil.example",
                ] {
                    for path in ["/v1/stats", "/dashboard", "/v1/rollouts", "/healthz"] {
                        #expect(
                            try await http.call("GET", path, headers: ["Host: \(host)"]).status == 421, "\(host)\(path)"
                        )
                    }
                }
                for host in ["localhost:\(service.port)", "127.0.0.1", "[::1]:\(service.port)"] {
                    #expect(try await http.call("GET", "/v1/stats", headers: ["Host: \(host)"]).status == 200)
                }
                #expect(try await http.stats()["arithmetic"]?.state != "paused")
            }
        }

        @Test func `The dashboard allows nothing but itself`() async throws {
            try await Rig.run { rig in
                let service = try await rig.serve(["--environments", Places.environments, "--data", rig.path("data")])
                let page = try await service.http.call("GET", "/dashboard")
                #expect(page.status == 200 && page["content-type"] == "text/html; charset=utf-8")
                let policy = page["content-security-policy"] ?? ""
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(page["x-content-type-options"] == "nosniff" && page["x-frame-options"] == "DENY")
                #expect(
                    !page.text.contains("//cdn") && !page.text.contains("src=\"http") && !page.text.contains("@import"))
                let home = try await service.http.call("GET", "/", headers: ["Accept: text/html"])
                #expect(home.status == 303 && home["location"] == "/dashboard")
            }
        }

        @Test(.enabled(if: chromium != nil, "chromium is not installed"), .tags(.slow), .unlessQuick)
        func `A browser shows the environments, and no model text becomes markup`() async throws {
            try await Rig.run { rig in
                try rig.write(
                    """
                    about: Every completion is kept, whatever stands in it.
                    tasks: {generate: {arithmetic: {digits: 2}}}
                    prompt: {user: "{{question}}"}
                    verify: [{answer: {format: tag, equals: $answer, as: number}}]
                    examples:
                      - {task: {question: "1?", answer: 1}, completion: "<answer>1</answer>", passes: true}
                      - {task: {question: "1?", answer: 1}, completion: "<answer>2</answer>", passes: false}
                    """, to: "environments/seen_in_the_browser.yaml")
                let server = try await rig.start(
                    [Places.python, Places.script("hostile_endpoint.py"), "--port-file", rig.path("h.port")],
                    name: "endpoint")
                let port = try await rig.port(of: server, in: rig.path("h.port"))
                let service = try await rig.serve(
                    [
                        "--environments", rig.path("environments"), "--endpoint", "http://127.0.0.1:\(port)/markup/v1",
                        "--model", "m",
                        "--data", rig.path("data"),
                    ])
                try await eventually("rollouts were judged") {
                    try await service.http.stats().environments.contains { $0.rejected > 0 }
                }
                let chromium = try #require(Self.chromium)
                let result = try await rig.run(
                    [
                        chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=\(rig.path("profile"))", "--virtual-time-budget=8000", "--dump-dom",
                        service.base + "/dashboard",
                    ],
                    name: "chromium", variables: ["HOME": rig.folder], within: 90)
                #expect(result.end == .exited(0), "\(result.errors)")
                #expect(result.output.contains("seen_in_the_browser"), "the list was filled by the page's own script")
                #expect(
                    result.output.contains("incorrect") || result.output.contains("unparsed"),
                    "rejected rollouts are shown")
                // The endpoint's text would set the title, were it ever taken as markup.
                #expect(!result.output.contains("<title>pwned"))
                #expect(!result.output.contains("<img src=\"x\"") && !result.output.contains("<script>document.title"))
            }
        }
    }
}
