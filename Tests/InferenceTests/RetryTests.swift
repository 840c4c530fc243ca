import HTTPClient
import Testing

@testable import Inference

@Suite struct `What is tried again` {
    @Test func `408, 429 and 5xx are tried again, every other status is not`() {
        for status in 100...599 {
            let expected: RetryRule.Kind? =
                status == 408 ? .requestTimeout : status == 429 ? .tooManyRequests : status >= 500 ? .serverError : nil
            #expect(RetryRule.kind(ofStatus: status) == expected, "\(status)")
        }
    }

    @Test func `failures to connect are tried again, and an end before any reply; nothing else of the wire is`() {
        for code in HTTPTransportError.Code.allCases {
            for status in [nil, 200] {
                let error = HTTPTransportError(code, address: "http://a/", status: status)
                let isConnection =
                    [.connectRefused, .resolve, .connectTimeout, .proxy].contains(code)
                    || code == .cutOff && status == nil
                #expect(
                    RetryRule.kind(of: error) == (isConnection ? .connection : nil),
                    "\(code) \(String(describing: status))")
            }
        }
    }

    @Test(arguments: 0..<200)
    func `waits double, stay within their bounds, and end with the attempts or the budget`(seed: Int) {
        var random = SplitMix(UInt64(seed))
        var rule = RetryRule()
        rule.maxAttempts = Int.random(in: 1...9, using: &random)
        rule.firstWait = .milliseconds(Int.random(in: 1...2000, using: &random))
        rule.longestWait = .milliseconds(Int.random(in: 1...30_000, using: &random))
        let budget = Duration.milliseconds(Int.random(in: 0...100_000, using: &random))
        var elapsed = Duration.zero
        var attempts = 1
        while true {
            let wait = rule.wait(afterAttempt: attempts, elapsed: elapsed, budget: budget, using: &random)
            guard let wait else { break }
            let bound = min(rule.firstWait * (1 << (attempts - 1)), rule.longestWait)
            #expect(wait <= bound && wait >= bound * 0.499, "seed \(seed)")
            elapsed += wait
            attempts += 1
            #expect(elapsed < budget, "seed \(seed)")
        }
        #expect(attempts <= rule.maxAttempts, "seed \(seed)")
        #expect(
            attempts == rule.maxAttempts
                || elapsed + min(rule.firstWait * (1 << (attempts - 1)), rule.longestWait) >= budget,
            "seed \(seed)")
    }

    @Test func `callers that failed together come back apart`() {
        var random = SplitMix(7)
        let waits = (0..<100).map { _ in
            RetryRule().wait(afterAttempt: 3, elapsed: .zero, budget: .seconds(100), using: &random)
        }
        #expect(Set(waits).count > 90)
    }

    @Test func `a wait is never shorter than the server asked, and a server that asks too much is not waited for`() {
        var random = SplitMix(7)
        for _ in 0..<100 {
            let wait = RetryRule().wait(
                afterAttempt: 1, retryAfter: .seconds(30), elapsed: .zero, budget: .seconds(100), using: &random)
            #expect(wait.map { $0 >= .seconds(30) && $0 <= .seconds(33) } == true)
        }
        let tooLong = RetryRule().wait(
            afterAttempt: 1, retryAfter: .seconds(101), elapsed: .zero, budget: .seconds(100), using: &random)
        #expect(tooLong == nil)
    }

    @Test func `a kept connection that was closed is tried again at once, the first time only`() {
        var random = SplitMix(7)
        func wait(_ attempt: Int) -> Duration? {
            RetryRule().wait(
                afterAttempt: attempt, onReusedConnection: true, elapsed: .zero, budget: .seconds(100), using: &random)
        }
        #expect(wait(1) == .zero)
        #expect(wait(2).map { $0 > .zero } == true)
    }

    @Test(arguments: [
        ("0", 0), ("7", 7), ("0000007", 7), ("600", 600), ("601", 600), ("99999999999999999999999", 600),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sunday, 06-Nov-94 08:49:37 GMT", 37), ("Sun Nov  6 08:49:37 1994", 37),
        ("Sun, 06 Nov 1994 08:48:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 600),
    ])
    func `Retry-After is read in seconds and in each form of date`(text: String, seconds: Int) {
        // 1994-11-06 08:49:00 UTC.
        #expect(RetryAfter.parse(text, wallSeconds: 784_111_740) == .seconds(seconds))
    }

    @Test(arguments: [
        "", " ", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:37 PST", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "٣",
        "Sun, 06 Nov 19940000000000 08:49:37 GMT", "a b c d e f",
    ])
    func `what is neither is no Retry-After`(text: String) {
        #expect(RetryAfter.parse(text, wallSeconds: 784_111_740) == nil)
    }
}
