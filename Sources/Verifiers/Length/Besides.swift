/// The option `besides`: a text whose words are not counted where an answer says them back.
enum Besides {
    /// The words of a text without those that stand there as another text's, all of them in a row, whatever their case
    /// in ASCII. The text itself where the other is empty or does not occur. O(text + other).
    static func words(of text: String, without other: String, budget: inout Budget) throws(BudgetExhausted) -> String {
        try budget.spend(bytes: 6 * (text.utf8.count + other.utf8.count))
        let words = split(text)
        let wanted = split(other)
        guard !wanted.isEmpty, words.count >= wanted.count else { return text }
        let shifts = shifts(of: wanted)
        var isKept = [Bool](repeating: true, count: words.count)
        var matched = 0
        var isFound = false
        for index in words.indices {
            while matched > 0, words[index] != wanted[matched] { matched = shifts[matched - 1] }
            if words[index] == wanted[matched] { matched += 1 }
            guard matched == wanted.count else { continue }
            for place in index - matched + 1...index { isKept[place] = false }
            isFound = true
            matched = 0
        }
        guard isFound else { return text }
        var result: [UInt8] = []
        for index in words.indices where isKept[index] {
            if !result.isEmpty { result.append(0x20) }
            result += words[index]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func split(_ text: String) -> [[UInt8]] {
        text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map { $0.map(\.inLowerCase) }
    }

    /// For each word the length of the longest beginning of the text that also ends there (Knuth, Morris and Pratt).
    private static func shifts(of words: [[UInt8]]) -> [Int] {
        var shifts = [Int](repeating: 0, count: words.count)
        var length = 0
        for index in words.indices.dropFirst() {
            while length > 0, words[index] != words[length] { length = shifts[length - 1] }
            if words[index] == words[length] { length += 1 }
            shifts[index] = length
        }
        return shifts
    }
}
