internal import CLanguageData

/// The tables that are compiled in, read at their first use and never changed. Their licences stand beside them in C.
enum LanguageData {
    /// What ends a sentence in English, and what does not.
    static let sentences = SortedLines(copy(winnow_sentences_data, winnow_sentences_count))
    /// How many syllables English words have.
    static let syllables = SortedLines(copy(winnow_syllables_data, winnow_syllables_count))
    /// What remains in ASCII of other code points.
    static let ascii = SortedLines(copy(winnow_ascii_data, winnow_ascii_count))
    /// Kanji that language profiles take for one.
    static let kanji = SortedLines(copy(winnow_kanji_data, winnow_kanji_count))
    /// Scalars that are an emoji by themselves.
    static let emoji = SortedLines(copy(winnow_emoji_data, winnow_emoji_count))
    /// What an English word's tag depends on where it stands first.
    static let tagger = SortedLines(copy(winnow_tagger_data, winnow_tagger_count))
    /// How often character n-grams occur in which language, in the layout that the header describes.
    static var profiles: [UInt8] { copy(winnow_profiles_data, winnow_profiles_count) }

    private static func copy(_ data: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: data, count: count))
    }
}
