import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

/// The official suite, where it is at hand.
enum OfficialSuite {
    /// Its folder; nil where it is not there.
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["WINNOW_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "anchors/json-schema")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// The documents that stand for `http://localhost:1234/`.
    static func remotes() throws -> JSONObject {
        guard let folder = folder?.appending(path: "remotes") else { return JSONObject() }
        var members: [JSONObject.Member] = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        where file.hasSuffix(".json") {
            let value = try JSONReader().read([UInt8](Data(contentsOf: folder.appending(path: file))))
            members.append(.init(key: "http://localhost:1234/\(file)", value: value))
        }
        return JSONObject(members)
    }

    struct Group {
        let file: String
        let name: String
        let schema: JSONValue
        let tests: [(name: String, data: JSONValue, valid: Bool)]
    }

    /// The groups of tests of a draft in a folder below it, `""`, `optional` or `optional/format`.
    static func groups(_ draft: SchemaDraft, _ part: String) throws -> [Group] {
        guard let folder = folder?.appending(path: "tests/draft\(draft.rawValue)/\(part)") else { return [] }
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return try files.sorted().filter { $0.hasSuffix(".json") }.flatMap { file -> [Group] in
            let value = try JSONReader().read([UInt8](Data(contentsOf: folder.appending(path: file))))
            return (value.array ?? []).map { group in
                let tests = (group["tests"]?.array ?? []).map { test in
                    (test["description"]?.string ?? "", test["data"] ?? .null, test["valid"]?.bool ?? false)
                }
                return Group(
                    file: file, name: group["description"]?.string ?? "", schema: group["schema"] ?? .null, tests: tests
                )
            }
        }
    }
}

@Suite struct SuiteTests {
    @Test(.enabled(if: OfficialSuite.folder != nil, "the official suite is not at hand"))
    func `every test of the suite has the verdict that it should have`() throws {
        let remotes = try OfficialSuite.remotes()
        var table = "draft      part             right   of\n"
        for draft in SchemaDraft.allCases {
            for part in ["", "optional", "optional/format"] {
                var (right, all) = (0, 0)
                for group in try OfficialSuite.groups(draft, part) {
                    let options = SchemaOptions(draft: draft, formats: part.hasSuffix("format"), remotes: remotes)
                    var budget = Budget.standard
                    let program = try SchemaProgram.compile(group.schema, options: options, budget: &budget)
                    for test in group.tests {
                        all += 1
                        let what = "\(draft.rawValue) \(part)/\(group.file): \(group.name): \(test.name)"
                        guard case .success(let program) = program else {
                            Issue.record("\(what): \(program)")
                            continue
                        }
                        let report = try program.report(on: test.data, budget: &budget)
                        #expect(report.isValid == test.valid, "\(what): \(report.failures)")
                        if report.isValid == test.valid { right += 1 }
                    }
                }
                table += draft.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
                table += (part.isEmpty ? "required" : part).padding(toLength: 17, withPad: " ", startingAt: 0)
                table += "\(right)".padding(toLength: 8, withPad: " ", startingAt: 0) + "\(all)\n"
            }
        }
        print(table)
    }
}
