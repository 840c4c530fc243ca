import Foundation
import JSON

@testable import Environments

/// How many tasks of a level tests look at: 200, and 10,000 where `WINNOW_FULL` is 1.
let seedsOfEach = ProcessInfo.processInfo.environment["WINNOW_FULL"] == "1" ? 10_000 : 200

/// JSON values changed in one place, each wrong by construction: none equals the value it was made of.
enum JSONMutants {
    /// What is done to a value.
    enum Change: String, CaseIterable {
        case value, type, key, less, more, order, null
    }

    /// One mutant for each kind of change that the value offers a place for.
    static func of(_ value: JSONValue, _ draws: inout SeededGenerator) -> [(change: Change, value: JSONValue)] {
        let places = Self.places(of: value)
        var mutants: [(Change, JSONValue)] = []
        for change in Change.allCases {
            var order = places
            draws.shuffle(&order)
            for path in order {
                guard let old = value.value(at: path), let new = changed(old, change, &draws) else { continue }
                mutants.append((change, path.isEmpty ? new : value.replacing(path[...], with: new)))
                break
            }
        }
        return mutants.filter { $0.1 != value }
    }

    /// The paths of all values inside of one, its own first.
    static func places(of value: JSONValue) -> [[JSONStep]] {
        var all: [[JSONStep]] = [[]]
        switch value {
        case .array(let elements):
            for (index, element) in elements.enumerated() { all += places(of: element).map { [.place(index)] + $0 } }
        case .object(let object):
            for member in object.members { all += places(of: member.value).map { [.key(member.key)] + $0 } }
        default: break
        }
        return all
    }

    private static func changed(_ value: JSONValue, _ change: Change, _ draws: inout SeededGenerator) -> JSONValue? {
        switch (change, value) {
        case (.value, .string(let text)): return .string(text + (draws.below(2) == 0 ? "x" : "1"))
        case (.value, .number(let number)):
            return number.int.map { .int($0 + 1 + draws.below(5)) } ?? number.double.flatMap { .double($0 + 0.5) }
        case (.value, .bool(let flag)): return .bool(!flag)
        case (.type, .string(let text)): return [.string(text)]
        case (.type, .number(let number)): return .string(number.text)
        case (.type, .bool(let flag)): return .string("\(flag)")
        case (.key, .object(var object)) where !object.isEmpty:
            object.members[draws.below(object.count)].key += "s"
            return .object(object)
        case (.less, .object(var object)) where !object.isEmpty:
            object.members.remove(at: draws.below(object.count))
            return .object(object)
        case (.less, .array(var elements)) where !elements.isEmpty:
            elements.remove(at: draws.below(elements.count))
            return .array(elements)
        case (.more, .object(var object)):
            object.members.append(.init(key: "extra", value: 1))
            return .object(object)
        case (.more, .array(let elements)): return .array(elements + [elements.last ?? 1])
        case (.order, .array(let elements)) where elements.count > 1 && elements[0] != elements[1]:
            return .array([elements[1], elements[0]] + elements.dropFirst(2))
        case (.null, .string), (.null, .number), (.null, .bool): return .null
        default: return nil
        }
    }

    /// Texts that are no longer the JSON value that a text was.
    static func broken(_ gold: String) -> [String] {
        [
            String(gold.dropLast()), gold + "}", "[\(gold)]", String(gold.dropFirst()), "```json\n\(gold)\n```",
            "<think>" + gold,
        ]
    }
}

/// Counts mutants that pass although they should not.
struct MutantScore {
    private(set) var tried = 0
    private(set) var survivors: [String] = []

    mutating func add(_ passed: Bool?, _ what: @autoclosure () -> String) {
        tried += 1
        if passed != false { survivors.append(what()) }
    }

    /// `99.97 % of 12000 fail`.
    var text: String {
        let share = 100 * Double(tried - survivors.count) / Double(max(tried, 1))
        return String(format: "%.3f %% of %d fail", share, tried)
            + survivors.prefix(5).map { "\n  survives: \($0)" }.joined()
    }

    var isGood: Bool { tried > 0 && Double(survivors.count) <= 0.01 * Double(tried) }
}

/// How long generating takes, printed.
enum GenerationTimes {
    /// The median and the worst of so many tasks, as text.
    static func text(_ generator: some TaskGenerator, count: Int) -> String {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for index in 0..<count {
            times.append(clock.measure { _ = generator.task(at: index, seed: 3) })
        }
        times.sort()
        return "median \(times[count / 2]), 99 % \(times[count * 99 / 100]), worst \(times[count - 1])"
    }
}
