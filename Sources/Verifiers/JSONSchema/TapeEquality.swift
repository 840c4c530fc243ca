import JSON

/// Whether values are the same by JSON Schema's rules: numbers by exact value, strings by code point, objects in any
/// order. Pays a step for each value and the bytes of each text.
enum TapeEquality {
    static func areEqual(
        _ left: TapeValue, in leftTape: JSONTape, _ right: TapeValue, in rightTape: JSONTape, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: 1)
        switch (left.kind, right.kind) {
        case (.null, .null), (.true, .true), (.false, .false): return true
        case (.number, .number):
            let (a, b) = (leftTape.written(left), rightTape.written(right))
            if JSONTape.areSame(a, b) { return true }
            try budget.spend(bytes: a.count + b.count)
            return NumberView(a).compared(to: NumberView(b)) == 0
        case (.string, .string), (.escapedString, .escapedString), (.string, .escapedString),
            (.escapedString, .string):
            let (a, b) = (leftTape.utf8(of: left), rightTape.utf8(of: right))
            guard a.count == b.count else { return false }
            try budget.spend(bytes: a.count)
            return JSONTape.areSame(a, b)
        case (.array, .array):
            guard left.count == right.count else { return false }
            var (a, b) = (JSONTape.Elements(left, leftTape), JSONTape.Elements(right, rightTape))
            while let first = a.next(), let second = b.next() {
                guard try areEqual(first, in: leftTape, second, in: rightTape, budget: &budget) else { return false }
            }
            return true
        case (.object, .object):
            guard left.count == right.count else { return false }
            return try areObjectsEqual(left, in: leftTape, right, in: rightTape, budget: &budget)
        default: return false
        }
    }

    private static func areObjectsEqual(
        _ left: TapeValue, in leftTape: JSONTape, _ right: TapeValue, in rightTape: JSONTape, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        var place = left.index + 1
        var other = right.index + 1
        for _ in 0..<left.count {
            let key = leftTape.utf8(of: leftTape.value(at: place))
            let value = leftTape.value(at: place + 1)
            place = value.next
            let candidate: TapeValue?
            // Both are likely to be in one order.
            let near = rightTape.value(at: other + 1)
            if JSONTape.areSame(key, rightTape.utf8(of: rightTape.value(at: other))) {
                candidate = near
            } else {
                try budget.spend(steps: 1 + right.count / 4)
                candidate = rightTape.member(key, of: right)
            }
            // Past the last member it starts anew, so that it always stands on one.
            other = near.next < right.next ? near.next : right.index + 1
            guard let candidate else { return false }
            guard try areEqual(value, in: leftTape, candidate, in: rightTape, budget: &budget) else { return false }
        }
        return true
    }

    /// A number that equal values share.
    static func hash(_ value: TapeValue, in tape: JSONTape, budget: inout Budget) throws(BudgetExhausted) -> UInt64 {
        try budget.spend(steps: 1)
        switch value.kind {
        case .null: return 1
        case .true: return 2
        case .false: return 3
        case .number:
            let written = tape.written(value)
            try budget.spend(bytes: written.count)
            let number = NumberView(written)
            var hash = mixed(number.isNegative ? 4 : 5, UInt64(bitPattern: Int64(number.exponent)))
            number.forEachDigit {
                hash = mixed(hash, UInt64($0))
                return true
            }
            return hash
        case .string, .escapedString: return try hash(tape.utf8(of: value), budget: &budget)
        case .array:
            var hash: UInt64 = 6
            var elements = JSONTape.Elements(value, tape)
            while let element = elements.next() {
                hash = mixed(hash, try self.hash(element, in: tape, budget: &budget))
            }
            return hash
        case .object:
            var sum: UInt64 = 7
            var place = value.index + 1
            for _ in 0..<value.count {
                let key = try hash(tape.utf8(of: tape.value(at: place)), budget: &budget)
                let member = tape.value(at: place + 1)
                // Addition forgets the order.
                sum &+= mixed(key, try hash(member, in: tape, budget: &budget))
                place = member.next
            }
            return sum
        }
    }

    private static func hash(
        _ text: UnsafeBufferPointer<UInt8>, budget: inout Budget
    ) throws(BudgetExhausted) -> UInt64 {
        try budget.spend(bytes: text.count)
        var hash = UInt64(text.count) &+ 8
        let raw = UnsafeRawBufferPointer(text)
        var index = 0
        while index + 8 <= raw.count {
            hash = mixed(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        return mixed(hash, PropertyTable.head(UnsafeBufferPointer(rebasing: text[index...])))
    }

    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        var mixed = (hash ^ value &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        mixed ^= mixed >> 32
        return mixed
    }

    /// Whether no two elements of an array are equal.
    static func areUnique(_ array: TapeValue, in tape: JSONTape, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        guard array.count > 1 else { return true }
        try budget.spend(steps: array.count)
        if array.count <= fewItems, !array.isPacked, array.next - array.index <= smallItems {
            return try areFewUnique(array, in: tape, budget: &budget)
        }
        var all: [(hash: UInt64, value: TapeValue)] = []
        all.reserveCapacity(array.count)
        var elements = JSONTape.Elements(array, tape)
        while let element = elements.next() {
            all.append((try hash(element, in: tape, budget: &budget), element))
        }
        try budget.spend(steps: array.count)
        all.sort { $0.hash < $1.hash }
        for start in all.indices {
            var other = start + 1
            while other < all.count, all[other].hash == all[start].hash {
                if try areEqual(all[start].value, in: tape, all[other].value, in: tape, budget: &budget) {
                    return false
                }
                other += 1
            }
        }
        return true
    }

    /// Up to so many elements, of so many nodes together, are compared each with each: most differ at first sight.
    private static let fewItems = 8
    private static let smallItems = 128

    private static func areFewUnique(
        _ array: TapeValue, in tape: JSONTape, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        var later = tape.value(at: array.index + 1).next
        for position in 1..<array.count {
            let value = tape.value(at: later)
            var earlier = array.index + 1
            for _ in 0..<position {
                let other = tape.value(at: earlier)
                if try areEqual(other, in: tape, value, in: tape, budget: &budget) { return false }
                earlier = other.next
            }
            later = value.next
        }
        return true
    }
}
