#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A complex number known to within an error: `|value - (real + i·imaginary)| <= error`.
///
/// Every operation adds the error that it may have made itself, so that two numbers further apart than their errors
/// are certainly different.
struct ErrorBoundedNumber: Sendable {
    let real: Double
    let imaginary: Double
    let error: Double
    /// Whether it is certainly real.
    let isReal: Bool

    /// The most that a function of the C library is taken to be off, as a part of its value.
    private static let unit = 0x1p-51

    /// A number; throws where it has left the range of what is computed.
    init(_ real: Double, _ imaginary: Double = 0, error: Double, isReal: Bool) throws(MathFault) {
        guard real.isFinite, imaginary.isFinite, error.isFinite, real.magnitude < 1e290, imaginary.magnitude < 1e290
        else { throw .undefined }
        self.real = real
        self.imaginary = isReal ? 0 : imaginary
        self.error = error
        self.isReal = isReal
    }

    init(_ value: ExactRational) throws(MathFault) {
        let double = value.double
        let isExact = value.isWhole && double.magnitude < 0x1p53
        try self.init(double, error: isExact ? 0 : double.magnitude * Self.unit, isReal: true)
    }

    init(exactly value: Double) throws(MathFault) { try self.init(value, error: 0, isReal: true) }

    /// The number's size, roughly.
    var magnitude: Double { isReal ? real.magnitude : (real * real + imaginary * imaginary).squareRoot() }

    /// Whether it is certainly not zero.
    var isCertainlyNotZero: Bool { magnitude > error * 1.0001 }

    static func rounding(_ real: Double, _ imaginary: Double) -> Double {
        (real.magnitude + imaginary.magnitude) * unit + 0x1p-1000
    }

    func adding(_ other: Self) throws(MathFault) -> Self {
        let sum = (real + other.real, imaginary + other.imaginary)
        return try Self(
            sum.0, sum.1, error: error + other.error + Self.rounding(sum.0, sum.1), isReal: isReal && other.isReal)
    }

    var negated: Self { get throws(MathFault) { try Self(-real, -imaginary, error: error, isReal: isReal) } }

    func times(_ other: Self) throws(MathFault) -> Self {
        let product = (
            real * other.real - imaginary * other.imaginary, real * other.imaginary + imaginary * other.real
        )
        let size = (magnitude, other.magnitude)
        let bound = size.0 * other.error + size.1 * error + error * other.error + size.0 * size.1 * 4 * Self.unit
        return try Self(product.0, product.1, error: bound + 0x1p-1000, isReal: isReal && other.isReal)
    }

    var inverse: Self {
        get throws(MathFault) {
            let square = real * real + imaginary * imaginary
            let size = square.squareRoot()
            guard size > error * 2, square > 0x1p-1000 else { throw .undefined }
            let bound = error / (size * (size - error)) + 8 * Self.unit / size
            return try Self(real / square, -imaginary / square, error: bound, isReal: isReal)
        }
    }

    var exponential: Self {
        get throws(MathFault) {
            guard real < 650 else { throw .undefined }
            let size = exp(real)
            let bound = size * (expm1(min(error, 1)) + 4 * Self.unit * (1 + imaginary.magnitude))
            guard error < 1 else { throw .undefined }
            if isReal { return try Self(size, error: bound + 0x1p-1000, isReal: true) }
            return try Self(size * cos(imaginary), size * sin(imaginary), error: bound + 0x1p-1000, isReal: false)
        }
    }

    /// The principal logarithm; throws near zero, and near its cut where the number is not certainly real.
    var logarithm: Self {
        get throws(MathFault) {
            let size = magnitude
            guard size > error * 2, size > 0 else { throw .undefined }
            if !isReal, real < 0, imaginary.magnitude <= error { throw .undefined }
            let value = Double.log(size)
            let bound = error / (size - error) + (value.magnitude + 4) * Self.unit
            if isReal, real > 0 { return try Self(value, error: bound, isReal: true) }
            return try Self(value, isReal ? Double.pi : atan2(imaginary, real), error: bound, isReal: false)
        }
    }

