internal import YAML

extension AcceptanceSettings {
    /// The most rollouts that one task may cost.
    static let maxGiveUpAfter = 100_000

    /// The `accept` section, for rounds or groups of so many rollouts.
    init(_ mapping: YAMLMapping, rollouts: Int) throws(YAMLError) {
        self.init()
        mode = try mapping.optionalChoice("mode") ?? mode
        score = try mapping.optionalDouble("score", in: 0...1) ?? score
        perTask = try mapping.optionalInt("per_task", in: 1...1024) ?? perTask
        unique = try mapping.optionalChoice("unique") ?? unique
        let giveUp = try mapping.optionalInt("give_up_after", in: 1...Self.maxGiveUpAfter)
        giveUpAfter = giveUp ?? max(giveUpAfter, rollouts, perTask)
        keep = try Self.rule(mapping.optionalNode("keep")) ?? keep
        truncated = try mapping.optionalChoice("truncated") ?? (mode == .groups ? .score : .reject)
        try mapping.finish()
        try check(mapping)
    }

    private static func rule(_ node: YAMLNode?) throws(YAMLError) -> GroupRule? {
        guard let node, !node.isNull else { return nil }
        if case .string(let word) = node.kind {
            if word == "all" { return .all }
            if word == "mixed" { return .mixed }
        }
        guard case .mapping = node.kind else {
            throw node.expected("all, mixed or {pass_rate: [least, most]}", for: "keep")
        }
        let mapping = try node.mapping("keep")
        let bounds = try mapping.list("pass_rate")
        try mapping.finish()
        guard bounds.count == 2 else {
            throw mapping.error("pass_rate", "`pass_rate` must be two numbers, [least, most]")
        }
        let least = try bounds[0].double("pass_rate", in: 0...1)
        let most = try bounds[1].double("pass_rate", in: 0...1)
        guard least <= most else {
            throw mapping.error("pass_rate", "the first bound of `pass_rate` must not be above the second")
        }
        return .passRate(least...most)
    }

    /// Refuses what contradicts itself.
    private func check(_ mapping: YAMLMapping) throws(YAMLError) {
        guard score > 0 else {
            throw mapping.error(
                "score", "`score` must be above 0", hint: "A score of 0 would accept whatever is sampled")
        }
        let others = mode == .groups ? ["per_task", "unique", "give_up_after"] : ["keep"]
        if let key = mapping.keys.first(where: others.contains) {
            let other = mode == .groups ? Mode.trajectories : .groups
            throw mapping.error(
                key, "`\(key)` means nothing in `mode: \(mode.rawValue)`",
                hint: "Leave it out, or write `mode: \(other.rawValue)`")
        }
        guard truncated.mode == mode else {
            let known = Truncation.allCases.filter { $0.mode == mode }.map(\.rawValue).joined(separator: ", ")
            throw mapping.error(
                "truncated", "`truncated: \(truncated.rawValue)` means nothing in `mode: \(mode.rawValue)`",
                hint: "Known there: \(known)")
        }
        guard giveUpAfter >= perTask else {
            throw mapping.error(
                "give_up_after", "`give_up_after` (\(giveUpAfter)) must not be below `per_task` (\(perTask))",
                hint: "A task that needs \(perTask) passing rollouts costs at least as many")
        }
    }
}
