/// Pairs found calls with expected ones where their order is free: as many pairs as there can be.
enum CallMatching {
    /// For each expected call the found one that is its own, nil where none is left that fits.
    ///
    /// `fits[e][f]` says whether a found call is the one expected. Augmenting paths, O(expected² × found).
    static func pairs(
        _ fits: [[Bool]], found count: Int, budget: inout Budget
    ) throws(BudgetExhausted) -> [Int?] {
        var expectedOf = [Int?](repeating: nil, count: count)
        for expected in fits.indices {
            var seen = [Bool](repeating: false, count: count)
            try budget.spend(steps: count)
            _ = try place(expected, fits, &expectedOf, &seen, budget: &budget)
        }
        var result = [Int?](repeating: nil, count: fits.count)
        for (found, expected) in expectedOf.enumerated() { if let expected { result[expected] = found } }
        return result
    }

    /// Finds a place for an expected call, moving others along; the depth is at most the number of calls found, which
    /// the caller bounds.
    private static func place(
        _ expected: Int, _ fits: [[Bool]], _ expectedOf: inout [Int?], _ seen: inout [Bool], budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: expectedOf.count)
        for found in expectedOf.indices where fits[expected][found] && !seen[found] {
            seen[found] = true
            let isFree: Bool
            if let other = expectedOf[found] {
                isFree = try place(other, fits, &expectedOf, &seen, budget: &budget)
            } else {
                isFree = true
            }
            if isFree {
                expectedOf[found] = expected
                return true
            }
        }
        return false
    }
}
