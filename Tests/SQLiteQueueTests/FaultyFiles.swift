import Foundation
import GRDBSQLite
import Synchronization

/// A layer between SQLite and the file system that fails on demand, by directory: the one place faults come in by.
///
/// It is SQLite's default for the whole test process and passes everything through until a test asks for a fault. It
/// also keeps, where it is asked to, what a power cut would leave: of each file the content at its last sync.
enum FaultyFiles {
    enum Fault: Sendable {
        /// Writes that would let the directory's files grow beyond so many bytes together fail as a full disk does.
        case full(bytes: Int)
        /// Every sync fails.
        case sync
        /// Every write fails.
        case write
    }

    private struct State {
        var faults: [String: Fault] = [:]
        var syncs: [String: Int] = [:]
        /// Directories of which the synced content is kept, and it, by path.
        var recorded: Set<String> = []
        var synced: [String: [UInt8]] = [:]
    }

    private static let state = Mutex(State())
    private static let name = "winnow-faulty"

    /// Puts the layer in place; later calls do nothing.
    static let install: Void = {
        guard let real = sqlite3_vfs_find(nil) else { return }
        realVFS.withLock { $0 = UInt(bitPattern: real) }
        // Both are kept for the life of the process: SQLite holds on to them.
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        vfs.initialize(to: real.pointee)
        vfs.pointee.zName = UnsafePointer(strdup(name))
        vfs.pointee.pNext = nil
        vfs.pointee.szOsFile = Int32(MemoryLayout<Wrapper>.stride) + real.pointee.szOsFile
        vfs.pointee.xOpen = openFile
        vfs.pointee.xDelete = { _, name, syncDirectory in
            let vfs = UnsafeMutablePointer<sqlite3_vfs>(bitPattern: realVFS.withLock { $0 })
            guard let vfs, let remove = vfs.pointee.xDelete else { return SQLITE_IOERR }
            if let name { state.withLock { $0.synced[String(cString: name)] = nil } }
            return remove(vfs, name, syncDirectory)
        }
        sqlite3_vfs_register(vfs, 1)
    }()

    static func set(_ fault: Fault?, for directory: String) { state.withLock { $0.faults[directory] = fault } }

    /// Keeps what a power cut would leave of a directory, from now on.
    static func record(_ directory: String) { state.withLock { _ = $0.recorded.insert(directory) } }

    /// What a power cut now would leave, by file name.
    static func survivors(of directory: String) -> [String: [UInt8]] {
        state.withLock { state in
            state.synced.filter { $0.key.hasPrefix(directory + "/") }.reduce(into: [:]) { result, file in
                result[String(file.key.dropFirst(directory.count + 1))] = file.value
            }
        }
    }

    /// How often files of a directory were synced.
    static func syncs(of directory: String) -> Int {
        state.withLock { $0.syncs.filter { $0.key.hasPrefix(directory + "/") }.values.reduce(0, +) }
    }

    // MARK: - The layer

    private static let realVFS = Mutex<UInt>(0)

    /// What comes before the real file in the memory that SQLite gives us.
    private struct Wrapper {
        var base: sqlite3_file
        var path: Unmanaged<Path>?
    }

    private final class Path: Sendable {
        let text: String
        init(_ text: String) { self.text = text }

        var directory: String { String(text[..<(text.lastIndex(of: "/") ?? text.startIndex)]) }
    }

