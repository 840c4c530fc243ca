internal import Rollouts
internal import YAML

extension EnvironmentSettings {
    private static let maxQueues = 16

    /// Reads every setting of an environment's root mapping but `tasks`, noting what is wrong with each section.
    init(_ root: YAMLMapping, faults: inout Faults) {
        self.init()
        var stated: Int?
        faults.noting { () throws(YAMLError) in
            if let section = try root.optionalMapping("sample") {
                sample = try SampleSettings(section, stated: &stated)
            }
        }
        faults.noting { () throws(YAMLError) in
            if let section = try root.optionalMapping("reasoning") { reasoning = try ReasoningSettings(section) }
        }
        faults.noting { () throws(YAMLError) in
            if let section = try root.optionalMapping("accept") {
                accept = try AcceptanceSettings(section, rollouts: stated ?? 1)
            } else {
                accept.giveUpAfter = max(accept.giveUpAfter, stated ?? 1)
            }
            // A round of as many as the task wants: more would mostly be surplus.
            sample.rollouts = stated ?? (accept.mode == .groups ? SampleSettings.groupSize : accept.perTask)
        }
        faults.noting { () throws(YAMLError) in
            weight = try root.optionalDouble("weight", in: 0...1_000_000) ?? weight
            guard weight > 0 else {
                throw root.error("weight", "`weight` must be above 0", hint: "To rest an environment, pause it")
            }
        }
        faults.noting { () throws(YAMLError) in
            if let queues = try root.optionalStrings("queues") { self.queues = try Self.checked(queues, root) }
        }
        faults.noting { () throws(YAMLError) in deliver = try root.optionalChoice("deliver") ?? deliver }
        faults.noting { () throws(YAMLError) in resample = try root.optionalChoice("resample") ?? resample }
        faults.noting { () throws(YAMLError) in
            if let section = try root.optionalMapping("stop") { stop = try StopSettings(section) }
        }
        faults.noting { () throws(YAMLError) in maxInFlight = try root.optionalInt("max_in_flight", in: 1...65_536) }
        faults.noting { () throws(YAMLError) in junkAllowed = try Self.permissions(root) }
    }

    private static func checked(_ queues: [String], _ root: YAMLMapping) throws(YAMLError) -> [String] {
        guard !queues.isEmpty, queues.count <= maxQueues, queues.allSatisfy(isQueueName) else {
            throw root.error(
                "queues", "`queues` must be a list of 1 to \(maxQueues) names",
                hint: "A name has 1 to 64 of the characters a-z, 0-9, _ and -")
        }
        guard Set(queues).count == queues.count else {
            throw root.error("queues", "`queues` names a queue twice", hint: "Keep one of them")
        }
        return queues
    }

    private static func isQueueName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { EnvironmentName.isAllowed($0) || $0 == UInt8(ascii: "-") }
    }

    private static func permissions(_ root: YAMLMapping) throws(YAMLError) -> [JunkPermission] {
        guard let section = try root.optionalMapping("junk_allowed") else { return [] }
        var permissions: [JunkPermission] = []
        for kind in JunkKind.allCases {
            guard let reason = try section.optionalString(kind.rawValue) else { continue }
            guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= 500,
                reason.unicodeScalars.allSatisfy(\.isDisplayable)
            else {
                throw section.error(
                    kind.rawValue, "a reason in `junk_allowed` has 1 to 500 bytes in one line",
                    hint: "Say why this junk is right here; people see it beside the environment")
            }
            permissions.append(JunkPermission(kind: kind, reason: reason))
        }
        try section.finish()
        return permissions
    }
}

extension StopSettings {
    /// The `stop` section.
    init(_ mapping: YAMLMapping) throws(YAMLError) {
        self.init()
        accepted = try mapping.optionalInt("accepted", in: 1 ... .max)
        rollouts = try mapping.optionalInt("rollouts", in: 1 ... .max)
        tokens = try mapping.optionalInt("tokens", in: 1 ... .max)
        try mapping.finish()
    }
}
