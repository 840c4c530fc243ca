import JSON
import Rollouts

/// The option `language`: what is written is in this language.
///
/// Code between fences is left out. Where `enough` letters remain, langdetect's profiles decide. Fewer can be in many
/// languages as far as those go, so that only the script is judged: half the letters at least are of the language's own.
/// A text without letters (`42`) is in every language.
struct LanguageRule: Sendable {
    /// From how many letters on the profiles decide: below it they take good English for something else too often.
    static let enough = 60

    private let code: VerifierOption<String>

    /// The rule that `language` asks for; nil where it is not given.
    static func option(_ options: VerifierOptions) throws(VerifierOptionError) -> LanguageRule? {
        // The profiles' names are read only where somebody asks for them: that takes some milliseconds.
        guard options.object["language"] != nil else { return nil }
        let codes = (LanguageDetector.languages + [LanguageScript.chinese]).sorted()
        return try options.option("language", .name(of: codes)).map(LanguageRule.init(code:))
    }

    /// The check of a part of a completion, called so in its detail; an option's fault makes one without a verdict.
    func check(_ text: String, part: String, task: RolloutTask, budget: inout Budget) throws(BudgetExhausted) -> Check {
        let code: String
        do {
            code = try self.code.resolve(task)
        } catch {
            return Check(
                name: "language", passed: nil, reason: OutcomeReason.verifierError.rawValue, detail: error.description)
        }
        guard let fault = try Self.fault(in: text, code: code, budget: &budget) else {
            return Check(name: "language", passed: true)
        }
        return Check(name: "language", passed: false, reason: "wrong_language", detail: "\(part) \(fault)")
    }

    /// Why a text is not in a language; nil where it is, or where nobody can tell.
    private static func fault(in text: String, code: String, budget: inout Budget) throws(BudgetExhausted) -> String? {
        try budget.spend(bytes: 8 * text.utf8.count)
        let prose = withoutCode(ResponseText(text))
        let scripts = LanguageScript.scripts(of: code)
        var letters = 0
        var own = 0
        prose.forEachScalar(in: prose.all) { value, _ in
            if CodePoint.isLetter(value) {
                letters += 1
                if scripts.contains(LanguageScript(of: value)) { own += 1 }
            }
            return true
        }
        let isOwnScript = 2 * own >= letters
        guard letters >= enough else { return isOwnScript ? nil : "is not written in the letters of `\(code)`" }
        switch try LanguageDetector.detect(prose, budget: &budget) {
        case .language(let found):
            let isSame = found == code || code == LanguageScript.chinese && found.hasPrefix(code)
            return isSame ? nil : "is in `\(found)`, not in `\(code)`"
        case .unknown: return "is in no language that can be told, not in `\(code)`"
        case .noFeatures: return isOwnScript ? nil : "is not written in the letters of `\(code)`"
        }
    }

    /// A text without what stands between fences of backquotes or tildes, the last of which may be missing.
    private static func withoutCode(_ text: ResponseText) -> ResponseText {
        var prose: [UInt8] = []
        prose.reserveCapacity(text.count)
        var fence: UInt8?
        for line in text.lines(in: text.all) {
            let start = text.strippedLeft(line) { $0 == 0x20 || $0 == 0x09 }.lowerBound
            for mark in [UInt8(ascii: "`"), UInt8(ascii: "~")] where text.has([mark, mark, mark], at: start) {
                if fence == nil {
                    fence = mark
                    prose.append(0x0A)
                } else if fence == mark {
                    fence = nil
                }
                break
            }
            if fence == nil, !text.has([0x60, 0x60, 0x60], at: start), !text.has([0x7E, 0x7E, 0x7E], at: start) {
                prose.append(contentsOf: text.bytes[line])
                prose.append(0x0A)
            }
        }
        return ResponseText(prose)
    }
}
