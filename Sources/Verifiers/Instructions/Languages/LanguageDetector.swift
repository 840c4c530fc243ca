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
        for _ in 0..<trials {
            var trial = Trial(languages: profiles.languages.count, smoothing: random.gaussian())
            while true {
                try budget.spend(steps: 4)
                let gram = grams[random.below(grams.count)]
                trial.update(profiles, read.key(of: gram))
                if trial.isDone(enough: enough, longest: longestTrial) { break }
            }
            for language in sums.indices { sums[language] += trial.probabilities[language] / Double(trials) }
        }
        var best = 0
        for language in sums.indices where sums[language] > sums[best] { best = language }
        return sums[best] > leastProbability ? .language(profiles.languages[best]) : .unknown
    }

    /// What is thought of each language while n-grams are drawn.
    private struct Trial {
        var probabilities: [Double]
        private var updated: [Double]
        private let smoothing: Double
        private var drawn = 0

        init(languages: Int, smoothing gaussian: Double) {
            probabilities = [Double](repeating: 1 / Double(languages), count: languages)
            updated = probabilities
            smoothing = (0.5 + gaussian * 0.05) / 10_000
        }

        mutating func update(_ profiles: LanguageProfiles, _ key: UInt64) {
            probabilities.withUnsafeMutableBufferPointer { probabilities in
                updated.withUnsafeMutableBufferPointer { updated in
                    for language in 0..<min(updated.count, probabilities.count) {
                        updated[language] = probabilities[language] * smoothing
                    }
                    profiles.forEachEntry(of: key) { language, probability in
                        updated[language] = probabilities[language] * (smoothing + probability)
                    }
                }
            }
            swap(&probabilities, &updated)
        }

        /// After every fifth draw: whether one language is all but certain, or there were draws enough.
        mutating func isDone(enough: Double, longest: Int) -> Bool {
            defer { drawn += 1 }
            guard drawn % 5 == 0 else { return false }
            return probabilities.withUnsafeMutableBufferPointer { probabilities in
                var sum = 0.0
                for probability in probabilities { sum += probability }
                for language in probabilities.indices { probabilities[language] /= sum }
                return probabilities.max() ?? 0 > enough || drawn >= longest
            }
        }
    }
}
