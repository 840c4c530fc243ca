internal import Rollouts

/// One choice of a reply: the text that an endpoint would have sampled.
struct ServedChoice: Sendable {
    /// What the choice says about its task.
    enum Kind: String, Sendable {
        /// The gold answer.
        case right
        /// The gold answer made wrong.
        case spoilt
        /// The prompt belongs to no known task.
        case unknown
        /// The task has no gold answer.
        case noGold = "no_gold"
    }

    /// What it says.
    let kind: Kind
    /// Its text, thought included.
    let text: String
    /// How many tokens the text has.
    let tokens: Int
    /// Whether it was cut at the most tokens that were asked for.
    let isCut: Bool
    private let variant: UInt64

    /// The choice of a plan for a task, or for none. O(text).
    init(_ plan: ChoicePlan, answer: Answer?, request: CompletionRequest, filler: Filler) {
        kind = Self.kind(plan, answer)
        variant = plan.variant
        var bytes = Self.bytes(kind, plan, answer, filler)
        if let end = Self.firstStop(request.stop, in: bytes) { bytes.removeSubrange(end...) }
        var tokens = bytes.withUnsafeBufferPointer(StandInTokens.count)
        let limit = request.maxTokens ?? Int.max
        isCut = tokens > limit
        if isCut {
            bytes.removeSubrange(StandInTokens.length(ofFirst: limit, in: bytes)...)
            tokens = limit
        }
        self.tokens = tokens
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The logarithm of a token's probability, from -2 to 0 in steps of 2^-16, the same for the same plan.
    func logprob(at index: Int) -> Double {
        var source = RandomSource(seed: variant, stream: UInt64(truncatingIfNeeded: index))
        return -2 * Double(source.next() >> 48) * 0x1p-16
    }

    private static func kind(_ plan: ChoicePlan, _ answer: Answer?) -> Kind {
        guard let answer else { return .unknown }
        guard answer.gold != nil else { return .noGold }
        return plan.isRight ? .right : .spoilt
    }

    /// The whole text. A spoilt one is spoilt further for as long as it would pass.
    private static func bytes(_ kind: Kind, _ plan: ChoicePlan, _ answer: Answer?, _ filler: Filler) -> [UInt8] {
        guard kind == .spoilt, let passes = answer?.passes else {
            return compose(kind, plan, answer, filler, harm: .least)
        }
        for harm in Spoiling.Harm.allCases.dropLast() {
            let bytes = compose(kind, plan, answer, filler, harm: harm)
            if !passes(String(decoding: bytes, as: UTF8.self)) { return bytes }
        }
        return compose(kind, plan, answer, filler, harm: .most)
    }

    /// The text with a thought before the answer where one is demanded or wanted for its length.
    private static func compose(
        _ kind: Kind, _ plan: ChoicePlan, _ answer: Answer?, _ filler: Filler, harm: Spoiling.Harm
    ) -> [UInt8] {
        guard let answer, let gold = answer.gold else { return Array(Spoiling.unknown.utf8) }
        let format = answer.reasoning
        let division = format.divide(gold)
        // A gold completion may bring the thought that its environment demands.
        let thought = division.isOpen ? nil : division.reasoning
        let known = division.isOpen ? gold : division.answer
        let final = kind == .right ? known : Spoiling.spoil(known, variant: plan.variant, harm: harm)
        let isDemanded = format.mode == .required || format.opener == .template
        let opening = format.opener == .model ? format.open : ""
        let fixed = [opening, thought ?? "", format.close, final]
        let room = (plan.tokens ?? 0) - fixed.reduce(0) { $0 + StandInTokens.count($1) }
        guard format.mode != .forbidden, thought != nil || isDemanded || room > 0 else { return Array(final.utf8) }
        let words = filler.text(words: max(room, thought == nil && isDemanded ? Filler.shortest : 0))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count + fixed.reduce(1) { $0 + $1.utf8.count })
        bytes.append(contentsOf: opening.utf8)
        bytes.append(contentsOf: words)
        if let thought {
            // A space keeps two words apart; it is a part of the second one's token.
            let startsWithWord = thought.utf8.first.map(StandInTokens.isLetter) ?? false
            if !words.isEmpty, startsWithWord { bytes.append(UInt8(ascii: " ")) }
            bytes.append(contentsOf: thought.utf8)
        }
        bytes.append(contentsOf: format.close.utf8)
        bytes.append(contentsOf: final.utf8)
        return bytes
    }

    /// Where the first of these texts begins.
    private static func firstStop(_ stops: [String], in bytes: [UInt8]) -> Int? {
        var first: Int?
        for stop in stops {
            let pattern = Array(stop.utf8)
            guard let head = pattern.first, pattern.count <= bytes.count else { continue }
            var from = 0
            let end = min(bytes.count - pattern.count, first ?? Int.max)
            while from <= end, let found = bytes[from...end].firstIndex(of: head) {
                if bytes[found..<(found + pattern.count)].elementsEqual(pattern) {
                    first = min(found, first ?? found)
                    break
                }
                from = found + 1
            }
        }
        return first
    }
}
