import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import Environments

/// Golds found again another way, from nothing but the question: by substitution, brute force or other rules.
@Suite struct SecondOpinionTests {
    /// What a solver says of a question: the answer, in the words of the gold.
    typealias Solver = @Sendable (String) -> String?

    static let solvers: [String: Solver] = [
        "arithmetic_chain": { question in
            Reckoner.value(question.between("Calculate: ", "\n")).map { String($0) }
        },
        "base_conversion": { question in
            let digits = question.between("The number ", " is")
            guard let from = Int(question.between("in base ", ".")), let to = Int(question.between("it in base ", ".")),
                let number = Int(digits, radix: from)
            else { return nil }
            // Digit by digit from the right.
            var (rest, text) = (number, "")
            while rest > 0 {
                text = String(Array("0123456789ABCDEF")[rest % to]) + text
                rest /= to
            }
            return text
        },
        "linear_equation": { question in
            let sides = question.between("for x: ", "\n").components(separatedBy: " = ")
            // A line's root by its values at 0 and 1.
            let values = (0...1).compactMap { x -> Int? in
                guard let left = Reckoner.value(sides[0], x: x), let right = Reckoner.value(sides[1], x: x) else {
                    return nil
                }
                return left - right
            }
            guard values.count == 2, values[0] != values[1] else { return nil }
            return String(values[0] / (values[0] - values[1]))
        },
        "polynomial_roots": { question in
            let text = question.between("solutions of ", " = 0").replacingOccurrences(of: " - ", with: " + -")
            let terms = text.components(separatedBy: " + ").map { term -> (Int, Int) in
                let parts = term.components(separatedBy: "x")
                let factor = Int(parts[0]) ?? (parts[0] == "-" ? -1 : 1)
                return (factor, parts.count == 1 ? 0 : parts[1].isEmpty ? 1 : Int(parts[1].dropFirst()) ?? 0)
            }
            let roots = (-400...400).filter { x in
                terms.reduce(0) { sum, term in sum + term.0 * (0..<term.1).reduce(1) { power, _ in power * x } } == 0
            }
            return roots.map { String($0) }.joined(separator: ", ")
        },
        "common_divisor": { question in
            let numbers = question.integers
            if question.contains("divisor") {
                return (1...(numbers.min() ?? 1)).last { divisor in numbers.allSatisfy { $0 % divisor == 0 } }.map {
                    String($0)
                }
            }
            var multiple = numbers.max() ?? 1
            for number in numbers {
                let step = multiple
                while multiple % number != 0 { multiple += step }
            }
            return String(multiple)
        },
        "modular_power": { question in
            let numbers = question.integers
            var (result, base, exponent) = (1, numbers[0] % numbers[2], numbers[1])
            while exponent > 0 {
                if exponent % 2 == 1 { result = result * base % numbers[2] }
                base = base * base % numbers[2]
                exponent /= 2
            }
            return String(result % numbers[2])
        },
        "remainder_riddle": { question in
            let numbers = question.integers
            let pairs = stride(from: 1, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
            guard pairs.reduce(1, { $0 * $1.1 }) < 20_000 else { return nil }
            return ((numbers[0] + 1)...).first { number in pairs.allSatisfy { number % $0.1 == $0.0 } }.map {
                String($0)
            }
        },
        "robot_walk": { question in
            var place = (0, 0)
            // Compass points clockwise from the north.
            var heading = 0
            for line in question.split(separator: "\n") where line.contains("then go forward") {
                heading += line.contains("left") ? 3 : line.contains("right") ? 1 : 2
                let distance = Int(line.split(separator: " ").last?.dropLast() ?? "") ?? 0
                switch heading % 4 {
                case 0: place.1 += distance
                case 1: place.0 += distance
                case 2: place.1 -= distance
                default: place.0 -= distance
                }
            }
            return "\(place.0), \(place.1)"
        },
        "grid_paths": { question in
            let grid = question.rows(of: "#.")
            func ways(_ row: Int, _ column: Int) -> Int {
                guard row < grid.count, column < grid[row].count, grid[row][column] == "." else { return 0 }
                if row == grid.count - 1, column == grid[row].count - 1 { return 1 }
                return ways(row + 1, column) + ways(row, column + 1)
            }
            return grid.count > 8 ? nil : String(ways(0, 0))
        },
        "game_of_life": { question in
            var alive: Set<[Int]> = []
            let grid = question.rows(of: "#.")
            for (row, cells) in grid.enumerated() {
                for (column, cell) in cells.enumerated() where cell == "#" { alive.insert([row, column]) }
            }
            let words = ["one", "two", "three", "four"]
            let count = words.firstIndex { question.contains("after \($0) step") } ?? 0
            for _ in 0...count {
                // Every living cell tells its neighbours.
                var told: [[Int]: Int] = [:]
                for cell in alive {
                    for down in -1...1 {
                        for right in -1...1 where (down, right) != (0, 0) {
                            told[[cell[0] + down, cell[1] + right], default: 0] += 1
                        }
                    }
                }
                alive = Set(
                    told.filter { $0.value == 3 || $0.value == 2 && alive.contains($0.key) }.keys.filter {
                        grid.indices.contains($0[0]) && grid.indices.contains($0[1])
                    })
            }
            return grid.indices.map { row in grid.indices.map { alive.contains([row, $0]) ? "#" : "." }.joined() }
                .joined(separator: "/")
        },
        "spanning_tree": { question in
            // Kruskal: the cheapest cable that joins two parts, again and again.
            var cables: [(String, String, Int)] = []
            for line in question.split(separator: "\n") {
                let parts = line.components(separatedBy: " - ")
                guard parts.count == 2, let colon = parts[1].firstIndex(of: ":"),
                    let cost = Int(parts[1][colon...].dropFirst(2))
                else { continue }
                cables.append((parts[0], String(parts[1][..<colon]), cost))
            }
            var part: [String: String] = [:]
            for cable in cables { (part[cable.0], part[cable.1]) = (cable.0, cable.1) }
            var total = 0
            for cable in cables.sorted(by: { $0.2 < $1.2 }) {
                guard let first = part[cable.0], let second = part[cable.1], first != second else { continue }
                for (name, value) in part where value == second { part[name] = first }
                total += cable.2
            }
            return String(total)
        },
        "sorting": { question in
            let numbers = question.between(": ", ".\n").integers
            let text = question.between("numbers ", ":")
            // By insertion, each before the first that must come after it.
            func comes(_ first: Int, before second: Int) -> Bool {
                func sum(_ number: Int) -> Int { String(number).compactMap(\.wholeNumberValue).reduce(0, +) }
                if text.hasPrefix("from the largest") { return first > second }
                if text.hasPrefix("by the sum"), sum(first) != sum(second) { return sum(first) < sum(second) }
                if text.hasPrefix("by their last"), first % 10 != second % 10 { return first % 10 < second % 10 }
                return first < second
            }
            var sorted: [Int] = []
            for number in numbers {
                sorted.insert(number, at: sorted.firstIndex { comes(number, before: $0) } ?? sorted.count)
            }
            return sorted.map { String($0) }.joined(separator: ", ")
        },
        "rewriting": { question in
            var text = question.between("the text ", ".")
            let rules = question.matches(of: /\d+\. ([A-D]+) -> ([A-D]+)/).map { (String($0.1), String($0.2)) }
            for _ in 0..<(Int(question.between("Stop after ", " ")) ?? 0) {
                guard let rule = rules.first(where: { text.contains($0.0) }), let range = text.range(of: rule.0) else {
                    break
                }
                text.replaceSubrange(range, with: rule.1)
            }
            return text
        },
        "weekday": { question in
            let dates = question.dates
            let days = dates.count > 1 ? nil : question.firstMatch(of: /is it (\d+) days (before|after)/)
            let moved = days.map { (Int($0.1) ?? 0) * ($0.2 == "before" ? -1 : 1) } ?? 0
            guard let last = dates.last, let end = Calendar.gregorian.date(byAdding: .day, value: moved, to: last)
            else {
                return nil
            }
            let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
            return names[Calendar.gregorian.component(.weekday, from: end) - 1]
        },
        "date_difference": { question in
            let dates = question.dates
            return String(Int((dates[1].timeIntervalSince(dates[0]) / 86_400).rounded()))
        },
        "dice_probability": { question in
            let numbers = question.between("with ", " sides").integers
            guard numbers.reduce(1, *) < 3_000, let sum = question.between("thrown is ", "?").integers.first else {
                return nil
            }
            let meaning = question.between("thrown is ", "?")
            // Every throw, one after the other.
            var throwNow = numbers.map { _ in 1 }
            var (favorable, all) = (0, 0)
            while true {
                let total = throwNow.reduce(0, +)
                all += 1
                if meaning.hasPrefix("exactly")
                    ? total == sum : meaning.hasPrefix("at least") ? total >= sum : total <= sum
                {
                    favorable += 1
                }
                guard let die = throwNow.indices.first(where: { throwNow[$0] < numbers[$0] }) else { break }
                throwNow[die] += 1
                for earlier in 0..<die { throwNow[earlier] = 1 }
            }
            return PuzzleText.fraction(favorable, all)
        },
        "next_term": { question in
            let terms = question.split(separator: "\n")[1].integersIn
            let text = question
            let differences = zip(terms.dropFirst(), terms).map { $0 - $1 }
            if text.contains("same number is added to each") { return String(terms[terms.count - 1] + differences[0]) }
            if text.contains("differences between") {
                return String(
                    terms[terms.count - 1] + differences[differences.count - 1] + differences[1] - differences[0])
            }
            // All small rules that make the terms; they must agree on the next one.
            var next: Set<Int> = []
            for last in -6...12 {
                if text.contains("multiplied by the same") {
                    let shift = terms[1] - last * terms[0]
                    if zip(terms, terms.dropFirst()).allSatisfy({ $0 * last + shift == $1 }) {
                        next.insert(last * terms[terms.count - 1] + shift)
                    }
                    continue
                }
                for before in -6...12 {
                    let shift =
                        text.contains("plus a fixed number") ? terms[2] - last * terms[1] - before * terms[0] : 0
                    let holds = (2..<terms.count).allSatisfy {
                        last * terms[$0 - 1] + before * terms[$0 - 2] + shift == terms[$0]
                    }
                    if holds { next.insert(last * terms[terms.count - 1] + before * terms[terms.count - 2] + shift) }
                }
            }
            return next.count == 1 ? next.first.map { String($0) } : nil
        },
    ]

    @Test(arguments: solvers.keys.sorted()) func `the gold is found again`(_ name: String) throws {
        let solver = try #require(Self.solvers[name])
        var solved = 0
        for level in PuzzleCatalog.levels {
            let tasks = try PuzzleBench.tasks(name, level: level)
            for index in 0..<12 {
                let task = tasks.task(at: index, seed: 5)
                let question = try #require(task.fields["question"]?.string)
                guard let found = solver(question) else { continue }
                solved += 1
                let gold = PuzzleBench.answer(task)
                if name == "polynomial_roots" {
                    #expect(found.integers == gold.integers.sorted(), "\(task.id): \(question)")
                } else {
                    #expect(found == gold, "\(task.id): \(question)")
                }
            }
        }
        #expect(solved >= 24, "\(name): \(solved)")
    }

    @Test func `a cipher's text, written again by its rule, is the one shown`() throws {
        for level in PuzzleCatalog.levels {
            for index in 0..<20 {
                let task = try PuzzleBench.tasks("cipher", level: level).task(at: index, seed: 3)
                let question = try #require(task.fields["question"]?.string)
                let shown = String(question.split(separator: "\n")[1])
                let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
                let key =
                    Int(question.between("in the alphabet by ", " place")).map { [$0] }
                    ?? question.between("the key ", " gives").compactMap { alphabet.firstIndex(of: $0) }
                var letters = 0
                var text = ""
                for character in PuzzleBench.answer(task) {
                    guard let place = alphabet.firstIndex(of: character) else {
                        text.append(character)
                        continue
                    }
                    text.append(alphabet[(place + key[letters % key.count]) % 26])
                    letters += 1
                }
                #expect((question.contains("backwards") ? String(text.reversed()) : text) == shown, "\(task.id)")
            }
        }
    }

    @Test func `an urn's odds are those of every hand in turn`() throws {
        for level in 1...6 {
            for index in 0..<10 {
                let task = try PuzzleBench.tasks("urn_draw", level: level).task(at: index, seed: 3)
                let question = try #require(task.fields["question"]?.string)
                let colors = ["red", "blue", "green", "white"]
                let balls = colors.map { color in
                    question.between("An urn holds ", " balls").matches(of: /(\d+) ([a-z]+)/).first { $0.2 == color }
                        .flatMap {
                            Int($0.1)
                        } ?? 0
                }
                let drawn =
                    ["Two", "Three", "Four", "Five"].firstIndex { question.contains(". \($0) balls are drawn") } ?? 0
                let event = question.between("that there ", " among them")
                let wanted = colors.map { color in
                    event.matches(of: /(\d+) ([a-z]+)/).first { $0.2 == color }.flatMap { Int($0.1) } ?? 0
                }
                func holds(_ hand: [Int]) -> Bool {
                    event.contains("exactly") ? hand == wanted : event.contains("no red") ? hand[0] == 0 : hand[0] > 0
                }
                // Ball by ball, with what is left of each colour.
                func chance(_ left: [Int], _ hand: [Int], _ more: Int) -> Double {
                    if more == 0 { return holds(hand) ? 1 : 0 }
                    let total = Double(left.reduce(0, +))
                    return left.indices.reduce(0) { sum, color in
                        guard left[color] > 0 else { return sum }
                        var (rest, next) = (left, hand)
                        rest[color] -= 1
                        next[color] += 1
                        return sum + Double(left[color]) / total * chance(rest, next, more - 1)
                    }
                }
                let parts = PuzzleBench.answer(task).integers.map(Double.init)
                let gold = parts.count == 2 ? parts[0] / parts[1] : parts[0]
                #expect(abs(chance(balls, [0, 0, 0, 0], drawn + 2) - gold) < 1e-9, "\(task.id): \(question)")
            }
        }
    }

    @Test func `knights, knaves and runners fit every sentence, and nobody else does`() throws {
        for level in 1...8 {
            for index in 0..<8 {
                let task = try PuzzleBench.tasks("knights_and_knaves", level: level).task(at: index, seed: 4)
                #expect(
                    Islanders(try #require(task.fields["question"]?.string)).solutions == [PuzzleBench.answer(task)],
                    "\(task.id)")
            }
        }
        for level in 1...6 {
            for index in 0..<5 {
                let task = try PuzzleBench.tasks("ranking", level: level).task(at: index, seed: 4)
                #expect(
                    Race(try #require(task.fields["question"]?.string)).orders == [PuzzleBench.answer(task)],
                    "\(task.id)")
            }
        }
    }

    @Test func `a system's solution solves it`() throws {
        for level in PuzzleCatalog.levels {
            for index in 0..<8 {
                let task = try PuzzleBench.tasks("linear_system", level: level).task(at: index, seed: 4)
                var question = try #require(task.fields["question"]?.string)
                for pair in PuzzleBench.answer(task).components(separatedBy: ", ") {
                    let sides = pair.components(separatedBy: "=")
                    question = question.split(separator: "\n").map { line in
                        line.contains(" = ")
                            ? line.replacingOccurrences(of: sides[0], with: "(\(sides[1]))") : String(line)
                    }.joined(separator: "\n")
                }
                for line in question.split(separator: "\n") where line.contains(" = ") {
                    let sides = line.components(separatedBy: " = ")
                    #expect(Reckoner.value(sides[0]) == Int(sides[1]), "\(task.id): \(line)")
                }
            }
        }
    }
}
