import JSON
import Rollouts

/// The checks of one comparison: one for each member expected, and one for each that was not.
struct MemberChecks {
    /// Why a check failed.
    enum Reason: String {
        case missingMember = "missing_member"
        case unexpectedMember = "unexpected_member"
        case wrongType = "wrong_type"
        case wrongValue = "wrong_value"
    }

    /// The most unexpected members that get a check of their own; any more are told as a number.
    static let listedUnexpected = 16
    /// The longest name of a check, in bytes.
    static let longestName = 64

    private(set) var budget: Budget
    private var checks: [Check] = []
    private var firstFailure: Check?

    init(budget: Budget) { self.budget = budget }

    /// Compares the whole values, the outermost objects member by member.
    mutating func compare(_ found: JSONValue, with expected: JSONValue) throws(BudgetExhausted) {
        guard let expectedObject = expected.object, let foundObject = found.object else {
            return add("value", try JSONDifference.first(found, expected, budget: &budget))
        }
        try budget.spend(steps: 2 * (foundObject.count + expectedObject.count))
        let foundMembers = MemberIndex(foundObject)
        let expectedMembers = MemberIndex(expectedObject)
        let (foundList, expectedList) = (foundMembers.members, expectedMembers.members)
        checks.reserveCapacity(expectedList.count)
        var present = 0
        for (position, member) in expectedList.enumerated() {
            guard let value = foundMembers.value(of: member.key, near: position) else {
                fail(member.key, .missingMember, "this member is missing")
                continue
            }
            present += 1
            add(member.key, try JSONDifference.first(value, member.value, budget: &budget))
        }
        // Where every member found was expected there is nothing left to look for.
        guard present < foundList.count else { return }
        var unexpected = 0
        for (position, member) in foundList.enumerated()
        where expectedMembers.value(of: member.key, near: position) == nil {
            unexpected += 1
            if unexpected <= Self.listedUnexpected {
                fail(member.key, .unexpectedMember, "this member was not asked for")
            }
        }
        if unexpected > Self.listedUnexpected {
            fail("(others)", .unexpectedMember, "\(unexpected - Self.listedUnexpected) more members were not asked for")
        }
    }

    /// The verdict that the checks make.
    func verdict(extracted: String) -> Verdict {
        guard let firstFailure else { return .passed(extracted: extracted, checks: checks) }
        let detail = "\(firstFailure.name): \(firstFailure.detail ?? "")"
        return .failed(.incorrect, detail, extracted: extracted, checks: checks)
    }

    private mutating func add(_ name: String, _ difference: JSONDifference?) {
        guard let difference else { return checks.append(Check(name: Self.bounded(name), passed: true)) }
        let place = difference.path.isEmpty ? "" : "at \(difference.path): "
        switch difference.kind {
        case .type(let found, let expected): fail(name, .wrongType, "\(place)\(expected) is expected, found \(found)")
        case .value: fail(name, .wrongValue, "\(place)not the value expected")
        }
    }

    private mutating func fail(_ name: String, _ reason: Reason, _ detail: String) {
        let check = Check(name: Self.bounded(name), passed: false, reason: reason.rawValue, detail: detail)
        checks.append(check)
        if firstFailure == nil { firstFailure = check }
    }

    private static func bounded(_ name: String) -> String {
        guard name.utf8.count > longestName else { return name }
        return String(name.unicodeScalars.prefix(longestName / 4)) + "…"
    }
}
