/// Finds names by their bytes: a handful by scanning their heads, more of them by hash.
///
/// Valid as long as the memory that it was made in. `@unchecked Sendable`: nothing behind its pointers changes.
struct PropertyTable: BitwiseCopyable, @unchecked Sendable {
    private struct Entry: BitwiseCopyable {
        var head: UInt64
        var start: Int32
        var length: Int32
    }

    /// Up to so many names are scanned.
    private static let scanned = 8

    /// How many names there are.
    let count: Int
    private let entries: UnsafePointer<Entry>
    private let bytes: UnsafePointer<UInt8>
    /// Places in `entries`, by hash; -1 is free.
    private let slots: UnsafePointer<Int32>
    /// The number of slots less one; -1 where names are scanned.
    private let mask: Int
    /// A bit for the first byte and length of each name, which most other names lack.
    private let filter: UInt64

    /// A table of names, each found at its place in the list; names that occur twice are found at the first.
    init(_ names: [String], in memory: TableMemory) {
        var entries: [Entry] = []
        var bytes: [UInt8] = []
        var hashes: [Int] = []
        var filter: UInt64 = 0
        for name in names {
            var name = name
            name.withUTF8 { utf8 in
                let head = Self.head(utf8)
                filter |= Self.filterBit(utf8)
                hashes.append(Self.hash(head, utf8))
                entries.append(
                    Entry(head: head, start: Int32(clamping: bytes.count), length: Int32(clamping: utf8.count)))
                bytes += utf8
            }
        }
        var slots: [Int32] = []
        if entries.count > Self.scanned {
            var capacity = 32
            while capacity < 3 * entries.count { capacity *= 2 }
            slots = Array(repeating: -1, count: capacity)
            for (index, hash) in hashes.enumerated() {
                var slot = hash & (capacity - 1)
                while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
                slots[slot] = Int32(clamping: index)
            }
        }
        count = entries.count
        mask = slots.count - 1
        self.filter = filter
        self.entries = memory.keep(entries)
        self.bytes = memory.keep(bytes)
        self.slots = memory.keep(slots)
    }

    /// The place of a name, looked for at `hint` first; -1 where it is none of them.
    @inline(__always)
    func index(of name: UnsafeBufferPointer<UInt8>, hint: Int = 0) -> Int {
        if filter & Self.filterBit(name) == 0 { return -1 }
        let head = Self.head(name)
        if hint < count, isEntry(hint, head, name) { return hint }
        if mask < 0 {
            for index in 0..<count where isEntry(index, head, name) { return index }
            return -1
        }
        var slot = Self.hash(head, name) & mask
        while slots[slot] >= 0 {
            if isEntry(Int(slots[slot]), head, name) { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        return -1
    }

    @inline(__always)
    private static func filterBit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        name.isEmpty ? 1 : 1 << UInt64((Int(name[0]) &+ name.count &* 7) & 63)
    }

    /// The name at a place.
    func name(at index: Int) -> String { String(decoding: text(at: index), as: UTF8.self) }

    /// The bytes of the name at a place.
    @inline(__always)
    func text(at index: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[index]
        return UnsafeBufferPointer(start: bytes + Int(entry.start), count: Int(entry.length))
    }

    @inline(__always)
    private func isEntry(_ index: Int, _ head: UInt64, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = entries[index]
        guard entry.head == head, Int(entry.length) == name.count else { return false }
        guard name.count > 8 else { return true }
        return Self.areTailsSame(UnsafeRawPointer(bytes + Int(entry.start)), UnsafeRawBufferPointer(name))
    }

    /// Whether two texts of one length above 8 are the same from the ninth byte on, eight bytes at a time.
    @inline(__always)
    static func areTailsSame(_ left: UnsafeRawPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var offset = 8
        while offset + 8 < right.count {
            if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            {
                return false
            }
            offset += 8
        }
        let last = right.count - 8
        return left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
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
