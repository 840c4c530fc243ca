import JSON

/// The schema documents at hand, and what in them can be referred to.
///
/// Nothing is ever fetched: there are the schema, the remotes that were given, and the metaschemas.
struct SchemaRegistry {
    /// A schema with a URI of its own, and the anchors in it.
    struct Resource {
        let uri: URIReference
        let value: JSONValue
        let place: Place
        var draft: SchemaDraft
        var vocabularies: SchemaVocabularies
        var anchors: [ByteKey: (value: JSONValue, place: Place)] = [:]
        var dynamicAnchors: Set<ByteKey> = []
    }

    /// Where a value stands: in which document, and the JSON pointer to it there.
    struct Place: Hashable {
        var document: Int
        var pointer: String

        // By code points: `é` in one and in two are names of different members.

        static func == (left: Place, right: Place) -> Bool {
            left.document == right.document && left.pointer.hasSameBytes(as: right.pointer)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(document)
            hasher.combine(ByteKey(text: pointer))
        }
    }

    private struct Reference: Hashable {
        let resource: Int
        let text: ByteKey
    }

    /// A schema that was found, and the resource that it is part of.
    struct Found {
        var value: JSONValue
        var place: Place
        var resource: Int
    }

    /// What a `$recursiveAnchor` is called among the dynamic anchors: no anchor has this name.
    static let recursiveAnchor = ByteKey(text: "/")
    /// The deepest nesting of a schema that is read.
    private static let deepest = 256

    private(set) var resources: [Resource] = []
    private var byURI: [ByteKey: Int] = [:]
    /// What references mean, by the resource that they stand in and their text: most are written many times.
    private var resolved: [Reference: Found] = [:]
    private var byPlace: [Place: Int] = [:]
    private var documentCount = 0
    /// The remotes as they were given, and those that none has asked for yet by URI: most schemas ask for none, and to
    /// take their names apart would cost such a schema more than all else.
    private let given: JSONObject
    private var remotes: [ByteKey: JSONValue]?
    private var hasReadAllRemotes = false
    private let draft: SchemaDraft?
    /// Documents whose metaschema is being looked at, to end circles.
    private var opening: Set<String> = []

    /// A registry with the remotes by URI; `draft` is that of schemas that do not say, and of the standard ones too.
    init(remotes: JSONObject, draft: SchemaDraft?) {
        self.draft = draft
        given = remotes
    }

    /// Takes a document in and indexes it; gives its outermost resource.
    mutating func add(_ value: JSONValue, uri: String, budget: inout Budget) throws(SchemaError) -> Int {
        let place = Place(document: documentCount, pointer: "")
        documentCount += 1
        let base = URIReference(uri)
        let (draft, vocabularies) = try dialect(of: value, parent: nil, budget: &budget)
        let index = try open(value, base: base, place: place, draft: draft, vocabularies: vocabularies)
        let name = ByteKey(text: base.withoutFragment)
        if byURI[name] == nil { byURI[name] = index }
        try walk(value, place: place, resource: index, depth: 0, budget: &budget)
        return index
    }

    /// What a reference from within a resource means.
    mutating func resolve(
        _ reference: String, from resource: Int, at place: Place, _ keyword: String, budget: inout Budget
    ) throws(SchemaError) -> Found {
        try budgeted(&budget, 8)
        let key = Reference(resource: resource, text: ByteKey(text: reference))
        if let known = resolved[key] { return known }
        let found = try look(up: reference, from: resource, at: place, keyword, budget: &budget)
        resolved[key] = found
        return found
    }

    /// A place as verdicts show it: a pointer in the schema given, a URI before it in other documents.
    func location(of place: Place) -> String {
        guard place.document > 0, let root = byPlace[Place(document: place.document, pointer: "")] else {
            return "#" + place.pointer
        }
        return resources[root].uri.withoutFragment + "#" + place.pointer
    }

