package import JSON
package import Rollouts
import Verifiers

/// `math`: problems of arithmetic, algebra and calculus in ten levels, whose answers are numbers, sets, pairs and
/// polynomials.
///
/// Options: `problems` (some of the kinds' names; default all), `difficulty` (`{from, to}` of 1 to 10; default 1 to 10).
/// Every block of tasks holds each kind at each level once. Fields: `problem`, `answer` (as LaTeX), `as` (how to compare:
/// `number` or `math`), `kind`, `difficulty`. Verify by `answer: {format: boxed, equals: $answer, as: $as}`.
package struct MathTasks: TaskGenerator {
    package static let name = "math"
    package static let levels: ClosedRange<Int>? = 1...10

    /// Every kind of problem.
    static let problems: [any MathProblem.Type] = [
        FractionSumProblem.self, EquationProblem.self, QuadraticProblem.self, ExpansionProblem.self,
        DerivativeProblem.self, SystemProblem.self, PercentProblem.self, SeriesProblem.self, PowerProblem.self,
        CompositionProblem.self,
    ]

    /// One kind at one level.
    private let kinds: [(problem: any MathProblem.Type, level: Int, space: TaskSpace)]
    /// How many problems of each there are: as many as the smallest has.
    private let share: Int

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["problems", "difficulty"])
        let problems = try options.value("problems", .problems, default: Self.problems)
        let levels = try options.value("difficulty", .difficulty, default: 1...10)
        kinds = problems.flatMap { problem in
            levels.map { (problem, $0, TaskSpace(problem.choices($0))) }
        }
        share = kinds.compactMap(\.space.size).min() ?? 1
    }

    package var size: Int? { share * kinds.count }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: kinds.count, share: share)[index, seed: seed]
        let (problem, level, space) = kinds[turn.kind]
        var choices = space.choices(at: turn.place, seed: turn.seed)
        let number = if case .counted(let number) = choices { String(number) } else { "\(turn.seed):\(turn.place)" }
        let made = problem.make(level, &choices)
        return RolloutTask(
            id: "\(Self.name):\(problem.name):\(level):\(number)",
            fields: [
                "problem": .string(made.question), "answer": .string(made.answer),
                "as": .string(made.isNumber ? "number" : "math"), "kind": .string(problem.name),
                "difficulty": .int(level),
            ],
            gold: "It comes to \\boxed{\(made.answer)}.")
    }
}

extension OptionReader where Value == [any MathProblem.Type] {
    /// A list of kinds' names, at least one, none twice.
    fileprivate static var problems: OptionReader {
        let name = OptionReader<String>.name(of: MathTasks.problems.map { $0.name })
        return OptionReader(
            expected: "a list of problems' names",
            reading: { (value) throws(OptionMismatch) in
                guard let list = value.array, !list.isEmpty else {
                    throw OptionMismatch("expected a list of problems' names, found \(OptionMismatch.describe(value))")
                }
                var problems: [any MathProblem.Type] = []
                for item in list {
                    let chosen = try name.read(item)
                    guard !problems.contains(where: { $0.name == chosen }),
                        let problem = MathTasks.problems.first(where: { $0.name == chosen })
                    else { throw OptionMismatch("`\(chosen)` is named twice", hint: "keep one of them") }
                    problems.append(problem)
                }
                return problems
            })
    }
}
