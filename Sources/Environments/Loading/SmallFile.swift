#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Reading a file that is small enough to be held.
enum SmallFile {
    /// The bytes of a regular file; throws where it is larger than `maxBytes` or cannot be read.
    static func read(_ path: String, maxBytes: Int) throws(EnvironmentError) -> [UInt8] {
        // Opening a pipe without a writer would otherwise wait for one.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("opened", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw EnvironmentError(.unreadable, "this is not a regular file", file: path)
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maxBytes {
            let got = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(bytes.count)) }
            if got < 0 {
                guard errno == EINTR else { throw failure("read", path) }
                continue
            }
            if got == 0 { return bytes }
            bytes += chunk[..<got]
        }
        throw EnvironmentError(
            .unreadable, "the file is larger than \(maxBytes) bytes",
            hint: "move data into a JSON Lines file beside it",
            file: path)
    }

    /// What names a file whatever path leads to it; nil where there is none.
    static func identity(_ path: String) -> FileIdentity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return FileIdentity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    }

    private static func failure(_ what: String, _ path: String) -> EnvironmentError {
        EnvironmentError(.unreadable, "the file cannot be \(what): \(String(cString: strerror(errno)))", file: path)
    }
}

/// A file's device and number on it.
struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let node: UInt64
}
