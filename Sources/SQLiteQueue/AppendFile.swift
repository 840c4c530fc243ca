#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that is only ever appended to, and read at any place. It belongs to one serial queue.
final class AppendFile {
    private let file: Int32
    /// In bytes.
    private(set) var size: Int

    /// Opens a file, or makes it; nil when the system refuses.
    init?(_ path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        self.file = file
        size = SystemFiles.size(path)
    }

    // Nothing is promised of what was not synced, so that nothing is lost by a close that fails.
    deinit { close(file) }

    /// Adds bytes at the end; false, and the file as it was, when not all of them could be written.
    func append(_ bytes: [UInt8]) -> Bool {
        let isWhole = bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = pwrite(file, rest.baseAddress, rest.count, off_t(size + written))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
        if isWhole { size += bytes.count } else { ftruncate(file, off_t(size)) }
        return isWhole
    }

    /// So many bytes from a place on; nil when they cannot be read whole.
    func read(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0 else { return nil }
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = pread(file, rest.baseAddress, rest.count, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    isWhole = false
                    return
                }
                filled += got
            }
        }
        return isWhole ? bytes : nil
    }
}
