/// What `±` stands for: two answers.
enum MathSigns {
    /// The node itself, or its two readings where it holds `±` or `∓`; all signs turn together.
    static func expanded(_ node: MathNode) -> [MathNode] {
        if case .relation(let sides, let relations) = node, relations == [.equal], sides.count == 2,
            !holds(sides[0])
        {
            let values = expanded(sides[1])
            return values.count == 1 ? [node] : values.map { .relation([sides[0], $0], relations) }
        }
        switch node {
        case .list, .matrix, .union, .relation: return [node]
        default: break
        }
        guard holds(node) else { return [node] }
        return [resolved(node, isFirst: true), resolved(node, isFirst: false)]
    }

    private static func holds(_ node: MathNode) -> Bool {
        switch node {
        case .number, .symbol, .constant, .text: false
        default: node.contains { if case .eitherSign = $0 { true } else { false } }
        }
    }

    private static func resolved(_ node: MathNode, isFirst: Bool) -> MathNode {
        if case .eitherSign(let inner, let isPlusFirst) = node {
            let value = resolved(inner, isFirst: isFirst)
            return isPlusFirst == isFirst ? value : .negative(value)
        }
        return node.rebuilt(node.children.map { resolved($0, isFirst: isFirst) })
    }
}
