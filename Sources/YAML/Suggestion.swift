/// A text cut to a length that fits a message, with control characters escaped.
func shortened(_ text: String) -> String {
    var short = ""
    for scalar in text.unicodeScalars.prefix(40) {
        // Format characters (direction marks and the like) would disturb a terminal as controls do.
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            short += "\\u{\(String(scalar.value, radix: 16))}"
        default: short.unicodeScalars.append(scalar)
        }
    }
    return text.unicodeScalars.count > 40 ? short + "…" : short
}

/// The known word that a wrong one was most likely meant to be; nil where none is near.
///
/// Near is one edit for each three characters, at least one; an edit adds, drops, changes or swaps characters.
package func nearestWord(to wrong: String, among known: some Sequence<String>) -> String? {
    let word = Array(wrong.lowercased().unicodeScalars.prefix(64))
    let allowed = max(1, word.count / 3)
    let near = known.map { (word: $0, edits: edits(word, Array($0.lowercased().unicodeScalars.prefix(64)))) }
        .filter { $0.edits <= allowed && $0.edits < word.count }
    return near.min { $0.edits < $1.edits }?.word
}

/// The restricted Damerau-Levenshtein distance. O(lengths multiplied).
private func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
            if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
