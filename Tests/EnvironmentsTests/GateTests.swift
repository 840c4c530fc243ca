import Environments
import JSON
import Rollouts
import Testing

@testable import struct Environments.Junk
@testable import enum Environments.JunkSet

@Suite struct `Before an environment serves` {
    static func row(_ gold: String? = nil) -> String {
        let gold = gold.map { #", "gold": \#(JSONValue.string($0).text)"# } ?? ""
        return #"{"question": "What is 6 x 7?", "answer": 42, "object": {"n": 42}\#(gold)}"#
    }

    func complaints(
        _ verify: String, _ more: String = "", gold: String? = nil, prompt: String = "{user: \"{{question}}\"}"
    ) async throws -> [EnvironmentError] {
        try await errors(
            yaml(more, tasks: "{file: t.jsonl}", prompt: prompt, verify: verify), files: ["t.jsonl": Self.row(gold)])
    }

    @Test func `examples must come out as they say`() async throws {
        let verify = "[answer: {format: tag, equals: $answer, as: number}]"
        func example(_ text: String) -> String { "examples: [{task: {answer: 42}, \(text)}]" }
        #expect(
            try await complaints(verify, example("completion: <answer>42</answer>, passes: true, score: 1")).isEmpty)
        for (text, message) in [
            ("completion: <answer>41</answer>, passes: true", "example 1 fails, and should pass: incorrect"),
            ("completion: <answer>42</answer>, passes: false", "example 1 passes, and should not"),
            ("completion: <answer>41</answer>, passes: false, reason: unparsed", "should for `unparsed`"),
            ("completion: <answer>42</answer>, passes: true, score: 0.5", "should have 0.5"),
            ("completion: <answer>42</answer>, reasoning: hm, passes: false", "example 1 passes"),
        ] {
            let error = try #require(try await complaints(verify, example(text)).first)
            #expect(
                error.code == .example && error.message.contains(message) && error.line == 4 && error.column == 12,
                "\(error)")
        }
        let unscored = try await complaints(
            verify, "examples: [{task: {}, completion: <answer>1</answer>, passes: false}]")
        #expect(unscored.first?.message.contains("could not be judged: verifier_error") == true, "\(unscored)")
    }

    @Test func `gold must pass`() async throws {
        let verify = "[answer: {format: tag, equals: $answer, as: number}]"
        #expect(try await complaints(verify, gold: "<answer>42</answer>").isEmpty)
        let error = try #require(try await complaints(verify, gold: "<answer>43</answer>").first)
        #expect(error.code == .junk && error.message.contains("the gold completion"))
    }

    @Test func `junk must not pass, and what passes is named by its kind`() async throws {
        // Each list lets one kind of junk pass, whatever else it lets pass.
        let cases: [(kind: JunkKind, verify: String, gold: String?, prompt: String)] = [
            (.echo, "[answer: {format: last_number, equals: 7}]", nil, "{user: \"What is 6 x 7\"}"),
            (.bareStructure, "[json: {equals: {}}]", nil, "{user: hi}"),
            (.duplicateKeys, "[json: {equals: {answer: 2}, duplicate_keys: allow}]", nil, "{user: hi}"),
            (.hugeNumber, "[answer: {format: whole, equals: \"Infinity\"}]", nil, "{user: hi}"),
            (.graderTalk, "[answer: {format: last_number, equals: 1}]", nil, "{user: hi}"),
        ]
        for (kind, verify, gold, prompt) in cases {
            let found = try await complaints(verify, gold: gold, prompt: prompt)
            #expect(found.contains { $0.message.contains("junk passes (\(kind.rawValue))") }, "\(kind): \(found)")
            #expect(
                found.allSatisfy { $0.code == .junk && $0.hint?.contains("junk_allowed") == true }, "\(kind): \(found)")
            let reasons = Set(found.compactMap { $0.message.firstMatch(of: /junk passes \((\w+)\)/)?.1 })
            let allowed = "junk_allowed: {" + reasons.map { "\($0): it is right here" }.joined(separator: ", ") + "}"
            #expect(try await complaints(verify, allowed, gold: gold, prompt: prompt).isEmpty, "\(kind)")
        }
    }

    @Test func `a gold with a key said twice is junk, and a gold that looks like junk is not`() async throws {
        let lenient = "[json: {equals: $object, duplicate_keys: allow}]"
        let found = try await complaints(lenient, gold: #"{"n": 42}"#)
        #expect(found.contains { $0.message.contains("(duplicate_keys)") }, "\(found)")
        #expect(try await complaints("[json: {equals: $object}]", gold: #"{"n": 42}"#).isEmpty)
        #expect(try await complaints("[json: {equals: {}}]", gold: "{}").isEmpty)
    }

    @Test(arguments: [
        ReasoningFormat(), ReasoningFormat(mode: .required), ReasoningFormat(opener: .template),
        ReasoningFormat(mode: .required, open: "[t]", close: "[/t]", opener: .template),
    ])
    func `the right answer in an unfinished thought is junk in every format, and stays unread`(
        _ format: ReasoningFormat
    ) throws {
        let prompt = Prompt(
            messages: [Message(role: "user", content: "Q")], transcript: "User: Q\nAssistant:", transcriptStop: [])
        let mustThink = format.mode == .required || format.opener == .template
        let gold = (mustThink ? (format.opener == .model ? format.open : "") + "so" + format.close : "") + "42"
        let junk = JunkSet.specific(prompt: prompt, gold: gold, format: format).filter { $0.kind == .unfinishedThought }
        #expect(junk.count == (mustThink ? 5 : 4))
        for piece in junk { #expect(Completion(messages: [piece.message], format: format).isOpen, "\(piece)") }
        for piece in JunkSet.fixed(format) where piece.kind != .empty {
            // Verifiers get to see the rest, or the gate would test nothing but the thought.
            #expect(!Completion(messages: [piece.message], format: format).isOpen, "\(piece.excerpt)")
        }
    }

    @Test func `the set has every kind`() {
        let prompt = Prompt(messages: [Message(role: "user", content: "Q")], transcript: "T", transcriptStop: [])
        let all =
            JunkSet.fixed(ReasoningFormat())
            + JunkSet.specific(prompt: prompt, gold: "{\"a\": 1}", format: ReasoningFormat())
        #expect(Set(all.map(\.kind)) == Set(JunkKind.allCases))
    }

    @Test func `verifiers that can judge no task do not load`() async throws {
        let verify = "[answer: {format: tag, equals: $answer, as: number}]"
        let row = #"{"question": "Q", "answer": "forty-two", "gold": "<answer>42</answer>"}"#
        let found = try await errors(yaml(tasks: "{file: t.jsonl}", verify: verify), files: ["t.jsonl": row])
        #expect(found.contains { $0.message.contains("no task can be judged") }, "\(found)")
    }
}
