/// Whether an answer is the expected one: answers of every kind, not only expressions.
struct MathComparator {
    var equality: MathEquality
    /// Whether variables must have the same names.
    var isStrict = true
    /// Whether an inequality may answer where a set is expected.
    var allowsRelationForSet = false

    /// Whether an answer is the one expected. O(elements²) for sets, each comparison paid from the meter.
    mutating func matches(_ gold: MathNode, _ answer: MathNode) throws(MathFault) -> Bool {
        try equality.meter.spend(4)
        var gold = gold
        var answer = answer
        if !isStrict { answer = Self.renamed(answer, after: gold) }
        let isGoldAssignment = gold.isAssignment
        let isGoldEquation = gold.isEquation
        let isAnswerEquation = answer.isEquation
        if isGoldAssignment { gold = gold.shortened }
        if answer.isAssignment { answer = answer.shortened }
        answer = Self.withBoundNames(answer, of: gold)
        if isAnswerEquation, !isGoldEquation {
            answer = answer.lastSide
        } else if isGoldAssignment, !isAnswerEquation {
            gold = gold.lastSide
        }
        gold = gold.unwrappedSet
        answer = answer.unwrappedSet
        if gold == answer { return !gold.isUndefined }
        if case .relation = gold, case .relation = answer { return try relationsMatch(gold, answer) }
        if gold.isDeterminant || answer.isDeterminant {
            let value = try MathMatrices.reduced(gold, &equality.meter)
            let other = try MathMatrices.reduced(answer, &equality.meter)
            if !value.isDeterminant, !other.isDeterminant { return try matches(value, other) }
        }
        if case .matrix(let rows) = try MathMatrices.reduced(gold, &equality.meter) {
            guard case .matrix(let others) = try MathMatrices.reduced(answer, &equality.meter) else { return false }
            return try matricesMatch(rows, others)
        }
        if gold.isCollection || answer.isCollection { return try collectionsMatch(gold, answer) }
        if let verdict = Self.wordsMatch(gold, answer) { return verdict }
        if let verdict = Self.digitsMatch(gold, answer) { return verdict }
        if case .relation = gold { return false }
        if case .relation = answer { return false }
        if try equality.areEqual(gold, answer) { return true }
        return try equalsIgnoringCase(gold, answer)
    }

    /// `X` and `x` are one variable where neither answer has both.
    private mutating func equalsIgnoringCase(_ gold: MathNode, _ answer: MathNode) throws(MathFault) -> Bool {
        let names = Set(gold.variables), others = Set(answer.variables)
        let lower = Set(names.map { $0.lowercased() }), otherLower = Set(others.map { $0.lowercased() })
        guard names != others, lower == otherLower, lower.count == names.count, lower.count == others.count else {
            return false
        }
        return try equality.areEqual(gold.lowercased, answer.lowercased)
    }

    private mutating func matricesMatch(_ gold: [[MathNode]], _ answer: [[MathNode]]) throws(MathFault) -> Bool {
        guard gold.count == answer.count else { return false }
        for (row, other) in zip(gold, answer) {
            guard row.count == other.count else { return false }
            for (left, right) in zip(row, other) {
                guard try equality.areEqual(left, right) else { return false }
            }
        }
        return true
    }

    /// A word answers a word; letters side by side spell one.
    static func wordsMatch(_ gold: MathNode, _ answer: MathNode) -> Bool? {
        func isText(_ node: MathNode) -> Bool { if case .text = node { true } else { false } }
        guard isText(gold) || isText(answer) else { return nil }
        guard let first = gold.spelling, let second = answer.spelling else { return false }
        return first.lowercased() == second.lowercased()
    }

