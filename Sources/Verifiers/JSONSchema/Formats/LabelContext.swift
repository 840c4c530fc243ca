/// The scalars that may stand in a host name's label beside some others only (RFC 5892, appendix A).
enum LabelContext {
    private static let greek = try? RegularExpression(pattern: #"^\p{sc:Greek}"#)
    private static let hebrew = try? RegularExpression(pattern: #"^\p{sc:Hebrew}"#)
    private static let japanese = try? RegularExpression(pattern: #"^[\p{sc:Hiragana}\p{sc:Katakana}\p{sc:Han}]"#)

    /// Whether the scalar at a place, which may not stand anywhere, may stand there.
    static func allows(_ label: [Unicode.Scalar], at index: Int, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch label[index].value {
        case 0x200C: return isVirama(before) || joins(label, around: index)
        case 0x200D: return isVirama(before)
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return try matches(greek, after, &budget)
        case 0x5F3, 0x5F4: return try matches(hebrew, before, &budget)
        case 0x30FB:
            for scalar in label where scalar.value != 0x30FB {
                if try matches(japanese, scalar, &budget) { return true }
            }
            return false
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
        default: return false
        }
    }

    private static func matches(
        _ expression: RegularExpression?, _ scalar: Unicode.Scalar?, _ budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        guard let expression, let scalar else { return false }
        return try expression.matches(String(scalar), budget: &budget)
    }

    private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
        scalar?.properties.canonicalCombiningClass == .virama
    }

    /// Whether letters on both sides would join across the place, marks between them aside.
    private static func joins(_ label: [Unicode.Scalar], around index: Int) -> Bool {
        guard let before = label[..<index].last(where: { !isTransparent($0) }),
            let after = label[(index + 1)...].first(where: { !isTransparent($0) })
        else { return false }
        return joining(before) == .both && joining(after) != .none
    }

    private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }

    private enum Joining {
        case none, right, both
    }

    /// How a letter joins its neighbours, for the scripts that do (Unicode's ArabicShaping): most letters on both
    /// sides, those listed on the right side only.
    private static func joining(_ scalar: Unicode.Scalar) -> Joining {
        switch scalar.value {
        case 0x621, 0x674: return .none
        case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677, 0x688...0x699, 0x6C0,
            0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF, 0x710, 0x715...0x719, 0x71E, 0x728, 0x72A,
            0x72C, 0x72F, 0x74D, 0x759...0x75B, 0x76B, 0x76C, 0x771, 0x773, 0x774, 0x778, 0x779, 0x840, 0x846, 0x847,
            0x849, 0x854, 0x856...0x858, 0x8AA...0x8AC, 0x8AE, 0x8B1, 0x8B2, 0x8B9:
            return .right
        case 0x620...0x64A, 0x66E...0x6D3, 0x6FA...0x6FC, 0x6FF, 0x712...0x72F, 0x74E...0x77F, 0x7CA...0x7EA,
            0x841...0x855, 0x8A0...0x8C8, 0x1820...0x1878, 0x1887...0x18AA, 0xA840...0xA871, 0x10AC0...0x10AEF,
            0x10D00...0x10D23, 0x1E900...0x1E943:
            return .both
        default: return .none
        }
    }
}
