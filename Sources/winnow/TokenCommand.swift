import ArgumentParser
import Crypto
import Foundation
import JSON

/// `winnow token`: a token and its hash.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make an access token and the line of the configuration that admits it.",
        discussion: """
            The token is shown once; the configuration keeps only its hash.

            Example:
              winnow token --name alice --role trainer
            """)

    @Option(help: "A name for people and logs.")
    var name: String
    @Option(help: "trainer, environment, operator or viewer.")
    var role: String
    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard ["trainer", "environment", "operator", "viewer"].contains(role) else {
            throw ValidationError("the role is one of trainer, environment, operator, viewer")
        }
        guard (1...64).contains(name.utf8.count) else { throw ValidationError("the name has 1 to 64 bytes") }
    }

    func run() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let token = "wn_" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let hash = SHA256.hash(data: Data(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        if json {
            let object: JSONValue = [
                "token": .string(token), "name": .string(name), "role": .string(role), "sha256": .string(hash),
            ]
            print(object.text)
            return
        }
        print("token: \(token)")
        print("Put this under `tokens:` in the configuration:")
        print("  - {name: \(JSONValue.string(name).text), role: \(role), sha256: \(hash)}")
    }
}
