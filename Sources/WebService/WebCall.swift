internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// What a request's handling may use of its connection.
struct WebContext: InitializableFromSource, Sendable {
    let channel: any Channel
    let logger: Logger

    /// The context that the server makes for each request.
    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        logger = source.logger
    }
}

/// One request on its way to its route's handler, checked and with its body read.
struct WebCall: Sendable {
    let request: Request
    let context: WebContext
    /// The decoded parts of the path that the route names.
    let parameters: [String: String]
    let query: QueryFields
    let body: [UInt8]
    /// The name of the caller's token; nil without tokens.
    let caller: String?

    /// A part of the path that the route names.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }
}

/// The parameters of a query: each known, and given once.
struct QueryFields: Sendable {
    private var values: [String: String] = [:]
    private var problem: Problem?

    /// The parameters of a query string without its question mark; nil for none.
    init(_ query: Substring?) {
        for pair in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = parts.count == 2 ? PercentCoding.decode(parts[1], plusIsSpace: true) : ""
            else {
                problem = Problem(.badRequest, "the query is not valid percent-encoded UTF-8")
                return
            }
            if values.updateValue(value, forKey: name) != nil {
                problem = Problem(.duplicateField, "give it once", field: Shown.text(name))
            }
        }
    }

    /// Throws what is wrong with the query as a whole, unknown parameters included.
    func check(known: [String]) throws(Problem) {
        if let problem { throw problem }
        for name in values.keys.sorted() where !known.contains(name) {
            let list = known.isEmpty ? "it takes none" : "known are \(Shown.list(known))"
            throw Problem(.unknownField, "there is no such parameter: \(list)", field: Shown.text(name))
        }
        // A caller whose variable was empty asked for one of many, and must not get all.
        for name in known where values[name]?.isEmpty == true {
            throw Problem(.invalidField, "give it a value, or leave it out", field: name)
        }
    }

    /// The value of a parameter; nil where it is left out.
    func string(_ name: String) -> String? { values[name] }

    /// A whole number within a range; nil where it is left out.
    func int(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = string(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw Problem(
                .invalidField, "give a whole number from \(range.lowerBound) to \(range.upperBound)", field: name)
        }
        return value
    }

    /// One of a closed list of words; nil where it is left out.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _: Word.Type) throws(Problem) -> Word? {
        guard let text = string(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw Problem(
                .invalidField, "give one of \(Shown.list(Word.allCases.map(\.rawValue), limit: 40))", field: name)
        }
        return word
    }
}
