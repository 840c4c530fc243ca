import JSON
import Rollouts

extension ToolCallsVerifier {
    /// The most calls that are paired in any order; more than these are told as one failure.
    private static let mostPaired = 128

    /// Judges by type-aware deep equality.
    func judgeExactly(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws -> Verdict {
        let expected = try self.expected?.resolve(task)
        let tools = try self.tools.resolve(task)
        let format = try self.format.resolve(task)
        let rejectsDuplicates = try duplicateKeys.resolve(task) == .reject
        let isAnyOrder = try self.isAnyOrder.resolve(task)
        let comparison = ExactComparison(
            tools: tools, leniencies: try leniencies.resolve(task), rejectsDuplicates: rejectsDuplicates,
            schemas: schemas)
        let text = try ByteText(completion.answer, budget: &budget)
        let reading = try format.read(
            completion, text: text, tools: tools, rejectsDuplicates: rejectsDuplicates, budget: &budget)
        var result = CallVerdict()
        switch expected {
        case nil: try judge(reading, by: comparison, into: &result, budget: &budget)
        case .some(let expected) where expected.isEmpty: judgeNoCall(reading, text, into: &result)
        case .some(let expected):
            if isAnyOrder, expected.count > 1 || reading.items.count > 1 {
                guard expected.count <= Self.mostPaired else {
                    throw OptionFault("expected: more than \(Self.mostPaired) calls are not paired in any order")
                }
                try judgeAnyOrder(reading, expected, by: comparison, into: &result, budget: &budget)
            } else {
                try judgeInOrder(reading, expected, by: comparison, into: &result, budget: &budget)
            }
        }
        return result.verdict(
            extracted: Self.extracted(reading, text), candidates: Self.candidates(reading, text))
    }

    /// No call is expected: prose passes, any attempt fails, and so does saying nothing.
    private func judgeNoCall(_ reading: CallReading, _ text: ByteText, into result: inout CallVerdict) {
        if reading.items.isEmpty {
            let isEmpty = text.trimmed(text.all).isEmpty
            result.add("call", isEmpty ? [CallFailure(.undecodable, "neither a call nor a text")] : [])
        }
        for (index, item) in reading.items.prefix(Self.mostPaired).enumerated() {
            result.add("call[\(index)]", [Self.unexpected(item)])
        }
    }

    /// Nothing says which calls are expected: at least one, and each as the tools declare it.
    private func judge(
        _ reading: CallReading, by comparison: ExactComparison, into result: inout CallVerdict, budget: inout Budget
    ) throws {
        if reading.items.isEmpty { result.add("call[0]", [CallFailure(.noCall, "there is no call")]) }
        for (index, item) in reading.items.enumerated() {
            switch item {
            case .broken(let call): result.add("call[\(index)]", [CallFailure(.undecodable, call.reason)])
            case .call(let call): result.add("call[\(index)]", try comparison.failures(of: call, budget: &budget))
            }
        }
    }

    private func judgeInOrder(
        _ reading: CallReading, _ expected: [ExpectedCall], by comparison: ExactComparison,
        into result: inout CallVerdict, budget: inout Budget
    ) throws {
        for (index, wanted) in expected.enumerated() {
            let place = "call[\(index)]"
            guard index < reading.items.count else {
                result.add(place, [CallFailure(.noCall, "the call of `\(wanted.name)` is missing")])
                continue
            }
            switch reading.items[index] {
            case .broken(let call): result.add(place, [CallFailure(.undecodable, call.reason)])
            case .call(let call):
                result.add(place, try comparison.failures(of: call, against: wanted, budget: &budget))
            }
        }
        for (index, item) in reading.items.enumerated().dropFirst(expected.count).prefix(Self.mostPaired) {
            result.add("call[\(index)]", [Self.unexpected(item)])
        }
    }

    private func judgeAnyOrder(
        _ reading: CallReading, _ expected: [ExpectedCall], by comparison: ExactComparison,
        into result: inout CallVerdict, budget: inout Budget
    ) throws {
        let calls = Array(reading.calls.prefix(2 * Self.mostPaired))
        let fits = try expected.map { wanted in
            try calls.map { call in
                try call.name.hasSameBytes(as: wanted.name)
                    && comparison.failures(of: call, against: wanted, budget: &budget).isEmpty
            }
        }
        let pairs = try CallMatching.pairs(fits, found: calls.count, budget: &budget)
        var left = Array(calls.indices.filter { !pairs.contains($0) })
        var broken = reading.broken[...]
        var missed: [(place: Int, failures: [CallFailure])] = []
        for (index, wanted) in expected.enumerated() where pairs[index] == nil {
            // What is left is told against the call of the same function, else the next one.
            let place = left.firstIndex { calls[$0].name.hasSameBytes(as: wanted.name) }
            if let place = place ?? (broken.isEmpty && !left.isEmpty ? 0 : nil) {
                let call = calls[left.remove(at: place)]
                missed.append((index, try comparison.failures(of: call, against: wanted, budget: &budget)))
            } else if let call = broken.popFirst() {
                missed.append((index, [CallFailure(.undecodable, call.reason)]))
            } else {
                missed.append((index, [CallFailure(.noCall, "the call of `\(wanted.name)` is missing")]))
            }
        }
        var next = missed.makeIterator()
        var miss = next.next()
        for index in expected.indices {
            if let current = miss, current.place == index {
                result.add("call[\(index)]", current.failures)
                miss = next.next()
            } else {
                result.add("call[\(index)]", [])
            }
        }
        let rest = left.map { CallReading.Item.call(calls[$0]) } + broken.map(CallReading.Item.broken)
        for (offset, item) in rest.prefix(Self.mostPaired).enumerated() {
            result.add("call[\(expected.count + offset)]", [Self.unexpected(item)])
        }
        if reading.calls.count > calls.count {
            result.add("calls", [CallFailure(.unexpectedCall, "\(reading.calls.count) calls")])
        }
    }

    private static func unexpected(_ item: CallReading.Item) -> CallFailure {
        switch item {
        case .broken(let call): CallFailure(.undecodable, "an attempt at a call that nobody asked for: \(call.reason)")
        case .call(let call):
            CallFailure(.unexpectedCall, "\(OptionMismatch.describe(.string(call.name))) was called and not asked for")
        }
    }

    /// The text from the first call to the last, or what the endpoint reported; nil without any.
    static func extracted(_ reading: CallReading, _ text: ByteText) -> String? {
        var range: Range<Int>?
        for case .call(let call) in reading.items {
            guard let span = call.span else { continue }
            range = (range?.lowerBound ?? span.lowerBound)..<max(span.upperBound, range?.upperBound ?? 0)
        }
        if let range { return text.excerpt(range, limit: CallVerdict.longestSpan) }
        let reported = reading.calls.prefix(SpanReading.listed)
        guard !reported.isEmpty else { return nil }
        let written = reported.map { call in
            if case .json(let value) = call.arguments { "\(call.name)(\(value.text))" } else { call.name }
        }
        let all = written.joined(separator: "; ")
        guard all.utf8.count > CallVerdict.longestSpan else { return all }
        return String(all.unicodeScalars.prefix(CallVerdict.longestSpan / 4)) + "…"
    }

    /// The broken calls, as they are written.
    static func candidates(_ reading: CallReading, _ text: ByteText) -> [String] {
        reading.broken.suffix(SpanReading.listed).compactMap { $0.span.map { text.excerpt($0) } }
    }
}
