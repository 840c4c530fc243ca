internal import Rollouts
internal import TrajectoryQueue

extension StoreWriter {
    /// A group as a commit finds or makes it.
    private struct GroupPlan {
        var number: Int64
        /// Whether it has a row already.
        var isStored: Bool
        var stored: StoredGroup?
        /// Trajectories that the commit adds.
        var added = 0
    }

    /// Performs a commit: groups first, seals last.
    func perform(_ commit: StoreCommit) throws {
        guard !commit.isEmpty else { return }
        var groups = try plan(commit)
        try mirror.counts.apply(commit)
        markEnvironments(commit)
        for index in groups.indices { try begin(&groups[index].value) }
        var numbers: [UniqueID: Int64] = [:]
        for group in groups { numbers[group.key] = group.value.number }
        var arrivals: [String: [Lane: (count: Int, bytes: Int)]] = [:]
        for delivery in commit.trajectories {
            guard let group = numbers[delivery.trajectory.groupID] else { continue }
            try insert(delivery, group: group, arrivals: &arrivals)
        }
        count(arrivals)
        for group in groups { try seal(group.value) }
        for memory in commit.tasks { try remember(memory) }
        for (name, value) in commit.states {
            if let value {
                try sql.upsertState.text(name).blob(value).run()
            } else {
                try sql.deleteState.text(name).run()
            }
        }
    }

    /// Finds the groups that the commit speaks of, and refuses trajectories that belong to none, before anything is
    /// written.
    private func plan(_ commit: StoreCommit) throws -> [(key: UniqueID, value: GroupPlan)] {
        var plans: [(key: UniqueID, value: GroupPlan)] = []
        var places: [UniqueID: Int] = [:]
        for group in commit.groups {
            if let place = places[group.id] {
                if group.isSealed { plans[place].value.stored = group }
                continue
            }
            let found = group.isNew ? nil : try find(group.id)
            places[group.id] = plans.count
            plans.append(
                (group.id, GroupPlan(number: found?.number ?? 0, isStored: found != nil, stored: group)))
            if found?.isSealed == true,
                let late = commit.trajectories.first(where: { $0.trajectory.groupID == group.id })
            {
                throw StoreError.sealed(late.trajectory)
            }
        }
        for delivery in commit.trajectories {
            let id = delivery.trajectory.groupID
            if let place = places[id] {
                plans[place].value.added += 1
                continue
            }
            guard let found = try find(id) else { throw StoreError.groupless(delivery.trajectory) }
            if found.isSealed { throw StoreError.sealed(delivery.trajectory) }
            places[id] = plans.count
            plans.append((id, GroupPlan(number: found.number, isStored: true, stored: nil, added: 1)))
        }
        return plans
    }

    private func find(_ id: UniqueID) throws(SQLiteFailure) -> (number: Int64, isSealed: Bool)? {
        try sql.group.id(id.high, id.low).first { row throws(SQLiteFailure) in (row.integer64(0), row.integer(1) != 0) }
    }

    private func begin(_ plan: inout GroupPlan) throws(SQLiteFailure) {
        if plan.isStored {
            if plan.added > 0 { try sql.addMembers.int(plan.added).int(plan.number).run() }
            return
        }
        // A group that is sealed empty can be leased by nobody: it leaves no row.
        guard let group = plan.stored, plan.added > 0 || !group.isSealed else { return }
        mirror.lastGroup += 1
        plan.number = mirror.lastGroup
        try sql.insertGroup.int(plan.number).id(group.id.high, group.id.low).int(environmentNumber(group.environment))
            .text(group.taskID).text(group.source.rawValue).int(group.isSealed ? 1 : 0).int(plan.added).run()
    }

    /// Seals a group that the commit seals, and notes it where whole groups are kept.
    private func seal(_ plan: GroupPlan) throws(SQLiteFailure) {
        guard plan.stored?.isSealed == true, plan.number > 0 else { return }
        if plan.isStored {
            try sql.sealGroup.int(plan.number).run()
            try sql.deleteEmptyGroup.int(plan.number).run()
        }
        for queue in mirror.queues.values where queue.keepsGroups { try noteIfWhole(plan.number, in: queue) }
    }

    private func insert(
        _ delivery: StoreCommit.Delivery, group: Int64, arrivals: inout [String: [Lane: (count: Int, bytes: Int)]]
    ) throws(SQLiteFailure) {
        let trajectory = delivery.trajectory
        let environment = try environmentNumber(trajectory.environment)
        mirror.lastTrajectory += 1
        let number = mirror.lastTrajectory
        try sql.insertTrajectory.int(number).id(trajectory.id.high, trajectory.id.low).int(group).int(environment)
            .int(versionNumber(trajectory.environmentVersion)).text(trajectory.taskID).double(trajectory.score)
            .int(trajectory.passed ? 1 : 0).int(trajectory.turns).int(trajectory.policyVersion)
            .int(trajectory.policyVersionEnd).int(trajectory.tokenCount).int(trajectory.createdAt)
            .blob(trajectory.document).blob(trajectory.promptTokenIDs).blob(trajectory.tokenIDs)
            .blob(trajectory.logprobs).blob(trajectory.lossMask).run()
        let lane = Lane(environment: environment, policyVersion: trajectory.policyVersion)
        let queues = delivery.queues.count > 1 ? Array(Set(delivery.queues)).sorted() : delivery.queues
        for name in queues {
            let queue = try queueNumber(name)
            try sql.insertDelivery.int(Statements.delivery(number, queue)).int(number).int(queue).int(environment).int(
                lane.policyVersion
            )
            .int(trajectory.tokenWeight).int(trajectory.byteCount).int(queues.count).run()
            arrivals[name, default: [:]][lane, default: (0, 0)].count += 1
            arrivals[name, default: [:]][lane, default: (0, 0)].bytes += trajectory.byteCount
        }
    }

    private func count(_ arrivals: [String: [Lane: (count: Int, bytes: Int)]]) {
        for (name, lanes) in arrivals {
            for (lane, arrival) in lanes {
                mirror.changeLane(name, lane, ready: arrival.count)
                let environment = mirror.environmentNames[lane.environment] ?? ""
                mirror.counts.queues[name]?.deliver(arrival.count, bytes: arrival.bytes, environment: environment)
            }
        }
    }

    private func markEnvironments(_ commit: StoreCommit) {
        mirror.dirtyEnvironments.formUnion(commit.requested.keys)
        mirror.dirtyEnvironments.formUnion(commit.attempts.keys)
        mirror.dirtyEnvironments.formUnion(commit.tokens.keys)
        for part in commit.ended { mirror.dirtyEnvironments.insert(part.environment) }
        for part in commit.verdicts { mirror.dirtyEnvironments.insert(part.environment) }
    }
}

/// 64-bit words as little-endian bytes, as the database keeps lists of them.
enum PackedWords {
    /// Eight bytes for each word.
    static func bytes(_ words: [UInt64]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count * 8)
        for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// The words of these bytes; trailing bytes that make no whole word are left out.
    static func words(_ bytes: [UInt8]) -> [UInt64] {
        bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 8)).map {
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
    }
}