    var squareRoot: Self {
        get throws(MathFault) {
            if isReal, real >= 0 || real.magnitude > error {
                let size = real.magnitude.squareRoot()
                let spread =
                    real.magnitude > error
                    ? error / (2 * (real.magnitude - error).squareRoot()) : (2 * error).squareRoot()
                let bound = spread + size * Self.unit + 0x1p-500
                return real >= 0
                    ? try Self(size, error: bound, isReal: true) : try Self(0, size, error: bound, isReal: false)
            }
            if magnitude <= error { return try Self(0, 0, error: (2 * error).squareRoot(), isReal: false) }
            return try logarithm.times(Self(exactly: 0.5)).exponential
        }
    }

    /// A whole power by repeated squaring.
    func power(_ exponent: Int) throws(MathFault) -> Self {
        if exponent < 0 { return try power(-exponent).inverse }
        var result = try Self(exactly: 1)
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = try result.times(base) }
            rest >>= 1
            if rest > 0 { base = try base.times(base) }
        }
        return result
    }
}

extension ErrorBoundedNumber {
    var sine: Self {
        get throws(MathFault) {
            if isReal, real.magnitude < 1e8 {
                return try Self(sin(real), error: min(error, 2) + 2 * Self.unit, isReal: true)
            }
            return try byExponentials { (plus, minus) throws(MathFault) in
                try plus.adding(minus.negated).times(Self(0, -0.5, error: 0, isReal: false))
            }
        }
    }

    var cosine: Self {
        get throws(MathFault) {
            if isReal, real.magnitude < 1e8 {
                return try Self(cos(real), error: min(error, 2) + 2 * Self.unit, isReal: true)
            }
            return try byExponentials { (plus, minus) throws(MathFault) in
                try plus.adding(minus).times(Self(exactly: 0.5))
            }
        }
    }

    private func byExponentials(
        _ combine: (Self, Self) throws(MathFault) -> Self
    ) throws(MathFault) -> Self {
        guard !isReal else { throw .undefined }
        let turned = try times(Self(0, 1, error: 0, isReal: false))
        return try combine(turned.exponential, turned.negated.exponential)
    }

    /// The inverse sine; complex outside of -1…1.
    var arcsine: Self {
        get throws(MathFault) {
            if isReal, real.magnitude + error < 1 {
                let slope = 1 / (1 - (real.magnitude + error) * (real.magnitude + error)).squareRoot()
                return try Self(asin(real), error: error * slope + 4 * Self.unit, isReal: true)
            }
            if isReal, real.magnitude == 1, error == 0 {
                return try Self(asin(real), error: 4 * Self.unit, isReal: true)
            }
            let i = try Self(0, 1, error: 0, isReal: false)
            let rest = try Self(exactly: 1).adding(times(self).negated).squareRoot
            return try times(i).adding(rest).logarithm.times(i.negated)
        }
    }

    var arctangent: Self {
        get throws(MathFault) {
            if isReal { return try Self(atan(real), error: error + 4 * Self.unit, isReal: true) }
            let i = try Self(0, 1, error: 0, isReal: false)
            let one = try Self(exactly: 1)
            let turned = try times(i)
            let difference = try one.adding(turned.negated).logarithm.adding(one.adding(turned).logarithm.negated)
            return try difference.times(Self(0, 0.5, error: 0, isReal: false))
        }
    }

    /// Γ(1 + value) of a real number above -1.
    var factorial: Self {
        get throws(MathFault) {
            guard isReal, real > -0.9, real < 150 else { throw .undefined }
            let value = tgamma(real + 1)
            // |ψ| is below 10 in this range.
            return try Self(value, error: value.magnitude * (10 * error + 64 * Self.unit), isReal: true)
        }
    }

    /// The whole number below, where no whole number lies within the error.
    var floor: Self {
        get throws(MathFault) {
            guard isReal, real.magnitude < 1e15 else { throw .undefined }
            let low = (real - error).rounded(.down)
            guard low == (real + error).rounded(.down) else { throw .undefined }
            return try Self(exactly: low)
        }
    }
}

extension Double {
    fileprivate static func log(_ value: Double) -> Double {
        #if canImport(Glibc)
        Glibc.log(value)
        #elseif canImport(Musl)
        Musl.log(value)
        #else
        Darwin.log(value)
        #endif
    }
}
