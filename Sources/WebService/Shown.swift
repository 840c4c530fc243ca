/// Text from outside made fit for a log line or an error's detail.
enum Shown {
    /// The text with what a terminal would act upon replaced, cut after so many characters.
    static func text(_ text: some StringProtocol, limit: Int = 64) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit { return result + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Names in their order, cut after so many.
    static func list(_ names: some Collection<String>, limit: Int = 20) -> String {
        let shown = names.prefix(limit).map { text($0) }.joined(separator: ", ")
        return names.count > limit ? shown + ", … (\(names.count) in all)" : shown
    }
}
