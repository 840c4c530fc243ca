/// A pattern that needs no backtracking: literals and classes one after the other, or one of several literals.
///
/// Most patterns of schemas are of this kind: `^x-`, `^[a-z][a-z0-9_]*$`, `^\d{4}-\d{2}$`, `^(get|put)$`. Its classes tell
/// ASCII characters apart only: with others before the answer is known, an expression of the whole grammar must be asked.
struct SimplePattern: Sendable, Hashable {
    /// ASCII characters as bits.
    struct Characters: Sendable, Hashable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        func contains(_ byte: UInt8) -> Bool {
            byte < 64 ? low >> UInt64(byte) & 1 != 0 : byte < 128 && high >> UInt64(byte - 64) & 1 != 0
        }

        mutating func insert(_ byte: UInt8) {
            if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
        }

        func isDisjoint(with other: Characters) -> Bool { low & other.low == 0 && high & other.high == 0 }

        /// A class's ASCII characters; nil where it has properties of Unicode in it.
        init?(_ set: ECMASet) {
            for item in set.items {
                guard let test = Self.test(item) else { return nil }
                for byte in UInt8(0)..<128 where test(byte) { insert(byte) }
            }
            if set.isNegated { (low, high) = (~low, ~high) }
        }

        init(_ bytes: some Sequence<UInt8>) { for byte in bytes { insert(byte) } }

