/// Why a call is not the one expected: the class that checks carry, and the same in words.
struct CallFailure: Sendable {
    /// The classes.
    enum Class: String, Sendable {
        case noCall = "no_call"
        case unexpectedCall = "unexpected_call"
        case wrongFunction = "wrong_function"
        case missingArgument = "missing_argument"
        case unexpectedArgument = "unexpected_argument"
        case wrongType = "wrong_type"
        case wrongValue = "wrong_value"
        case undecodable
    }

    let reason: Class
    /// The argument concerned; nil where it is the call as a whole.
    let argument: String?
    let detail: String

    init(_ reason: Class, argument: String? = nil, _ detail: String) {
        self.reason = reason
        self.argument = argument
        self.detail = detail
    }
}
