import Testing

@testable import JSON

@Suite struct `A document is walked without a tree` {
    static let text = #"""
        {"id":"r1","choices":[{"index":0,"message":{"role":"assistant","content":"a\nb"},"logprobs":[-0.5,-1,0.0],
        "token_ids":[1,2,3.0,4e0]},{"index":1,"empty":[],"deep":[[[{"x":null}]]]}],"usage":{"total":12},"id":"r2","ok":true,"no":false}
        """#
    let document: JSONDocument

    init() throws { document = try JSONReader().document(Array(Self.text.utf8)) }

    @Test func `by key, by position and by kind`() throws {
        let root = document.root
        #expect(root.kind == .object)
        #expect(root.count == 6)
        #expect(root["id"]?.string == "r2", "of duplicates the last")
        let choice = try #require(root["choices"]?[0])
        #expect(choice["message"]?["content"]?.string == "a\nb")
        #expect(root["choices"]?[1]?["deep"]?[0]?[0]?[0]?["x"]?.isNull == true)
        #expect(root["choices"]?[2] == nil)
        #expect(root["choices"]?[-1] == nil)
        #expect(root["missing"] == nil)
        #expect(root["usage"]?["total"]?.int == 12)
        #expect(root["ok"]?.bool == true)
        #expect(root["no"]?.bool == false)
        #expect(root["ok"]?.kind == .bool)
        #expect(root["ok"]?.string == nil)
        #expect(root["id"]?.int == nil)
        #expect(root["id"]?["x"] == nil)
        #expect(root["id"]?.bool == nil)
    }

    @Test func `members and elements come in order, duplicates too`() throws {
        #expect(document.root.members.map(\.key) == ["id", "choices", "usage", "id", "ok", "no"])
        #expect(document.root["choices"]?.elements.map { $0["index"]?.int } == [0, 1])
        #expect(document.root.elements.map { $0 }.isEmpty)
        #expect(document.root["choices"]?.members.map { $0.key }.isEmpty == true)
        #expect(document.root["choices"]?[1]?["empty"]?.elements.map { $0 }.isEmpty == true)
    }

    @Test func `every part as a tree is the part of the tree`() throws {
        func compare(_ cursor: JSONCursor, _ value: JSONValue) {
            #expect(cursor.value == value)
            switch value {
            case .array(let elements):
                #expect(cursor.count == elements.count)
                for (inner, element) in zip(cursor.elements, elements) { compare(inner, element) }
            case .object(let object):
                #expect(cursor.members.map(\.key) == object.keys)
                for (inner, member) in zip(cursor.members, object.members) { compare(inner.value, member.value) }
            default: break
            }
        }
        compare(document.root, try JSONReader().read(Self.text))
    }

    @Test func `the source of a part reads as the part`() throws {
        let message = try #require(document.root["choices"]?[0]?["message"])
        #expect(String(decoding: message.source, as: UTF8.self) == #"{"role":"assistant","content":"a\nb"}"#)
        #expect(Array(document.bytes[message.sourceRange]) == Array(message.source))
        #expect(document.root["usage"]?["total"].map { String(decoding: $0.source, as: UTF8.self) } == "12")
        #expect(document.root["id"].map { String(decoding: $0.source, as: UTF8.self) } == #""r2""#)
        #expect(try JSONReader().read(message.source) == message.value)
    }

    @Test func `a document may hold one bare value`() throws {
        #expect(try JSONReader().document(Array(" 7 ".utf8)).root.int == 7)
        #expect(try JSONReader().document(Array(" 7 ".utf8)).root.sourceRange == 1..<2)
        #expect(try JSONReader().document(Array("null".utf8)).root.isNull)
    }
}

@Suite struct `Arrays of numbers are read in bulk` {
    func root(_ text: String) throws -> JSONCursor { try JSONReader().document(Array(text.utf8)).root }

    @Test func `whole numbers, in any spelling`() throws {
        #expect(try root("[]").int32s() == [])
        #expect(
            try root("[1, -2 ,2147483647,-2147483648,3.0,1e2,-0, 5]").int32s() == [1, -2, .max, .min, 3, 100, 0, 5])
        for text in [
            "[1,2147483648]", "[-2147483649]", "[1.5]", "[\"1\"]", "[null]", "[[1]]", "[[],1]", "[{}]", "[true]",
            "{\"a\":1}", "1", "[1e99]",
        ] {
            #expect(try root(text).int32s() == nil, "\(text)")
        }
    }

    @Test func `fractions, each rounded once`() throws {
        #expect(try root("[]").floats() == [])
        #expect(try root("[-0.5,1,1e-50,0.1,3e38,-1e-400,16777217]").floats() == [-0.5, 1, 0, 0.1, 3e38, 0, 16777216])
        // A hair above the middle of two floats: rounding first to a double and then to a float would give 1.
        #expect(try root("[1.00000005960464477539062500000000001]").floats() == [1.0000001])
        for text in [
            "[1e39]", "[-1e400]", "[\"1\"]", "[null]", "[[1]]", "[0.5,[]]", "{\"a\":1}", "0.5",
            "[1e99999999999999999999]",
        ] {
            #expect(try root(text).floats() == nil, "\(text)")
        }
    }

    @Test func `many of them`() throws {
        let ints = (0..<50_000).map { Int32(truncatingIfNeeded: $0 &* 2_654_435_761) }
        #expect(try root("[" + ints.map(String.init).joined(separator: ", ") + "]").int32s() == ints)
        let floats = ints.map { Float($0) / 1_000_003 }
        #expect(try root("[" + floats.map(\.description).joined(separator: ",\n") + "]").floats() == floats)
    }
}
