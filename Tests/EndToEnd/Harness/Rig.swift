import Foundation
import Synchronization
import Testing

/// What one test works with: a temporary folder and the processes it started. All of it is gone after the test, however
/// it went.
final class Rig: Sendable {
    /// The temporary folder.
    let folder: String
    private let children = Mutex<[ChildProcess]>([])
    private let number = Mutex(0)

    private init() throws {
        var template = Array(
            FileManager.default.temporaryDirectory.appending(path: "winnow-test-XXXXXX").path.utf8CString)
        guard let made = mkdtemp(&template) else { throw HarnessError("no temporary folder can be made") }
        folder = String(cString: made)
    }

    /// Runs a test with a rig; on an error the last words of what still ran are printed.
    static func run(_ body: (Rig) async throws -> Void) async throws {
        let rig = try Rig()
        do {
            try await body(rig)
        } catch {
            for child in rig.children.withLock({ $0 }) { print("— \(child.name) (\(child.id)):\n\(child.tail)") }
            await rig.tearDown()
            throw error
        }
        await rig.tearDown()
    }

    private func tearDown() async {
        for child in children.withLock({ $0 }).reversed() { await child.destroy() }
        if Places.variable("WINNOW_KEEP") != nil { return print("kept: \(folder)") }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts a program that ends with the test at the latest.
    func start(
        _ arguments: [String], name: String, input: String = "/dev/null", variables: [String: String] = [:]
    ) async throws -> ChildProcess {
        let child = try await ChildProcess.start(
            arguments, name: "\(name)-\(nextNumber())", folder: folder, input: input, variables: variables)
        children.withLock { $0.append(child) }
        return child
    }

    /// Runs a program to its end.
    func run(
        _ arguments: [String], name: String, input: String = "/dev/null", variables: [String: String] = [:],
        within seconds: Double = 120
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        let child = try await start(arguments, name: name, input: input, variables: variables)
        let end = try await child.ended(within: seconds)
        return (end, child.outputText, child.errorText)
    }

    /// Runs `winnow` to its end.
    func winnow(
        _ arguments: String..., input: String = "/dev/null", variables: [String: String] = [:],
        within seconds: Double = 120
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        try await run(
            [Places.winnow] + arguments, name: arguments[0], input: input, variables: variables, within: seconds)
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file in the folder, with the folders above it, and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    @discardableResult
    func write(_ bytes: Data, to name: String) throws -> String {
        let url = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: url)
        return url.path
    }

    fileprivate func nextNumber() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }

    /// The port that a process writes to a file once it listens.
    func port(of child: ChildProcess, in file: String, within seconds: Double = 60) async throws -> Int {
        try await eventually("\(child.name) listens", within: seconds) {
            guard child.isRunning else { throw HarnessError("\(child.name) ended before it listened: \(child.tail)") }
            return (try? String(contentsOfFile: file, encoding: .utf8)).flatMap {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
    }
}

/// A running `winnow serve` or `winnow standin`.
struct Server: Sendable {
    let child: ChildProcess
    let port: Int
    /// The file that holds the port.
    let portFile: String

    var http: HTTPCaller { HTTPCaller(port: port) }
    var base: String { "http://127.0.0.1:\(port)" }

    /// Asks it to end, waits for that, and expects that it ends well.
    func stop(within seconds: Double = 40, _ place: SourceLocation = #_sourceLocation) async throws {
        child.signal(SIGTERM)
        let end = try await child.ended(within: seconds)
        #expect(end == .exited(0), "\(child.name) after SIGTERM: \(child.tail)", sourceLocation: place)
    }

    /// Kills it without a warning.
    func kill() async { await child.destroy() }
}

extension Rig {
    /// Starts `winnow serve` on a free port; restarts of one service share a port file.
    func serve(
        _ arguments: [String], portFile: String? = nil, binary: String = Places.winnow, wrapper: [String] = [],
        variables: [String: String] = [:]
    ) async throws -> Server {
        try await server(
            wrapper + [binary, "serve"], arguments, portFile: portFile ?? path("serve-\(nextNumber()).port"), variables)
    }

    /// Starts `winnow standin` over the environments that ship, or those given.
    func standIn(
        _ arguments: [String] = [], environments: [String] = [Places.environments], binary: String = Places.winnow
    ) async throws -> Server {
        let folders = environments.flatMap { ["--environments", $0] }
        return try await server(
            [binary, "standin"], folders + arguments, portFile: path("standin-\(nextNumber()).port"), [:])
    }

    private func server(
        _ command: [String], _ arguments: [String], portFile: String, _ variables: [String: String]
    ) async throws -> Server {
        try? FileManager.default.removeItem(atPath: portFile)
        let child = try await start(
            command + ["--port", "0", "--port-file", portFile] + arguments, name: command.last ?? "server",
            variables: variables)
        return Server(child: child, port: try await port(of: child, in: portFile), portFile: portFile)
    }
}

extension Server {
    /// How many choices a stand-in has served, by its own metrics; 0 where they do not say.
    var served: Int {
        get async throws {
            let text = try await http.call("GET", "/metrics").text
            let line = text.split(separator: "\n").first { $0.hasPrefix("standin_choices_total") }
            return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
        }
    }
}
