package import JSON
package import Rollouts
import Verifiers

/// `answer_format`: short questions of many kinds, each to be answered in one of the named formats.
///
/// Options: `formats` (some of the names that `answer` knows; default all that mark an answer within a text). Every block
/// of tasks holds each format once. Fields: `question`, `instruction` (how to answer), `format`, `answer`, `as` (how to
/// compare), `kind` (of question). Verify by `answer: {format: $format}`, or with `equals: $answer, as: $as`.
package struct AnswerFormatTasks: TaskGenerator {
    package static let name = "answer_format"

    /// Formats that take a whole text, or any number in it, for an answer, and the short names of others.
    static let unmarked: Set = [
        "tag", "boxed", "hash", "last_number", "final_line", "whole", "code_block", "json_field", "choice",
    ]

    /// A format with the kinds of questions that it can answer.
    private struct Asked: Sendable {
        let format: AnswerFormatEntry
        let form: FormatInstruction
        let kinds: [QuestionKind]
        /// How many questions of each kind are used.
        let share: Int
    }

    private let asked: [Asked]
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["formats"])
        let marked = AnswerFormats.all.filter { !Self.unmarked.contains($0.name) }
        let formats = try options.value("formats", .formats(of: marked), default: marked)
        asked = formats.map { format in
            let kinds = Self.kinds(for: format)
            return Asked(
                format: format, form: FormatInstruction(format), kinds: kinds,
                share: kinds.compactMap(\.space.size).min() ?? 1)
        }
        share = asked.map { $0.share * $0.kinds.count }.min() ?? 1
    }

    package var size: Int? { share * asked.count }

    /// What may be asked in a format: the format of letters is asked what has letters to choose from.
    private static func kinds(for format: AnswerFormatEntry) -> [QuestionKind] {
        if format.name == "textarena_format" { return [.lettered] }
        return QuestionKind.all.filter {
            $0.content == format.content || format.content == .generic && $0.content == .math
        }
    }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: asked.count, share: share)[index, seed: seed]
        let (format, kinds) = (asked[turn.kind].format, asked[turn.kind].kinds)
        let inner = TurnOrder(kinds: kinds.count, share: asked[turn.kind].share)[turn.place, seed: turn.seed]
        let kind = kinds[inner.kind]
        var choices = kind.space.choices(at: inner.place, seed: inner.seed)
        let number = if case .counted(let number) = choices { String(number) } else { "\(inner.seed):\(inner.place)" }
        let question = kind.make(&choices)
        let form = asked[turn.kind].form
        return RolloutTask(
            id: "\(Self.name):\(format.name):\(kind.name):\(number)",
            fields: [
                "question": .string(question.text), "instruction": .string(form.text),
                "format": .string(format.name), "answer": .string(question.answer),
                "as": .string(question.isNumber ? "number" : "text"), "kind": .string(kind.name),
            ],
            gold: form.gold(question.answer))
    }
}

/// How a task asks for a format, and an answer that does as asked.
struct FormatInstruction: Sendable {
    private let format: AnswerFormatEntry
    /// What is asked.
    let text: String

    /// The words for a format.
    ///
    /// Where they hold something that reads as an answer, as `<answer> and </answer>` does, two examples follow, so that
    /// saying the request back answers nothing.
    init(_ format: AnswerFormatEntry) {
        self.format = format
        let words =
            Self.holdsReasoning(format)
            ? format.instruction : "First say in a sentence how you come to your answer. \(format.instruction)"
        if Self.reads(words, format), let blue = format.render("blue"), let green = format.render("green") {
            text = "\(words)\n\nFor example, the answer blue would be given as\n\n\(blue)\n\nand green as\n\n\(green)"
        } else {
            text = words
        }
    }

    /// Whether the format has a place for the way to the answer.
    private static func holdsReasoning(_ format: AnswerFormatEntry) -> Bool {
        ["nested_", "complex_", "multiple_tags"].contains { format.name.hasPrefix($0) }
    }

    /// Whether a text gives exactly one answer in a format.
    private static func reads(_ text: String, _ format: AnswerFormatEntry) -> Bool {
        var budget = Budget.standard
        guard let parser = try? format.make(AnswerFormatOptions()), let bytes = try? ByteText(text, budget: &budget),
            case .found? = try? parser.read(bytes, budget: &budget)
        else { return false }
        return true
    }

    /// A completion that gives an answer in the format.
    func gold(_ answer: String) -> String? {
        format.render(answer).map { "Here is how I come to it, in short.\n\n\($0)" }
    }
}

extension QuestionKind {
    private static let third = (Facts.capitals.count - 1) / 3

    /// Which of four, to be answered by a letter.
    static let lettered = QuestionKind("lettered", choices: [Facts.capitals.count, 4, third, third, third]) { choices in
        let right = choices.next(of: Facts.capitals.count)
        let place = choices.next(of: 4)
        var others: [String] = []
        for step in 0..<3 {
            // A third of the table each, so that none comes twice and none is the right one.
            let offset = 1 + step * third + choices.next(of: third)
            others.append(Facts.capitals[(right + offset) % Facts.capitals.count].answer)
        }
        others.insert(Facts.capitals[right].answer, at: place)
        let letters = ["A", "B", "C", "D"]
        let listing = zip(letters, others).map { "\($0)) \($1)" }.joined(separator: "\n")
        return ShortQuestion(
            "Which of these is the capital of \(Facts.capitals[right].subject)?\n\(listing)", letters[place])
    }
}

extension OptionReader where Value == [AnswerFormatEntry] {
    /// A list of formats' names, at least one, none twice.
    fileprivate static func formats(of all: [AnswerFormatEntry]) -> OptionReader {
        let name = OptionReader<String>.name(of: all.map(\.name))
        return OptionReader(
            expected: "a list of formats' names",
            reading: { (value) throws(OptionMismatch) in
                guard let list = value.array, !list.isEmpty else {
                    throw OptionMismatch("expected a list of formats' names, found \(OptionMismatch.describe(value))")
                }
                var formats: [AnswerFormatEntry] = []
                for item in list {
                    let chosen = try name.read(item)
                    guard !formats.contains(where: { $0.name == chosen }),
                        let format = all.first(where: { $0.name == chosen })
                    else { throw OptionMismatch("`\(chosen)` is named twice", hint: "keep one of them") }
                    formats.append(format)
                }
                return formats
            })
    }
}
