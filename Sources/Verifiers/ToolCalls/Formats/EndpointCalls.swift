import JSON
import Rollouts

/// Calls that the endpoint's own parser found and reported as `tool_calls`.
struct EndpointCalls {
    let reader: JSONCallText

    init(rejectsDuplicates: Bool) {
        reader = JSONCallText(argumentKeys: ["arguments"], rejectsDuplicates: rejectsDuplicates)
    }

    /// The calls reported; arguments that are blank are an empty object, as some servers write it. O(arguments).
    func read(_ calls: [ToolCall]?, budget: inout Budget) throws(BudgetExhausted) -> CallReading {
        var reading = CallReading()
        for call in calls ?? [] {
            try budget.spend(steps: 4)
            try budget.spend(bytes: (1 + JSONVerifier.costOfReading) * call.arguments.utf8.count)
            if call.arguments.utf8.allSatisfy(\.isJSONSpace) {
                reading.add(FoundCall(id: call.id, name: call.name, arguments: .json(.object(JSONObject())), span: nil))
                continue
            }
            let value: JSONValue
            do {
                value = try JSONReader(maxDepth: JSONVerifier.maxDepth).read(call.arguments)
            } catch {
                reading.addBroken("\(call.name): arguments that are not JSON: \(error.description)", nil)
                continue
            }
            if reader.rejectsDuplicates, let path = try DuplicateKey.first(in: value, budget: &budget) {
                reading.addBroken("\(call.name): a key is given twice: \(path)", nil)
                continue
            }
            switch try reader.arguments(value, budget: &budget) {
            case .success(let arguments):
                reading.add(FoundCall(id: call.id, name: call.name, arguments: .json(arguments), span: nil))
            case .failure(let fault): reading.addBroken("\(call.name): \(fault.message)", nil)
            }
        }
        return reading
    }
}
