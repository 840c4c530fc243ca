internal import JSON
internal import Rollouts

/// The tasks of a JSON Lines file, each epoch in an order of its own that the seed decides.
///
/// Blank lines are nothing; any other line that is no task is passed over, counted and described.
package struct FileTaskSource: TaskSource {
    /// How many lines in a row may hold no task, blank ones counted, before the source gives up.
    static let maxTried = 10_000

    private let file: DataFile
    private let reader: TaskReader
    private let join: JoinedFile?
    private let json = JSONReader(maxDepth: 128, maxBytes: DataFile.maxLineBytes)
    private let seed: UInt64
    private let isShuffled: Bool
    private let epochs: Int?

    /// Opens and indexes a file; throws where it cannot be read or holds no lines.
    package init(
        path: String, reader: TaskReader = TaskReader(), join: JoinedFile? = nil, seed: UInt64 = 0,
        isShuffled: Bool = true, epochs: Int? = nil
    ) throws(EnvironmentError) {
        file = try DataFile(path: path)
        guard file.lineCount > 0 else { throw EnvironmentError(.invalid, "the file holds no tasks", file: path) }
        self.reader = reader
        self.join = join
        self.seed = seed
        self.isShuffled = isShuffled
        self.epochs = epochs
    }

    /// The SHA-256 of the file's content, and after it that of the file whose rows join.
    package var contentHash: [UInt8] { file.hash + (join?.contentHash ?? []) }

    package var size: Int? { file.lineCount }

    package func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        var cursor = cursor.clamped
        // Twice the lines cover one whole epoch, wherever the cursor stands.
        let limit = min(2 * file.lineCount, Self.maxTried)
        var tried = 0
        var skipped = 0
        var firstFault: EnvironmentError?
        while true {
            if cursor.position >= file.lineCount { cursor = TaskCursor(epoch: cursor.epoch + 1, position: 0) }
            if let epochs, cursor.epoch >= epochs { return nil }
            guard tried < limit else { throw nothing(tried, firstFault) }
            // Made anew for each step: it is three words, and a step then depends on nothing but its cursor.
            var seeds = SeededGenerator(seed: seed, stream: UInt64(cursor.epoch))
            let order = SeededPermutation(count: file.lineCount, seed: seeds.next())
            while cursor.position < file.lineCount, tried < limit {
                let index = isShuffled ? order[cursor.position] : cursor.position
                cursor.position += 1
                tried += 1
                switch try read(index) {
                case .success(let task?):
                    return TaskStep(task: task, cursor: cursor, skipped: skipped, firstFault: firstFault)
                case .success(nil): break
                case .failure(let fault):
                    skipped += 1
                    if firstFault == nil { firstFault = fault }
                }
            }
        }
    }

    /// The task of a line, nil for a blank one; throws where the file itself fails.
    private func read(_ index: Int) throws(EnvironmentError) -> Result<RolloutTask?, EnvironmentError> {
        switch try file.line(at: index) {
        case .tooLong:
            return .failure(fault(index, "the line is longer than \(DataFile.maxLineBytes) bytes"))
        case .bytes(let bytes):
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return .success(nil) }
            do {
                var row = try json.read(bytes)
                if let join { row = try join.joined(row) }
                return .success(try reader.task(from: row))
            } catch let error as JSONError {
                return .failure(
                    fault(index, "the line is not JSON: \(error.message)", column: error.offset.map { $0 + 1 }))
            } catch let error as EnvironmentError {
                throw error
            } catch {
                return .failure(fault(index, "\(error)"))
            }
        }
    }

    private func fault(_ index: Int, _ message: String, column: Int? = nil) -> EnvironmentError {
        EnvironmentError(.badTask, message, file: file.path, line: index + 1, column: column)
    }

    private func nothing(_ tried: Int, _ first: EnvironmentError?) -> EnvironmentError {
        guard let first else { return EnvironmentError(.invalid, "the file holds no tasks", file: file.path) }
        return EnvironmentError(
            .badTask, "none of \(tried) lines is a task; the first: \(first.message)", hint: first.hint,
            file: file.path,
            line: first.line, column: first.column)
    }
}