    /// The base of a number may be left to the question: `204` answers `204_5`, and no other number does. Where both name
    /// a base they are compared by value; nil then, and where neither does.
    static func digitsMatch(_ gold: MathNode, _ answer: MathNode) -> Bool? {
        switch (gold, answer) {
        case (.function(.inBase, _), .function(.inBase, _)): nil
        case (.function(.inBase, let arguments), let other), (let other, .function(.inBase, let arguments)):
            arguments.first == other
        default: nil
        }
    }

    /// `f(n) = n + 1` says what `f(x) = x + 1` says: the answer with the names of the other's arguments.
    static func withBoundNames(_ answer: MathNode, of gold: MathNode) -> MathNode {
        guard case .relation(let sides, _) = gold, case .relation(let others, _) = answer,
            case .apply(let name, let wanted)? = sides.first, case .apply(let other, let given)? = others.first,
            name == other, wanted != given, wanted.count == given.count
        else { return answer }
        var names: [String: String] = [:]
        for (left, right) in zip(given, wanted) {
            guard case .symbol(let old) = left, case .symbol(let new) = right else { return answer }
            names[old] = new
        }
        // A name that the answer has elsewhere would be taken for the argument.
        guard Set(names.values).isDisjoint(with: answer.variables.filter { names[$0] == nil }) else { return answer }
        return answer.renamed(names)
    }

    /// The answer with its variables named as the expected one's, by their order of occurrence.
    static func renamed(_ answer: MathNode, after gold: MathNode) -> MathNode {
        let wanted = gold.variables
        let given = answer.variables
        guard wanted.count == given.count else { return answer }
        return answer.renamed(Dictionary(zip(given, wanted), uniquingKeysWith: { first, _ in first }))
    }
}

extension MathComparator {
    private mutating func relationsMatch(_ gold: MathNode, _ answer: MathNode) throws(MathFault) -> Bool {
        guard case .relation(let sides, let relations) = gold, case .relation(let others, let otherRelations) = answer
        else { return false }
        if relations.count == 1, otherRelations.count == 1 {
            if try simpleMatch(sides, relations[0], others, otherRelations[0]) { return true }
        } else if relations.count == otherRelations.count {
            if try chainsMatch(sides, relations, others, otherRelations) { return true }
            let swapped = Array(otherRelations.reversed().map(\.swapped))
            if try chainsMatch(sides, relations, Array(others.reversed()), swapped) { return true }
        }
        guard let first = try MathRegions.solve(gold, &equality), let second = try MathRegions.solve(answer, &equality)
        else { return false }
        guard first.variable == second.variable else { return false }
        return first.region.isEqual(to: second.region)
    }

    private mutating func chainsMatch(
        _ sides: [MathNode], _ relations: [MathRelation], _ others: [MathNode], _ otherRelations: [MathRelation]
    ) throws(MathFault) -> Bool {
        guard relations == otherRelations else { return false }
        for (left, right) in zip(sides, others) {
            guard try matches(left, right) else { return false }
        }
        return true
    }

    private mutating func simpleMatch(
        _ gold: [MathNode], _ relation: MathRelation, _ answer: [MathNode], _ other: MathRelation
    ) throws(MathFault) -> Bool {
        if relation == other, try matches(gold[0], answer[0]), try matches(gold[1], answer[1]) { return true }
        if gold.contains(where: \.isCollection) || answer.contains(where: \.isCollection) { return false }
        let left = MathNode.sum([gold[0], .negative(gold[1])])
        let right = MathNode.sum([answer[0], .negative(answer[1])])
        guard relation.isOrder || relation == .equal || relation == .notEqual else { return false }
        guard relation == other || relation == other.swapped else { return false }
        if let sign = try equality.signOfRatio(left, right) {
            if relation == .equal || relation == .notEqual { return relation == other }
            return sign > 0 ? relation == other : relation == other.swapped
        }
        guard relation == .equal, other == .equal else { return false }
        return try numeratorsMatch(left, right)
    }

