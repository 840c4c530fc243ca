/// Dividing a whole number by shares.
package enum Apportionment {
    /// How many of `total` each share gets, by largest remainder, none more than is available to it; what one cannot
    /// take goes to the others by their shares. The sum is `total`, or all that is available. Equal remainders go to
    /// the first. O(n² log n) in the number of shares.
    package static func divide(_ total: Int, shares: [Double], available: [Int]) -> [Int] {
        var result = Array(repeating: 0, count: min(shares.count, available.count))
        var left = max(0, total)
        var open = result.indices.filter { available[$0] > 0 && shares[$0] > 0 && shares[$0].isFinite }
        while left > 0, !open.isEmpty {
            // Whoever is due at least what it has gets just that, and leaves the rest to the others.
            let due = parts(of: left, shares: open.map { shares[$0] })
            let filled = zip(open, due).filter { available[$0] <= Int($1.rounded(.down)) }.map(\.0)
            if filled.isEmpty {
                for (index, part) in zip(open, largestRemainders(left, due)) { result[index] = part }
                break
            }
            for index in filled {
                result[index] = min(available[index], left)
                left -= result[index]
            }
            open.removeAll(where: filled.contains)
        }
        return result
    }

    /// `total` in exact proportion to the shares.
    private static func parts(of total: Int, shares: [Double]) -> [Double] {
        // Scaled by the largest first, so that the sum of huge shares stays finite.
        let largest = shares.max() ?? 1
        let scaled = shares.map { $0 / largest }
        let sum = scaled.reduce(0, +)
        return scaled.map { Double(total) * $0 / sum }
    }

    /// The floors, and one more for each of the largest remainders until the sum is `total`.
    private static func largestRemainders(_ total: Int, _ exact: [Double]) -> [Int] {
        var parts = exact.map { Int($0.rounded(.down)) }
        let missing = total - parts.reduce(0, +)
        let order = exact.indices.sorted { left, right in
            let (a, b) = (exact[left] - exact[left].rounded(.down), exact[right] - exact[right].rounded(.down))
            return a == b ? left < right : a > b
        }
        for index in order.prefix(max(0, missing)) { parts[index] += 1 }
        return parts
    }
}
