internal import JSON

/// The instructions that may be given, by their public ids.
enum InstructionCatalog {
    /// IFEval's 25.
    static let ifEval =
        KeywordRules.all + LengthRules.all + ContentRules.all + FormatRules.all + CaseRules.all
        + CombinationRules.all

    /// IFBench's 58.
    static let ifBench =
        CountRules.all + RatioRules.all + WordRules.all + SentenceRules.all + LayoutRules.all + CustomRules.all
        + TableRules.all + RepeatRules.all

    /// RLVR-IFeval's 25 functions.
    static let functions = FunctionRules.all + FormFunctionRules.all

    /// The rules that have ids, by them.
    static let byID = Dictionary(uniqueKeysWithValues: (ifEval + ifBench).map { ($0.id, $0) })

    /// The rules that are functions, by name.
    static let byFunction = Dictionary(uniqueKeysWithValues: functions.map { ($0.id, $0) })

    /// The rule of an id; throws where there is none.
    static func rule(id: String, place: String) throws(OptionFault) -> InstructionRule {
        guard let rule = byID[id] else {
            let nearest = NearestName.of(id, among: Array(byID.keys.sorted()))
            throw OptionFault(
                "\(place): \(OptionMismatch.describe(.string(id))) is no instruction"
                    + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
        }
        return rule
    }

    /// The rule of a function; throws where there is none.
    static func rule(function: String) throws(OptionFault) -> InstructionRule {
        guard let rule = byFunction[function] else {
            throw OptionFault(
                "function: \(OptionMismatch.describe(.string(function))) is no function; "
                    + NearestName.hint(for: function, among: Array(byFunction.keys.sorted())))
        }
        return rule
    }
}
