import Dispatch
import Environments
import Foundation
import JSON
import Rollouts

/// Judges a stream of rows on all cores and writes the verdicts in the order of the rows, in bounded memory.
struct ScoreStream {
    /// What was judged.
    struct Result: Sendable {
        var rows = 0
        var passed = 0
        var failed = 0
        var unscored = 0
        var unreadable = 0

        mutating func add(_ other: Result) {
            rows += other.rows
            passed += other.passed
            failed += other.failed
            unscored += other.unscored
            unreadable += other.unreadable
        }
    }

    /// Reading or writing failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Bytes of rows that one task judges.
    private static let batchBytes = 256 << 10
    private static let readBytes = 256 << 10

    let scorer: RowScorer
    let input: Int32
    let output: Int32

    private struct Batch: Sendable {
        var index: Int
        var lines: [JSONLines.Line]
    }

    /// Reads to the end; at most two batches for each core are held.
    func run() async throws -> Result {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        var source = BatchSource(input: input, batchBytes: Self.batchBytes, readBytes: Self.readBytes)
        var total = Result()
        var finished: [Int: [UInt8]] = [:]
        var next = 0
        try await withThrowingTaskGroup(of: (Int, [UInt8], Result).self) { group in
            var running = 0
            var index = 0
            var isAtEnd = false
            while true {
                // While a slow writer is silent, what it wrote before is judged and written.
                while !isAtEnd, running + finished.count < 2 * width, running == 0 || source.isReadable {
                    guard let lines = try await source.next() else {
                        isAtEnd = true
                        break
                    }
                    let batch = Batch(index: index, lines: lines)
                    index += 1
                    running += 1
                    group.addTask { await judge(batch) }
                }
                guard let (number, bytes, result) = try await group.next() else { break }
                running -= 1
                total.add(result)
                finished[number] = bytes
                while let bytes = finished.removeValue(forKey: next) {
                    try await write(bytes)
                    next += 1
                }
            }
        }
        return total
    }

    private func judge(_ batch: Batch) async -> (Int, [UInt8], Result) {
        var result = Result()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.lines.count * 128)
        for line in batch.lines {
            var writer = JSONWriter()
            await judge(line, into: &writer, &result)
            bytes.append(contentsOf: writer.bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return (batch.index, bytes, result)
    }

    private func judge(_ line: JSONLines.Line, into writer: inout JSONWriter, _ result: inout Result) async {
        result.rows += 1
        var id: JSONValue?
        do throws(WireError) {
            let value = try read(line)
            id = value["id"]
            let verdict = try await scorer.judge(try ScoreRow.read(value))
            switch verdict.passed {
            case true?: result.passed += 1
            case false?: result.failed += 1
            case nil: result.unscored += 1
            }
            ScoreRow.write(verdict, id: id, to: &writer)
        } catch {
            result.unreadable += 1
            ScoreRow.write(WireError("line \(line.number): \(error)"), id: id, to: &writer)
        }
    }

    private func read(_ line: JSONLines.Line) throws(WireError) -> JSONValue {
        if line.isTooLong { throw WireError("the line is longer than 16 MiB") }
        do {
            return try JSONReader().read(line.bytes)
        } catch {
            throw WireError("\(error)")
        }
    }

    private func write(_ bytes: [UInt8]) async throws {
        let output = output
        try await blocking {
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Foundation.write(output, $0.baseAddress?.advanced(by: done), $0.count - done)
                }
                if count > 0 {
                    done += count
                } else if count < 0, errno != EINTR {
                    throw Failure(description: "the verdicts cannot be written: \(String(cString: strerror(errno)))")
                }
            }
        }
    }
}

/// Cuts an input into batches of whole lines.
private struct BatchSource {
    let input: Int32
    let batchBytes: Int
    let readBytes: Int
    var lines = JSONLines()
    var isAtEnd = false

    init(input: Int32, batchBytes: Int, readBytes: Int) {
        self.input = input
        self.batchBytes = batchBytes
        self.readBytes = readBytes
    }

    /// Whether more, or the end, can be read without waiting for the writer.
    var isReadable: Bool {
        var entry = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    /// The next batch; nil at the end.
    mutating func next() async throws -> [JSONLines.Line]? {
        var batch: [JSONLines.Line] = []
        var size = 0
        while true {
            while size < batchBytes, let line = lines.next() {
                size += line.bytes.count + 1
                batch.append(line)
            }
            // What came is judged at once, so that a slow writer at the other end sees its verdicts.
            if !batch.isEmpty { return batch }
            if isAtEnd { return nil }
            let bytes = try await readSome()
            if bytes.isEmpty {
                lines.finish()
                isAtEnd = true
            } else {
                lines.push(bytes)
            }
        }
    }

    private func readSome() async throws -> [UInt8] {
        let (input, size) = (input, readBytes)
        return try await blocking {
            var bytes = [UInt8](repeating: 0, count: size)
            while true {
                let count = bytes.withUnsafeMutableBytes { Foundation.read(input, $0.baseAddress, $0.count) }
                if count >= 0 { return Array(bytes[..<count]) }
                if errno != EINTR {
                    throw ScoreStream.Failure(
                        description: "the rows cannot be read: \(String(cString: strerror(errno)))")
                }
            }
        }
    }
}

/// Runs a call that may block away from the tasks' own threads.
private func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Swift.Result { try body() }) }
    }
}
