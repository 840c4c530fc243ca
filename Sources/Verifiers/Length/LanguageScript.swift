/// Whose letters a text is written in: enough to tell languages apart where a text is too short for more.
enum LanguageScript: Sendable, Hashable {
    case latin, greek, cyrillic, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati, tamil, telugu, kannada
    case malayalam, thai, hangul, kana, han
    /// Any other, in which none of the languages that can be told is written.
    case other

    /// Chinese, whichever its characters; the profiles tell `zh-cn` and `zh-tw` apart.
    static let chinese = "zh"

    /// The script of a letter, by the Unicode blocks that hold nearly all of each.
    init(of letter: UInt32) {
        self =
            switch letter {
            case 0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
            case 0x400...0x52F: .cyrillic
            case 0x590...0x5FF, 0xFB1D...0xFB4F: .hebrew
            case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
            case 0x900...0x97F: .devanagari
            case 0x980...0x9FF: .bengali
            case 0xA00...0xA7F: .gurmukhi
            case 0xA80...0xAFF: .gujarati
            case 0xB80...0xBFF: .tamil
            case 0xC00...0xC7F: .telugu
            case 0xC80...0xCFF: .kannada
            case 0xD00...0xD7F: .malayalam
            case 0xE00...0xE7F: .thai
            case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
            case 0x3041...0x30FF, 0xFF66...0xFF9D: .kana
            case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .han
            default: .other
            }
    }

    /// The scripts that a language, given by its code, is written in.
    static func scripts(of code: String) -> Set<LanguageScript> {
        switch code {
        case "el": [.greek]
        case "bg", "mk", "ru", "uk": [.cyrillic]
        case "he": [.hebrew]
        case "ar", "fa", "ur": [.arabic]
        case "hi", "mr", "ne": [.devanagari]
        case "bn": [.bengali]
        case "pa": [.gurmukhi]
        case "gu": [.gujarati]
        case "ta": [.tamil]
        case "te": [.telugu]
        case "kn": [.kannada]
        case "ml": [.malayalam]
        case "th": [.thai]
        case "ko": [.hangul, .han]
        case "ja": [.kana, .han]
        case chinese, "zh-cn", "zh-tw": [.han]
        default: [.latin]
        }
    }
}
