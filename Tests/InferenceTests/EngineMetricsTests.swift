import Testing

@testable import Inference

@Suite struct `What engines say about their queues` {
    private func waiting(_ text: String) -> Int? { EngineMetrics.waitingRequests(in: Array(text.utf8)) }

    @Test func `each engine's gauge is found, and label sets are summed`() {
        #expect(
            waiting(
                """
                # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_running{engine="0",model_name="m"} 12.0
                vllm:num_requests_waiting{engine="0",model_name="a } b \\" c"} 3.0
                vllm:num_requests_waiting{engine="1",model_name="m"} 4.0 1700000000000
                """) == 7)
        #expect(waiting("sglang:num_queue_reqs{model_name=\"m\"} 5\r\n") == 5)
        #expect(waiting("llamacpp:requests_deferred 0\n") == 0)
    }

    @Test(arguments: [
        "", "\n\n", "vllm:num_requests_waiting", "vllm:num_requests_waiting ", "vllm:num_requests_waiting NaN",
        "vllm:num_requests_waiting{ 3", "vllm:num_requests_waiting_total 3", "vllm:num_requests_waiting three",
        "# vllm:num_requests_waiting 3", "<html>not metrics</html>", "vllm:num_requests_waiting +Inf",
    ])
    func `what is no sample of a gauge says nothing`(text: String) {
        #expect(waiting(text) == nil)
    }

    @Test func `absurd values are held within bounds`() {
        #expect(waiting("llamacpp:requests_deferred 1e300") == 1_000_000_000)
        #expect(waiting("llamacpp:requests_deferred -5") == 0)
    }
}
