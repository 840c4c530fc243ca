internal import JSON
internal import Rollouts

/// One of OpenAI's interfaces: how a request is written and how a choice of its reply is read.
protocol CompletionDialect: Sendable {
    /// The body of a call; throws what the request lacks for this dialect.
    static func body(_ request: SampleRequest, _ context: BodyContext) throws(ReplyFault) -> [UInt8]
    /// The messages that a choice holds.
    static func messages(_ choice: JSONCursor) throws(ReplyFault) -> [Message]
}

/// Why a reply cannot be used, or a request not be written; it holds names and kinds, and no text of the reply.
struct ReplyFault: Error, Sendable, Equatable {
    let message: String
    init(_ message: String) { self.message = message }
}

extension EndpointSettings.Dialect {
    var implementation: any CompletionDialect.Type {
        switch self {
        case .chat: ChatDialect.self
        case .text: TextDialect.self
        }
    }
}
