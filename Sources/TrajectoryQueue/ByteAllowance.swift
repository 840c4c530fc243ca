/// How much of a reply's bytes is left: what comes first is always taken, and what does not fit ends it.
package struct ByteAllowance: Sendable {
    private var left: Int
    private var isUntouched = true

    /// An allowance of so many bytes.
    package init(_ bytes: Int) { left = bytes }

    /// Whether something of so many bytes is taken.
    package mutating func takes(_ bytes: Int) -> Bool {
        guard isUntouched || bytes <= left else { return false }
        isUntouched = false
        left -= min(bytes, left)
        return true
    }
}
