internal import JSON
internal import Rollouts

/// Instructions with their arguments, ready to judge a response.
struct InstructionSet: Sendable {
    /// One of them.
    struct Entry: Sendable {
        /// What its check is called, unlike any other.
        let name: String
        let check: InstructionCheck
    }

    /// How a response is read.
    enum Mode: String, CaseIterable, Sendable {
        /// As it is.
        case strict
        /// Each instruction may be followed by a form of it without a first or last line or without `*`.
        case loose
    }

    /// The most instructions that a row may give.
    static let most = 1_000

    private(set) var entries: [Entry] = []
    private var names: [String: Int] = [:]

    /// Adds an instruction; of those called the same, the second is `name#2`.
    mutating func add(_ name: String, _ check: @escaping InstructionCheck) {
        let number = (names[name] ?? 0) + 1
        names[name] = number
        entries.append(Entry(name: number == 1 ? name : "\(name)#\(number)", check: check))
    }

    /// The verdict on a response: each instruction a check, all of them followed or the whole has failed.
    func judge(_ response: String, mode: Mode, budget: inout Budget) throws(BudgetExhausted) -> Verdict {
        try budget.spend(bytes: (mode == .loose ? 12 : 2) * response.utf8.count)
        let text = ResponseText(response)
        var variants = LooseVariants(text)
        let most = mode == .loose ? Int.max : 1
        var checks: [Check] = []
        checks.reserveCapacity(entries.count)
        var firstDetail: String?
        for entry in entries {
            // What is said about it is what was found in the response as it is.
            var words: String?
            var isFollowed = false
            var tried = 0
            // Strict judging makes no other form, and has not paid for one.
            while tried < most, let variant = variants.text(after: tried) {
                tried += 1
                guard case .broken(let found) = try entry.check(variant, &budget) else {
                    isFollowed = true
                    break
                }
                if words == nil { words = found }
            }
            if isFollowed {
                checks.append(Check(name: entry.name, passed: true))
            } else {
                let detail = words ?? "the response is empty"
                if firstDetail == nil { firstDetail = "\(entry.name): \(detail)" }
                checks.append(
                    Check(name: entry.name, passed: false, reason: OutcomeReason.violated.rawValue, detail: detail))
            }
        }
        guard let firstDetail else { return .passed(checks: checks) }
        return .failed(.violated, firstDetail, checks: checks)
    }
}
