import Foundation
import Synchronization

/// A process that the tests started. It is reaped by a thread of its own, is signalled by its id only while it is not
/// reaped, and dies with the test run.
final class ChildProcess: Sendable {
    /// How a process ended.
    enum End: Sendable, Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    private struct State {
        var end: End?
        var waiters: [CheckedContinuation<End, Never>] = []
    }

    let id: pid_t
    let name: String
    /// The files that its output goes to.
    let output: String
    let errors: String
    private let state = Mutex(State())

    private init(id: pid_t, name: String, output: String, errors: String) {
        self.id = id
        self.name = name
        self.output = output
        self.errors = errors
    }

    /// Starts a program; its output goes to `<folder>/<name>.out` and `.err`, its input comes from a file or is empty.
    static func start(
        _ arguments: [String], name: String, folder: String, input: String = "/dev/null",
        variables: [String: String] = [:]
    ) async throws -> ChildProcess {
        let output = "\(folder)/\(name).out"
        let errors = "\(folder)/\(name).err"
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                let spawned = Result {
                    let id = try spawn(arguments, [input, output, errors], folder: folder, variables: variables)
                    return ChildProcess(id: id, name: name, output: output, errors: errors)
                }
                continuation.resume(with: spawned)
                // The thread that started the process must live as long as it: see `deathBound`.
                if case .success(let child) = spawned { child.reap() }
            }
            thread.stackSize = 1 << 18
            thread.start()
        }
    }

    /// Sends a signal, unless the process has ended.
    func signal(_ number: Int32) { state.withLock { if $0.end == nil { kill(id, number) } } }

    /// How it ended; nil while it runs.
    var end: End? { state.withLock { $0.end } }
    var isRunning: Bool { end == nil }

    /// Waits for its end; throws, with the process running on, when the seconds are over.
    func ended(within seconds: Double) async throws -> End {
        try await withThrowingTaskGroup(of: End?.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return nil
            }
            guard let first = try await group.next(), let end = first else {
                // Whoever waits is let go by the end, which the caller's scope brings about.
                self.signal(SIGKILL)
                throw HarnessError("\(name) did not end within \(seconds) s, and was killed; its last words: \(tail)")
            }
            group.cancelAll()
            return end
        }
    }

    /// Kills it and waits until it is reaped.
    func destroy() async {
        signal(SIGKILL)
        _ = await wait()
    }

    /// The last lines that it wrote to its errors.
    var tail: String {
        guard let text = try? String(contentsOfFile: errors, encoding: .utf8) else { return "(none)" }
        return text.split(separator: "\n").suffix(8).joined(separator: "\n")
    }

    /// Everything that it wrote so far.
    var outputText: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
    var errorText: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    private func wait() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state -> End? in
                if state.end == nil { state.waiters.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    private func reap() {
        var info = siginfo_t()
        // Without reaping: until that, under the lock, the id cannot become another process's.
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (end, waiters) = state.withLock { state in
            var status: Int32 = 0
            waitpid(id, &status, 0)
            let end: End = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: status & 0x7F)
            state.end = end
            defer { state.waiters = [] }
            return (end, state.waiters)
        }
        for waiter in waiters { waiter.resume(returning: end) }
    }

    /// The command in a folder, bound to die when the thread that starts it ends: so no process outlives a test run that
    /// crashed. Both programs replace themselves by the command and keep the process's id.
    private static func deathBound(_ arguments: [String], folder: String) -> [String] {
        let binding = Places.program("setpriv").map { [$0, "--pdeathsig", "KILL", "--"] } ?? []
        return ["/usr/bin/env", "-C", folder] + binding + arguments
    }

    private static func spawn(
        _ arguments: [String], _ files: [String], folder: String, variables: [String: String]
    ) throws -> pid_t {
        guard let program = arguments.first, access(program, X_OK) == 0 else {
            throw HarnessError("\(arguments.first ?? "no program") is not there: build it, or set WINNOW_BINARY")
        }
        let command = deathBound(arguments, folder: folder)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, path) in files.enumerated() {
            let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND
            posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o644)
        }
        // Threads of the pools block every signal, and what they start would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("WINNOW_") }
        environment.merge(variables) { $1 }
        let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        let values: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + values { free(text) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, command[0], &actions, &attributes, arguments, values)
        guard code == 0 else { throw HarnessError("\(program) does not start: \(String(cString: strerror(code)))") }
        return id
    }
}
