package import JSON

/// A mapping that is read key by key; it remembers which keys were asked for, and `finish` refuses the rest.
///
/// Required keys throw where they are missing or null. The `optional…` ones give nil for both.
package final class YAMLMapping {
    /// The entries in the order written.
    package let entries: [YAMLNode.Entry]
    /// Where the mapping begins.
    package let place: YAMLPlace
    /// What the mapping is called in messages.
    package let name: String?
    private var asked: [String] = []

    init(entries: [YAMLNode.Entry], place: YAMLPlace, name: String?) {
        self.entries = entries
        self.place = place
        self.name = name
    }

    /// The keys in the order written.
    package var keys: [String] { entries.map(\.key) }

    /// The value of a key, null included; nil where the key is not there. Marks the key as known.
    package func optionalNode(_ key: String) -> YAMLNode? {
        if !asked.contains(key) { asked.append(key) }
        return entries.first { $0.key == key }?.value
    }

    /// The value of a key, which must be there; it may be null.
    package func node(_ key: String) throws(YAMLError) -> YAMLNode {
        if let node = optionalNode(key) { return node }
        // A misspelt key is the likeliest reason, and pointing at it says more than the mapping's start.
        let candidates = entries.filter { !asked.contains($0.key) }
        if let meant = nearestWord(to: key, among: candidates.map(\.key)),
            let entry = candidates.first(where: { $0.key == meant })
        {
            throw YAMLError(
                "the key `\(key)` is missing\(inName)", at: entry.place,
                hint: "Did you write `\(shortened(meant))` for it?")
        }
        throw YAMLError("the key `\(key)` is missing\(inName)", at: place)
    }

    /// An error at a key, or where the key is missing at the mapping.
    package func error(_ key: String, _ message: String, hint: String? = nil) -> YAMLError {
        YAMLError(message, at: entries.first { $0.key == key }?.value.place ?? place, hint: hint)
    }

    /// Refuses keys that nobody asked for. `known` are further keys that are allowed.
    package func finish(known: [String] = []) throws(YAMLError) {
        let known = asked + known.filter { !asked.contains($0) }
        guard let unknown = entries.first(where: { !known.contains($0.key) }) else { return }
        let suggestion = nearestWord(to: unknown.key, among: known).map { "Did you mean `\($0)`?" }
        let list = known.sorted().joined(separator: ", ")
        throw YAMLError(
            "unknown key `\(shortened(unknown.key))`\(inName)", at: unknown.place,
            hint: [suggestion, known.isEmpty ? "No keys are known here" : "Known keys: \(list)"].compactMap { $0 }
                .joined(separator: " "))
    }

    private var inName: String { name.map { " in `\($0)`" } ?? "" }

    /// The node of a key that is neither missing nor null.
    private func present(_ key: String) -> YAMLNode? {
        guard let node = optionalNode(key), !node.isNull else { return nil }
        return node
    }
}

extension YAMLMapping {
    /// A string.
    package func string(_ key: String) throws(YAMLError) -> String { try node(key).string(key) }
    /// A string, or nil.
    package func optionalString(_ key: String) throws(YAMLError) -> String? { try present(key)?.string(key) }

    /// A boolean.
    package func bool(_ key: String) throws(YAMLError) -> Bool { try node(key).bool(key) }
    /// A boolean, or nil.
    package func optionalBool(_ key: String) throws(YAMLError) -> Bool? { try present(key)?.bool(key) }

    /// A whole number within a range.
    package func int(_ key: String, in range: ClosedRange<Int> = .min ... .max) throws(YAMLError) -> Int {
        try node(key).int(key, in: range)
    }
    /// A whole number within a range, or nil.
    package func optionalInt(_ key: String, in range: ClosedRange<Int> = .min ... .max) throws(YAMLError) -> Int? {
        try present(key)?.int(key, in: range)
    }

    /// A finite number within a range.
    package func double(
        _ key: String, in range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) throws(YAMLError) -> Double {
        try node(key).double(key, in: range)
    }
    /// A finite number within a range, or nil.
    package func optionalDouble(
        _ key: String, in range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) throws(YAMLError) -> Double? {
        try present(key)?.double(key, in: range)
    }

    /// One of an enumeration's raw values.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type = Choice.self
    ) throws(YAMLError) -> Choice where Choice.RawValue == String {
        try node(key).choice(key, of: type)
    }
    /// One of an enumeration's raw values, or nil.
    package func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type = Choice.self
    ) throws(YAMLError) -> Choice? where Choice.RawValue == String {
        try present(key)?.choice(key, of: type)
    }

    /// A list.
    package func list(_ key: String) throws(YAMLError) -> [YAMLNode] { try node(key).list(key) }
    /// A list, or nil.
    package func optionalList(_ key: String) throws(YAMLError) -> [YAMLNode]? { try present(key)?.list(key) }

    /// A list of strings.
    package func strings(_ key: String) throws(YAMLError) -> [String] { try node(key).strings(key) }
    /// A list of strings, or nil.
    package func optionalStrings(_ key: String) throws(YAMLError) -> [String]? { try present(key)?.strings(key) }

    /// A mapping.
    package func mapping(_ key: String) throws(YAMLError) -> YAMLMapping { try node(key).mapping(key) }
    /// A mapping, or nil.
    package func optionalMapping(_ key: String) throws(YAMLError) -> YAMLMapping? { try present(key)?.mapping(key) }

    /// Any value as JSON, null included.
    package func value(_ key: String) throws(YAMLError) -> JSONValue { try node(key).value }
    /// Any value as JSON, null included; nil where the key is not there.
    package func optionalValue(_ key: String) -> JSONValue? { optionalNode(key)?.value }
}
