import Testing

@testable import JSON

@Suite struct `Lines are split however the bytes arrive` {
    /// All lines of a text that is pushed in pieces of a size.
    func lines(of text: String, pieces size: Int, maxLineBytes: Int = 1 << 20) -> [JSONLines.Line] {
        var splitter = JSONLines(maxLineBytes: maxLineBytes)
        var lines: [JSONLines.Line] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.push(bytes[start..<min(start + size, bytes.count)])
            while let line = splitter.next() { lines.append(line) }
        }
        splitter.finish()
        while let line = splitter.next() { lines.append(line) }
        return lines
    }

    func line(_ number: Int, _ offset: Int, _ text: String) -> JSONLines.Line {
        .init(number: number, offset: offset, bytes: Array(text.utf8), isTooLong: false)
    }

    @Test(arguments: 1...20)
    func `in pieces of any size`(size: Int) {
        #expect(
            lines(of: "{}\n[1]\r\n\n \t\n\"é\"\n7", pieces: size) == [
                line(1, 0, "{}"), line(2, 3, "[1]"), line(5, 12, "\"é\""), line(6, 17, "7"),
            ])
        #expect(lines(of: "", pieces: size) == [])
        #expect(lines(of: "\n", pieces: size) == [])
        #expect(lines(of: "\r\n\r\n1\r\n", pieces: size) == [line(3, 4, "1")])
        #expect(lines(of: "1\r", pieces: size) == [line(1, 0, "1")])
    }

    @Test(arguments: 1...20)
    func `a line that is too long is skipped, and the count goes on`(size: Int) {
        let long = String(repeating: "x", count: 100)
        let result = lines(of: "12345678\r\n\(long)\n123456789\n12345678\n\(long)", pieces: size, maxLineBytes: 8)
        #expect(
            result == [
                line(1, 0, "12345678"), .init(number: 2, offset: 10, bytes: [], isTooLong: true),
                .init(number: 3, offset: 111, bytes: [], isTooLong: true), line(4, 121, "12345678"),
                .init(number: 5, offset: 130, bytes: [], isTooLong: true),
            ])
    }

    @Test func `nothing comes after the end`() {
        var splitter = JSONLines()
        splitter.push(Array("1".utf8))
        #expect(splitter.next() == nil)
        splitter.finish()
        #expect(splitter.next()?.bytes == [0x31])
        #expect(splitter.next() == nil)
        splitter.push(Array("2\n".utf8))
        #expect(splitter.next() == nil)
    }

    @Test func `a line without an end is not hoarded`() {
        var splitter = JSONLines(maxLineBytes: 1000)
        for _ in 0..<10_000 {
            splitter.push([UInt8](repeating: 0x61, count: 997))
            #expect(splitter.next() == nil)
            #expect(splitter.held < 3000)
        }
        splitter.push(Array("\n1\n".utf8))
        #expect(splitter.next() == .init(number: 1, offset: 0, bytes: [], isTooLong: true))
        #expect(splitter.next() == line(2, 9_970_001, "1"))
    }
}