    private mutating func look(
        up reference: String, from resource: Int, at place: Place, _ keyword: String, budget: inout Budget
    ) throws(SchemaError) -> Found {
        var target = resources[resource].uri.resolving(URIReference(reference))
        let fragment = target.fragment ?? ""
        target.fragment = nil
        let uri = target.withoutFragment
        guard let found = try document(uri, budget: &budget) else {
            throw .fault(
                SchemaFault(
                    "`\(reference)` refers to \(uri.prefix(200)), which is not among the remotes",
                    at: "\(location(of: place))/\(keyword)")
            )
        }
        guard let decoded = URIReference.decoded(fragment) else {
            throw .fault(
                SchemaFault("`\(reference)` has a fragment that is no text", at: "\(location(of: place))/\(keyword)"))
        }
        if decoded.isEmpty {
            return Found(value: resources[found].value, place: resources[found].place, resource: found)
        }
        if decoded.utf8.first == UInt8(ascii: "/") {
            if let target = follow(decoded, from: found) { return target }
        } else if let anchor = resources[found].anchors[ByteKey(text: decoded)] {
            return Found(value: anchor.value, place: anchor.place, resource: byPlace[anchor.place] ?? found)
        }
        throw .fault(SchemaFault("`\(reference)` refers to nothing", at: "\(location(of: place))/\(keyword)"))
    }

    /// The resource that begins at a place.
    func resource(at place: Place) -> Int? { byPlace[place] }

    private mutating func document(_ uri: String, budget: inout Budget) throws(SchemaError) -> Int? {
        let key = ByteKey(text: uri)
        if let known = byURI[key] { return known }
        if remotes == nil { remotes = try indexed(budget: &budget) }
        if let remote = remotes?.removeValue(forKey: key) { return try add(remote, uri: uri, budget: &budget) }
        if let metaschema = Metaschemas.document(uri) { return try add(metaschema, uri: uri, budget: &budget) }
        guard !hasReadAllRemotes else { return nil }
        // It may be the name that a remote gives itself.
        hasReadAllRemotes = true
        let others = (remotes ?? [:]).sorted { $0.key.text < $1.key.text }
        for (uri, remote) in others where remotes?.removeValue(forKey: uri) != nil {
            _ = try add(remote, uri: uri.text, budget: &budget)
        }
        return byURI[key]
    }

    private func indexed(budget: inout Budget) throws(SchemaError) -> [ByteKey: JSONValue] {
        try budgeted(&budget, 20 * given.count)
        var all: [ByteKey: JSONValue] = Dictionary(minimumCapacity: given.count)
        for member in given.members { all[ByteKey(text: URIReference(member.key).withoutFragment)] = member.value }
        return all
    }

