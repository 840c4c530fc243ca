internal import JSON
internal import Rollouts
internal import Verifiers
internal import YAML

extension EnvironmentSettings {
    /// What contradicts itself across sections, each at the key that is easier to change.
    func contradictions(verify: VerifyList, root: YAMLMapping) -> [YAMLError] {
        var found: [YAMLError] = []
        func add(_ section: String, _ key: String, _ message: String, _ hint: String) {
            found.append(YAMLError(message, at: root.place(of: key, in: section), hint: hint))
        }
        let isTrajectories = accept.mode == .trajectories
        if isTrajectories, accept.perTask > 1 {
            if accept.unique == .answer, verify.usesExactEquality {
                add(
                    "accept", "unique",
                    "`unique: answer` beside `equals`: a task can have one answer only, and `per_task` "
                        + "asks for \(accept.perTask)", "Write `unique: completion`, or `per_task: 1`")
            }
            if sample.parameters.temperature == 0 {
                add(
                    "sample", "temperature",
                    "temperature 0 gives the same completion each time, and `per_task` asks for "
                        + "\(accept.perTask)", "Raise `temperature`, or write `per_task: 1`")
            }
        }
        if !isTrajectories {
            if sample.rollouts < 2 {
                add("sample", "rollouts", "a group has at least 2 members", "Write `rollouts: 2` or more")
            }
            if sample.parameters.temperature == 0 {
                add(
                    "sample", "temperature", "temperature 0 gives every member of a group the same completion",
                    "Raise `temperature`")
            }
        }
        if let maxTokens = reasoning.maxTokens, maxTokens >= sample.parameters.maxTokens {
            add(
                "reasoning", "max_tokens",
                "`reasoning.max_tokens` (\(maxTokens)) must be below `sample.max_tokens` "
                    + "(\(sample.parameters.maxTokens)), or no token is left for the answer",
                "Raise `sample.max_tokens`, thought and answer together")
        }
        if difficulty?.adapts == true, difficulty?.levels == nil, resample != .policy {
            add(
                "tasks", "difficulty",
                "`adapt` lets tasks of a file rest that are always or never solved, and here none comes again",
                "Write `resample: policy`, or leave `difficulty` out")
        }
        if let maxInFlight, maxInFlight < sample.rollouts {
            add(
                "", "max_in_flight",
                "`max_in_flight` (\(maxInFlight)) is below `sample.rollouts` (\(sample.rollouts)), so no "
                    + "round could start", "Raise it, or lower `rollouts`")
        }
        for member in reasoning.requestFields.members where sample.parameters.extra[member.key] != nil {
            add(
                "sample", "extra", "`\(member.key)` stands in `sample.extra` and in `reasoning.request`",
                "Keep the one in `reasoning.request`")
        }
        return found
    }
}

extension YAMLMapping {
    /// Where a key of a section stands, else the section, else the mapping itself.
    func place(of key: String, in section: String) -> YAMLPlace {
        let outer = entries.first { $0.key == (section.isEmpty ? key : section) }
        guard !section.isEmpty, case .mapping(let inner)? = outer?.value.kind else { return outer?.place ?? place }
        return inner.first { $0.key == key }?.place ?? outer?.place ?? place
    }
}
