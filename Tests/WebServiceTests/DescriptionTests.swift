import HTTPTypes
import JSON
import Logging
import Testing
import TrajectoryQueue

@testable import WebService

/// `/openapi.json` as it is served.
struct Description: Sendable {
    let document: JSONValue

    static func served(by client: RawClient) async throws -> Description {
        Description(document: try await client.call("GET", "/openapi.json").json())
    }

    /// Operations by method and path as `POST /v1/leases`.
    var operations: [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for (path, methods) in document["paths"]?.object?.members.map({ ($0.key, $0.value) }) ?? [] {
            for member in methods.object?.members ?? [] { found["\(member.key.uppercased()) \(path)"] = member.value }
        }
        return found
    }

    /// The operation of a real path.
    func operation(_ method: String, _ path: String) -> JSONValue? {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        return operations.filter { name, _ in
            let words = name.split(separator: " ")
            let template = words[1].split(separator: "/")
            return words[0] == method && template.count == parts.count
                && zip(template, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }.max { $0.key.count { $0 == "{" } > $1.key.count { $0 == "{" } }?.value
    }

    /// What a reference leads to, or the value itself.
    func resolved(_ value: JSONValue?) -> JSONValue? {
        guard let value, let path = value["$ref"]?.string else { return value }
        return path.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
    }

    /// The schema of a request's body.
    func body(_ operation: JSONValue) -> JSONValue? {
        resolved(operation["requestBody"]?["content"]?["application/json"]?["schema"])
    }

    /// The content that a status of an operation has, by media type; nil where the status is not named.
    func content(_ operation: JSONValue, status: Int) -> JSONObject? {
        guard let reply = resolved(operation["responses"]?["\(status)"]) else { return nil }
        return reply["content"]?.object ?? JSONObject()
    }

    /// A schema of the document's with all that it refers to, in which objects hold nothing beside what is named: a reply
    /// may not hold what the document does not say.
    func strict(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.object else { return schema }
        object["components"] = ["schemas": document["components"]?["schemas"] ?? .null]
        return Self.closed(.object(object))
    }

    private static func closed(_ schema: JSONValue) -> JSONValue {
        if let list = schema.array { return .array(list.map(closed)) }
        guard let object = schema.object else { return schema }
        var result = JSONObject()
        for member in object.members { result[member.key] = closed(member.value) }
        if object["properties"]?.object != nil, object["additionalProperties"] == nil {
            result["additionalProperties"] = false
        }
        return .object(result)
    }
}

@Suite("The description of the API")
struct DescriptionTests {
    private static func words(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

    /// The names that a problem's detail lists as known.
    private static func known(_ problem: JSONValue) -> Set<String> {
        guard let list = problem["detail"]?.string?.split(separator: "known are ").dropFirst().first else { return [] }
        return Set(list.split(separator: ", ").map(String.init))
    }

    @Test("it names every route with its rights, and nothing else")
    func everyRoute() async throws {
        let store = MemoryStore()
        let server = try WebServer(
            settings: WebServiceSettings(), store: store, log: MemoryRolloutLog(), control: ScriptedControl(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let document = try JSONReader().read(PackageResources.openapi_json)
        let operations = Description(document: document).operations
        #expect(Set(operations.keys) == Set(server.routes.map { "\($0.method.rawValue) \($0.path)" }))
        for route in server.routes {
            let operation = try #require(operations["\(route.method.rawValue) \(route.path)"])
            let roles = Set(AccessRole.allCases.filter(route.rights.include).map(\.rawValue))
            if case .open = route.rights {
                #expect(Self.words(operation["x-roles"]) == ["anybody"] && operation["security"]?.array == [])
            } else {
                #expect(Set(Self.words(operation["x-roles"])) == roles, "\(route.path)")
            }
            let named = route.segments.compactMap { segment in
                if case .parameter(let name) = segment { name } else { nil }
            }
            let described = operation["parameters"]?.array?.filter { $0["in"]?.string == "path" } ?? []
            #expect(described.compactMap { $0["name"]?.string } == named)
            #expect((operation["requestBody"] != nil) == (route.bodyLimit > 0), "\(route.path)")
        }
    }

    @Test("its kinds of problems, reasons and references are those that there are")
    func closedLists() throws {
        let document = try JSONReader().read(PackageResources.openapi_json)
        let description = Description(document: document)
        let schemas = try #require(document["components"]?["schemas"])
        #expect(
            Self.words(schemas["Problem"]?["properties"]?["code"]?["enum"]) == Problem.Code.allCases.map(\.rawValue))
        func check(_ value: JSONValue) {
            if value["$ref"] != nil { #expect(description.resolved(value) != nil, "\(value)") }
            for member in value.object?.members ?? [] { check(member.value) }
            for item in value.array ?? [] { check(item) }
        }
        check(document)
        let ids = description.operations.values.compactMap { $0["operationId"]?.string }
        #expect(Set(ids).count == description.operations.count)
    }

    @Test("the bodies and parameters that it names are those that the service knows")
    func everyField() async throws {
        try await RunningServer.run { server in
            let description = try await Description.served(by: server.client)
            for (name, operation) in description.operations {
                let words = name.split(separator: " ").map(String.init)
                let path = words[1].replacing("{name}", with: "arithmetic").replacing(
                    "{id}", with: words[1].contains("leases") ? String(repeating: "0", count: 32) : "x")
                if let body = description.body(operation) {
                    let reply = try await server.client.call(words[0], path, body: #"{"no such": 1}"#)
                    let problem = try reply.json()
                    #expect(problem["code"]?.string == "unknown_field", "\(name): \(reply.text)")
                    #expect(Self.known(problem) == Set(body["properties"]?.object?.keys ?? []), "\(name)")
                    #expect(body["additionalProperties"] == false)
                }
                guard words[1].hasPrefix("/v1/"), words[0] == "GET" else { continue }
                let reply = try await server.client.call(words[0], path + "?no_such=1")
                let described = operation["parameters"]?.array?.filter { $0["in"]?.string == "query" } ?? []
                #expect(Self.known(try reply.json()) == Set(described.compactMap { $0["name"]?.string }), "\(name)")
            }
        }
    }
}
