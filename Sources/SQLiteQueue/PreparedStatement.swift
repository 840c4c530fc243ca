internal import GRDBSQLite

/// The result codes that are told apart.
enum ResultCode {
    static let full = SQLITE_FULL
    static let constraint = SQLITE_CONSTRAINT
    static let tooBig = SQLITE_TOOBIG
    static let mismatch = SQLITE_MISMATCH
    static let corrupt = SQLITE_CORRUPT
    // These are macros with a shift in them, which Swift does not import: SQLITE_IOERR | n << 8.
    static let ioErrorWrite = SQLITE_IOERR | (3 << 8)
    static let ioErrorShmSize = SQLITE_IOERR | (19 << 8)
}

/// A connection's C handle, for the statements below: the only file of the store that calls SQLite itself.
///
/// GRDB opens, configures and migrates; the hot statements go around its value boxing. Like its connection it belongs
/// to one serial queue.
struct ConnectionHandle {
    fileprivate let pointer: OpaquePointer

    /// The handle of an open connection; nil of a closed one.
    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    /// Whether no transaction is open.
    var isAutocommit: Bool { sqlite3_get_autocommit(pointer) != 0 }

    /// Rows that the last statement changed.
    var changes: Int { Int(sqlite3_changes(pointer)) }

    /// Copies what it can of the log into the database without waiting for anyone; returns pages in the log and pages
    /// copied of them.
    func checkpoint() throws(SQLiteFailure) -> (log: Int, copied: Int) {
        var log: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(pointer, nil, SQLITE_CHECKPOINT_PASSIVE, &log, &copied)
        // Another connection is at it already: that is as good.
        if code & 0xFF == SQLITE_BUSY { return (Int(log), Int(copied)) }
        guard code == SQLITE_OK else { throw failure(code) }
        return (Int(log), Int(copied))
    }

    fileprivate func failure(_ code: Int32) -> SQLiteFailure {
        SQLiteFailure(
            code: code, systemCode: sqlite3_system_errno(pointer), message: String(cString: sqlite3_errmsg(pointer)))
    }
}

/// How many pages the write-ahead log holds, as of the connection's last commit.
///
/// It takes the place of SQLite's own automatic checkpoints. It belongs to the connection's serial queue, and must
/// live as long as the connection commits.
final class LogLength {
    private let cell: UnsafeMutablePointer<Int32>
    private let connection: ConnectionHandle

    init(_ connection: ConnectionHandle) {
        cell = .allocate(capacity: 1)
        cell.initialize(to: 0)
        self.connection = connection
        _ = sqlite3_wal_hook(
            connection.pointer,
            { cell, _, _, pages in
                cell?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, cell)
    }

    deinit {
        _ = sqlite3_wal_hook(connection.pointer, nil, nil)
        cell.deallocate()
    }

    var pages: Int { Int(cell.pointee) }
}

/// A statement that is compiled once and run often. It belongs to its connection's serial queue.
///
/// Values are bound in order, then `run`, `step` or `first` is called; each run starts with no value bound. A failure
/// to bind is thrown by the run.
final class PreparedStatement {
    private let connection: ConnectionHandle
    private let pointer: OpaquePointer
    private var next: Int32 = 1
    private var bindFailure: Int32 = SQLITE_OK

    /// Compiles it.
    init(_ connection: ConnectionHandle, _ sql: String) throws(SQLiteFailure) {
        var pointer: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection.pointer, sql, -1, flags, &pointer, nil)
        guard code == SQLITE_OK, let pointer else { throw connection.failure(code) }
        self.connection = connection
        self.pointer = pointer
    }

    // Its result repeats the code of the last step, which was read then.
    deinit { sqlite3_finalize(pointer) }

