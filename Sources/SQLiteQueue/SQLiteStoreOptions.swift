/// What only a store on disk is told. The defaults suit a service; tests make them small.
package struct SQLiteStoreOptions: Sendable {
    /// Bytes of the file that is given up when the disk is full, so that acks and nacks can still be written.
    package var reserveBytes = 16 << 20
    /// Bytes that must be free beside the reserve before a full store goes on.
    package var headroomBytes = 4 << 20
    /// Pages of the log, 8 KiB each, that start a copy into the database, in the background.
    package var checkpointPages = 1_000
    /// Pages of the log that make the writer copy the rest itself, which bounds the log.
    package var maxLogPages = 8_000
    /// How long a full store waits before it looks for room again.
    package var retryWhenFull: Duration = .seconds(1)

    /// The defaults.
    package init() {}
}
