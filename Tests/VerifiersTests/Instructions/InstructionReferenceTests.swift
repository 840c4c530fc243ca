import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct InstructionReferenceTests {
    @Test func `every case is judged as the reference judges it`() throws {
        let rows = InstructionRows.all
        #expect(rows.count { $0.strict } >= 200)
        #expect(rows.count { !$0.strict } >= 200)
        for row in rows {
            let strict = try InstructionRows.judge(row.name, isFunction: row.isFunction, row.arguments, row.text)
            #expect(strict.passed == row.strict, "\(row.name) \(row.arguments.text) on \(row.text.debugDescription)")
            #expect(strict.checks.map(\.name) == [row.name])
            #expect(strict.checks.map(\.passed) == [row.strict])
            #expect(strict.reason == (row.strict ? nil : .violated))
            guard let loose = row.loose else { continue }
            let verdict = try InstructionRows.judge(row.name, row.arguments, row.text, mode: "loose")
            #expect(verdict.passed == loose, "loose: \(row.name) on \(row.text.debugDescription)")
        }
    }

    @Test func `every instruction of the catalogue has cases that pass and cases that fail`() {
        var passing: Set<String> = []
        var failing: Set<String> = []
        for row in InstructionRows.all {
            if row.strict { passing.insert(row.name) } else { failing.insert(row.name) }
        }
        let all = (InstructionCatalog.ifEval + InstructionCatalog.ifBench + InstructionCatalog.functions).map(\.id)
        #expect(InstructionCatalog.ifEval.count == 25)
        #expect(InstructionCatalog.ifBench.count == 58)
        #expect(InstructionCatalog.functions.count == 25)
        // Its reference needs a tagger's weights: it has cases of its own below.
        #expect(all.filter { !passing.contains($0) } == ["words:start_verb"])
        #expect(all.filter { !failing.contains($0) } == ["words:start_verb"])
    }

    /// Settled by the tagger's own implementation, over its weights as they are published.
    @Test(arguments: [
        ("Write a line.", true), ("Running late, she left.", true), ("Is it done?", true), ("Let us go.", true),
        ("Worried, he stayed.", true), ("Consider this first.", true), ("Rewrite the following text.", true),
        ("Imagine a world.", true), ("Baking a cake is easy.", true), ("Made in France.", true), ("go", true),
        ("Don't go.", true), ("Cook the rice until soft.", true), ("| a | b |", true),
        ("The boat leaks.", false), ("A run ended.", false), ("\"Go\" was all.", false), ("Nothing happened.", false),
        ("Set theory is hard.", false), ("Sure, here it is.", false), ("Throughout my career", false),
        ("Imagination is key.", false), ("3 apples fell.", false), ("1994 was a year.", false),
        ("Well-known facts", false), ("To bake a cake, mix.", false), ("Thank you.", false), ("GO HOME", false),
        ("Plays are fun.", false), ("\u{C9}t\u{E9}", false), ("I'm glad", false), ("...", false),
    ]) func `a verb comes first or does not`(text: String, isVerb: Bool) throws {
        #expect(try InstructionRows.judge("words:start_verb", [:], text).passed == isVerb, "\(text)")
    }

    @Test func `a separator of records is no white space to the patterns that divide sentences`() throws {
        let text = ResponseText("Dave went\u{1F}t. Eve went. It rained.\u{1C}It stopped.")
        var budget = Budget.standard
        #expect(
            try SentenceSplitter.sentences(of: text, budget: &budget).map(text.string)
                == ["Dave went\u{1F}t.", "Eve went.", "It rained.\u{1C}It stopped."])
    }

    @Test func `recorded responses are judged as they were`() throws {
        guard let folder = SharedData.anchors?.appending(path: "ifeval") else {
            return print("ifeval: no recorded responses here, 0 of 10,008 checks made")
        }
        func lines(_ name: String) throws -> [JSONValue] {
            let data = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return try data.utf8.split(separator: 10).map { try JSONReader().read(String(Substring($0))) }
        }
        var prompts: [Int: JSONObject] = [:]
        for prompt in try lines("prompts.jsonl") {
            if let key = prompt["key"]?.int { prompts[key] = prompt.object }
        }
        var counts: [String: (checks: Int, different: Int)] = [:]
        for mode in ["strict", "loose"] {
            let verifier = try InstructionsVerifier(
                options: VerifierOptions([
                    "ids": "$instruction_id_list", "kwargs": "$kwargs", "prompt": "$prompt", "mode": .string(mode),
                ]))
            for response in try lines("responses.jsonl") {
                let fields = try #require(response["key"]?.int.flatMap { prompts[$0] })
                var completion = Completion(text: "")
                completion.answer = try #require(response["response"]?.string)
                var budget = Budget.standard
                let verdict = try verifier.judge(
                    completion, task: RolloutTask(id: "t", fields: fields), budget: &budget)
                let ids = try #require(fields["instruction_id_list"]?.array)
                let expected = try #require(response[mode]?.array)
                #expect(verdict.checks.count == ids.count)
                for (id, (check, wanted)) in zip(ids, zip(verdict.checks, expected)) {
                    let name = "\(try #require(id.string)) \(mode)"
                    counts[name, default: (0, 0)].checks += 1
                    if check.passed != wanted.bool { counts[name, default: (0, 0)].different += 1 }
                }
            }
        }
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            print("ifeval: \(name): \(count.checks) checks, \(count.different) different")
        }
        #expect(counts.values.reduce(0) { $0 + $1.checks } == 10_008)
        #expect(counts.values.allSatisfy { $0.different == 0 })
    }
}
