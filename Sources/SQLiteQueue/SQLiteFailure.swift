internal import TrajectoryQueue

/// What SQLite answered when it could not do something, before anyone decides what it means for the store.
struct SQLiteFailure: Error {
    /// What the store must make of it.
    enum Kind { case full, constraint, broken }

    /// SQLite's extended result code.
    var code: Int32
    /// The operating system's error number behind it; 0 where there is none.
    var systemCode: Int32
    var message: String

    /// A full disk may be waited out, a refused row is the caller's fault; anything else ends the store.
    var kind: Kind {
        switch code & 0xFF {
        case ResultCode.full: return .full
        case ResultCode.constraint, ResultCode.tooBig, ResultCode.mismatch: return .constraint
        default: break
        }
        // An fsync that failed leaves unknown what is on disk, whatever the cause. A write that failed for want of room
        // or quota left nothing behind; the shared-memory file is grown under its own code.
        if code == ResultCode.ioErrorShmSize { return .full }
        if code == ResultCode.ioErrorWrite, SystemFiles.isOutOfRoom(systemCode) { return .full }
        return .broken
    }

    /// The same for callers of the store.
    func storeError(in directory: String) -> StoreError {
        switch kind {
        case .full:
            StoreError(.full, "The disk of \(directory) is full; nothing was kept. Make room, it goes on by itself.")
        case .constraint:
            StoreError(.conflict, "The store refused a row as impossible (\(message)); nothing of the commit was kept.")
        case .broken:
            StoreError(
                .broken,
                "SQLite failed in \(directory): \(message) (code \(code), errno \(systemCode)). The service must stop; "
                    + "check the disk, then start again: what was acknowledged is there.")
        }
    }
}
