internal import Synchronization
internal import TrajectoryQueue

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The calls of the operating system that the store needs beside SQLite's own.
enum SystemFiles {
    /// Whether an error number says that there is no room left.
    static func isOutOfRoom(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

    /// The size of a file in bytes; 0 when there is none.
    static func size(_ path: String) -> Int {
        var info = stat()
        guard stat(path, &info) == 0 else { return 0 }
        return Int(info.st_size)
    }

    /// Bytes that are free for us on the disk of a path; nil when the system does not say.
    static func free(_ path: String) -> Int? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return Int(clamping: UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize)).partialValue)
    }

    /// Makes a directory and those above it where they are missing.
    static func makeDirectory(_ path: String) throws(StoreError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw StoreError(
                    .broken, "Cannot make the directory \(partial): \(reason()). Name another with --data.")
            }
        }
    }

    /// Removes a file; nothing happens when there is none.
    static func remove(_ path: String) { unlink(path) }

    /// The names of what is in a directory, in no order; none when it cannot be read.
    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a file of so many bytes whose blocks are allocated; false, and no file left, when there is no room.
    static func allocate(_ path: String, bytes: Int) -> Bool {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        #if canImport(Darwin)
        let isDone = writeZeros(file, bytes)
        #else
        // The call fills in what is missing and leaves what is there.
        let isDone = posix_fallocate(file, 0, off_t(bytes)) == 0
        #endif
        guard isDone else {
            ftruncate(file, 0)
            unlink(path)
            return false
        }
        return true
    }

    #if canImport(Darwin)
    private static func writeZeros(_ file: Int32, _ bytes: Int) -> Bool {
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        var written = 0
        while written < bytes {
            let count = write(file, zeros, min(zeros.count, bytes - written))
            if count <= 0 { return false }
            written += count
        }
        return true
    }
    #endif

    /// The system's words for the last error.
    static func reason() -> String {
        let code = errno
        return strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

/// The lock of a data directory: held while the process lives, released by the kernel whatever way it ends.
final class DirectoryLock: Sendable {
    /// Nil once it is released.
    private let file: Mutex<Int32?>

    /// Takes the lock, or throws `locked` with the path and the holder's process id.
    init(directory: String) throws(StoreError) {
        let path = directory + "/lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreError(.broken, "Cannot open \(path): \(SystemFiles.reason()). Check who owns the directory.")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(file)
            close(file)
            throw StoreError(
                .locked,
                "\(directory) is in use by process \(holder) (it holds \(path)). Stop it, or name another with --data.")
        }
        // The id is for people: the lock holds whether or not it could be written.
        let text = Array("\(getpid())\n".utf8)
        ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
        self.file = Mutex(file)
    }

    deinit { release() }

    /// Lets the next one have the directory.
    func release() {
        let file = file.withLock { file in
            defer { file = nil }
            return file
        }
        if let file { close(file) }
    }

    private static func holder(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
    }
}