    /// Fractions are zero where their numerators are: `y = 1/x` is `xy = 1`.
    private mutating func numeratorsMatch(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool {
        do {
            let first = try MathNormalizer.form(left, &equality.meter)
            let second = try MathNormalizer.form(right, &equality.meter)
            let upper = try first.up.withoutNegativePowers(&equality.meter)
            let lower = try second.up.withoutNegativePowers(&equality.meter)
            return try upper.ratio(to: lower, &equality.meter) != nil
        } catch {
            if case .exhausted = error { throw error }
            return false
        }
    }
}

extension MathComparator {
    private mutating func collectionsMatch(_ gold: MathNode, _ answer: MathNode) throws(MathFault) -> Bool {
        if case .interval(let low, let high, let isLowClosed, let isHighClosed) = gold,
            case .interval(let otherLow, let otherHigh, let otherLowClosed, let otherHighClosed) = answer
        {
            // At infinity a bracket says nothing.
            guard isLowClosed == otherLowClosed || low.infinity != nil,
                isHighClosed == otherHighClosed || high.infinity != nil
            else { return false }
            guard try equal(low, otherLow) else { return false }
            return try equal(high, otherHigh)
        }
        if let first = ordered(gold), let second = ordered(answer) { return try inOrder(first, second) }
        if let first = try unordered(gold), let second = try unordered(answer) { return try inAnyOrder(first, second) }
        if let first = ordered(gold), case .list(let second, _) = answer { return try inOrder(first, second) }
        if case .list(let first, _) = gold, let second = ordered(answer) {
            if try inOrder(first, second) { return true }
            guard try MathRegions.isAscending(second, &equality) else { return false }
            return try inAnyOrder(first, second)
        }
        var answerRegion = try MathRegions.solve(answer, &equality)
        if case .relation = answer, !allowsRelationForSet { answerRegion = nil }
        guard let first = try MathRegions.solve(gold, &equality), let second = answerRegion else { return false }
        return first.region.isEqual(to: second.region)
    }

    /// The elements of what has an order: a tuple, or two open ends, which may be a pair.
    private func ordered(_ node: MathNode) -> [MathNode]? {
        switch node {
        case .tuple(let nodes): nodes
        case .interval(let low, let high, false, false): [low, high]
        default: nil
        }
    }

    /// The elements of a finite set without repetitions; a single thing is the set of it.
    private mutating func unordered(_ node: MathNode) throws(MathFault) -> [MathNode]? {
        switch node {
        case .list(let nodes, _):
            var result: [MathNode] = []
            for node in nodes where !result.contains(node) { result.append(node) }
            return result
        case .tuple, .interval, .union, .intersection, .difference, .namedSet, .solutions, .relation: return nil
        default: return [node]
        }
    }

    private mutating func inOrder(_ gold: [MathNode], _ answer: [MathNode]) throws(MathFault) -> Bool {
        guard gold.count == answer.count else { return false }
        for (left, right) in zip(gold, answer) {
            guard try equal(left, right) else { return false }
        }
        return true
    }

    private mutating func inAnyOrder(_ gold: [MathNode], _ answer: [MathNode]) throws(MathFault) -> Bool {
        guard gold.count == answer.count, gold.count <= 200 else { return false }
        var rest = answer
        for element in gold {
            var place: Int?
            for (index, other) in rest.enumerated() where try equal(element, other) {
                place = index
                break
            }
            guard let place else { return false }
            rest.remove(at: place)
        }
        return true
    }

    private mutating func equal(_ gold: MathNode, _ answer: MathNode) throws(MathFault) -> Bool {
        if gold == answer { return true }
        var inner = self
        inner.isStrict = true
        let result = try inner.matches(gold, answer)
        equality.meter = inner.equality.meter
        return result
    }
}

extension MathNode {
    /// Whether the determinant of a matrix that is written out is part of it.
    fileprivate var isDeterminant: Bool {
        contains {
            if case .function(.determinant, let arguments) = $0, case .matrix? = arguments.first { true } else { false }
        }
    }
}
