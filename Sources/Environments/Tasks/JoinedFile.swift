internal import JSON
internal import Rollouts

/// A JSON Lines file whose rows add their keys to those of another, by a value that both have.
///
/// It keeps where each row stands, about 100 bytes a row, and reads a row when it is asked for.
package struct JoinedFile: Sendable {
    /// The most rows that such a file may have.
    static let maxRows = 1_000_000

    private let file: DataFile
    private let by: ColumnPath
    private let lines: [String: Int]
    private let json = JSONReader(maxDepth: 128, maxBytes: DataFile.maxLineBytes)

    /// Opens and indexes a file; throws where it cannot be read, a row has no such value, or two have the same. O(bytes).
    package init(path: String, by: ColumnPath) throws(EnvironmentError) {
        file = try DataFile(path: path)
        self.by = by
        guard file.lineCount <= Self.maxRows else {
            throw EnvironmentError(
                .unreadable, "a file that is joined has at most \(Self.maxRows) rows, this one has \(file.lineCount)",
                hint: "write both rows as one, in one file", file: path)
        }
        var lines: [String: Int] = [:]
        for index in 0..<file.lineCount {
            guard let row = try Self.row(index, of: file, json) else { continue }
            guard let key = Self.key(row, by) else {
                throw EnvironmentError(.badTask, "line \(index + 1) has no text or number `\(by)`", file: path)
            }
            if let first = lines.updateValue(index, forKey: key) {
                throw EnvironmentError(
                    .badTask, "lines \(first + 1) and \(index + 1) have the same `\(by)`, `\(key.prefix(60))`",
                    file: path)
            }
        }
        self.lines = lines
    }

    /// The SHA-256 of the file's content.
    var contentHash: [UInt8] { file.hash }

    /// A row with the keys of its partner that it lacks itself.
    func joined(_ row: JSONValue) throws -> JSONValue {
        guard var object = row.object else { return row }
        guard let key = Self.key(object, by) else { throw WireError("there is no text or number `\(by)` to join by") }
        guard let line = lines[key], let partner = try Self.row(line, of: file, json) else {
            throw WireError("no row of `\(file.path)` has the `\(by)` `\(key.prefix(60))`")
        }
        for member in partner.members where object[member.key] == nil { object.members.append(member) }
        return .object(object)
    }

    /// The row of a line, nil for a blank one.
    private static func row(
        _ index: Int, of file: DataFile, _ json: JSONReader
    ) throws(EnvironmentError) -> JSONObject? {
        guard case .bytes(let bytes) = try file.line(at: index) else {
            throw EnvironmentError(.badTask, "line \(index + 1) is too long", file: file.path)
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
        guard let object = (try? json.read(bytes))?.object else {
            throw EnvironmentError(.badTask, "line \(index + 1) is no JSON object", file: file.path)
        }
        return object
    }

    private static func key(_ row: JSONObject, _ by: ColumnPath) -> String? {
        guard let value = by.value(in: row) else { return nil }
        return value.string ?? value.int.map(String.init)
    }
}
