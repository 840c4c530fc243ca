internal import JSON
internal import TrajectoryQueue

/// Task memories packed into one value: numbers in seven bits a byte, the lowest first, texts after their length.
enum TaskJournal {
    /// The memories in their order.
    static func bytes(_ memories: [(key: FreshTasks.Key, memory: TaskMemory)]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(memories.count * 64)
        for (key, memory) in memories {
            let counts = [key.environment, memory.attempts, memory.passes, memory.accepted, memory.policyVersion]
            for count in counts { append(UInt64(bitPattern: Int64(count)), to: &bytes) }
            append(memory.isFinished ? 1 : 0, to: &bytes)
            append(UInt64(memory.accepted64.count), to: &bytes)
            bytes += PackedWords.bytes(memory.accepted64)
            append(UInt64(memory.taskID.utf8.count), to: &bytes)
            bytes.append(contentsOf: memory.taskID.utf8)
        }
        return bytes
    }

    /// The memories of such a value, the environments by their numbers' names; nil where it is damaged.
    static func memories(_ bytes: [UInt8], names: [Int: String]) -> [(key: FreshTasks.Key, memory: TaskMemory)]? {
        var found: [(key: FreshTasks.Key, memory: TaskMemory)] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let environment = int(&rest), let attempts = int(&rest), let passes = int(&rest),
                let accepted = int(&rest), let policyVersion = int(&rest), let isFinished = int(&rest),
                let digests = int(&rest), let words = take(digests, of: 8, from: &rest),
                let length = int(&rest), let text = take(length, of: 1, from: &rest),
                let taskID = String(validating: text, as: UTF8.self)
            else { return nil }
            var memory = TaskMemory(environment: names[environment] ?? "", taskID: taskID)
            memory.attempts = attempts
            memory.passes = passes
            memory.accepted = accepted
            memory.policyVersion = policyVersion
            memory.isFinished = isFinished != 0
            memory.accepted64 = PackedWords.words(Array(words))
            found.append((FreshTasks.Key(environment: environment, task: ByteKey(text: taskID)), memory))
        }
        return found
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var number = number
        while number >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: number) | 0x80)
            number >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: number))
    }

    private static func int(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(truncatingIfNeeded: number) }
        }
        return nil
    }

    private static func take(_ count: Int, of size: Int, from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count / size else { return nil }
        defer { bytes = bytes.dropFirst(count * size) }
        return bytes.prefix(count * size)
    }
}
