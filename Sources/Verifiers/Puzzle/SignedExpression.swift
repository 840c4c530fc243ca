/// An expression of whole numbers with `+ - * /` and brackets, read by precedence and reckoned exactly.
struct SignedExpression: Sendable {
    /// The numbers that stand in it, from left to right.
    private(set) var numbers: [Int] = []
    /// How many brackets it has.
    private(set) var brackets = 0
    /// Whether it has a division.
    private(set) var divides = false
    /// Its value, a fraction in no special form.
    private(set) var value = Ratio(0)

    private var rest: ArraySlice<UInt8>

    /// The deepest nesting of brackets that is read.
    private static let deepest = 64

    /// The expression that a text is; nil where it is none, divides by zero, or leaves the range of `Int`. O(text).
    init?(_ bytes: some Sequence<UInt8>) {
        rest = bytes.filter { $0 > 0x20 }[...]
        guard let value = sum(0), rest.isEmpty else { return nil }
        self.value = value
    }

    private mutating func sum(_ depth: Int) -> Ratio? {
        guard var total = product(depth) else { return nil }
        while let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest.removeFirst()
            guard let next = product(depth), let sum = total.adding(next, minus: sign == UInt8(ascii: "-")) else {
                return nil
            }
            total = sum
        }
        return total
    }

    private mutating func product(_ depth: Int) -> Ratio? {
        guard var total = factor(depth) else { return nil }
        while let sign = rest.first, "*/xX:".utf8.contains(sign) {
            rest.removeFirst()
            let isDivision = sign == UInt8(ascii: "/") || sign == UInt8(ascii: ":")
            if isDivision { divides = true }
            guard let next = factor(depth), let product = isDivision ? total.divided(by: next) : total.times(next)
            else { return nil }
            total = product
        }
        return total
    }

    private mutating func factor(_ depth: Int) -> Ratio? {
        guard let first = rest.first, depth < Self.deepest else { return nil }
        if first == UInt8(ascii: "(") || first == UInt8(ascii: "[") {
            rest.removeFirst()
            brackets += 1
            guard let inner = sum(depth + 1), let last = rest.popFirst(),
                last == (first == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"))
            else { return nil }
            return inner
        }
        let digits = rest.prefix(while: \.isDigit)
        guard (1...12).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        numbers.append(number)
        return Ratio(number)
    }
}

/// A rational number whose parts stay within `Int`, or is not made.
struct Ratio: Sendable {
    /// Above and below the line; below is never 0.
    let above: Int
    let below: Int

    /// A whole number.
    init(_ value: Int) {
        above = value
        below = 1
    }

    /// A fraction, cancelled; nil where it divides by zero.
    init?(_ above: Int, _ below: Int) {
        guard below != 0, above > .min, below > .min else { return nil }
        var (first, second) = (abs(above), abs(below))
        while second > 0 { (first, second) = (second, first % second) }
        let sign = below < 0 ? -1 : 1
        self.above = sign * above / max(first, 1)
        self.below = sign * below / max(first, 1)
    }

    /// Whether it is this whole number.
    func equals(_ value: Int) -> Bool { below == 1 && above == value }

    /// The sum, or the difference.
    func adding(_ other: Ratio, minus: Bool = false) -> Ratio? {
        let left = above.multipliedReportingOverflow(by: other.below)
        let right = other.above.multipliedReportingOverflow(by: below)
        let under = below.multipliedReportingOverflow(by: other.below)
        let sum =
            minus
            ? left.partialValue.subtractingReportingOverflow(right.partialValue)
            : left.partialValue.addingReportingOverflow(right.partialValue)
        guard !left.overflow, !right.overflow, !under.overflow, !sum.overflow else { return nil }
        return Ratio(sum.partialValue, under.partialValue)
    }

    /// The product.
    func times(_ other: Ratio) -> Ratio? {
        let over = above.multipliedReportingOverflow(by: other.above)
        let under = below.multipliedReportingOverflow(by: other.below)
        return over.overflow || under.overflow ? nil : Ratio(over.partialValue, under.partialValue)
    }

    /// The quotient.
    func divided(by other: Ratio) -> Ratio? {
        Ratio(other.below, other.above).flatMap { times($0) }
    }
}
