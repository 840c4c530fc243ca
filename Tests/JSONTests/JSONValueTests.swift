import Testing

@testable import JSON

@Suite struct `Values are compared as JSON Schema compares them` {
    @Test func `strings and keys are their code points`() throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        #expect(
            composed == decomposed,
            "Swift's own == is canonical equivalence; if this fails, so does the reason for ours")
        #expect(JSONValue.string(composed) != .string(decomposed))
        #expect(JSONValue.string("\u{212B}") != .string("\u{C5}"))
        #expect(Set<JSONValue>([.string(composed), .string(decomposed)]).count == 2)
        let object = try JSONReader().read("{\"\(composed)\":1,\"\(decomposed)\":2}")
        #expect(object.object?.firstDuplicateKey == nil)
        #expect(object[composed] == 1)
        #expect(object[decomposed] == 2)
        #expect(object != [composed: 2, decomposed: 1])
        #expect(object == [decomposed: 2, composed: 1])
        #expect(object.canonicalText == "{\"\(decomposed)\":2,\"\(composed)\":1}")
        var edited = try #require(object.object)
        edited[composed] = nil
        #expect(edited.members.map { Array($0.key.utf8) } == [Array(decomposed.utf8)])
    }

    @Test func `objects are equal in any order, by the last of duplicates`() throws {
        let reader = JSONReader()
        func value(_ text: String) throws -> JSONValue { try reader.read(text) }
        let pairs = [
            (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#), (#"{"a":0,"a":1}"#, #"{"a":1}"#),
            (#"{"a":0,"a":1}"#, #"{"a":2,"a":1}"#),
            (#"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":3}"#), ("{}", "{}"),
            (#"{"a":{"x":1,"y":[1.0]}}"#, #"{"a":{"y":[1],"x":10e-1}}"#),
        ]
        for (left, right) in pairs {
            #expect(try value(left) == value(right), "\(left) \(right)")
            #expect(try value(right) == value(left))
            #expect(try value(left).hashValue == value(right).hashValue)
            #expect(try value(left).canonicalText == value(right).canonicalText)
        }
        let unequal = [
            (#"{"a":1}"#, #"{"a":1,"b":2}"#), (#"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#), (#"{"a":1}"#, #"{"b":1}"#),
            ("{}", "[]"),
            (#"{"a":1}"#, #"{"a":true}"#), ("[1]", #"["1"]"#), ("[1,2]", "[2,1]"), ("0", "false"), ("null", "0"),
            (#""""#, "null"),
        ]
        for (left, right) in unequal {
            #expect(try value(left) != value(right), "\(left) \(right)")
            #expect(try value(left).canonicalText != value(right).canonicalText)
        }
    }

    @Test func `more members than are compared one by one`() throws {
        var object = JSONObject()
        for index in 0..<100 { object["k\(index)"] = .int(index) }
        #expect(object.firstDuplicateKey == nil)
        #expect(JSONObject(object.members.reversed()) == object)
        #expect(JSONObject(object.members.reversed()).hashValue == object.hashValue)
        object.members.append(.init(key: "k50", value: 0))
        object.members.append(.init(key: "k10", value: 0))
        #expect(object.firstDuplicateKey == "k50")
        #expect(object["k50"] == 0)
        object["k50"] = 7
        #expect(object.count == 102)
        #expect(object["k50"] == 7)
        object["k50"] = nil
        #expect(object.count == 100)
    }
}

@Suite struct `Numbers are compared by exact value` {
    static let equal: [(String, String)] = [
        ("1", "1.0"), ("1", "10e-1"), ("0", "-0"), ("0", "0.000e99999999999999999999"), ("-0.0", "0e5"), ("100", "1e2"),
        ("1e2", "1E+2"),
        ("0.001", "1e-3"), ("1200", "0.12e4"), ("123456789012345678901234567890", "12345678901234567890123456789e1"),
        ("1e99999999999999999999", "1e99999999999999999999"), ("105", "10.5e1"), ("0.10", "0.1"),
    ]
    static let unequal: [(String, String)] = [
        ("9007199254740993", "9007199254740992"), ("1", "-1"), ("1e400", "1e401"), ("0.1", "0.10000000000000000001"),
        ("10", "1"), ("1e-400", "0"),
        ("1e99999999999999999999", "1e99999999999999999998"), ("1e99999999999999999999", "1e-99999999999999999999"),
        ("101", "11"), ("0.1", "0.01"),
    ]

    @Test(arguments: equal) func `these are equal`(left: String, right: String) throws {
        let pair = (try #require(JSONNumber(literal: left)), try #require(JSONNumber(literal: right)))
        #expect(pair.0 == pair.1)
        #expect(pair.0.hashValue == pair.1.hashValue)
        #expect(JSONValue.number(pair.0).canonicalText == JSONValue.number(pair.1).canonicalText)
    }

    @Test(arguments: unequal) func `these are not`(left: String, right: String) throws {
        #expect(try #require(JSONNumber(literal: left)) != #require(JSONNumber(literal: right)))
    }

    @Test func `whole numbers are found in any spelling, and none is invented`() throws {
        let examples: [(String, Int?)] = [
            ("3", 3), ("3.0", 3), ("3e2", 300), ("30e-1", 3), ("-0", 0), ("-0.0", 0), ("0e9", 0), ("3.5", nil),
            ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
            ("9.223372036854775807e18", .max),
            ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e999999999999", nil), ("1e-999999999999", nil),
            ("0.001e3", 1),
            ("10e9223372036854775807", nil), ("100e9223372036854775807", nil), ("1e99999999999999999999999", nil),
            ("0.1e-9223372036854775808", nil),
            ("1000e-3", 1), ("123456789012345678901234567890e-29", nil),
        ]
        for (text, int) in examples {
            let number = try #require(JSONNumber(literal: text))
            #expect(number.int == int, "\(text)")
            #expect(try JSONReader().document(Array(text.utf8)).root.int == int, "\(text)")
        }
        #expect(JSONNumber(literal: "1e999999999999")?.isInteger == true)
        #expect(JSONNumber(literal: "1e-999999999999")?.isInteger == false)
        #expect(JSONNumber(literal: "1.50")?.isInteger == false)
        #expect(JSONNumber(literal: "15.0e0")?.isInteger == true)
    }

    @Test func `a long number costs its digits and no more`() throws {
        let number = try #require(JSONNumber(literal: "1" + String(repeating: "0", count: 50_000)))
        #expect(number.int == nil)
        #expect(number.decimal.digits == "1")
        #expect(number.decimal.exponent == 50_000)
        #expect(number == JSONNumber(literal: "1e50000"))
    }

    @Test func `doubles are rounded once, and overflow is nothing`() throws {
        let examples: [(String, Double?)] = [
            ("0.1", 0.1), ("1e400", nil), ("-1e400", nil), ("1e-400", 0), ("5e-324", .leastNonzeroMagnitude),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("9007199254740993", 9007199254740992),
            ("2.2250738585072011e-308", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)), ("1e99999999999999999999", nil),
            ("1" + String(repeating: "0", count: 309), nil),
        ]
        for (text, double) in examples {
            #expect(JSONNumber(literal: text)?.double == double, "\(text)")
            #expect(try JSONReader().document(Array(text.utf8)).root.double == double, "\(text)")
        }
        #expect(JSONNumber(literal: "-0")?.double?.sign == .minus)
    }

    @Test func `a literal is taken only as RFC 8259 writes it`() {
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "1 ", " 1", "1_0", "١"] {
            #expect(JSONNumber(literal: text) == nil, "\(text)")
        }
    }
}