    /// Tells SQLite to copy what it is given, since it lives only as long as the call.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private func note(_ code: Int32) {
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
        next += 1
    }

    /// Binds the next value.
    @discardableResult
    func int(_ value: Int64) -> Self {
        note(sqlite3_bind_int64(pointer, next, value))
        return self
    }

    /// Binds the next value.
    @discardableResult
    func int(_ value: Int) -> Self { int(Int64(value)) }

    /// Binds the next value; nil is NULL.
    @discardableResult
    func int(_ value: Int?) -> Self {
        guard let value else { return null() }
        return int(Int64(value))
    }

    /// Binds the next value.
    @discardableResult
    func double(_ value: Double) -> Self {
        note(sqlite3_bind_double(pointer, next, value))
        return self
    }

    /// Binds the next value.
    @discardableResult
    func null() -> Self {
        note(sqlite3_bind_null(pointer, next))
        return self
    }

    /// Binds the next value.
    @discardableResult
    func text(_ value: String) -> Self {
        var value = value
        let code = value.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { chars in
                // An empty buffer may have no address, and NULL would bind as NULL.
                chars.isEmpty
                    ? sqlite3_bind_text(pointer, next, "", 0, Self.transient)
                    : sqlite3_bind_text64(
                        pointer, next, chars.baseAddress, UInt64(chars.count), Self.transient, UInt8(SQLITE_UTF8))
            }
        }
        note(code)
        return self
    }

    /// Binds the next value, a copy of it; nil is NULL.
    @discardableResult
    func blob(_ value: [UInt8]?) -> Self {
        guard let value else { return null() }
        guard !value.isEmpty else {
            note(sqlite3_bind_zeroblob(pointer, next, 0))
            return self
        }
        let code = value.withUnsafeBytes { bytes in
            sqlite3_bind_blob64(pointer, next, bytes.baseAddress, UInt64(bytes.count), Self.transient)
        }
        note(code)
        return self
    }

    /// Binds 16 bytes, most significant first.
    @discardableResult
    func id(_ high: UInt64, _ low: UInt64) -> Self {
        let words = (high.bigEndian, low.bigEndian)
        let code = withUnsafeBytes(of: words) { bytes in
            sqlite3_bind_blob64(pointer, next, bytes.baseAddress, 16, Self.transient)
        }
        note(code)
        return self
    }

    /// Goes to the next row; false, and ready for the next run, when there is none.
    func step() throws(SQLiteFailure) -> Bool {
        if bindFailure != SQLITE_OK {
            let failure = connection.failure(bindFailure)
            reset()
            throw failure
        }
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let failure = connection.failure(code)
            reset()
            throw failure
        }
        reset()
        return false
    }

    /// Runs it to its end.
    func run() throws(SQLiteFailure) { while try step() {} }

    /// Runs it and reads the first row with the closure; nil when there is none.
    func first<Value>(_ read: (PreparedStatement) throws(SQLiteFailure) -> Value) throws(SQLiteFailure) -> Value? {
        guard try step() else { return nil }
        defer { reset() }
        return try read(self)
    }

    /// Runs it and reads each row with the closure.
    func all<Value>(_ read: (PreparedStatement) throws(SQLiteFailure) -> Value) throws(SQLiteFailure) -> [Value] {
        var values: [Value] = []
        while try step() { values.append(try read(self)) }
        return values
    }

    /// Makes it ready for the next run.
    func reset() {
        // Repeats the code of the last step, which was read then.
        sqlite3_reset(pointer)
        next = 1
        bindFailure = SQLITE_OK
    }

    /// Whether the column is NULL; columns count from 0.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    /// An integer column; 0 for NULL.
    func integer64(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    /// An integer column; 0 for NULL.
    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }

    /// A real column; 0 for NULL.
    func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    /// A text column; empty for NULL.
    func string(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A blob column; nil for NULL.
    func bytes(_ column: Int32) -> [UInt8]? {
        guard let start = sqlite3_column_blob(pointer, column) else { return isNull(column) ? nil : [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    /// The two words of a 16-byte blob column; zeros for anything else.
    func words(_ column: Int32) -> (high: UInt64, low: UInt64) {
        guard let start = sqlite3_column_blob(pointer, column), sqlite3_column_bytes(pointer, column) == 16 else {
            return (0, 0)
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: 16)
        return (
            UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
