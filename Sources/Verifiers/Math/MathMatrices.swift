/// Arithmetic of matrices, cell by cell and unsimplified.
enum MathMatrices {
    /// The largest number of rows or columns.
    private static let sizeLimit = 16

    /// The matrix that an expression of matrices comes to; the node itself where it is no such expression.
    static func reduced(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        switch node {
        case .number, .symbol, .constant, .text: return node
        default: break
        }
        guard node.contains({ if case .matrix = $0 { true } else { false } }) else { return node }
        return try value(node, &meter)
    }

    private static func value(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        try meter.spend(4)
        switch node {
        case .negative(let inner): return try scaled(value(inner, &meter), by: .whole(-1), &meter)
        case .sum(let terms): return try sum(terms, &meter)
        case .product(let factors):
            var result: MathNode?
            for factor in factors {
                let next = try value(factor, &meter)
                result = if let so = result { try product(so, next, &meter) } else { next }
            }
            return result ?? node
        case .quotient(let up, let down):
            guard case .matrix = try value(up, &meter) else { return node }
            return try scaled(value(up, &meter), by: .quotient(.one, down), &meter)
        case .power(let base, let exponent):
            guard case .matrix = base, let count = try MathNormalizer.rational(exponent, &meter)?.int,
                (1...16).contains(count)
            else { return node }
            var result = base
            for _ in 1..<count { result = try simplified(product(result, base, &meter), &meter) }
            return result
        case .function(.transpose, let arguments):
            guard let first = arguments.first, case .matrix(let rows) = try value(first, &meter), let row = rows.first
            else { return node }
            return .matrix(row.indices.map { column in rows.map { $0[column] } })
        case .function(.determinant, let arguments):
            guard let first = arguments.first, case .matrix(let rows) = try value(first, &meter) else { return node }
            return try determinant(rows, &meter)
        default: return node
        }
    }

    private static func scaled(_ node: MathNode, by factor: MathNode, _ meter: inout MathMeter) throws(MathFault)
        -> MathNode
    {
        guard case .matrix(let rows) = node else { return .product([factor, node]) }
        try meter.spend(rows.count * (rows.first?.count ?? 0))
        return .matrix(rows.map { $0.map { .product([factor, $0]) } })
    }

    private static func sum(_ terms: [MathNode], _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        var result: [[MathNode]]?
        for term in terms {
            guard case .matrix(let rows) = try value(term, &meter) else { return .sum(terms) }
            guard let so = result else {
                result = rows
                continue
            }
            guard so.count == rows.count, so.first?.count == rows.first?.count else { return .sum(terms) }
            try meter.spend(rows.count * (rows.first?.count ?? 0))
            result = zip(so, rows).map { zip($0, $1).map { .sum([$0, $1]) } }
        }
        return result.map { .matrix($0) } ?? .sum(terms)
    }

    private static func product(_ left: MathNode, _ right: MathNode, _ meter: inout MathMeter) throws(MathFault)
        -> MathNode
    {
        switch (left, right) {
        case (.matrix(let rows), .matrix(let others)):
            let columns = others.first?.count ?? 0
            guard rows.first?.count == others.count, max(rows.count, others.count, columns) <= sizeLimit else {
                return .product([left, right])
            }
            try meter.spend(rows.count * columns * others.count)
            return .matrix(
                rows.map { row in
                    (0..<columns).map { column in
                        .sum(row.indices.map { .product([row[$0], others[$0][column]]) })
                    }
                })
        case (.matrix, _): return try scaled(left, by: right, &meter)
        case (_, .matrix): return try scaled(right, by: left, &meter)
        default: return .product([left, right])
        }
    }

    /// Cells that are rational numbers as such, so that powers do not grow.
    private static func simplified(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        guard case .matrix(let rows) = node else { return node }
        var result: [[MathNode]] = []
        for row in rows {
            var cells: [MathNode] = []
            for cell in row {
                if let value = try MathNormalizer.rational(cell, &meter) {
                    cells.append(.number(value, isDecimal: false))
                } else {
                    throw .beyond
                }
            }
            result.append(cells)
        }
        return .matrix(result)
    }

    private static func determinant(_ rows: [[MathNode]], _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        guard rows.count == rows.first?.count, rows.count <= 6 else { throw .beyond }
        if rows.count == 1 { return rows[0][0] }
        try meter.spend(rows.count * rows.count)
        var terms: [MathNode] = []
        for (column, cell) in rows[0].enumerated() {
            let minor = rows.dropFirst().map { row in
                row.indices.filter { $0 != column }.map { row[$0] }
            }
            let term = MathNode.product([cell, try determinant(minor, &meter)])
            terms.append(column % 2 == 0 ? term : .negative(term))
        }
        return .sum(terms)
    }
}
