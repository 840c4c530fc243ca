/// Suggestions for a name that nobody knows.
package enum NearestName {
    /// The known name that is fewest edits away; nil where none is near (a third of the length, at least 2 edits).
    ///
    /// O(known × length²), names longer than 64 bytes are near to nothing.
    package static func of(_ name: String, among known: [String]) -> String? {
        let written = Array(name.utf8)
        guard !written.isEmpty, written.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = editDistance(written, Array(candidate.utf8))
            guard distance <= max(2, written.count / 3), distance < max(written.count, candidate.utf8.count) else {
                continue
            }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// A hint that names the nearest known name, if one is near, and all of them.
    package static func hint(for name: String, among known: [String]) -> String {
        let all = "known are " + known.map { "`\($0)`" }.joined(separator: ", ")
        return of(name, among: known).map { "did you mean `\($0)`? \(all)" } ?? all
    }

    /// Levenshtein's distance over bytes, by rows.
    private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
