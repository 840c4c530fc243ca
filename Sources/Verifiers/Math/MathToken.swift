/// A word of mathematics, with its place in the text.
struct MathToken: Sendable {
    /// What it is.
    let kind: Kind
    /// Whether white space stands before it.
    let isSpaced: Bool

    enum Kind: Sendable, Hashable {
        case number(ExactRational, isDecimal: Bool)
        /// A letter or a named one.
        case symbol(String)
        /// The content of `\text{…}`, trimmed.
        case text(String)
        case constant(MathConstant)
        case function(MathFunction)
        /// A logarithm by its base where the name says it.
        case logarithm(base: Int?)
        case series(isProduct: Bool)
        case namedSet(MathNamedSet)
        case relation(MathRelation)
        case fraction, over, choose, root, cubeRoot, binomial, boxed, overline, power10
        case plus, minus, times, divide, caret, underscore, bang, percent, degree, prime
        case plusMinus, minusPlus
        case comma, semicolon, colon, and
        case open, close, openSquare, closeSquare, openBrace, closeBrace, openSet, closeSet, bar, norm, mid
        case openFloor, closeFloor, openCeiling, closeCeiling, openAngle, closeAngle
        case cup, cap, setminus, modulo, congruenceModulus
        case beginCases, endCases
        case beginMatrix(isDeterminant: Bool), endMatrix, ampersand, newline
        case dots, end
    }
}
