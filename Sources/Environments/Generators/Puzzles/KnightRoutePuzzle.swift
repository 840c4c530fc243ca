internal import JSON

/// `knight_route`: a knight that visits squares in order by as few moves as can be. The choices are the squares.
enum KnightRoutePuzzle: Puzzle {
    static let name = "knight_route"

    private static func size(_ level: Int) -> Int { [6, 8, 7, 9, 8, 10, 9, 11, 10, 12][level - 1] }
    private static func stops(_ level: Int) -> Int { 3 + (level - 1) / 2 }

    static func choices(_ level: Int) -> [Int] {
        Choices.alternatives(stops(level), of: size(level) * size(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let size = Self.size(level)
        let stops = choices.ordered(stops(level), of: Array(0..<(size * size)))
        var route = [stops[0]]
        for (here, next) in zip(stops, stops.dropFirst()) { route += way(from: here, to: next, size: size) }
        let names = stops.map { square($0, size) }
        let between = names.dropFirst().dropLast()
        let moves = route.count - 1
        return PuzzleTask(
            question: """
                A knight stands on \(names[0]) of an empty board of \(size) by \(size) squares, with columns a to \
                \(Character(UnicodeScalar(UInt8(96 + size)))) and rows 1 to \(size). It must visit \
                \(PuzzleText.list(between.map { String($0) })) \(between.count > 1 ? "in this order " : "")and end on \
                \(names[names.count - 1]), in exactly \(moves) moves, the fewest that are possible. A knight moves two \
                squares along a row or column and then one square to the side. Give all squares it stands on, from \
                \(names[0]) to \(names[names.count - 1]), with commas between them.
                """,
            kind: "knight_route",
            instance: ["size": .int(size), "stops": .array(names.map { .string($0) }), "moves": .int(moves)],
            answer: route.map { square($0, size) }.joined(separator: ", "), steps: moves)
    }

    private static func square(_ place: Int, _ size: Int) -> String {
        "\(Character(UnicodeScalar(UInt8(97 + place % size))))\(place / size + 1)"
    }

    /// The squares of a shortest way, without the first.
    private static func way(from start: Int, to goal: Int, size: Int) -> [Int] {
        var before = [Int](repeating: -1, count: size * size)
        before[start] = start
        var queue = [start]
        var next = 0
        while next < queue.count, before[goal] < 0 {
            let (column, row) = (queue[next] % size, queue[next] / size)
            for (across, up) in [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)] {
                let (toColumn, toRow) = (column + across, row + up)
                guard (0..<size).contains(toColumn), (0..<size).contains(toRow) else { continue }
                let place = toRow * size + toColumn
                if before[place] < 0 {
                    before[place] = queue[next]
                    queue.append(place)
                }
            }
            next += 1
        }
        var way: [Int] = []
        var place = goal
        while place != start, before[place] >= 0 {
            way.append(place)
            place = before[place]
        }
        return way.reversed()
    }
}
