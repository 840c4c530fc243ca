import Foundation
import Logging

/// Logs as lines of text on standard error: time, level, message, values.
struct ServiceLogger: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    /// The logger that commands share.
    static func make(level: Logger.Level = .info) -> Logger {
        Logger(label: "winnow") { _ in ServiceLogger(logLevel: level) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = "\(Date.now.formatted(.iso8601)) \(event.level.rawValue) \(Terminal.plain("\(event.message)"))"
        let values = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(Terminal.plain("\(value)"))" }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
