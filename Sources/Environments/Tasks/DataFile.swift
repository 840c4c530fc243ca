internal import Crypto

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A text file of lines, open for reading by line number, never held whole.
///
/// Opening reads it once: it counts the lines, hashes the content, and notes where a line begins every 8 KiB or so, 16
/// bytes each. It is immutable after that, and a change of the file underneath is seen at the next reading.
final class DataFile: Sendable {
    /// The longest line that is read, in bytes.
    static let maxLineBytes = 1 << 20
    private static let blockBytes = 256 << 10
    private static let stride = 8 << 10

    /// A line, as it stands in the file.
    enum Line: Sendable, Equatable {
        /// The bytes, without the end of the line or a byte order mark.
        case bytes([UInt8])
        /// Longer than is read.
        case tooLong
    }

    /// The file's path.
    let path: String
    /// How many lines it has; a last one needs no end.
    let lineCount: Int
    /// The SHA-256 of its content.
    let hash: [UInt8]
    private let descriptor: Int32
    private let identity: Identity
    private let marks: [(line: Int, offset: Int)]

    /// What tells that the file is still the one that was read.
    private struct Identity: Equatable {
        let bytes: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ descriptor: Int32) {
            var status = stat()
            // Anything but a regular file (a device, a pipe) could be endless or block.
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            bytes = Int(status.st_size)
            #if canImport(Darwin)
            (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
            #else
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
            #endif
        }
    }

    /// Opens and indexes a file. O(bytes), about a second a gigabyte.
    init(path: String) throws(EnvironmentError) {
        // Opening a pipe without a writer would otherwise wait for one.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw EnvironmentError(
                .unreadable, "the file cannot be opened: \(String(cString: strerror(errno)))", file: path)
        }
        self.descriptor = descriptor
        self.path = path
        let scan: Scan?
        if let identity = Identity(descriptor) {
            self.identity = identity
            scan = Self.scan(descriptor)
        } else {
            close(descriptor)
            throw EnvironmentError(.unreadable, "this is not a regular file", file: path)
        }
        guard let scan else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw EnvironmentError(.unreadable, "the file cannot be read: \(reason)", file: path)
        }
        (lineCount, hash, marks) = (scan.lines, Array(scan.hash.finalize()), scan.marks)
        guard Identity(descriptor) == identity else { throw changed }
    }

    deinit { close(descriptor) }

    /// The line at an index from 0; throws where the file changed or cannot be read. O(8 KiB + line).
    func line(at index: Int) throws(EnvironmentError) -> Line {
        guard Identity(descriptor) == identity else { throw changed }
        guard index >= 0, index < lineCount, let mark = mark(before: index) else {
            throw EnvironmentError(
                .unreadable, "the file has \(lineCount) lines, there is no line \(index + 1)", file: path)
        }
        var toSkip = index - mark.line
        var offset = mark.offset
        var line: [UInt8] = []
        let block = min(Self.stride * 2, max(identity.bytes - offset, 1))
        while true {
            let bytes = try read(block, at: offset)
            if bytes.isEmpty { break }
            offset += bytes.count
            var start = 0
            while toSkip > 0, let end = bytes.firstNewline(from: start) {
                start = end + 1
                toSkip -= 1
            }
            guard toSkip == 0 else { continue }
            let end = bytes.firstNewline(from: start)
            line += bytes[start..<(end ?? bytes.count)]
            if line.count > Self.maxLineBytes + 4 { return .tooLong }
            if end != nil { break }
        }
        return Self.trimmed(line, isFirst: index == 0)
    }

    private static func trimmed(_ line: [UInt8], isFirst: Bool) -> Line {
        var line = line[...]
        if line.last == 0x0D { line.removeLast() }
        if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        return line.count > maxLineBytes ? .tooLong : .bytes(Array(line))
    }

    private var changed: EnvironmentError {
        EnvironmentError(
            .changed, "the file changed after it was loaded", hint: "load the environment again", file: path)
    }

    /// The last mark at or before a line, by bisection.
    private func mark(before line: Int) -> (line: Int, offset: Int)? {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].line <= line { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1] : nil
    }

    private func read(_ count: Int, at offset: Int) throws(EnvironmentError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var got = -1
            repeat { got = pread(descriptor, buffer.baseAddress, count, off_t(offset)) } while got < 0 && errno == EINTR
            if got < 0 { failure = errno }
            filled = max(got, 0)
        }
        guard failure == 0 else {
            throw EnvironmentError(
                .unreadable, "the file cannot be read: \(String(cString: strerror(failure)))", file: path)
        }
        return bytes
    }
}

extension DataFile {
    /// What one pass over the file found.
    private struct Scan {
        var lines = 0
        var hash = SHA256()
        var marks: [(line: Int, offset: Int)] = [(0, 0)]
    }

    /// Reads the file from its start; nil where a reading fails, `errno` says why.
    private static func scan(_ descriptor: Int32) -> Scan? {
        var scan = Scan()
        var block = [UInt8](repeating: 0, count: blockBytes)
        var offset = 0
        var endsWithNewline = true
        while true {
            let got = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            if got < 0 {
                guard errno == EINTR else { return nil }
                continue
            }
            if got == 0 { break }
            var start = 0
            while let end = block.firstNewline(from: start, below: got) {
                start = end + 1
                scan.lines += 1
                if offset + start - (scan.marks.last?.offset ?? 0) >= stride {
                    scan.marks.append((scan.lines, offset + start))
                }
            }
            endsWithNewline = start == got
            block.withUnsafeBytes { scan.hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<got])) }
            offset += got
        }
        if !endsWithNewline { scan.lines += 1 }
        return scan
    }
}

extension [UInt8] {
    /// The first newline at or after an index.
    fileprivate func firstNewline(from start: Int, below end: Int? = nil) -> Int? {
        withUnsafeBytes { raw in
            let end = end ?? raw.count
            guard start < end, let base = raw.baseAddress, let found = memchr(base + start, 0x0A, end - start) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }
}
