internal import JSON
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The witness of what was served: a file of JSON lines that is written before the reply is sent.
///
/// A line reaches the operating system at once, so that a reader who got the reply finds it there; it is not forced to
/// the disk, since the stand-in is not the process that tests kill.
final class Journal: Sendable {
    private let path: String
    /// The open file; -1 once it is closed.
    private let file: Mutex<Int32>

    /// The journal at a path, continued where the file exists.
    init(path: String) throws(StandInError) {
        self.path = path
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StandInError("journal \(path): \(Self.reason)") }
        file = Mutex(descriptor)
    }

    deinit { close() }

    /// Appends whole lines; throws where the file does not take them. It blocks for as long as a write to a file does.
    func append(_ lines: [UInt8]) throws(StandInError) {
        guard !lines.isEmpty else { return }
        let failure: String? = file.withLock { descriptor in
            var done = 0
            while done < lines.count {
                let written = lines.withUnsafeBytes { bytes in
                    write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                }
                if written > 0 {
                    done += written
                } else if errno != EINTR {
                    return Self.reason
                }
            }
            return nil
        }
        if let failure { throw StandInError("journal \(path): \(failure)") }
    }

    /// Closes the file; what is appended later is an error.
    func close() {
        file.withLock { descriptor in
            // Nothing is buffered here, and a failed close has nothing left to save.
            if descriptor >= 0 { _ = closeFile(descriptor) }
            descriptor = -1
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}

/// `close` by another name, since the method of that name hides it.
private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// One line of the journal.
struct JournalLine: Sendable {
    /// The request's number in the order of arrival, from 0.
    var sequence: Int
    /// The environment's name and the task's id; nil where the prompt is unknown.
    var answer: Answer?
    /// The status of the reply; nil where none was sent.
    var status: Int?
    /// What went wrong with the request; nil for nothing.
    var fault: Fault?
    /// How many choices were asked for.
    var asked: Int
    /// The choice and its place in the reply; nil where the reply holds none that can be used.
    var choice: (index: Int, served: ServedChoice)?

    /// Appends the line with its end.
    func write(to lines: inout [UInt8]) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("sequence")
        writer.int(sequence)
        writer.key("environment")
        if let answer { writer.string(answer.environment) } else { writer.null() }
        writer.key("task_id")
        if let answer { writer.string(answer.taskID) } else { writer.null() }
        writer.key("asked")
        writer.int(asked)
        writer.key("status")
        if let status { writer.int(status) } else { writer.null() }
        writer.key("fault")
        if let fault { writer.string(fault.name) } else { writer.null() }
        writer.key("choice")
        if let choice {
            writer.int(choice.index)
            writer.key("answer")
            writer.string(choice.served.kind.rawValue)
            writer.key("finish_reason")
            writer.string(choice.served.isCut ? "length" : "stop")
            writer.key("completion_tokens")
            writer.int(choice.served.tokens)
        } else {
            writer.null()
        }
        writer.endObject()
        lines.append(contentsOf: writer.bytes)
        lines.append(UInt8(ascii: "\n"))
    }
}
