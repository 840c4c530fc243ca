/// Which language a text is in, as langdetect finds it: naive Bayes over character n-grams drawn at random.
///
/// The reference draws anew at each call and now and then contradicts itself. Here the draws are those of its seed 0, so
/// that the same text gets the same answer, and that answer is one of the reference's. After N. Shuyo, "Language
/// Detection Library for Java", 2010.
enum LanguageDetector {
    private static let trials = 7
    private static let longestTrial = 1_000
    private static let enough = 0.99999
    private static let leastProbability = 0.1

    /// The codes that may be found.
    static var languages: [String] { LanguageProfiles.standard.languages }

    /// What a detection finds.
    enum Answer: Sendable, Hashable {
        case language(String)
        /// No language is likely enough.
        case unknown
        /// There is nothing to go by.
        case noFeatures
    }

    /// The language of a text. Spends what it reads, and steps for the n-grams drawn.
    static func detect(_ text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> Answer {
        try budget.spend(bytes: 8 * text.count)
        let profiles = LanguageProfiles.standard
        let read = LanguageText(text, knownTo: profiles)
        let grams = read.grams
        guard !grams.isEmpty else { return .noFeatures }
        var random = MersenneTwister()
        var sums = [Double](repeating: 0, count: profiles.languages.count)
        for number in 0..<trials {
            var trial = Trial(languages: profiles.languages.count, smoothing: random.gaussian())
            while true {
                try budget.spend(steps: 4)
                let gram = grams[random.below(grams.count)]
                trial.update(read.entries(of: gram, in: profiles))
                if trial.isDone(enough: enough, longest: longestTrial) { break }
            }
            for language in sums.indices { sums[language] += trial[language] / Double(trials) }
            if isDecided(sums, trialsLeft: trials - 1 - number) { break }
        }
        var best = 0
        for language in sums.indices where sums[language] > sums[best] { best = language }
        return sums[best] > leastProbability ? .language(profiles.languages[best]) : .unknown
    }

    /// Whether the trials that are left cannot change which language is found: each gives a language 1 at most.
    ///
    /// They would be asked in vain: four that agree decide, and so it is with most texts.
    private static func isDecided(_ sums: [Double], trialsLeft: Int) -> Bool {
        var best = 0.0
        var second = 0.0
        for sum in sums {
            if sum > best { (best, second) = (sum, best) } else if sum > second { second = sum }
        }
        // A thousandth is far more than what rounding could come to.
        return best > second + Double(trialsLeft) / Double(trials) + 0.001 && best > leastProbability + 0.001
    }

    /// What is thought of each language while n-grams are drawn: eight at once, the last eight filled up with zeros.
    private struct Trial {
        private typealias Eight = SIMD8<Double>

        private var probabilities: [Eight]
        private var updated: [Eight]
        private let smoothing: Double
        /// Of all of them, when last looked.
        private var sum = 1.0
        private var drawn = 0

        /// A power of two by which all are multiplied when they come to less than its inverse: five draws make them
        /// smaller by 10^-23 at most, which is far from what a double no longer holds.
        private static let scale = 0x1p256
        private static let small = 0x1p-256

        init(languages: Int, smoothing gaussian: Double) {
            probabilities = [Eight](repeating: .zero, count: (languages + 7) / 8)
            for language in 0..<languages { probabilities[language >> 3][language & 7] = 1 / Double(languages) }
            updated = probabilities
            smoothing = (0.5 + gaussian * 0.05) / 10_000
        }

        /// How likely a language is, once that is decided.
        subscript(language: Int) -> Double { probabilities[language >> 3][language & 7] / sum }

        mutating func update(_ entries: LanguageProfiles.Entries) {
            if let row = entries.row {
                // A language that does not have it adds zero to the smoothing, which leaves it as it is.
                probabilities.withUnsafeMutableBufferPointer { probabilities in
                    for index in probabilities.indices {
                        probabilities[index] *= entries.eight(index, of: row) + smoothing
                    }
                }
                return
            }
            for index in probabilities.indices { updated[index] = probabilities[index] * smoothing }
            probabilities.withUnsafeBytes { probabilities in
                updated.withUnsafeMutableBytes { updated in
                    let probabilities = probabilities.assumingMemoryBound(to: Double.self)
                    let updated = updated.assumingMemoryBound(to: Double.self)
                    entries.forEach { language, probability in
                        updated[language] = probabilities[language] * (smoothing + probability)
                    }
                }
            }
            swap(&probabilities, &updated)
        }

        /// After every fifth draw: whether one language is all but certain, or there were draws enough.
        ///
        /// The reference divides all by their sum each time. Here they keep their proportions and are scaled by a power
        /// of two before they become too small, which is exact: both come to the same but for the last bits.
        mutating func isDone(enough: Double, longest: Int) -> Bool {
            defer { drawn += 1 }
            guard drawn % 5 == 0 else { return false }
            var total = Eight.zero
            var most = Eight.zero
            for eight in probabilities {
                total += eight
                most.replace(with: eight, where: eight .> most)
            }
            sum = total.sum()
            if sum < Self.small {
                for index in probabilities.indices { probabilities[index] *= Self.scale }
                sum *= Self.scale
                most *= Self.scale
            }
            return most.max() > enough * sum || drawn >= longest
        }
    }
}
