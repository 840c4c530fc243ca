import JSON
import Verifiers

/// The options of a generator, read with the readers that verifiers use; there are no references here.
struct GeneratorOptions {
    private let object: JSONObject

    /// Options of which only these are known; throws for another, or one given twice.
    init(_ object: JSONObject, known: [String]) throws(GeneratorOptionError) {
        for key in object.keys where !known.contains(key) {
            throw GeneratorOptionError(
                option: key, "this option is not known", hint: NearestName.hint(for: key, among: known))
        }
        if let twice = object.firstDuplicateKey {
            throw GeneratorOptionError(option: twice, "this option is given twice", hint: "keep one of them")
        }
        self.object = object
    }

    /// The option, or its default where it is not given.
    func value<Value: Sendable>(
        _ key: String, _ reader: OptionReader<Value>, default fallback: Value
    ) throws(GeneratorOptionError) -> Value {
        guard let written = object[key] else { return fallback }
        do {
            return try reader.read(written)
        } catch {
            throw GeneratorOptionError(option: key, error.message, hint: error.hint)
        }
    }
}
