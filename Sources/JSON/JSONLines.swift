/// Splits bytes that arrive in pieces into the lines of a JSON Lines text.
///
/// A pure buffer: `push` what came, take lines with `next` until it gives nil, `finish` at the end. It holds one
/// unfinished line of at most `maxLineBytes`, and what was pushed and not yet taken.
public struct JSONLines: Sendable {
    /// One line.
    public struct Line: Sendable, Equatable {
        /// Its place among all lines, from 1, blank ones counted.
        public var number: Int
        /// Where it begins, in bytes from the start of the text.
        public var offset: Int
        /// The line without its end (`\n` or `\r\n`); empty where it is too long.
        public var bytes: [UInt8]
        /// Whether it is longer than is read; its bytes were skipped.
        public var isTooLong: Bool
    }

    /// The longest line that is given, in bytes, its end not counted.
    public let maxLineBytes: Int
    private var pending: [UInt8] = []
    /// The start of the unfinished line in `pending`, and how far it was searched for its end.
    private var start = 0
    private var searched = 0
    /// The unfinished line's number, where it begins in the text, and whether it already is too long.
    private var number = 1
    private var lineOffset = 0
    private var isSkipping = false
    /// How much of the text was given out or skipped: ahead of `lineOffset` while a line is skipped.
    private var offset = 0
    private var isFinished = false

    /// A splitter at the start of a text.
    public init(maxLineBytes: Int = 16 << 20) { self.maxLineBytes = min(max(maxLineBytes, 1), 1 << 40) }

    /// Takes the next bytes of the text; take the lines in it before pushing more. O(bytes).
    public mutating func push(_ bytes: some Collection<UInt8>) {
        guard !isFinished else { return }
        if start > 0 {
            pending.removeFirst(start)
            searched -= start
            start = 0
        }
        pending.append(contentsOf: bytes)
    }

    /// How many bytes are held: what was pushed and not yet taken, and room not yet given back.
    var held: Int { pending.count }

    /// Says that the text is over: what is left is the last line, with or without an end.
    public mutating func finish() { isFinished = true }

    /// The next whole line that is not blank; nil when more bytes are needed or all were taken.
    public mutating func next() -> Line? {
        while let line = anyLine() {
            if line.isTooLong || !line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return line }
        }
        return nil
    }

    private mutating func anyLine() -> Line? {
        if let end = pending.firstIndex(of: 0x0A, from: searched) {
            return take(upTo: end, consuming: end + 1 - start)
        }
        searched = pending.count
        if isFinished {
            guard start < pending.count || isSkipping else { return nil }
            return take(upTo: pending.count, consuming: pending.count - start)
        }
        // One byte more than allowed may be the carriage return of a line that just fits.
        if pending.count - start > maxLineBytes + 1 {
            isSkipping = true
            offset += pending.count - start
            start = pending.count
        }
        return nil
    }

    private mutating func take(upTo end: Int, consuming length: Int) -> Line {
        var bytes = pending[start..<end]
        if bytes.last == 0x0D { bytes.removeLast() }
        let isTooLong = isSkipping || bytes.count > maxLineBytes
        let line = Line(number: number, offset: lineOffset, bytes: isTooLong ? [] : Array(bytes), isTooLong: isTooLong)
        number += 1
        offset += length
        lineOffset = offset
        start += length
        searched = start
        isSkipping = false
        return line
    }
}

extension [UInt8] {
    /// The first place of a byte at or after an index. A search in place: slicing an array costs more than short lines.
    fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        withUnsafeBufferPointer { $0[start...].firstIndex(of: byte) }
    }
}
