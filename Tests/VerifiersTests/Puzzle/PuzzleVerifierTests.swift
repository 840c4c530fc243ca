import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct PuzzleVerifierTests {
    @Test func `every kind has its file, and every kind has cases`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/Verifiers/Puzzle").path)
        let found = files.filter { $0.hasSuffix("Checker.swift") && $0 != "PuzzleChecker.swift" }.map {
            $0.dropLast("Checker.swift".count).lowercased()
        }
        #expect(found.sorted() == PuzzleKinds.names.map { $0.replacing("_", with: "") }.sorted())
        #expect(Set(PuzzleCase.all.map(\.kind)) == Set(PuzzleKinds.names))
    }

    @Test func `answers are right, wrong or unreadable as settled by hand`() throws {
        var counts = (right: 0, wrong: 0)
        for row in PuzzleCase.all {
            let list = #"[{"puzzle": {"kind": "\#(row.kind)", "instance": \#(row.instance)}}]"#
            func check(_ answers: [String], _ reason: OutcomeReason?) throws {
                for answer in answers {
                    let verdict = try judge(list, "So it is this: <answer>\(answer)</answer>")
                    #expect(verdict.reason == reason, "\(row.kind) \(row.instance): \(answer): \(verdict.detail ?? "")")
                    #expect(verdict.passed == (reason == nil))
                }
            }
            try check(row.right, nil)
            try check(row.wrong, .incorrect)
            try check(row.unreadable, .unparsed)
            counts = (counts.right + row.right.count, counts.wrong + row.wrong.count + row.unreadable.count)
        }
        print("puzzle: \(counts.right) passing and \(counts.wrong) failing cases of \(PuzzleKinds.names.count) kinds")
        #expect(counts.right >= 200 && counts.wrong >= 200)
    }

    @Test func `the answer is read where it is said to be, once`() throws {
        let list = #"[{"puzzle": {"kind": "number", "instance": {"answer": 5}}}]"#
        #expect(try judge(list, "5").reason == .unparsed)
        #expect(try judge(list, "<answer>5</answer> or <answer>6</answer>").reason == .unparsed)
        #expect(try judge(list, "<answer>5</answer>, so <answer>5</answer>").passed == true)
        #expect(try judge(list, "<answer></answer>").reason == .unparsed)
        #expect(try judge(list, "<answer>\(String(repeating: "5", count: 20_000))</answer>").reason == .unparsed)
        let whole = #"[{"puzzle": {"kind": "number", "instance": {"answer": 5}, "from": "whole"}}]"#
        #expect(try judge(whole, " 5\n").passed == true)
        let box = #"[{"puzzle": {"kind": "$kind", "instance": "$i", "from": {"tag": "box"}}}]"#
        #expect(try judge(box, "<box>5</box>", task: #"{"kind": "number", "i": {"answer": 5}}"#).passed == true)
        #expect(
            try judge(box, "<box>5</box>", task: #"{"kind": "sudoku", "i": {"answer": 5}}"#).reason == .verifierError)
        #expect(try judge(box, "<box>5</box>", task: #"{"kind": "x", "i": {"answer": 5}}"#).reason == .verifierError)
        #expect(try judge(box, "<box>5</box>", task: #"{"kind": "number", "i": [5]}"#).reason == .verifierError)
        #expect(try judge(box, "<box>5</box>", task: #"{"kind": "number"}"#).reason == .verifierError)
    }

    @Test func `an instance that is not as its kind says is told when the list is compiled`() throws {
        for row in PuzzleCase.all {
            for instance in [
                "{}", #"{"answer": []}"#, #"{"answer": {}, "names": [""], "numbers": [1e99], "grid": [[]]}"#,
            ] {
                let list = #"[{"puzzle": {"kind": "\#(row.kind)", "instance": \#(instance)}}]"#
                let error = #expect(throws: VerifierListError.self, "\(row.kind)") { try VerifyList(json(list)) }
                #expect(error?.path == "[0].puzzle.instance")
            }
        }
        for list in [
            #"[{"puzzle": {}}]"#, #"[{"puzzle": {"kind": "chess", "instance": {}}}]"#,
            #"[{"puzzle": {"kind": "number"}}]"#,
            #"[{"puzzle": {"kind": "number", "instance": 5}}]"#,
            #"[{"puzzle": {"kind": "number", "instance": {"answer": 5}, "form": 1}}]"#,
        ] { #expect(throws: VerifierListError.self) { try VerifyList(json(list)) } }
    }
}
