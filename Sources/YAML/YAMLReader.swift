internal import Yams

/// Reads one YAML 1.2 document strictly: core schema, unique string keys, known tags, bounded aliases.
package struct YAMLReader: Sendable {
    /// The largest text that is read, in bytes.
    package var maxBytes = 4 << 20
    /// The deepest nesting that is read, aliases unfolded; a list in a list is depth 2.
    package var maxDepth = 100
    /// How many nodes all aliases of a document may unfold to.
    package var maxAliasedNodes = 100_000

    /// A reader with the default limits.
    package init() {}

    /// The document in a text, which came from `file` (for errors only). An empty text is a null.
    package static func read(_ text: String, file: String? = nil) throws(YAMLError) -> YAMLNode {
        try YAMLReader().read(text, file: file)
    }

    /// The document in a text, which came from `file` (for errors only). An empty text is a null.
    package func read(_ text: String, file: String? = nil) throws(YAMLError) -> YAMLNode {
        let source = try YAMLSource(text, file: file, maxBytes: maxBytes)
        // The parser must outlive the walk: nodes hold their anchors weakly.
        let parser: Parser
        let root: Node?
        do {
            parser = try source.parser()
            root = try parser.singleRoot()
        } catch {
            throw source.error(error)
        }
        guard let root else { return YAMLNode(kind: .null, place: YAMLPlace(file: file, line: 1, column: 1)) }
        var composer = YAMLComposer(source: source, limits: self)
        let node = try composer.node(root, depth: 0)
        return withExtendedLifetime(parser) { node }
    }
}
