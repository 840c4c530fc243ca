/// What an environment may be called.
enum EnvironmentName {
    /// Whether a name matches `[a-z0-9_]{1,64}`.
    static func isValid(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.utf8.allSatisfy(isAllowed)
    }

    /// Whether a byte is one of `[a-z0-9_]`.
    static func isAllowed(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
}
