import Environments
import Foundation
import Testing

/// A folder that is removed with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, folders before it included, and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// What loads from it.
    func load() async -> EnvironmentCatalog { await EnvironmentCatalog.load(directories: [path]) }
}

/// The root of the checkout.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().resolvingSymlinksInPath().path

/// The least that an environment's file says, with lines after it.
func yaml(
    _ more: String = "", tasks: String = "{generate: arithmetic}", prompt: String = "{user: \"{{question}}\"}",
    verify: String = "[answer: {format: tag, equals: $answer, as: number}]"
) -> String {
    "tasks: \(tasks)\nprompt: \(prompt)\nverify: \(verify)\n\(more)\n"
}

/// The environment of a file with this text; the test fails where it does not load.
func loaded(_ text: String, files: [String: String] = [:]) async throws -> any VerifierEnvironment {
    let folder = try TemporaryFolder()
    try folder.write("e.yaml", text)
    for (name, text) in files { try folder.write(name, text) }
    let catalog = await folder.load()
    let complaints = catalog.broken.flatMap(\.errors).map(\.description)
    return try #require(catalog["e"], "\(complaints)")
}

/// What is wrong with a file of this text; empty where it loads.
func errors(_ text: String, files: [String: String] = [:]) async throws -> [EnvironmentError] {
    let folder = try TemporaryFolder()
    try folder.write("e.yaml", text)
    for (name, text) in files { try folder.write(name, text) }
    return await folder.load().broken.flatMap(\.errors)
}
