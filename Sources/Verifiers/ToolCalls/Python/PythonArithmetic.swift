#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Computes arithmetic on literals, as BFCL's decoder has Python do it; results are bounded in size.
enum PythonArithmetic {
    /// The longest text or list that repetition may make, in bytes or elements.
    private static let longest = 10_000

    /// A number with the opposite sign; nil for what has none. A truth value counts as 0 or 1.
    static func negated(_ value: PythonValue) -> PythonValue? {
        switch value {
        case .bool(let flag): return .int(flag ? -1 : 0)
        case .int(let number): return number == .min ? .bigInt("9223372036854775808") : .int(-number)
        case .float(let number): return .float(-number)
        case .bigInt(let text):
            let negative = text.utf8.first == UInt8(ascii: "-") ? String(text.dropFirst()) : "-" + text
            return Int(negative).map(PythonValue.int) ?? .bigInt(negative)
        case .other("complex"): return value
        default: return nil
        }
    }

    /// The value of an expression of literals; nil where a name or a call is in it, Python would raise an error, or the
    /// result is out of bounds.
    static func value(_ node: PythonNode) -> PythonValue? {
        switch node {
        case .constant(let value): return value
        case .unary(let sign, let operand):
            guard let value = value(operand) else { return nil }
            switch sign {
            case .subtract: return negated(value)
            case .add: return negated(value).flatMap(negated)
            case .invert: return integer(value).map { .int(~$0) }
            default: return nil
            }
        case .binary(let left, let sign, let right):
            guard let a = value(left), let b = value(right) else { return nil }
            return compute(a, sign, b)
        case .list(let elements), .tuple(let elements):
            let values = elements.compactMap(value)
            guard values.count == elements.count else { return nil }
            if case .list = node { return .list(values) }
            return .tuple(values)
        default: return nil
        }
    }

    private static func compute(_ a: PythonValue, _ sign: PythonOperator, _ b: PythonValue) -> PythonValue? {
        switch (a, sign, b) {
        case (.string(let x), .add, .string(let y)): return .string(x + y)
        case (.list(let x), .add, .list(let y)): return .list(x + y)
        case (.tuple(let x), .add, .tuple(let y)): return .tuple(x + y)
        case (.string(let text), .multiply, .int(let count)), (.int(let count), .multiply, .string(let text)):
            guard text.utf8.count * max(min(count, longest), 0) <= longest else { return nil }
            return .string(String(repeating: text, count: max(min(count, longest), 0)))
        case (.list(let items), .multiply, .int(let count)), (.int(let count), .multiply, .list(let items)):
            guard items.count * max(min(count, longest), 0) <= longest else { return nil }
            return .list(Array(repeating: items, count: max(min(count, longest), 0)).flatMap { $0 })
        default: break
        }
        if let x = integer(a), let y = integer(b) { return compute(x, sign, y) }
        guard let x = real(a), let y = real(b) else { return nil }
        return compute(x, sign, y).map(PythonValue.float)
    }

    private static func compute(_ x: Int, _ sign: PythonOperator, _ y: Int) -> PythonValue? {
        switch sign {
        case .add: return whole(x.addingReportingOverflow(y))
        case .subtract: return whole(x.subtractingReportingOverflow(y))
        case .multiply: return whole(x.multipliedReportingOverflow(by: y))
        case .divide: return y == 0 ? nil : .float(Double(x) / Double(y))
        case .floorDivide: return y == 0 || (x == .min && y == -1) ? nil : .int(floorDivided(x, y))
        case .modulo: return y == 0 || (x == .min && y == -1) ? nil : .int(x - floorDivided(x, y) * y)
        case .power: return power(x, y)
        case .and: return .int(x & y)
        case .or: return .int(x | y)
        case .xor: return .int(x ^ y)
        case .shiftLeft: return (0...62).contains(y) ? whole(x.multipliedReportingOverflow(by: 1 << y)) : nil
        case .shiftRight: return y < 0 ? nil : .int(x >> min(y, 63))
        default: return nil
        }
    }

    private static func compute(_ x: Double, _ sign: PythonOperator, _ y: Double) -> Double? {
        switch sign {
        case .add: return x + y
        case .subtract: return x - y
        case .multiply: return x * y
        case .divide: return y == 0 ? nil : x / y
        case .floorDivide: return y == 0 ? nil : (x / y).rounded(.down)
        case .modulo:
            guard y != 0 else { return nil }
            let rest = x.truncatingRemainder(dividingBy: y)
            return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
        case .power: return x < 0 && y != y.rounded() ? nil : pow(x, y)
        default: return nil
        }
    }

    private static func whole(_ result: (partialValue: Int, overflow: Bool)) -> PythonValue? {
        result.overflow ? nil : .int(result.partialValue)
    }

    private static func floorDivided(_ x: Int, _ y: Int) -> Int {
        let quotient = x / y
        return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient
    }

    private static func power(_ base: Int, _ exponent: Int) -> PythonValue? {
        if exponent < 0 { return base == 0 ? nil : .float(pow(Double(base), Double(exponent))) }
        if base == 0 || base == 1 { return .int(exponent == 0 ? 1 : base) }
        if base == -1 { return .int(exponent.isMultiple(of: 2) ? 1 : -1) }
        var result = 1
        for _ in 0..<min(exponent, 64) {
            let (next, overflow) = result.multipliedReportingOverflow(by: base)
            if overflow { return nil }
            result = next
        }
        return exponent <= 64 ? .int(result) : nil
    }

    private static func integer(_ value: PythonValue) -> Int? {
        switch value {
        case .int(let number): number
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }

    private static func real(_ value: PythonValue) -> Double? {
        if case .float(let number) = value { return number }
        return integer(value).map(Double.init)
    }
}
