enum JavaValue { static func read(_ t: String, as w: String, items: String?) -> PythonValue { .string(t) } }
enum JavaScriptValue { static func read(_ t: String, as w: String, items: String?) -> PythonValue { .string(t) } }
enum JavaCallParser { static func calls(in b: [UInt8]) -> Result<[ReferenceCall], UnreadableCall> { .failure(.init(message: "")) } }
enum JavaScriptCallParser { static func calls(in b: [UInt8]) -> Result<[ReferenceCall], UnreadableCall> { .failure(.init(message: "")) } }
