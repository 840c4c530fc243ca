/// A grid of cells, some of them open, whose open cells join those above, below, to the left and to the right.
struct OpenGrid {
    /// Cells in a row.
    let width: Int
    /// The cells row by row.
    let open: [Bool]

    /// The rows.
    var rows: [ArraySlice<Bool>] {
        stride(from: 0, to: open.count, by: width).map { open[$0..<min($0 + width, open.count)] }
    }

    /// The cells that join a cell, with the letter of the step.
    private func neighbors(_ cell: Int) -> [(letter: Character, cell: Int)] {
        var all: [(Character, Int)] = []
        if cell >= width { all.append(("U", cell - width)) }
        if cell + width < open.count { all.append(("D", cell + width)) }
        if cell % width > 0 { all.append(("L", cell - 1)) }
        if cell % width < width - 1 { all.append(("R", cell + 1)) }
        return all.filter { open[$0.1] }
    }

    /// Each reachable cell's step towards it and where from, in the order of distance. O(cells).
    private func reached(from start: Int) -> (order: [Int], steps: [Int: (letter: Character, from: Int)]) {
        var order = [start]
        var steps: [Int: (letter: Character, from: Int)] = [:]
        var next = 0
        while next < order.count {
            let cell = order[next]
            next += 1
            for (letter, neighbor) in neighbors(cell) where neighbor != start && steps[neighbor] == nil {
                steps[neighbor] = (letter, cell)
                order.append(neighbor)
            }
        }
        return (order, steps)
    }

    /// A cell of the largest open part.
    func inLargestPart() -> Int {
        var seen: Set<Int> = []
        var best: [Int] = []
        for cell in open.indices where open[cell] && !seen.contains(cell) {
            let part = reached(from: cell).order
            seen.formUnion(part)
            if part.count > best.count { best = part }
        }
        return best.first ?? 0
    }

    /// The last of the cells that are farthest from one.
    func farthest(from cell: Int) -> Int { reached(from: cell).order.last ?? cell }

    /// The letters of a shortest way.
    func path(from start: Int, to goal: Int) -> String {
        let steps = reached(from: start).steps
        var letters: [Character] = []
        var cell = goal
        while cell != start, let step = steps[cell] {
            letters.append(step.letter)
            cell = step.from
        }
        return String(letters.reversed())
    }
}
