// The standard library's own normal form C, which `==` compares by, is not in its public interface.
@_spi(_Unicode) import Swift

/// A host name's label in other scripts, by the rules of IDNA 2008 (RFC 5891 to 5893).
enum InternationalLabel {
    /// Whether a label of at least one scalar beyond ASCII may be registered, the direction of its writing aside.
    static func isValid(_ label: [Unicode.Scalar], budget: inout Budget) throws(BudgetExhausted) -> Bool {
        guard let first = label.first, let last = label.last, first != "-", last != "-" else { return false }
        if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
        switch first.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        default: break
        }
        try budget.spend(steps: 4 * label.count)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: label)
        guard String(text)._nfc.elementsEqual(label) else { return false }
        for index in label.indices where !isPermitted(label[index]) {
            guard try LabelContext.allows(label, at: index, budget: &budget) else { return false }
        }
        return true
    }

    /// Whether a scalar may stand anywhere (RFC 5892's PVALID), derived as section 3 says.
    private static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        // These depend on what stands beside them.
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D: return false
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        case 0..<0x80: return false
        // Conjoining Hangul letters.
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
        // Marks for symbols, and musical notation.
        case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return false
        default: break
        }
        let properties = scalar.properties
        if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint || properties.isWhitespace
            || properties.isNoncharacterCodePoint
        {
            return false
        }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
            .spacingMark:
            return true
        default: return false
        }
    }

    // MARK: Direction (RFC 5893)

    private static let rightToLeft = try? RegularExpression(
        pattern: #"^[\p{bc:R}\p{bc:AL}](?:[\p{bc:R}\p{bc:AL}\p{bc:AN}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}"#
            + #"\p{bc:BN}\p{bc:NSM}]*[\p{bc:R}\p{bc:AL}\p{bc:EN}\p{bc:AN}])?\p{bc:NSM}*\z"#)
    private static let leftToRight = try? RegularExpression(
        pattern: #"^\p{bc:L}(?:[\p{bc:L}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}\p{bc:NSM}]*"#
            + #"[\p{bc:L}\p{bc:EN}])?\p{bc:NSM}*\z"#)
    private static let hasRightToLeft = try? RegularExpression(pattern: #"[\p{bc:R}\p{bc:AL}\p{bc:AN}]"#)
    private static let mixesDigits = try? RegularExpression(
        pattern: #"\p{bc:EN}.*\p{bc:AN}|\p{bc:AN}.*\p{bc:EN}"#, options: .dotMatchesNewline)

    /// Whether no label of a name that holds any writing from right to left can be taken for another.
    static func areBidirectional(
        _ labels: [[Unicode.Scalar]], budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        let hasForeign = labels.contains { $0.contains { $0.value >= 0x590 } }
        guard hasForeign, let rightToLeft, let leftToRight, let hasRightToLeft, let mixesDigits else { return true }
        var texts: [String] = []
        var isBidirectional = false
        for label in labels {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: label)
            let text = String(view)
            texts.append(text)
            if try hasRightToLeft.matches(text, budget: &budget) { isBidirectional = true }
        }
        guard isBidirectional else { return true }
        for text in texts {
            if try rightToLeft.matches(text, budget: &budget) {
                if try mixesDigits.matches(text, budget: &budget) { return false }
            } else if try !leftToRight.matches(text, budget: &budget) {
                return false
            }
        }
        return true
    }
}
