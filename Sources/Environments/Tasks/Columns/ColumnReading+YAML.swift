internal import JSON
internal import YAML

extension ColumnReading {
    private static let maxPaths = 64

    /// A column as a file says it: a path, a list of paths, or a mapping.
    init(_ node: YAMLNode, field: String) throws(YAMLError) {
        guard case .mapping = node.kind else {
            self = try Self.source(node, field: field)
            return
        }
        let mapping = try node.mapping("columns.\(field)")
        self = try Self.source(mapping.node("from"), field: "from")
        after = try mapping.optionalString("after")
        form = try mapping.optionalChoice("as")
        isShuffled = try mapping.optionalBool("shuffle") ?? false
        fallback = mapping.optionalValue("default")
        try mapping.finish()
        if after == "" { throw mapping.error("after", "`after` names a mark, and is empty") }
    }

    private static func source(_ node: YAMLNode, field: String) throws(YAMLError) -> ColumnReading {
        guard case .sequence(let nodes) = node.kind else { return ColumnReading(try path(node, field: field)) }
        guard (1...maxPaths).contains(nodes.count) else {
            throw node.error("a list of columns has 1 to \(maxPaths) of them")
        }
        var paths: [ColumnPath] = []
        for node in nodes { paths.append(try path(node, field: nil)) }
        return ColumnReading(list: paths)
    }

    /// A path as a file says it.
    static func path(_ node: YAMLNode, field: String?) throws(YAMLError) -> ColumnPath {
        guard let path = ColumnPath(try node.string(field)) else {
            throw node.error("a column is a key of the row, or a path `outer.inner`")
        }
        return path
    }
}
