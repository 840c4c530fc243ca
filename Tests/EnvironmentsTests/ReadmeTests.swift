import Environments
import Foundation
import Rollouts
import Testing

@Suite struct `The manual` {
    static let path = root + "/environments/README.md"

    /// Where a key that nobody knows is put to learn which are known, and a file that holds it there.
    static let sections: [(prefix: String, file: String)] = [
        ("", yaml("zz: 1")), ("tasks.", yaml(tasks: "{generate: arithmetic, zz: 1}")),
        ("tasks.join.", yaml(tasks: "{file: a, join: {file: b, by: id, zz: 1}}")),
        ("tasks.difficulty.", yaml(tasks: "{file: a, difficulty: {adapt: true, zz: 1}}")),
        ("tasks.columns.*.", yaml(tasks: "{file: a, columns: {a: {from: b, zz: 1}}}")),
        ("prompt.", yaml(prompt: "{user: a, zz: 1}")),
        ("prompt.transcript.", yaml(prompt: "{user: a, transcript: {zz: 1}}")),
        ("prompt.examples[].", yaml(prompt: "{user: a, examples: [{user: a, assistant: b, zz: 1}]}")),
        ("prompt.messages[].", yaml(prompt: "{messages: [{role: user, content: a, zz: 1}]}")),
        ("reasoning.", yaml("reasoning: {zz: 1}")), ("reasoning.request.", yaml("reasoning: {request: {zz: 1}}")),
        ("sample.", yaml("sample: {zz: 1}")), ("accept.", yaml("accept: {zz: 1}")),
        ("accept.keep.", yaml("accept: {mode: groups, keep: {pass_rate: [0, 1], zz: 1}}")),
        ("stop.", yaml("stop: {zz: 1}")),
        ("junk_allowed.", yaml("junk_allowed: {zz: x}")),
        ("examples[].", yaml("examples: [{task: {}, completion: a, passes: true, zz: 1}]")),
    ]

    @Test func `lists exactly the keys that the schema knows`() async throws {
        var known: Set<String> = ["verify[].weight", "verify[].required", "verify[].when"]
        for (prefix, file) in Self.sections {
            let error = try #require(
                try await errors(file).first { $0.message.contains("unknown key `zz`") }, "\(prefix)")
            let list = try #require(error.hint?.firstMatch(of: /Known keys: (.*)$/)?.1)
            for key in list.split(separator: ", ") { known.insert(prefix + key) }
        }
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let table = try #require(text.split(separator: "## Every key").last?.split(separator: "\n## ").first)
        var listed: [String] = []
        for line in table.split(separator: "\n") {
            guard let key = line.firstMatch(of: /^\| (?:`([a-z_.*\[\]]+)`|\*\*([a-z_]+)\*\*) \|/) else { continue }
            listed.append(String(key.1 ?? key.2 ?? ""))
        }
        #expect(Set(listed).count == listed.count, "a key is listed twice")
        #expect(Set(listed).subtracting(known).sorted() == [])
        #expect(known.subtracting(listed).sorted() == [])
    }

    @Test func `names every verifier and every generator`() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        for name in verifierNames + GeneratorCatalog.names { #expect(text.contains("- `\(name)`: "), "\(name)") }
    }

    @Test func `shows a file that loads`() async throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let yaml = try #require(text.firstMatch(of: /```yaml\n((?:.|\n)*?)```/)?.1)
        let row = try #require(text.firstMatch(of: /holds a task a line: `(.*?)`/)?.1)
        let environment = try await loaded(String(yaml), files: ["data/questions.jsonl": String(row)])
        let task = try #require(try environment.tasks.next(after: TaskCursor())).task
        #expect(
            try environment.prompt(for: task).messages.last?.content == #"What is 12 + 7? Put the answer in \boxed{}."#)
    }
}
