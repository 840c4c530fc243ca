/// An expression of Python as it was parsed, as far as calls and their arguments need it.
indirect enum PythonNode {
    /// One named argument; a nil name is `**argument`.
    struct Keyword {
        let name: String?
        let value: PythonNode
    }

    /// A literal.
    case constant(PythonValue)
    /// `...`
    case ellipsis
    case name(String)
    case attribute(PythonNode, String)
    case call(PythonNode, positional: [PythonNode], keywords: [Keyword])
    case subscripted(PythonNode, PythonNode)
    case unary(PythonOperator, PythonNode)
    case binary(PythonNode, PythonOperator, PythonNode)
    case list([PythonNode])
    case tuple([PythonNode])
    case set([PythonNode])
    /// Entries; a nil key is `**value`.
    case dict([(key: PythonNode?, value: PythonNode)])
    /// Anything else that is grammatical: a comparison, a lambda, a comprehension, a formatted string.
    case other(String, source: Range<Int>)
}

/// The operators that arithmetic may have, as they are written.
enum PythonOperator: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
    case matrix = "@"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case and = "&"
    case xor = "^"
    case or = "|"
    case invert = "~"
    case not = "not"

    /// How tightly a binary operator binds: more is tighter.
    var binding: Int {
        switch self {
        case .or: 1
        case .xor: 2
        case .and: 3
        case .shiftLeft, .shiftRight: 4
        case .add, .subtract: 5
        case .multiply, .divide, .floorDivide, .modulo, .matrix: 6
        case .power: 8
        case .invert, .not: 7
        }
    }
}

/// A text is not Python, or more of it than is read: where and why.
struct PythonSyntaxError: Error {
    let message: String
    let offset: Int
}
