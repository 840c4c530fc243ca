internal import JSON
internal import Rollouts
package import TrajectoryQueue

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Writes accepted trajectories as JSON lines, one environment to a file, each in its wire form.
package struct TrajectoryExport: Sendable {
    /// Why an export could not be written.
    package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// What failed, on which file, and what to do.
        package let description: String
    }

    private static let pageSize = 256
    private let store: any TrajectoryStore

    /// An export from a store.
    package init(store: any TrajectoryStore) { self.store = store }

    /// Writes an environment's trajectories to a file, in the order they were sampled, and returns how many.
    ///
    /// The file appears whole or not at all: it is written beside its place, synced, and moved there.
    package func write(environment: String, to path: String) async throws -> Int {
        let temporary = path + ".part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Self.failure("cannot be created", temporary) }
        var isOpen = true
        defer { if isOpen { close(file) } }
        var count = 0
        var last: UniqueID?
        while true {
            let page = try await store.trajectories(environment: environment, after: last, limit: Self.pageSize)
            guard let newest = page.last else { break }
            var bytes: [UInt8] = []
            for trajectory in page {
                var writer = JSONWriter(capacity: trajectory.byteCount * 2 + 64)
                trajectory.write(to: &writer)
                bytes.append(contentsOf: writer.bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
            try Self.writeAll(bytes, to: file, path: temporary)
            count += page.count
            last = newest.id
        }
        guard fsync(file) == 0 else { throw Self.failure("cannot be synced", temporary) }
        isOpen = false
        guard close(file) == 0 else { throw Self.failure("cannot be closed", temporary) }
        guard rename(temporary, path) == 0 else { throw Self.failure("cannot be moved into place", temporary) }
        return count
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { raw in
                // The offset stays within the buffer: `done` is below its count.
                writeBytes(file, raw.baseAddress?.advanced(by: done), raw.count - done)
            }
            if written > 0 {
                done += written
            } else if written < 0, errno != EINTR {
                throw failure("cannot be written", path)
            }
        }
    }

    private static func failure(_ what: String, _ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(description: "\(path) \(what): \(reason); make room or choose another folder, and run it again")
    }
}

/// `write(2)`, by a name that the type's own `write` does not hide.
private func writeBytes(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
