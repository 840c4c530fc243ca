import Foundation

/// Where things are that the tests drive.
enum Places {
    /// The folder of the package, by the place of this file: `Tests/EndToEnd/Harness` in it.
    static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    /// The command under test: `WINNOW_BINARY`, else what this configuration of the package built.
    static let winnow = variable("WINNOW_BINARY") ?? root.appending(path: ".build/\(configuration)/winnow").path

    /// The command whose memory is measured: a release build where there is one.
    static let releaseWinnow = variable("WINNOW_RELEASE_BINARY") ?? winnow

    /// All environments that ship.
    static let allEnvironments = root.appending(path: "environments").path

    /// Three of them that a small base model can do, in a folder of their own: copies, made anew for each run.
    static let environments = {
        let folder = root.appending(path: ".build/end-to-end/environments")
        try? FileManager.default.removeItem(at: folder)
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["arithmetic", "extract_json", "letter_count"] {
            let file = "environments/\(name).yaml"
            try? FileManager.default.copyItem(
                at: root.appending(path: file), to: folder.appending(path: "\(name).yaml"))
        }
        return folder.path
    }()

    /// A Python without any package; the tests' own clients need none.
    static let python = "/usr/bin/python3"

    /// A Python that may have `xllamacpp`, the model and `requests`.
    static let venvPython =
        variable("WINNOW_PYTHON") ?? (variable("WINNOW_VENV") ?? root.appending(path: ".winnow/venv").path)
        + "/bin/python"

    /// The model's file; where it is not there yet, it is put together once.
    static let modelFile = variable("WINNOW_MODEL_FILE") ?? root.appending(path: ".winnow/gemma-3-270m.gguf").path

    /// A script of the tests.
    static func script(_ name: String) -> String { root.appending(path: "Tests/EndToEnd/Python/\(name)").path }

    /// Whether tests that take longer than some ten seconds run: unless `WINNOW_SLOW` is 0.
    static let runsSlowTests = variable("WINNOW_SLOW") != "0"

    static let isRoot = getuid() == 0

    /// The value of an environment variable, unless it is empty.
    static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The path of a program in `PATH`.
    static func program(_ name: String) -> String? {
        (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    #if DEBUG
    private static let configuration = "debug"
    #else
    private static let configuration = "release"
    #endif
}