    private static func real(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file>? {
        guard let file else { return nil }
        return UnsafeMutableRawPointer(file).advanced(by: MemoryLayout<Wrapper>.stride).assumingMemoryBound(
            to: sqlite3_file.self)
    }

    private static func methods(_ file: UnsafeMutablePointer<sqlite3_file>?) -> sqlite3_io_methods? {
        real(file)?.pointee.pMethods?.pointee
    }

    private static func path(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Path? {
        guard let file else { return nil }
        return UnsafeMutableRawPointer(file).assumingMemoryBound(to: Wrapper.self).pointee.path?.takeUnretainedValue()
    }

    private static let openFile:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, sqlite3_filename?, UnsafeMutablePointer<sqlite3_file>?, Int32,
            UnsafeMutablePointer<Int32>?
        ) -> Int32 = { _, name, file, flags, outFlags in
            let vfs = UnsafeMutablePointer<sqlite3_vfs>(bitPattern: realVFS.withLock { $0 })
            guard let vfs, let file, let open = vfs.pointee.xOpen else { return SQLITE_CANTOPEN }
            let wrapper = UnsafeMutableRawPointer(file).assumingMemoryBound(to: Wrapper.self)
            wrapper.pointee = Wrapper(base: sqlite3_file(pMethods: nil), path: nil)
            let code = open(vfs, name, real(file), flags, outFlags)
            if real(file)?.pointee.pMethods != nil {
                wrapper.pointee.path = name.map { Unmanaged.passRetained(Path(String(cString: $0))) }
                wrapper.pointee.base.pMethods = UnsafePointer(ioMethods)
            }
            return code
        }

    // Allocated once and never changed after.
    nonisolated(unsafe) private static let ioMethods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let pointer = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        pointer.initialize(
            to: sqlite3_io_methods(
                iVersion: 2,
                xClose: { file in
                    let code = methods(file)?.xClose?(real(file)) ?? SQLITE_OK
                    if let file {
                        UnsafeMutableRawPointer(file).assumingMemoryBound(to: Wrapper.self).pointee.path?.release()
                    }
                    return code
                },
                xRead: { methods($0)?.xRead?(real($0), $1, $2, $3) ?? SQLITE_IOERR },
                xWrite: { file, bytes, count, offset in
                    if let code = fault(file, writing: Int(offset) + Int(count)) { return code }
                    return methods(file)?.xWrite?(real(file), bytes, count, offset) ?? SQLITE_IOERR
                },
                xTruncate: { methods($0)?.xTruncate?(real($0), $1) ?? SQLITE_IOERR },
                xSync: { file, flags in
                    if case .sync? = path(file).flatMap({ path in state.withLock { $0.faults[path.directory] } }) {
                        return SQLITE_IOERR | (4 << 8)
                    }
                    let code = methods(file)?.xSync?(real(file), flags) ?? SQLITE_IOERR
                    if code == SQLITE_OK { noteSync(file) }
                    return code
                },
                xFileSize: { methods($0)?.xFileSize?(real($0), $1) ?? SQLITE_IOERR },
                xLock: { methods($0)?.xLock?(real($0), $1) ?? SQLITE_IOERR },
                xUnlock: { methods($0)?.xUnlock?(real($0), $1) ?? SQLITE_IOERR },
                xCheckReservedLock: { methods($0)?.xCheckReservedLock?(real($0), $1) ?? SQLITE_IOERR },
                xFileControl: { methods($0)?.xFileControl?(real($0), $1, $2) ?? SQLITE_NOTFOUND },
                xSectorSize: { methods($0)?.xSectorSize?(real($0)) ?? 512 },
                xDeviceCharacteristics: { methods($0)?.xDeviceCharacteristics?(real($0)) ?? 0 },
                xShmMap: { methods($0)?.xShmMap?(real($0), $1, $2, $3, $4) ?? SQLITE_IOERR },
                xShmLock: { methods($0)?.xShmLock?(real($0), $1, $2, $3) ?? SQLITE_IOERR },
                xShmBarrier: { methods($0)?.xShmBarrier?(real($0)) },
                xShmUnmap: { methods($0)?.xShmUnmap?(real($0), $1) ?? SQLITE_IOERR },
                xFetch: nil, xUnfetch: nil))
        return pointer
    }()

    /// The code that a write up to this offset fails with; nil when it may go on.
    private static func fault(_ file: UnsafeMutablePointer<sqlite3_file>?, writing end: Int) -> Int32? {
        guard let path = path(file), let fault = state.withLock({ $0.faults[path.directory] }) else { return nil }
        switch fault {
        case .sync: return nil
        case .write: return SQLITE_IOERR | (3 << 8)
        case .full(let bytes):
            var size: Int64 = 0
            _ = methods(file)?.xFileSize?(real(file), &size)
            guard end > Int(size) else { return nil }
            return DirectorySize.bytes(of: path.directory) - Int(size) + end > bytes ? SQLITE_FULL : nil
        }
    }

    private static func noteSync(_ file: UnsafeMutablePointer<sqlite3_file>?) {
        guard let path = path(file) else { return }
        let isRecorded = state.withLock { state in
            state.syncs[path.text, default: 0] += 1
            return state.recorded.contains(path.directory)
        }
        guard isRecorded else { return }
        var size: Int64 = 0
        _ = methods(file)?.xFileSize?(real(file), &size)
        var bytes = [UInt8](repeating: 0, count: Int(size))
        if size > 0 { _ = methods(file)?.xRead?(real(file), &bytes, Int32(size), 0) }
        let content = bytes
        state.withLock { $0.synced[path.text] = content }
    }
}
