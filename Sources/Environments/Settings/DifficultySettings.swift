internal import YAML

/// `tasks.difficulty`: which levels tasks come from, and whether they follow the pass rate.
package struct DifficultySettings: Sendable, Hashable {
    /// The pass rates between which tasks should lie, unless the file says otherwise.
    package static let usual = 0.2...0.8

    /// The easiest and the hardest level; nil where the tasks are not made in levels.
    package var levels: ClosedRange<Int>?
    /// Whether levels follow the pass rate, and tasks that are always or never solved rest.
    package var adapts = false
    /// The pass rates between which tasks should lie.
    package var between = DifficultySettings.usual

    /// Levels that do not follow the pass rate.
    package init() {}

    /// Policy versions for which a task that was always or never solved rests.
    package static let restedVersions = 4
    /// Verdicts of a task before it is taken for always or never solved.
    package static let enough = 4

    /// Whether a task with so many passes of so many rollouts is to rest for a while.
    package func rests(passes: Int, of attempts: Int) -> Bool {
        adapts && attempts >= Self.enough && (passes <= 0 || passes >= attempts)
    }
}

extension DifficultySettings {
    /// The section's settings, within the levels that a generator has.
    init(_ mapping: YAMLMapping, levels known: ClosedRange<Int>?) throws(YAMLError) {
        let from = try mapping.optionalInt("from")
        let to = try mapping.optionalInt("to")
        adapts = try mapping.optionalBool("adapt") ?? false
        if let node = mapping.optionalNode("between") {
            between = try Self.bounds(node)
            guard adapts else { throw mapping.error("between", "`between` belongs to `adapt: true`") }
        }
        try mapping.finish()
        guard let known else {
            for key in ["from", "to"] where mapping.keys.contains(key) {
                throw mapping.error(key, "these tasks have no levels, so there is no `\(key)`")
            }
            guard adapts else { throw YAMLError("`difficulty` says nothing", at: mapping.place, hint: "Leave it out") }
            return
        }
        let range = "from \(known.lowerBound) to \(known.upperBound)"
        for (key, level) in [("from", from), ("to", to)] where level.map({ !known.contains($0) }) == true {
            throw mapping.error(key, "`\(key)` must be a level \(range)")
        }
        let (least, most) = (from ?? known.lowerBound, to ?? known.upperBound)
        guard least <= most else { throw mapping.error("from", "`from` must not be above `to`") }
        levels = least...most
    }

    private static func bounds(_ node: YAMLNode) throws(YAMLError) -> ClosedRange<Double> {
        let list = try node.list("between")
        guard list.count == 2 else { throw node.expected("two pass rates", for: "between", hint: "Write [0.2, 0.8]") }
        let least = try list[0].double("between", in: 0...1)
        let most = try list[1].double("between", in: 0...1)
        guard least < most else { throw node.error("the first of `between` must be below the second") }
        return least...most
    }
}