        private static func test(_ item: ECMASet.Item) -> ((UInt8) -> Bool)? {
            switch item {
            case .range(let low, let high): { low <= UInt32($0) && UInt32($0) <= high }
            case .digit(let isNegated): { $0.isDigit != isNegated }
            case .word(let isNegated): { $0.isWordByte != isNegated }
            case .space(let isNegated): { ($0 == 0x20 || (0x09...0x0D).contains($0)) != isNegated }
            case .property: nil
            }
        }
    }

    /// A piece of it.
    enum Part: Sendable, Hashable {
        case literal([UInt8])
        case some(of: Characters, least: Int, most: Int)
    }

    /// What a text must hold.
    enum Form: Sendable, Hashable {
        /// These pieces one after the other, from the text's start on.
        case pieces([Part])
        /// A piece somewhere, or at the end.
        case anywhere(Part)
        /// One of these literals as the whole.
        case oneOf([[UInt8]])
    }

    /// More pieces, or bytes of literals, than these might be too much for PCRE2, which is asked for other texts.
    private static let mostParts = 64
    private static let mostBytes = 1_024
    private static let mostRepetitions = 1_000

    let form: Form
    /// Whether nothing may follow.
    let endsText: Bool

    /// The simple form of a pattern; nil where it has none.
    init?(_ pattern: ECMAPattern) {
        if let literals = Self.choices(pattern.root) {
            form = .oneOf(literals)
            endsText = true
            return
        }
        guard var nodes = Self.flat(pattern.root) else { return nil }
        var isAnchored = false
        if case .start? = nodes.first {
            isAnchored = true
            nodes.removeFirst()
        }
        var endsText = false
        if case .end? = nodes.last {
            endsText = true
            nodes.removeLast()
        }
        guard let parts = Self.parts(nodes) else { return nil }
        if isAnchored {
            guard Self.isDetermined(parts) else { return nil }
            form = .pieces(parts)
        } else {
            switch (parts.count, parts.first) {
            // Everything holds the empty text, at its end too.
            case (0, _), (1, .some(of: _, least: 0, most: _)?):
                form = .pieces([])
                endsText = false
            case (1, let part?): form = .anywhere(part)
            default: return nil
            }
        }
        self.endsText = endsText
    }

    /// The nodes of a sequence without the groups around some of them; nil where there are alternatives.
    private static func flat(_ node: ECMANode) -> [ECMANode]? {
        switch node {
        case .sequence(let all):
            var nodes: [ECMANode] = []
            for inner in all {
                guard let more = flat(inner) else { return nil }
                nodes += more
            }
            return nodes
        case .group(let inner, _), .plainGroup(let inner): return flat(inner)
        case .alternatives(let all): return all.count == 1 ? flat(all[0]) : nil
        default: return [node]
        }
    }

    private static func parts(_ nodes: [ECMANode]) -> [Part]? {
        var parts: [Part] = []
        for node in nodes {
            switch node {
            case .scalar(let value):
                guard let scalar = Unicode.Scalar(value) else { return nil }
                let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                if case .literal(let earlier)? = parts.last {
                    guard earlier.count < mostBytes else { return nil }
                    parts[parts.count - 1] = .literal(earlier + bytes)
                } else {
                    parts.append(.literal(bytes))
                }
            case .repeated(let inner, let least, let most, _):
                guard let inner = flat(inner), inner.count == 1, let set = characters(inner[0]),
                    least <= mostRepetitions, most ?? 0 <= mostRepetitions
                else { return nil }
                parts.append(.some(of: set, least: least, most: most ?? .max))
            default:
                guard let set = characters(node) else { return nil }
                parts.append(.some(of: set, least: 1, most: 1))
            }
        }
        return parts.count <= mostParts ? parts : nil
    }

    private static func characters(_ node: ECMANode) -> Characters? {
        switch node {
        case .set(let set): Characters(set)
        case .scalar(let value): value < 128 ? Characters([UInt8(value)]) : nil
        case .anyButLineEnd: Characters((UInt8(0)..<128).filter { $0 != 0x0A && $0 != 0x0D })
        default: nil
        }
    }

    /// Whether after each repetition it is clear where it ends: it takes none of what may follow.
    private static func isDetermined(_ parts: [Part]) -> Bool {
        for (index, part) in parts.enumerated() {
            guard case .some(let set, let least, let most) = part, least != most else { continue }
            following: for next in parts[(index + 1)...] {
                switch next {
                case .literal(let bytes):
                    guard set.isDisjoint(with: Characters(bytes.prefix(1))) else { return false }
                    break following
                case .some(let other, let needed, _):
                    guard set.isDisjoint(with: other) else { return false }
                    if needed > 0 { break following }
                }
            }
        }
        return true
    }

    /// The literals of `^(a|b)$`; nil for anything else.
    private static func choices(_ root: ECMANode) -> [[UInt8]]? {
        guard case .sequence(let all) = root, all.count == 3, case .start = all[0], case .end = all[2] else {
            return nil
        }
        let inner: ECMANode
        switch all[1] {
        case .group(let node, _), .plainGroup(let node): inner = node
        default: return nil
        }
        guard case .alternatives(let alternatives) = inner, alternatives.count <= 64 else { return nil }
        var literals: [[UInt8]] = []
        for alternative in alternatives {
            guard let nodes = flat(alternative), let parts = parts(nodes), parts.count <= 1 else { return nil }
            switch parts.first {
            case nil: literals.append([])
            case .literal(let bytes)?: literals.append(bytes)
            case .some?: return nil
            }
        }
        return literals
    }

    /// What every text that matches a pattern starts with, as far as that is plain to see; empty where nothing is.
    ///
    /// It rules most texts out for patterns that have no simple form: `^urn:uuid:[0-9a-f]{8}-…`, `^\{.*\}$`.
    static func prefix(of pattern: ECMAPattern) -> [UInt8] {
        guard case .sequence(let nodes) = pattern.root, case .start? = nodes.first else { return [] }
        var bytes: [UInt8] = []
        _ = addPrefix(.sequence(Array(nodes.dropFirst())), to: &bytes)
        return bytes
    }

    /// Adds the literal that a node starts with; true where that is all of the node.
    private static func addPrefix(_ node: ECMANode, to bytes: inout [UInt8]) -> Bool {
        switch node {
        case .sequence(let nodes):
            for node in nodes where !addPrefix(node, to: &bytes) { return false }
            return true
        case .group(let inner, _), .plainGroup(let inner): return addPrefix(inner, to: &bytes)
        case .alternatives(let all): return all.count == 1 && addPrefix(all[0], to: &bytes)
        case .scalar(let value):
            guard bytes.count < mostBytes, let scalar = Unicode.Scalar(value), let utf8 = UTF8.encode(scalar) else {
                return false
            }
            bytes += utf8
            return true
        default: return false
        }
    }
}
