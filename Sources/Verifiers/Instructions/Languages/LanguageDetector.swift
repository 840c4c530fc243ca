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
            func draw() -> LanguageProfiles.Entries {
                read.entries(of: grams[random.below(grams.count)], in: profiles)
            }
            // The reference looks after its first draw and every fifth from then on.
            try budget.spend(steps: 4)
            trial.update(draw(), in: profiles)
            while !trial.isDone(enough: enough, longest: longestTrial) {
                try budget.spend(steps: 20)
                trial.update(draw(), draw(), draw(), draw(), draw(), in: profiles)
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
            smoothing = (0.5 + gaussian * 0.05) / 10_000
        }

        /// How likely a language is, once that is decided.
        subscript(language: Int) -> Double { probabilities[language >> 3][language & 7] / sum }

        /// Takes five n-grams that were drawn, in one walk over the languages.
        mutating func update(
            _ first: LanguageProfiles.Entries, _ second: LanguageProfiles.Entries, _ third: LanguageProfiles.Entries,
            _ fourth: LanguageProfiles.Entries, _ fifth: LanguageProfiles.Entries, in profiles: LanguageProfiles
        ) {
            drawn += 5
            let smoothing = smoothing
            let (row0, row1, row2) = (profiles.row(of: first), profiles.row(of: second), profiles.row(of: third))
            let (row3, row4) = (profiles.row(of: fourth), profiles.row(of: fifth))
            probabilities.withUnsafeMutableBufferPointer { probabilities in
                for index in probabilities.indices {
                    var eight = probabilities[index]
                    eight *= profiles.eight(index, of: row0.start) + smoothing
                    eight *= profiles.eight(index, of: row1.start) + smoothing
                    eight *= profiles.eight(index, of: row2.start) + smoothing
                    eight *= profiles.eight(index, of: row3.start) + smoothing
                    eight *= profiles.eight(index, of: row4.start) + smoothing
                    probabilities[index] = eight
                }
            }
            if !row0.isOwn { raise(first, in: profiles) }
            if !row1.isOwn { raise(second, in: profiles) }
            if !row2.isOwn { raise(third, in: profiles) }
            if !row3.isOwn { raise(fourth, in: profiles) }
            if !row4.isOwn { raise(fifth, in: profiles) }
        }

        /// Takes an n-gram that was drawn.
        mutating func update(_ entries: LanguageProfiles.Entries, in profiles: LanguageProfiles) {
            drawn += 1
            let row = profiles.row(of: entries)
            for index in probabilities.indices {
                probabilities[index] *= profiles.eight(index, of: row.start) + smoothing
            }
            if !row.isOwn { raise(entries, in: profiles) }
        }

        /// Makes good what the row of zeros left out: few languages have the n-gram.
        private mutating func raise(_ entries: LanguageProfiles.Entries, in profiles: LanguageProfiles) {
            let perSmoothing = 1 / smoothing
            profiles.forEach(entries) { language, probability in
                probabilities[language >> 3][language & 7] *= 1 + probability * perSmoothing
            }
        }

        /// Whether one language is all but certain, or there were draws enough: one more than the longest trial.
        ///
        /// The reference divides all by their sum each time. Here they keep their proportions and are scaled by a power
        /// of two before they become too small, which is exact: both come to the same but for the last bits.
        mutating func isDone(enough: Double, longest: Int) -> Bool {
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
            return most.max() > enough * sum || drawn > longest
        }
    }
}
