/// Finds names by their bytes: a handful by scanning their heads, more of them by hash.
struct PropertyTable: Sendable {
    private struct Entry: BitwiseCopyable, Sendable {
        var head: UInt64
        var start: Int32
        var length: Int32
    }

    /// Up to so many names are scanned.
    private static let scanned = 8

    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// Places in `entries`, by hash; -1 is free. Empty where names are scanned.
    private var slots: [Int32] = []

    /// How many names there are.
    var count: Int { entries.count }

    /// A table of names, each found at its place in the list; names that occur twice are found at the first.
    init(_ names: [String]) {
        for name in names {
            var name = name
            name.withUTF8 { utf8 in
                entries.append(
                    Entry(
                        head: Self.head(utf8), start: Int32(clamping: bytes.count), length: Int32(clamping: utf8.count))
                )
                bytes += utf8
            }
        }
        guard entries.count > Self.scanned else { return }
        var capacity = 32
        while capacity < 3 * entries.count { capacity *= 2 }
        slots = Array(repeating: -1, count: capacity)
        for (index, entry) in entries.enumerated() {
            let key = Array(bytes[Int(entry.start)..<Int(entry.start + entry.length)])
            var slot = key.withUnsafeBufferPointer { Self.hash(entry.head, $0) } & (capacity - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = Int32(clamping: index)
        }
    }

    /// The place of a name, looked for from `hint` on first; -1 where it is none of them.
    @inline(__always)
    func index(of name: UnsafeBufferPointer<UInt8>, hint: Int = 0) -> Int {
        let head = Self.head(name)
        if hint < entries.count, isEntry(hint, head, name) { return hint }
        if slots.isEmpty {
            for index in entries.indices where isEntry(index, head, name) { return index }
            return -1
        }
        var slot = Self.hash(head, name) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEntry(Int(slots[slot]), head, name) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    /// The name at a place.
    func name(at index: Int) -> String {
        let entry = entries[index]
        return String(decoding: bytes[Int(entry.start)..<Int(entry.start + entry.length)], as: UTF8.self)
    }

    @inline(__always)
    private func isEntry(_ index: Int, _ head: UInt64, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = entries[index]
        guard entry.head == head, Int(entry.length) == name.count else { return false }
        var offset = 8
        while offset < name.count {
            if bytes[Int(entry.start) + offset] != name[offset] { return false }
            offset += 1
        }
        return true
    }

    /// The first eight bytes as one number, fewer filled up with zeros.
    @inline(__always)
    static func head(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        if text.count >= 8 { return raw.loadUnaligned(as: UInt64.self) }
        if text.count >= 4 {
            let low = UInt64(raw.loadUnaligned(as: UInt32.self))
            let high = UInt64(raw.loadUnaligned(fromByteOffset: text.count - 4, as: UInt32.self))
            return low | high << UInt64(8 * (text.count - 4))
        }
        var value: UInt64 = 0
        for index in 0..<text.count { value |= UInt64(text[index]) << UInt64(8 * index) }
        return value
    }

    @inline(__always)
    private static func hash(_ head: UInt64, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = (head ^ UInt64(text.count)) &* 0x9E37_79B9_7F4A_7C15
        if text.count > 8 {
            let tail = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
            hash = (hash ^ tail) &* 0xD6E8_FEB8_6659_FD93
        }
        return Int(truncatingIfNeeded: hash >> 33)
    }
}
