/// A 64-bit digest of text by its bytes, the same on every machine and in every run: FNV-1a with a final mix
/// (MurmurHash3's), so that it may be stored.
package enum Digest64 {
    /// The digest of a text. O(bytes).
    package static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        hash = hash &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
