internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore

extension Response {
    /// A JSON reply of what was written.
    init(json writer: JSONWriter, status: HTTPResponse.Status = .ok) {
        self.init(bytes: writer.bytes, type: "application/json", status: status)
    }

    /// A reply of bytes with their media type.
    init(bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) {
        var headers = HTTPFields()
        headers[.contentType] = type
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
