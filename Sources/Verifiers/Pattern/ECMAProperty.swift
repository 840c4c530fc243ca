/// The Unicode properties that `\p{…}` may name, by ECMA-262's exact spelling.
enum ECMAProperty {
    /// A property as PCRE2 spells it; nil where ECMA-262 has none of this spelling.
    static func spelled(_ written: String) -> String? {
        let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isWordByte) }) else { return nil }
        if parts.count == 1 {
            if let category = categories[written] { return category }
            return binary.contains(written) ? written : nil
        }
        switch parts[0] {
        case "General_Category", "gc": return categories[parts[1]]
        // Which scripts there are is PCRE2's to know; names begin with a capital.
        case "Script", "sc": return isScript(parts[1]) ? "sc:\(parts[1])" : nil
        case "Script_Extensions", "scx": return isScript(parts[1]) ? "scx:\(parts[1])" : nil
        default: return nil
        }
    }

    private static func isScript(_ name: String) -> Bool {
        guard let first = name.utf8.first, first >= 0x41, first <= 0x5A else { return false }
        return (try? RegularExpression(pattern: "\\p{sc:\(name)}")) != nil
    }

    private static let binary: Set<String> = [
        "ASCII", "ASCII_Hex_Digit", "AHex", "Alphabetic", "Alpha", "Bidi_Control", "Bidi_C", "Bidi_Mirrored", "Bidi_M",
        "Case_Ignorable", "CI", "Cased", "Changes_When_Casefolded", "CWCF", "Changes_When_Casemapped", "CWCM",
        "Changes_When_Lowercased", "CWL", "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash",
        "Default_Ignorable_Code_Point", "DI", "Deprecated", "Dep", "Diacritic", "Dia", "Emoji", "Emoji_Component",
        "EComp", "Emoji_Modifier", "EMod", "Emoji_Modifier_Base", "EBase", "Emoji_Presentation", "EPres",
        "Extended_Pictographic", "ExtPict", "Extender", "Ext", "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext",
        "Hex_Digit", "Hex", "IDS_Binary_Operator", "IDSB", "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC",
        "ID_Start", "IDS", "Ideographic", "Ideo", "Join_Control", "Join_C", "Logical_Order_Exception", "LOE",
        "Lowercase", "Lower", "Math", "Noncharacter_Code_Point", "NChar", "Pattern_Syntax", "Pat_Syn",
        "Pattern_White_Space", "Pat_WS", "Quotation_Mark", "QMark", "Radical", "Regional_Indicator", "RI",
        "Sentence_Terminal", "STerm", "Soft_Dotted", "SD", "Terminal_Punctuation", "Term", "Unified_Ideograph",
        "UIdeo", "Uppercase", "Upper", "Variation_Selector", "VS", "White_Space", "space", "XID_Continue", "XIDC",
        "XID_Start", "XIDS", "Any",
    ]

    /// General categories: their short names, which PCRE2 knows, and the others that stand for them.
    private static let categories: [String: String] = {
        let names: [(short: String, others: [String])] = [
            ("L", ["Letter"]), ("Lu", ["Uppercase_Letter"]), ("Ll", ["Lowercase_Letter"]), ("Lt", ["Titlecase_Letter"]),
            ("L&", ["Cased_Letter", "LC"]), ("Lm", ["Modifier_Letter"]), ("Lo", ["Other_Letter"]),
            ("M", ["Mark", "Combining_Mark"]), ("Mn", ["Nonspacing_Mark"]), ("Mc", ["Spacing_Mark"]),
            ("Me", ["Enclosing_Mark"]), ("N", ["Number"]), ("Nd", ["Decimal_Number", "digit"]),
            ("Nl", ["Letter_Number"]), ("No", ["Other_Number"]), ("P", ["Punctuation", "punct"]),
            ("Pc", ["Connector_Punctuation"]), ("Pd", ["Dash_Punctuation"]), ("Ps", ["Open_Punctuation"]),
            ("Pe", ["Close_Punctuation"]), ("Pi", ["Initial_Punctuation"]), ("Pf", ["Final_Punctuation"]),
            ("Po", ["Other_Punctuation"]), ("S", ["Symbol"]), ("Sm", ["Math_Symbol"]), ("Sc", ["Currency_Symbol"]),
            ("Sk", ["Modifier_Symbol"]), ("So", ["Other_Symbol"]), ("Z", ["Separator"]), ("Zs", ["Space_Separator"]),
            ("Zl", ["Line_Separator"]), ("Zp", ["Paragraph_Separator"]), ("C", ["Other"]),
            ("Cc", ["Control", "cntrl"]),
            ("Cf", ["Format"]), ("Cs", ["Surrogate"]), ("Co", ["Private_Use"]), ("Cn", ["Unassigned"]),
        ]
        var all: [String: String] = ["Assigned": "^Cn"]
        for (short, others) in names {
            if short != "L&" { all[short] = short }
            for other in others { all[other] = short }
        }
        return all
    }()
}
