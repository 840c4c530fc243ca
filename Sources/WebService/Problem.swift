internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore

/// An error as a caller sees it: one problem document (RFC 9457).
struct Problem: Error, Sendable, Equatable {
    /// A stable name for the kind of problem; clients branch on it.
    enum Code: String, Sendable, CaseIterable {
        case badRequest = "bad_request"
        case invalidJSON = "invalid_json"
        case invalidField = "invalid_field"
        case missingField = "missing_field"
        case unknownField = "unknown_field"
        case duplicateField = "duplicate_field"
        case unauthorized
        case forbidden
        case crossSite = "cross_site"
        case notFound = "not_found"
        case unknownEnvironment = "unknown_environment"
        case unknownTrajectory = "unknown_trajectory"
        case unknownLease = "unknown_lease"
        case methodNotAllowed = "method_not_allowed"
        case requestTimeout = "request_timeout"
        case leaseExpired = "lease_expired"
        case leaseEnded = "lease_ended"
        case notLeased = "not_leased"
        case bodyTooLarge = "body_too_large"
        case unsupportedMediaType = "unsupported_media_type"
        case unknownHost = "unknown_host"
        case headersTooLarge = "headers_too_large"
        case internalError = "internal_error"
        case busy
        case full
        case broken
        case closed
    }

    let code: Code
    /// What happened and what to do; it holds no secrets and no model text.
    let detail: String
    /// The field, parameter or header that is to blame.
    var field: String?
    /// Headers that belong to the answer, such as `Allow`.
    var headers: [(name: HTTPField.Name, value: String)] = []

    /// A problem.
    init(_ code: Code, _ detail: String, field: String? = nil) {
        self.code = code
        self.detail = detail
        self.field = field
    }

    /// The same with a header.
    func with(_ name: HTTPField.Name, _ value: String) -> Problem {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }

    /// Whether both say the same; headers are not compared.
    static func == (lhs: Problem, rhs: Problem) -> Bool {
        lhs.code == rhs.code && lhs.detail == rhs.detail && lhs.field == rhs.field
    }
}

extension Problem.Code {
    /// The HTTP status that goes with it.
    var status: HTTPResponse.Status {
        switch self {
        case .badRequest, .invalidJSON, .invalidField, .missingField, .unknownField, .duplicateField: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden, .crossSite: .forbidden
        case .notFound, .unknownEnvironment, .unknownTrajectory, .unknownLease: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .requestTimeout: .requestTimeout
        case .leaseExpired, .leaseEnded, .notLeased: .conflict
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .unknownHost: .misdirectedRequest
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .internalError: .internalServerError
        case .busy, .full, .broken, .closed: .serviceUnavailable
        }
    }

    /// The kind of problem in a few words, always the same ones.
    var title: String {
        switch self {
        case .badRequest: "The request is not HTTP that is understood here"
        case .invalidJSON: "The body is not JSON"
        case .invalidField: "A field has a value that it cannot have"
        case .missingField: "A required field is missing"
        case .unknownField: "There is no such field"
        case .duplicateField: "A field is given twice"
        case .unauthorized: "A token is needed"
        case .forbidden: "The token's role does not allow this"
        case .crossSite: "The request comes from another site"
        case .notFound: "There is nothing at this path"
        case .unknownEnvironment: "There is no such environment"
        case .unknownTrajectory: "There is no such dead trajectory"
        case .unknownLease: "There is no such lease"
        case .methodNotAllowed: "The path does not take this method"
        case .requestTimeout: "The request took too long to arrive"
        case .leaseExpired: "The lease has expired"
        case .leaseEnded: "The lease has ended"
        case .notLeased: "A trajectory is not in the lease"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body is not sent as application/json"
        case .unknownHost: "The service does not go by this name"
        case .headersTooLarge: "The headers are too large"
        case .internalError: "Something went wrong here"
        case .busy: "Too many such calls at once"
        case .full: "The disk is full"
        case .broken: "The store is broken"
        case .closed: "The service is stopping"
        }
    }
}

extension Problem {
    /// The document's bytes.
    var document: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.key("type"); writer.string("/problems/\(code.rawValue)")
        writer.key("title"); writer.string(code.title)
        writer.key("status"); writer.int(code.status.code)
        writer.key("detail"); writer.string(detail)
        writer.key("code"); writer.string(code.rawValue)
        if let field {
            writer.key("field"); writer.string(field)
        }
        writer.endObject()
        return writer.bytes
    }

    /// The headers of the answer, content type and length included.
    func fields(length: Int) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(HTTPField(name: name, value: value)) }
        fields[.contentType] = "application/problem+json"
        fields[.contentLength] = String(length)
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        return fields
    }

    /// The whole answer.
    var response: Response {
        let document = self.document
        return Response(
            status: code.status, headers: fields(length: document.count),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }
}
