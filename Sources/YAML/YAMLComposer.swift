internal import JSON
internal import Yams

/// Turns Yams's nodes into ours: resolves scalars, checks keys and tags, unfolds aliases within bounds.
struct YAMLComposer {
    private struct Anchored {
        let node: YAMLNode
        let size: Int
        let height: Int
    }

    private let source: YAMLSource
    private let limits: YAMLReader
    private var anchors: [String: Anchored] = [:]
    private var aliasedNodes = 0
    /// Nodes built so far, and the height of the last one: what an anchor's entry is made of.
    private var size = 0
    private var height = 0

    init(source: YAMLSource, limits: YAMLReader) {
        self.source = source
        self.limits = limits
    }

    /// Our node for Yams's, at a depth.
    mutating func node(_ node: Node, depth: Int) throws(YAMLError) -> YAMLNode {
        let before = size
        let place = source.place(node.mark)
        if case .scalar(let scalar) = node, let name = aliasName(scalar) {
            return try alias(name, at: place, depth: depth)
        }
        let kind: YAMLNode.Kind
        size += 1
        height = 0
        switch node {
        case .scalar(let scalar): kind = try self.kind(scalar, isKey: false, at: place)
        case .sequence(let sequence):
            try checkDepth(depth, at: place)
            try checkTag(sequence.tag, is: .seq, at: place)
            kind = try self.sequence(sequence, depth: depth)
        case .mapping(let mapping):
            try checkDepth(depth, at: place)
            try checkTag(mapping.tag, is: .map, at: place)
            kind = try self.mapping(mapping, depth: depth)
        case .alias: throw YAMLError("an alias where none can be", at: place)
        }
        let result = YAMLNode(kind: kind, place: place)
        if let anchor = node.anchor {
            anchors[anchor.rawValue] = Anchored(node: result, size: size - before, height: height)
        }
        return result
    }

    private mutating func sequence(_ sequence: Node.Sequence, depth: Int) throws(YAMLError) -> YAMLNode.Kind {
        var nodes: [YAMLNode] = []
        nodes.reserveCapacity(sequence.count)
        var tallest = 0
        for element in sequence {
            nodes.append(try node(element, depth: depth + 1))
            tallest = max(tallest, height)
        }
        height = tallest + 1
        return .sequence(nodes)
    }

    private mutating func mapping(_ mapping: Node.Mapping, depth: Int) throws(YAMLError) -> YAMLNode.Kind {
        var entries: [YAMLNode.Entry] = []
        var places: [String: YAMLPlace] = [:]
        entries.reserveCapacity(mapping.count)
        var tallest = 0
        for pair in mapping {
            let place = source.place(pair.key.mark)
            let key = try self.key(pair.key, at: place)
            if let first = places.updateValue(place, forKey: key) {
                throw YAMLError(
                    "the key `\(shortened(key))` is written twice, first in line \(first.line), column \(first.column)",
                    at: place, hint: "Keep one of the two")
            }
            entries.append(YAMLNode.Entry(key: key, place: place, value: try node(pair.value, depth: depth + 1)))
            tallest = max(tallest, height)
        }
        height = tallest + 1
        return .mapping(entries)
    }

    private mutating func key(_ node: Node, at place: YAMLPlace) throws(YAMLError) -> String {
        guard case .scalar(let scalar) = node else {
            throw YAMLError("a key must be a string", at: place, hint: "A text that begins with [ or { needs quotes")
        }
        if aliasName(scalar) != nil {
            throw YAMLError(
                "a key must be a string, not an alias", at: place, hint: "Put a key that begins with * in quotes")
        }
        let text = source.restored(scalar.string)
        guard case .string(let key) = try kind(scalar, isKey: true, at: place) else {
            throw YAMLError(
                text.isEmpty ? "a key is missing" : "a key must be a string, and `\(shortened(text))` is not one",
                at: place,
                hint: "Put it in quotes: \"\(shortened(text))\"")
        }
        if key == "<<", scalar.style == .plain {
            throw YAMLError("YAML 1.2 has no merge keys", at: place, hint: "Write the entries out, or quote the key")
        }
        if let anchor = scalar.anchor {
            anchors[anchor.rawValue] = Anchored(node: YAMLNode(kind: .string(key), place: place), size: 1, height: 0)
        }
        return key
    }

