import Testing

@testable import JSON

@Suite struct `The writer writes what the reader reads` {
    @Test func `commas and nesting are its own work`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.int(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.key("b")
        writer.bool(false)
        writer.rawMembers(Array(#""c":1,"d":2"#.utf8))
        writer.rawMembers([])
        writer.key("e")
        writer.raw(Array("[1 , 2]".utf8))
        writer.key("f")
        writer.ints([1, -2, .max, .min])
        writer.endObject()
        #expect(
            writer.text == #"{"a":[1,[],{},null],"b":false,"c":1,"d":2,"e":[1 , 2],"f":[1,-2,2147483647,-2147483648]}"#)
        writer.removeAll()
        writer.string("x")
        #expect(writer.text == #""x""#)
    }

    @Test func `whole numbers of any width`() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.int(UInt64.max)
        writer.int(Int64.min)
        writer.int(Int64.max)
        writer.int(0)
        writer.int(UInt8(7))
        writer.int(-1)
        writer.int(Int128.max)
        writer.endArray()
        #expect(
            writer.text
                == "[18446744073709551615,-9223372036854775808,9223372036854775807,0,7,-1,170141183460469231731687303715884105727]"
        )
    }

    @Test func `fractions are short and read back the same`() throws {
        var generator = SplitMix(seed: 11)
        var doubles: [Double] = [
            0, -0.0, 0.1, 1e15, 1e16, 1e21, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
            .leastNormalMagnitude, 100, -3, 1e300, 123456.789, -1e15, 1e15.nextDown, 999_999_999_999_999, 0.5, -0.5,
        ]
        for _ in 0..<5000 { doubles.append(Double(bitPattern: generator.next())) }
        for double in doubles {
            var writer = JSONWriter()
            writer.double(double)
            if double.isFinite {
                #expect(writer.text == JSONNumber(double)?.text)
                let read = try JSONReader().read(writer.bytes).double
                #expect(read?.bitPattern == double.bitPattern, "\(writer.text)")
            } else {
                #expect(writer.text == "null")
            }
        }
        for _ in 0..<5000 {
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            var writer = JSONWriter()
            writer.beginArray()
            writer.float(float)
            writer.endArray()
            guard float.isFinite else { continue }
            #expect(try JSONReader().document(writer.bytes).root.floats() == [float], "\(writer.text)")
        }
    }

    @Test func `each character comes back, wherever it stands`() throws {
        for scalar in [0...0x2FF, 0x2020...0x2030, 0xD7F0...0xD7FF, 0xFFF0...0xFFFF, 0x1F600...0x1F610].joined() {
            guard let scalar = Unicode.Scalar(UInt32(scalar)) else { continue }
            for before in 0...9 {
                let text = String(repeating: "a", count: before) + String(Character(scalar)) + "bcdefghij"
                var writer = JSONWriter()
                writer.string(text)
                let value = try JSONReader().read(writer.bytes)
                #expect(value.string.map { Array($0.utf8) } == Array(text.utf8))
                #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            }
        }
    }

    @Test func `keys and texts of every length, with and without an escape at every place, come back`() throws {
        for length in 0...140 {
            for place in [nil] + (0..<length).map(Optional.some) {
                var bytes = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
                if let place { bytes[place] = UInt8(ascii: place % 2 == 0 ? "\"" : "\n") }
                let text = String(decoding: bytes, as: UTF8.self)
                var writer = JSONWriter()
                writer.beginObject()
                for key in ["", "x" + text, "y" + text] {
                    writer.key(key)
                    writer.beginArray()
                    writer.string(text)
                    writer.string("")
                    writer.string(text)
                    writer.endArray()
                }
                writer.endObject()
                let members = try JSONReader().read(writer.bytes).object?.members ?? []
                let what = "\(length) bytes, an escape at \(place ?? -1)"
                #expect(members.map(\.key) == ["", "x" + text, "y" + text], "\(what)")
                #expect(members.allSatisfy { $0.value == [.string(text), "", .string(text)] }, "\(what)")
            }
        }
    }

    @Test func `lines are values of their own`() {
        var writer = JSONWriter()
        for number in 1...3 {
            writer.int(number)
            writer.endLine()
        }
        #expect(writer.text == "1\n2\n3\n")
    }

    @Test func `escapes are the short ones`() {
        #expect(JSONValue.string("\"\\/\n\r\t\u{8}\u{0}\u{1F}\u{7F}").text == #""\"\\/\n\r\t\u0008\u0000\u001f\u007f""#)
    }

    @Test func `a long string is written whole`() throws {
        let odd = String(String(repeating: "äöü\n", count: 1000).reversed())
        #expect(try JSONReader().read(JSONValue.string(odd).text).string == odd)
    }
}

/// A small seeded generator, so that a failure can be had again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
