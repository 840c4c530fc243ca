/// A part of the real line with finitely many ends: which of the gaps between its ends, and which of the ends, belong.
struct MathRegion: Sendable {
    /// An end, known exactly or to within an error.
    struct End: Sendable {
        let exact: ExactRational?
        let value: Double
        let error: Double
    }

    /// The ends, ascending.
    private(set) var ends: [End]
    /// One more than ends: what lies before, between and after them.
    private(set) var gaps: [Bool]
    private(set) var points: [Bool]

    /// The most ends.
    static let limit = 64

    init(ends: [End], gaps: [Bool], points: [Bool]) {
        self.ends = ends
        self.gaps = gaps
        self.points = points
    }

    static let everything = MathRegion(ends: [], gaps: [true], points: [])
    static let nothing = MathRegion(ends: [], gaps: [false], points: [])

    /// -1, 0 or 1; ends that cannot be told apart are one.
    static func order(_ left: End, _ right: End) -> Int {
        if let first = left.exact, let second = right.exact {
            if first == second { return 0 }
            if first.isWhole, second.isWhole { return first.numerator.order(second.numerator) }
        }
        let slack = left.error + right.error + (left.exact != nil && right.exact != nil ? 0 : 1e-12)
        if (left.value - right.value).magnitude <= slack * max(1, left.value.magnitude) {
            return left.exact != nil && right.exact != nil ? (left.value < right.value ? -1 : 1) : 0
        }
        return left.value < right.value ? -1 : 1
    }

    /// What belongs by a rule over whether it belongs to each of two regions.
    func combined(_ other: MathRegion, by rule: (Bool, Bool) -> Bool) throws(MathFault) -> MathRegion {
        var result = MathRegion(ends: [], gaps: [rule(gaps[0], other.gaps[0])], points: [])
        var left = 0
        var right = 0
        while left < ends.count || right < other.ends.count {
            let order =
                left == ends.count ? 1 : right == other.ends.count ? -1 : Self.order(ends[left], other.ends[right])
            let isHere = order <= 0
            let isThere = order >= 0
            result.ends.append(isHere ? ends[left] : other.ends[right])
            result.points.append(
                rule(isHere ? points[left] : gaps[left], isThere ? other.points[right] : other.gaps[right]))
            if isHere { left += 1 }
            if isThere { right += 1 }
            result.gaps.append(rule(gaps[left], other.gaps[right]))
            guard result.ends.count <= Self.limit else { throw .beyond }
        }
        return result.reduced
    }

    /// The same without ends at which nothing changes.
    var reduced: MathRegion {
        var result = MathRegion(ends: [], gaps: [gaps[0]], points: [])
        for index in ends.indices {
            let before = result.gaps[result.gaps.count - 1]
            if before == points[index], before == gaps[index + 1] { continue }
            result.ends.append(ends[index])
            result.points.append(points[index])
            result.gaps.append(gaps[index + 1])
        }
        return result
    }

    /// Whether both hold the same.
    func isEqual(to other: MathRegion) -> Bool {
        let (left, right) = (reduced, other.reduced)
        return left.gaps == right.gaps && left.points == right.points
            && zip(left.ends, right.ends).allSatisfy { Self.order($0, $1) == 0 }
    }

    var isEmpty: Bool { !gaps.contains(true) && !points.contains(true) }
}