    /// The name of the alias that a scalar is; nil where it is none.
    private func aliasName(_ scalar: Node.Scalar) -> String? {
        guard scalar.style == .plain, scalar.string.unicodeScalars.first == source.star else { return nil }
        return source.restored(String(scalar.string.unicodeScalars.dropFirst()))
    }

    private mutating func alias(_ name: String, at place: YAMLPlace, depth: Int) throws(YAMLError) -> YAMLNode {
        guard let target = anchors[name] else {
            throw YAMLError(
                "the alias `*\(shortened(name))` stands for nothing before it", at: place,
                hint: "Put a text that begins with * in quotes")
        }
        aliasedNodes += target.size
        guard aliasedNodes <= limits.maxAliasedNodes else {
            throw YAMLError("the aliases unfold to more than \(limits.maxAliasedNodes) values", at: place)
        }
        guard depth + target.height <= limits.maxDepth else { throw tooDeep(at: place) }
        size += target.size
        height = target.height
        return target.node
    }

    private func kind(_ scalar: Node.Scalar, isKey: Bool, at place: YAMLPlace) throws(YAMLError) -> YAMLNode.Kind {
        let text = source.restored(scalar.string)
        let isPlain = scalar.style == .plain
        let tag = scalar.tag.rawValue
        let kind: YAMLNode.Kind?
        switch tag {
        case Tag.Name.str.rawValue, Tag.Name.nonSpecific.rawValue: return .string(text)
        case Tag.Name.implicit.rawValue, YAMLSource.plainKeyTag.rawValue:
            kind = isPlain ? CoreSchema.resolve(text) : .string(text)
        case Tag.Name.null.rawValue: kind = CoreSchema.isNull(text) ? .null : nil
        case Tag.Name.bool.rawValue: kind = CoreSchema.bool(text).map(YAMLNode.Kind.bool)
        case Tag.Name.int.rawValue: kind = CoreSchema.number(text).flatMap { $0.isInteger ? .number($0) : nil }
        case Tag.Name.float.rawValue: kind = CoreSchema.number(text).map(YAMLNode.Kind.number)
        default: throw unknownTag(tag, at: place)
        }
        if let kind { return kind }
        if CoreSchema.isNonFinite(text) {
            throw YAMLError(
                "infinities and NaN have no place here", at: place, hint: "Write a finite number, or put it in quotes")
        }
        throw YAMLError("`\(shortened(text))` is not what its tag says", at: place, hint: "Leave the tag out")
    }

    private func checkTag(_ tag: Tag, is name: Tag.Name, at place: YAMLPlace) throws(YAMLError) {
        let known = [Tag.Name.implicit.rawValue, Tag.Name.nonSpecific.rawValue, name.rawValue]
        guard known.contains(tag.rawValue) else { throw unknownTag(tag.rawValue, at: place) }
    }

    private func unknownTag(_ tag: String, at place: YAMLPlace) -> YAMLError {
        YAMLError(
            "the tag `\(shortened(source.restored(tag)))` has no meaning here", at: place,
            hint: "Leave it out, or put a text that begins with ! in quotes")
    }

    private func checkDepth(_ depth: Int, at place: YAMLPlace) throws(YAMLError) {
        if depth >= limits.maxDepth { throw tooDeep(at: place) }
    }

    private func tooDeep(at place: YAMLPlace) -> YAMLError {
        YAMLError("nested more than \(limits.maxDepth) deep", at: place)
    }
}
