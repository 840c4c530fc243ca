/// Sets of so many of the numbers from 0 to below a bound, numbered.
enum Combination {
    /// How many there are; nil where they are more than 2^60.
    static func count(_ members: Int, of bound: Int) -> Int? {
        var count = 1
        for step in 0..<max(min(members, bound - members), 0) {
            let (product, overflow) = count.multipliedReportingOverflow(by: bound - step)
            guard !overflow else { return nil }
            count = product / (step + 1)
        }
        return count <= 1 << 60 ? count : nil
    }

    /// The set of a number from 0 to below the count, in ascending order. O(bound · members).
    static func members(_ members: Int, of bound: Int, number: Int) -> [Int] {
        var set: [Int] = []
        var (number, needed) = (number, members)
        for candidate in 0..<bound where needed > 0 {
            // Those that hold the candidate, out of all that are left.
            let with = count(needed - 1, of: bound - candidate - 1) ?? 0
            if number < with {
                set.append(candidate)
                needed -= 1
            } else {
                number -= with
            }
        }
        return set
    }
}
