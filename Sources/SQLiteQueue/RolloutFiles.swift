internal import JSON
internal import Rollouts
internal import TrajectoryQueue

/// The files of a rollout log and what stands where in them. It belongs to the log's serial queue.
///
/// Records are appended to the newest file; a file goes when none of its records is kept any more, so that the disk
/// holds at most an eighth more than the bounds say. What a crash left half written is a line that cannot be read.
final class RolloutFiles {
    private let directory: String
    private let bounds: RolloutLogBounds
    /// By number, the newest last.
    private var files: [Int: AppendFile] = [:]
    private var newest = 0
    private var index = RolloutIndex()
    /// Lines that could not be read at the start.
    private(set) var unreadable = 0

    /// Reads what is there; what cannot be read is left out.
    init(directory: String, bounds: RolloutLogBounds) {
        self.directory = directory
        self.bounds = bounds
        for number in SystemFiles.names(in: directory).compactMap(Self.number).sorted() {
            newest = max(newest, number)
            take(number)
        }
        trim()
        // A new process begins a new file: what the last one left unfinished stays a line of its own.
        for (number, _) in files where index.count(in: number) == 0 { remove(number) }
    }

    private func take(_ number: Int) {
        guard let file = AppendFile(path(number)) else { return }
        files[number] = file
        guard file.size <= max(bounds.bytes, 1 << 20) * 2, let bytes = file.read(at: 0, count: file.size) else {
            return
        }
        let reader = JSONReader()
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if let entry = try? reader.document(Array(bytes[start..<end])).root,
                let found = RolloutIndex.Entry(entry, file: number, offset: start, length: end - start)
            {
                index.append(found)
            } else {
                unreadable += 1
            }
            start = end + 1
        }
        if start < bytes.count { unreadable += 1 }
    }

    /// Adds records; returns how many could not be written. Those that the bounds would drop at once are not written.
    func append(_ records: [RolloutRecord]) -> Int {
        let records = records.suffix(max(0, bounds.records))
        guard !records.isEmpty else { return 0 }
        guard let file = currentFile() else { return records.count }
        var lines = JSONWriter(capacity: records.count * 2048)
        var entries: [RolloutIndex.Entry] = []
        entries.reserveCapacity(records.count)
        for record in records {
            let start = lines.bytes.count
            record.write(to: &lines)
            entries.append(
                RolloutIndex.Entry(
                    id: record.id, environment: record.environment, end: record.end, file: newest,
                    offset: file.size + start, length: lines.bytes.count - start))
            lines.endLine()
        }
        guard file.append(lines.bytes) else { return records.count }
        for entry in entries { index.append(entry) }
        trim()
        return 0
    }

    /// The file that is written to: a new one when the newest holds its eighth of what is kept.
    private func currentFile() -> AppendFile? {
        if let file = files[newest], index.count(in: newest) < max(1, bounds.records / 8),
            file.size < max(1 << 16, bounds.bytes / 8)
        {
            return file
        }
        guard let file = AppendFile(path(newest + 1)) else { return nil }
        newest += 1
        files[newest] = file
        return file
    }

    private func trim() {
        for number in index.trim(records: bounds.records, bytes: bounds.bytes) where number != newest { remove(number) }
    }

    private func remove(_ number: Int) {
        files[number] = nil
        SystemFiles.remove(path(number))
    }

    /// What is asked for, newest first.
    func records(_ query: RolloutQuery) -> [[UInt8]] {
        index.entries(query).compactMap { entry in files[entry.file]?.read(at: entry.offset, count: entry.length) }
    }

    private func path(_ number: Int) -> String {
        let digits = String(number)
        return directory + "/" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".jsonl"
    }

    private static func number(_ name: String) -> Int? {
        guard name.hasSuffix(".jsonl"), let number = Int(name.dropLast(6)), number > 0 else { return nil }
        return number
    }
}
