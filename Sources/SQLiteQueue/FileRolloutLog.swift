internal import Dispatch
internal import JSON
internal import Logging
package import Rollouts
internal import Synchronization
package import TrajectoryQueue

/// The rollout log as files of JSON lines beside the store, at lower durability: nothing is synced, and a crash of the
/// machine may cost its last moments.
///
/// `append` only puts records into a buffer. A queue of its own writes them, at most a quarter of a second later, each
/// byte once. When it lags behind, the oldest in the buffer are dropped and counted: the log never holds up the
/// sampling. The files can be read with any tool that reads lines.
package final class FileRolloutLog: RolloutLog {
    /// Records and bytes that wait at most, about; what comes beyond drives out the oldest.
    private static let maxWaiting = 4096
    private static let maxWaitingBytes = 32 << 20
    /// So many waiting are written at once.
    private static let fullBatch = 512
    private static let delay = DispatchTimeInterval.milliseconds(250)

    fileprivate struct Buffer: Sendable {
        var records: [RolloutRecord] = []
        var bytes = 0
        var dropped = 0
        var isScheduled = false
        var isClosed = false
    }

    private let buffer = Mutex(Buffer())
    private let queue = DispatchQueue(label: "winnow.rollouts")
    private let files: ConfinedFiles
    private let directory: String

    /// Opens the log of a data directory, in its folder `rollouts`, or begins it. It blocks while it reads what is there.
    package init(directory: String, bounds: RolloutLogBounds = RolloutLogBounds()) throws(StoreError) {
        self.directory = directory + "/rollouts"
        try SystemFiles.makeDirectory(self.directory)
        let files = RolloutFiles(directory: self.directory, bounds: bounds)
        if files.unreadable > 0 {
            Logger(label: "winnow.rollouts").warning(
                "Some lines of the rollout log cannot be read and are left out.",
                metadata: ["path": "\(self.directory)", "lines": "\(files.unreadable)"])
        }
        self.files = ConfinedFiles(files)
    }

    /// Records that were dropped because the writer lagged behind or could not write.
    package var dropped: Int { buffer.withLock { $0.dropped } }

    package func append(_ records: [RolloutRecord]) {
        guard !records.isEmpty else { return }
        let (isFull, mustSchedule) = buffer.withLock { buffer -> (Bool, Bool) in
            guard !buffer.isClosed else { return (false, false) }
            buffer.records.append(contentsOf: records)
            for record in records { buffer.bytes += record.approximateBytes }
            buffer.makeRoom(records: Self.maxWaiting, bytes: Self.maxWaitingBytes)
            let before = buffer.records.count - records.count
            let isFull = buffer.records.count >= Self.fullBatch && before < Self.fullBatch
            defer { buffer.isScheduled = true }
            return (isFull, !buffer.isScheduled)
        }
        if isFull {
            queue.async { self.write() }
        } else if mustSchedule {
            queue.asyncAfter(deadline: .now() + Self.delay) { [weak self] in self?.write() }
        }
    }

    /// Writes what waits. On the queue.
    private func write() {
        let records = buffer.withLock { buffer in
            defer {
                buffer.records = []
                buffer.bytes = 0
                buffer.isScheduled = false
            }
            return buffer.records
        }
        guard !records.isEmpty, let files = files.files else { return }
        // A failure is a full disk, most likely; the store says so, and the log is not worth stopping for.
        let lost = files.append(records)
        if lost > 0 { buffer.withLock { $0.dropped += lost } }
    }

    package func records(_ query: RolloutQuery) async throws(StoreError) -> [[UInt8]] {
        let found = await withCheckedContinuation { (caller: CheckedContinuation<[[UInt8]]?, Never>) in
            queue.async { [self] in
                write()
                caller.resume(returning: files.files?.records(query))
            }
        }
        guard let found else { throw StoreError(.closed, "The rollout log was closed.") }
        return found
    }

    package func flush() async {
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            queue.async { [self] in
                write()
                caller.resume()
            }
        }
    }

    /// Writes what waits and closes the files; later records are dropped, later queries throw `closed`.
    package func close() async {
        buffer.withLock { $0.isClosed = true }
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            queue.async { [self] in
                write()
                files.files = nil
                caller.resume()
            }
        }
    }
}

extension FileRolloutLog.Buffer {
    /// Drops the oldest beyond the bounds, an eighth of them at once so that the cost spreads.
    fileprivate mutating func makeRoom(records most: Int, bytes mostBytes: Int) {
        guard records.count > most || bytes > mostBytes else { return }
        var gone = 0
        while gone < records.count, records.count - gone > most * 7 / 8 || bytes > mostBytes * 7 / 8 {
            bytes -= records[gone].approximateBytes
            gone += 1
        }
        records.removeFirst(gone)
        dropped += gone
    }
}

extension RolloutRecord {
    /// About how much memory its text takes.
    fileprivate var approximateBytes: Int {
        var bytes = 512 + (detail?.utf8.count ?? 0)
        for message in messages { bytes += 64 + (message.content?.utf8.count ?? 0) }
        for message in completion {
            bytes += 64 + (message.content?.utf8.count ?? 0) + (message.reasoning?.utf8.count ?? 0)
        }
        return bytes
    }
}

/// The log's files where other threads may hold them without touching them.
// Unchecked: the files are touched only on the log's serial queue.
private final class ConfinedFiles: @unchecked Sendable {
    /// Nil once the log is closed.
    var files: RolloutFiles?

    init(_ files: RolloutFiles) { self.files = files }
}
