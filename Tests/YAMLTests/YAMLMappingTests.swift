import JSON
import Testing

@testable import YAML

@Suite struct `A mapping is read strictly` {
    enum Mode: String, CaseIterable { case groups, trajectories }

    static let text = """
        about: An environment
        weight: 2
        share: 0.5
        on: true
        mode: groups
        tags: [math, easy]
        sample: {rollouts: 8, seed: null}
        extra: {a: [1, no]}
        """

    func map(_ text: String) throws -> YAMLMapping { try YAMLReader.read(text, file: "e.yaml").mapping("environment") }

    func refusal(_ text: String, _ body: (YAMLMapping) throws -> Void) -> String {
        do {
            try body(try map(text))
            return "nothing was thrown"
        } catch { return "\(error)" }
    }

    @Test func `each kind has its reader`() throws {
        let map = try map(Self.text)
        #expect(try map.string("about") == "An environment")
        #expect(try map.int("weight", in: 1...10) == 2)
        #expect(try map.double("weight") == 2)
        #expect(try map.double("share", in: 0...1) == 0.5)
        #expect(try map.bool("on"))
        #expect(try map.choice("mode", of: Mode.self) == .groups)
        #expect(try map.strings("tags") == ["math", "easy"])
        #expect(try map.list("tags").map { try $0.string() } == ["math", "easy"])
        let sample = try map.mapping("sample")
        #expect(try sample.int("rollouts") == 8)
        #expect(try sample.optionalInt("seed") == nil)
        #expect(sample.optionalValue("seed") == .null)
        try sample.finish()
        #expect(try map.value("extra") == ["a": [1, "no"]])
        try map.finish()
    }

    @Test func `what is optional may be missing or null`() throws {
        let map = try map("a: ~\n")
        for key in ["a", "b"] {
            #expect(try map.optionalString(key) == nil)
            #expect(try map.optionalInt(key) == nil)
            #expect(try map.optionalDouble(key) == nil)
            #expect(try map.optionalBool(key) == nil)
            #expect(try map.optionalChoice(key, of: Mode.self) == nil)
            #expect(try map.optionalList(key) == nil)
            #expect(try map.optionalStrings(key) == nil)
            #expect(try map.optionalMapping(key) == nil)
        }
        #expect(map.optionalNode("a")?.isNull == true)
        #expect(map.optionalValue("b") == nil)
        try map.finish()
    }

    @Test func `an unknown key names the known ones and the nearest`() {
        let message = refusal("about: x\nwieght: 2\n") {
            _ = try $0.string("about")
            _ = try $0.optionalInt("weight")
            try $0.finish(known: ["examples"])
        }
        #expect(
            message
                == "e.yaml:2:1: unknown key `wieght` in `environment`. Did you mean `weight`? Known keys: about, examples, weight"
        )
        #expect(
            refusal("x: 1") { try $0.finish() }
                == "e.yaml:1:1: unknown key `x` in `environment`. No keys are known here")
    }

    @Test func `a missing key is named, and what was likely written for it`() {
        #expect(
            refusal("a: 1") { _ = try $0.string("prompt") }
                == "e.yaml:1:1: the key `prompt` is missing in `environment`")
        #expect(
            refusal("a: 1\npromt: x") { _ = try $0.string("prompt") }
                == "e.yaml:2:1: the key `prompt` is missing in `environment`. Did you write `promt` for it?")
    }

    @Test func `a wrong kind says what was found and what to write`() {
        let examples: [(String, (YAMLMapping) throws -> Void, String)] = [
            (
                "a: 3", { _ = try $0.string("a") },
                "e.yaml:1:4: `a` must be a text, and is the number 3. Put it in quotes: \"3\""
            ),
            (
                "a: true", { _ = try $0.string("a") },
                "e.yaml:1:4: `a` must be a text, and is true. Put it in quotes: \"true\""
            ),
            (
                "a: yes", { _ = try $0.bool("a") },
                "e.yaml:1:4: `a` must be true or false, and is the text \"yes\". Write true or false, without quotes"
            ),
            (
                "a: '3'", { _ = try $0.int("a") },
                "e.yaml:1:4: `a` must be a whole number, and is the text \"3\". Write it without quotes"
            ),
            ("a: 3.5", { _ = try $0.int("a") }, "e.yaml:1:4: `a` must be a whole number, and is the number 3.5"),
            (
                "a: 0", { _ = try $0.int("a", in: 1...64) },
                "e.yaml:1:4: `a` must be a whole number from 1 to 64, and is the number 0"
            ),
            (
                "a: 0", { _ = try $0.int("a", in: 1 ... .max) },
                "e.yaml:1:4: `a` must be a whole number of at least 1, and is the number 0"
            ),
            (
                "a: 1e30", { _ = try $0.int("a") },
                "e.yaml:1:4: `a` must be a whole number that fits 64 bits, and is the number 1e30"
            ),
            (
                "a: 1e400", { _ = try $0.double("a") },
                "e.yaml:1:4: `a` must be a number that a double can hold, and is the number 1e400"
            ),
            (
                "a: 1.5", { _ = try $0.double("a", in: 0...1) },
                "e.yaml:1:4: `a` must be a number from 0.0 to 1.0, and is the number 1.5"
            ),
            (
                "a: [x]", { _ = try $0.mapping("a") },
                "e.yaml:1:4: `a` must be a mapping, and is a list. Write it as `key: value` lines or as {key: value}"
            ),
            (
                "a:", { _ = try $0.list("a") },
                "e.yaml:1:3: `a` must be a list, and is nothing. Write it as [a, b] or with a dash for each entry"
            ),
            (
                "a: [x, 1]", { _ = try $0.strings("a") },
                "e.yaml:1:8: `an entry of a` must be a text, and is the number 1. Put it in quotes: \"1\""
            ),
            (
                "a: group", { _ = try $0.choice("a", of: Mode.self) },
                "e.yaml:1:4: `a` must be one of groups, trajectories, and is the text \"group\". Did you mean `groups`?"
            ),
            ("a: {}", { _ = try $0.string("a") }, "e.yaml:1:4: `a` must be a text, and is a mapping"),
        ]
        for (text, body, message) in examples { #expect(refusal(text, body) == message) }
        #expect(
            refusal("- a") { _ in }
                == "e.yaml:1:1: `environment` must be a mapping, and is a list. Write it as `key: value` lines or as {key: value}"
        )
    }

    @Test func `long and hostile texts are cut and escaped`() {
        let message = refusal("a: \"\\e[31m\(String(repeating: "x", count: 500))\"") { _ = try $0.int("a") }
        #expect(message.count < 150)
        #expect(message.contains("\\u{1b}[31m"))
    }

    @Test func `nearest words are near`() {
        let known = ["weight", "about", "tasks", "max_tokens", "n"]
        #expect(nearestWord(to: "wieght", among: known) == "weight")
        #expect(nearestWord(to: "task", among: known) == "tasks")
        #expect(nearestWord(to: "maxTokens", among: known) == "max_tokens")
        #expect(nearestWord(to: "ABOUT", among: known) == "about")
        #expect(nearestWord(to: "entirely", among: known) == nil)
        #expect(nearestWord(to: "x", among: known) == nil)
        #expect(nearestWord(to: "", among: known) == nil)
    }
}
