/// The form in which language profiles hold a character: langdetect's normalization.
enum CharacterForm {
    /// Stands for what no profile holds.
    private static let unknown: UInt16 = 0xFFFF

    /// A code point's form: signs as a space, scripts with many letters as few.
    @inline(__always)
    static func normalized(_ value: UInt32) -> UInt16 {
        if value < 0x80 {
            let isLetter = (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A
            return isLetter ? UInt16(truncatingIfNeeded: value) : 0x20
        }
        return normalizedBeyondASCII(value)
    }

    private static func normalizedBeyondASCII(_ value: UInt32) -> UInt16 {
        switch value {
        case 0xA0, 0xAB, 0xB0, 0xBB: 0x20
        // Romanian letters with a comma below, taken for those with a cedilla.
        case 0x219: 0x15F
        case 0x21B: 0x163
        case 0x2000...0x206F: 0x20
        // The Persian yeh.
        case 0x6CC: 0x64A
        case 0x1EA0...0x1EFF: 0x1EC3
        case 0x3040...0x309F: 0x3042
        case 0x30A0...0x30FF: 0x30A2
        case 0x3100...0x312F, 0x31A0...0x31BF: 0x3105
        case 0x4E00...0x9FFF: kanji[Int(value) - 0x4E00]
        case 0xAC00...0xD7AF: 0xAC00
        case 0x10000...: unknown
        default: UInt16(truncatingIfNeeded: value)
        }
    }

    /// Whether a form is in upper case, as Python's `str.isupper` has it.
    @inline(__always)
    static func isUpper(_ unit: UInt16) -> Bool { CodePoint.isUpper(UInt32(unit)) }

    /// What stands for each kanji from U+4E00 on.
    private static let kanji: [UInt16] = {
        var forms = (0x4E00...0x9FFF).map(UInt16.init)
        for line in LanguageData.kanji.lines {
            let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
            guard let form = scalars.first else { continue }
            for scalar in scalars where (0x4E00...0x9FFF).contains(scalar.value) {
                forms[Int(scalar.value) - 0x4E00] = UInt16(form.value)
            }
        }
        return forms
    }()

    /// Whether a code point is one of the five combining tones of Vietnamese.
    static func isTone(_ value: UInt32) -> Bool {
        (0x300...0x323).contains(value) && tones.contains(value)
    }

    private static let tones: [UInt32] = [0x300, 0x301, 0x303, 0x309, 0x323]
    private static let letters = "AEIOUYaeiouyÂÊÔâêôĂăƠơƯư".unicodeScalars.map(\.value)
    private static let toned = [
        "ÀÈÌÒÙỲàèìòùỳẦỀỒầềồẰằỜờỪừ", "ÁÉÍÓÚÝáéíóúýẤẾỐấếốẮắỚớỨứ", "ÃẼĨÕŨỸãẽĩõũỹẪỄỖẫễỗẴẵỠỡỮữ",
        "ẢẺỈỎỦỶảẻỉỏủỷẨỂỔẩểổẲẳỞởỬử", "ẠẸỊỌỤỴạẹịọụỵẬỆỘậệộẶặỢợỰự",
    ].map { $0.unicodeScalars.map(\.value) }

    /// A letter and the tone behind it as one; nil where they are not both.
    static func joined(_ letter: UInt32, tone: UInt32) -> UInt32? {
        guard let row = tones.firstIndex(of: tone), let column = letters.firstIndex(of: letter) else { return nil }
        return toned[row][column]
    }
}
