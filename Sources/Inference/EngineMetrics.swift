/// What an engine says about its own queue, read from Prometheus text.
enum EngineMetrics {
    /// The gauges of requests that the engine holds back: vLLM, SGLang, llama.cpp.
    static let queueGauges = ["vllm:num_requests_waiting", "sglang:num_queue_reqs", "llamacpp:requests_deferred"]

    /// Requests waiting, summed over all label sets of the first gauge that occurs; nil when none does.
    ///
    /// Tolerant: comments, unknown lines and values that are no numbers are passed over. O(bytes).
    static func waitingRequests(in text: [UInt8]) -> Int? {
        var sums: [Double?] = queueGauges.map { _ in nil }
        for line in text.split(separator: UInt8(ascii: "\n")) {
            for (index, gauge) in queueGauges.enumerated() {
                guard let value = value(of: gauge, in: line) else { continue }
                sums[index] = (sums[index] ?? 0) + value
            }
        }
        guard let sum = sums.lazy.compactMap({ $0 }).first else { return nil }
        return Int(min(max(sum, 0), 1e9))
    }

    /// The value of a sample line of this name: `name{labels} value [timestamp]`.
    private static func value(of name: String, in line: ArraySlice<UInt8>) -> Double? {
        guard line.starts(with: name.utf8) else { return nil }
        var rest = line.dropFirst(name.utf8.count)
        switch rest.first {
        case UInt8(ascii: "{"):
            guard let end = endOfLabels(rest) else { return nil }
            rest = rest[end...].dropFirst()
        case UInt8(ascii: " "), UInt8(ascii: "\t"): break
        default: return nil
        }
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let word = rest.drop(while: isSpace).prefix { !isSpace($0) }
        guard word.count <= 64, let value = Double(String(decoding: word, as: UTF8.self)), value.isFinite else {
            return nil
        }
        return value
    }

    /// Where the closing brace of a label set is; braces within quoted values do not count.
    private static func endOfLabels(_ text: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            let byte = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "}"), !isQuoted {
                return index
            }
        }
        return nil
    }
}
