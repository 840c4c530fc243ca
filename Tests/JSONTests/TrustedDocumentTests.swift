import Testing

@testable import JSON

@Suite struct `A trusted document is edited in place` {
    @Test func `values are got, set and removed by pointer`() throws {
        let document = try TrustedDocument(#"{"a":{"b":[1,2,3]},"x/y":1,"m~n":2,"é":3}"#)
        #expect(document[""] == ["a": ["b": [1, 2, 3]], "x/y": 1, "m~n": 2, "é": 3])
        #expect(document["/a/b/1"] == 2)
        #expect(document["/x~1y"] == 1)
        #expect(document["/m~0n"] == 2)
        #expect(document["/é"] == 3)
        #expect(document["/a/c"] == nil)
        #expect(document["/a/b/9"] == nil)
        #expect(document["a"] == nil)
        try document.set("/a/b/0", to: "first")
        try document.set("/a/b/-", to: nil)
        try document.set("/new", to: ["deep": [true]])
        #expect(document.remove("/x~1y"))
        #expect(document.remove("/a/b/1"))
        #expect(!document.remove("/x~1y"))
        #expect(!document.remove("/a/b/7"))
        #expect(!document.remove(""))
        #expect(document.text == #"{"a":{"b":["first",3,null]},"m~n":2,"é":3,"new":{"deep":[true]}}"#)
        try document.set("", to: [1])
        #expect(document.text == "[1]")
    }

    @Test func `a place that is not there is an error, and nothing changes`() throws {
        let document = try TrustedDocument(#"{"a":[1]}"#)
        for pointer in ["/b/c", "/a/x", "a", "/a/0/b", "/a\0"] {
            #expect(throws: JSONError.self, "\(pointer)") { try document.set(pointer, to: 1) }
        }
        #expect(document.text == #"{"a":[1]}"#)
    }

    @Test func `it is written for people`() throws {
        let document = try TrustedDocument(#"{"a":[1,{}],"url":"http://x/é"}"#)
        #expect(document.prettyText.split(separator: "\n").count > 4)
        #expect(document.prettyText.contains("\"http://x/é\""))
        #expect(try JSONReader().read(document.prettyText) == JSONReader().read(document.text))
    }

    @Test(arguments: [
        "null", "true", "7", "-0.1", "\"x\"", "[]", "18446744073709551615", "-9223372036854775808", "1e300",
        "\"a\\u0000b\"", "0.10",
    ])
    func `every value comes back`(text: String) throws {
        #expect(try TrustedDocument(text)[""] == JSONReader().read(text))
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, "123456789012345678901234567890", "[18446744073709551616]", #"{"a\u0000b":1}"#, "1e400",
        "[1", "NaN",
    ])
    func `what json-c would spoil is refused`(text: String) {
        #expect(throws: JSONError.self) { try TrustedDocument(text) }
    }
}

/// Why no text from outside is read with json-c: in its strict mode it takes all of these, and alters them.
@Suite struct `json-c spoils what our reader keeps` {
    @Test func `it merges duplicate keys`() throws {
        #expect(try TrustedDocument(unchecked: #"{"a":1,"a":2}"#).text == #"{"a":2}"#)
        #expect(try JSONReader().read(#"{"a":1,"a":2}"#).text == #"{"a":1,"a":2}"#)
    }

    @Test func `it turns a 30-digit integer into 2^64 - 1`() throws {
        #expect(try TrustedDocument(unchecked: "123456789012345678901234567890").text == "18446744073709551615")
        #expect(try JSONReader().read("123456789012345678901234567890").text == "123456789012345678901234567890")
    }

    @Test func `it cuts keys at NUL`() throws {
        #expect(try TrustedDocument(unchecked: #"{"a\u0000b":1}"#).text == #"{"a":1}"#)
        #expect(try JSONReader().read(#"{"a\u0000b":1}"#).text == #"{"a\u0000b":1}"#)
    }

    @Test(arguments: ["NaN", "[NaN]", "1.", "[1.]"])
    func `it takes NaN and a point without digits`(text: String) throws {
        _ = try TrustedDocument(unchecked: text)
        #expect(throws: JSONError.self) { try JSONReader().read(text) }
    }
}
