package import JSON
package import Rollouts
import Verifiers

/// `tool_call`: tools, a request, and the calls that it asks for.
///
/// Options: `difficulty` (`{from, to}` of 1 to 10; default 1 to 10); `cases` (some of `single`: the one tool that is
/// there; `choice`: one among several; `parallel`: several calls in any order; `sequence`: several in the order told;
/// `none`: no tool does it; `missing`: a required parameter is not given; default all). Each function of the catalog
/// leads each case at each level equally often. The higher the level, the more tools and calls, the more roundabout days,
/// times and numbers, and, from level 5 on, the more requests of one call that take a value back. Fields: `case`, `difficulty`, `request`, `tools` (in OpenAI's shape),
/// `tools_text` (one a line), `calls`, `any_order`, `lenient` (what may differ: defaults may be given, sets have no
/// order), `missing` (null where calls are expected; else the parameter to ask for, or `tool`). Verify by
/// `tool_calls: {expected: $calls, tools: $tools, any_order: $any_order, lenient: $lenient}` and, when `missing` is
/// there, `answer: {format: tag, tag: missing, equals: $missing}`.
package struct ToolCallTasks: TaskGenerator {
    package static let name = "tool_call"
    package static let levels: ClosedRange<Int>? = 1...10

    /// What a request asks for.
    enum Case: String, CaseIterable, Sendable {
        case single, choice, parallel, sequence, none, missing
    }

    /// A function that leads a case at a level, and how its tasks are told apart.
    private struct Kind: Sendable {
        let `case`: Case
        let level: Int
        let function: Int
        /// The required parameters that may be missing.
        let omittable: [String]
        let space: TaskSpace
    }

    /// The fewest orders that a parameter's lack must leave.
    private static let leastSpace = 1_000
    /// The most orders that are gone through in turn; of more, some are drawn.
    private static let largestSpace = 1 << 56

    private let kinds: [Kind]
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["difficulty", "cases"])
        let levels = try options.value("difficulty", .difficulty, default: 1...10)
        let known = Case.allCases.map(\.rawValue)
        let cases = try options.value("cases", .names(of: known), default: known).compactMap(Case.init(rawValue:))
        var kinds: [Kind] = []
        for (index, function) in ToolCatalog.all.enumerated() {
            let whole = ToolOrder.space(function)
            let omittable = ToolOrder.omittable(function, leaving: Self.leastSpace)
            let lacking = omittable.map { ToolOrder.space(function, omitting: $0) }.min {
                ($0.size ?? .max) < ($1.size ?? .max)
            }
            for chosen in cases {
                guard chosen != .missing || !omittable.isEmpty else { continue }
                for level in levels {
                    kinds.append(
                        Kind(
                            case: chosen, level: level, function: index, omittable: chosen == .missing ? omittable : [],
                            space: chosen == .missing ? lacking ?? whole : whole))
                }
            }
        }
        self.kinds = kinds
        share = kinds.map { min($0.space.size ?? .max, Self.largestSpace) }.min() ?? 1
    }

    package var size: Int? { share * kinds.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: kinds.count, share: share)[index, seed: seed]
        let kind = kinds[turn.kind]
        let omittable = max(kind.omittable.count, 1)
        let size = kind.space.size.map { min($0, Self.largestSpace) } ?? Self.largestSpace
        // Which parameter is missing is part of the number.
        let number = SeededPermutation(count: size * omittable, seed: turn.seed)[turn.place]
        return task(kind, number: number)
    }

    private func task(_ kind: Kind, number: Int) -> RolloutTask {
        let function = ToolCatalog.all[kind.function]
        let omitted = kind.omittable.isEmpty ? nil : kind.omittable[number % kind.omittable.count]
        let order = number / max(kind.omittable.count, 1)
        var draws = SeededGenerator(
            seed: UInt64(number),
            stream: UInt64(kind.function * 1_000 + kind.level * 10) + UInt64(caseNumber(kind.case)))
        var style = ToolStyle(level: kind.level, draws: SeededGenerator(seed: draws.next()))
        var choices =
            (kind.space.size ?? .max) > Self.largestSpace
            ? Choices.drawn(SeededGenerator(seed: UInt64(order))) : .counted(order)
        let frame = choices.next(of: ToolFrames.single.count)
        var orders = [ToolOrder(function, &choices, &style, omitting: omitted)]
        if kind.case == .parallel || kind.case == .sequence {
            let count = 2 + (kind.level - 1) / 3
            while orders.count < count { addOrder(to: &orders, &style, &draws) }
        }
        let request =
            switch kind.case {
            case .sequence: ToolFrames.sequence(orders, frame: frame)
            case .parallel, .missing, .none: ToolFrames.parallel(orders, frame: frame, &draws)
            case .single, .choice: Self.request(orders[0], level: kind.level, frame: frame, &style)
            }
        var toolbox = Toolbox(level: kind.level, draws: SeededGenerator(seed: draws.next()))
        let tools = toolbox.tools(for: orders.map(\.function), in: kind.case)
        let calls: [JSONValue] = kind.case == .none || kind.case == .missing ? [] : orders.map(\.call)
        let missing = kind.case == .none ? "tool" : omitted
        let definitions = tools.map(\.definition)
        return RolloutTask(
            id: "\(Self.name):\(kind.case.rawValue):\(kind.level):\(function.name):\(number)",
            fields: [
                "case": .string(kind.case.rawValue), "difficulty": .int(kind.level),
                "request": .string(ToolFrames.withAside(request, level: kind.level, &draws)),
                "tools": .array(definitions),
                "tools_text": .string(definitions.map(\.text).joined(separator: "\n")), "calls": .array(calls),
                "any_order": .bool(kind.case != .sequence), "lenient": .object(Self.leniency(tools)),
                "missing": missing.map(JSONValue.string) ?? .null,
            ],
            gold: Self.gold(calls, function: function, missing: missing))
    }

    /// The request of one order; from level 5 on, the more often the higher, with a value that is taken back.
    private static func request(_ order: ToolOrder, level: Int, frame: Int, _ style: inout ToolStyle) -> String {
        let plain = ToolFrames.filled(ToolFrames.single[frame], order.words)
        guard level >= 5, style.draws.below(8) < level - 4, let slip = order.misspoken(&style) else { return plain }
        return "\(ToolFrames.filled(ToolFrames.single[frame], slip.words)) \(slip.correction)"
    }

    private func caseNumber(_ chosen: Case) -> Int { Case.allCases.firstIndex(of: chosen) ?? 0 }

    /// Adds an order that is none of those there and cannot be taken for one: of the same function now and then.
    private func addOrder(to orders: inout [ToolOrder], _ style: inout ToolStyle, _ draws: inout SeededGenerator) {
        let all = ToolCatalog.all
        let function = draws.below(3) == 0 ? orders[0].function : all[draws.below(all.count)]
        guard !orders.contains(where: { $0.function.isConfusable(with: function) }) else { return }
        var choices = Choices.drawn(SeededGenerator(seed: draws.next()))
        let order = ToolOrder(function, &choices, &style)
        guard !orders.contains(where: { $0.call == order.call }) else { return }
        orders.append(order)
    }

    /// What may differ from the calls expected: a default may be given, and sets have no order.
    private static func leniency(_ tools: [ToolFunction]) -> JSONObject {
        var leniency = JSONObject()
        for tool in tools {
            for parameter in tool.parameters {
                let key = "\(tool.name).\(parameter.key)"
                if let fallback = parameter.fallback {
                    leniency.members.append(.init(key: key, value: ["default": fallback]))
                } else if parameter.isUnordered {
                    leniency.members.append(.init(key: key, value: ["unordered": true]))
                }
            }
        }
        return leniency
    }

    private static func gold(_ calls: [JSONValue], function: ToolFunction, missing: String?) -> String {
        guard let missing else {
            return calls.map { "<tool_call>\n\($0.text)\n</tool_call>" }.joined(separator: "\n")
        }
        guard let parameter = function.parameters.first(where: { $0.key == missing }) else {
            return "None of the tools can do that. <missing>tool</missing>"
        }
        let about = parameter.about.prefix(1).lowercased() + parameter.about.dropFirst()
        return "One thing is missing: \(about). Could you tell me? <missing>\(missing)</missing>"
    }
}