    /// Follows a JSON pointer from a resource's root, through resources within it.
    private func follow(_ pointer: String, from resource: Int) -> Found? {
        var found = Found(value: resources[resource].value, place: resources[resource].place, resource: resource)
        // By bytes: for Swift a slash and an accent behind it are one character, which is no slash.
        for step in pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let key = Self.key(step)
            switch found.value {
            case .object(let object):
                guard let value = object[key] else { return nil }
                found.value = value
            case .array(let elements):
                guard let index = Int(key), elements.indices.contains(index) else { return nil }
                found.value = elements[index]
            default: return nil
            }
            found.place.pointer = Self.pointer(found.place.pointer, key)
            if let inner = byPlace[found.place] { found.resource = inner }
        }
        return found
    }

    /// The key that a step of a pointer names.
    private static func key(_ step: Substring.UTF8View) -> String {
        guard step.contains(UInt8(ascii: "~")) else { return String(Substring(step)) }
        var bytes: [UInt8] = []
        var isEscape = false
        for byte in step {
            switch (isEscape, byte) {
            case (true, UInt8(ascii: "0")): bytes[bytes.count - 1] = UInt8(ascii: "~")
            case (true, UInt8(ascii: "1")): bytes[bytes.count - 1] = UInt8(ascii: "/")
            default:
                bytes.append(byte)
                isEscape = byte == UInt8(ascii: "~")
                continue
            }
            isEscape = false
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A pointer one step further.
    static func pointer(_ pointer: String, _ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            var text = String()
            text.reserveCapacity(pointer.utf8.count + 1 + key.utf8.count)
            text += pointer
            text += "/"
            text += key
            return text
        }
        var bytes = Array(pointer.utf8)
        bytes.append(UInt8(ascii: "/"))
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "~"): bytes += "~0".utf8
            case UInt8(ascii: "/"): bytes += "~1".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Why a schema could not be compiled.
enum SchemaError: Error {
    case fault(SchemaFault)
    case exhausted(BudgetExhausted)
}

/// Spends steps where errors are schema errors.
func budgeted(_ budget: inout Budget, _ steps: Int) throws(SchemaError) {
    do { try budget.spend(steps: steps) } catch { throw .exhausted(error) }
}

// MARK: - Indexing

extension SchemaRegistry {
    private mutating func open(
        _ value: JSONValue, base: URIReference, place: Place, draft: SchemaDraft, vocabularies: SchemaVocabularies
    ) throws(SchemaError) -> Int {
        var uri = base
        uri.fragment = nil
        if let id = Self.id(of: value, draft: draft) { uri = base.resolving(id) }
        uri.fragment = nil
        let index = resources.count
        resources.append(
            Resource(uri: uri, value: value, place: place, draft: draft, vocabularies: vocabularies))
        let name = ByteKey(text: uri.withoutFragment)
        if byURI[name] == nil { byURI[name] = index }
        byPlace[place] = index
        return index
    }

    /// The base URI that a schema gives itself; nil where it gives none, be it that its id is an anchor only.
    private static func id(of value: JSONValue, draft: SchemaDraft) -> URIReference? {
        guard let object = value.object, let id = object[draft.idKeyword]?.string else { return nil }
        if draft.refHidesSiblings, object["$ref"] != nil { return nil }
        let reference = URIReference(id)
        return reference.withoutFragment.isEmpty ? nil : reference
    }

    /// The edition and keywords by which a schema is read.
    private mutating func dialect(
        of value: JSONValue, parent: Int?, budget: inout Budget
    ) throws(SchemaError) -> (SchemaDraft, SchemaVocabularies) {
        let inherited = parent.map { (resources[$0].draft, resources[$0].vocabularies) }
        let fallback = inherited ?? (draft ?? .draft202012, .standard)
        guard let written = value.object?["$schema"]?.string else { return fallback }
        if let standard = SchemaDraft(uri: written) {
            // What the caller says of the outermost schema goes before what that says of itself.
            return (documentCount == 1 && parent == nil ? draft ?? standard : standard, .standard)
        }
        let uri = URIReference(written).withoutFragment
        guard opening.insert(uri).inserted else { return fallback }
        defer { opening.remove(uri) }
        guard let metaschema = try document(uri, budget: &budget) else {
            if draft != nil { return fallback }
            throw .fault(
                SchemaFault("its `$schema` \(uri.prefix(200)) is not known and not among the remotes", at: "#"))
        }
        let draft = resources[metaschema].draft
        guard let vocabulary = resources[metaschema].value.object?["$vocabulary"]?.object, draft >= .draft201909 else {
            return (draft, .standard)
        }
        var vocabularies: SchemaVocabularies = []
        for member in vocabulary.members {
            if let group = SchemaVocabularies.group(of: member.key) {
                vocabularies.formUnion(group)
            } else if member.value.bool == true {
                throw .fault(
                    SchemaFault("it needs the vocabulary \(member.key.prefix(200)), which is not known", at: "#"))
            }
        }
        return (draft, vocabularies)
    }

    /// Indexes a schema and those in it: resources and anchors.
    private mutating func walk(
        _ value: JSONValue, place: Place, resource: Int, depth: Int, budget: inout Budget
    ) throws(SchemaError) {
        guard let object = value.object else { return }
        guard depth < Self.deepest else {
            throw .fault(SchemaFault("it is nested too deeply", at: "#" + place.pointer))
        }
        try budgeted(&budget, 4 + 2 * object.count)
        var resource = resource
        let draft = resources[resource].draft
        if !place.pointer.isEmpty, Self.id(of: value, draft: draft) != nil {
            let (inner, vocabularies) = try dialect(of: value, parent: resource, budget: &budget)
            resource = try open(
                value, base: resources[resource].uri, place: place, draft: inner, vocabularies: vocabularies)
        }
        index(object, value: value, place: place, resource: resource)
        if resources[resource].draft.refHidesSiblings, object["$ref"]?.string != nil, !place.pointer.isEmpty {
            return
        }
        for member in object.members {
            guard let shape = SubschemaShape(keyword: member.key, draft: resources[resource].draft) else { continue }
            let below = Place(
                document: place.document, pointer: Self.pointer(place.pointer, member.key))
            switch (shape, member.value) {
            case (.one, .object), (.oneOrMany, .object):
                try walk(member.value, place: below, resource: resource, depth: depth + 1, budget: &budget)
            case (.many, .array(let elements)), (.oneOrMany, .array(let elements)):
                for (position, element) in elements.enumerated() {
                    let place = Place(document: below.document, pointer: "\(below.pointer)/\(position)")
                    try walk(element, place: place, resource: resource, depth: depth + 1, budget: &budget)
                }
            case (.named, .object(let named)):
                for member in named.members {
                    let place = Place(
                        document: below.document, pointer: Self.pointer(below.pointer, member.key))
                    try walk(member.value, place: place, resource: resource, depth: depth + 1, budget: &budget)
                }
            default: break
            }
        }
    }

    /// Takes a schema's anchors.
    private mutating func index(_ object: JSONObject, value: JSONValue, place: Place, resource: Int) {
        let draft = resources[resource].draft
        func add(_ name: ByteKey, isDynamic: Bool) {
            if resources[resource].anchors[name] == nil { resources[resource].anchors[name] = (value, place) }
            if isDynamic { resources[resource].dynamicAnchors.insert(name) }
        }
        if draft.refHidesSiblings {
            if object["$ref"] == nil, let id = object[draft.idKeyword]?.string,
                let fragment = URIReference(id).fragment, !fragment.isEmpty
            {
                add(ByteKey(text: fragment), isDynamic: false)
            }
            return
        }
        if let anchor = object["$anchor"]?.string { add(ByteKey(text: anchor), isDynamic: false) }
        if draft == .draft202012, let anchor = object["$dynamicAnchor"]?.string {
            add(ByteKey(text: anchor), isDynamic: true)
        }
        if draft == .draft201909, object["$recursiveAnchor"]?.bool == true, byPlace[place] == resource {
            add(Self.recursiveAnchor, isDynamic: true)
        }
    }
}

/// What schemas a keyword holds.
enum SubschemaShape {
    case one, many, oneOrMany, named

    /// The shape of a keyword's value; nil where it holds no schema.
    init?(keyword: String, draft: SchemaDraft) {
        switch keyword {
        case "not": self = .one
        case "additionalItems": if draft < .draft202012 { self = .one } else { return nil }
        case "additionalProperties": self = .one
        case "items": self = .oneOrMany
        case "allOf", "anyOf", "oneOf": self = .many
        case "properties", "patternProperties", "definitions", "dependencies": self = .named
        case "contains", "propertyNames": if draft >= .draft6 { self = .one } else { return nil }
        case "if", "then", "else": if draft >= .draft7 { self = .one } else { return nil }
        case "unevaluatedItems", "unevaluatedProperties", "contentSchema":
            if draft >= .draft201909 { self = .one } else { return nil }
        case "$defs", "dependentSchemas": if draft >= .draft201909 { self = .named } else { return nil }
        case "prefixItems": if draft >= .draft202012 { self = .many } else { return nil }
        default: return nil
        }
    }
}
