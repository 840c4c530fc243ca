import Foundation
import Testing

/// The folder of data that verifiers are measured against; nil where it is not there.
enum AnswerAnchors {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["WINNOW_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "anchors")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// The lines of a file, each split at tabs, without the heading; none, and a note, where it is not there.
    static func rows(_ name: String) throws -> [[String]] {
        guard let folder else {
            print("skipped: \(name) is not there")
            return []
        }
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
    }
}
