internal import JSON

/// `switches`: which switches turn all lamps on. The choices are the lamps that each switch is wired to.
enum SwitchesPuzzle: Puzzle {
    static let name = "switches"

    private static func lamps(_ level: Int) -> Int { level + 4 }
    private static func switches(_ level: Int) -> Int { level + 3 }
    private static func wires(_ level: Int) -> Int { level <= 4 ? 2 : 3 }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: Combination.count(wires(level), of: lamps(level)) ?? 1, count: switches(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let sets = Combination.count(wires(level), of: lamps(level)) ?? 1
        let wiring = (0..<switches(level)).map { _ in
            Combination.members(wires(level), of: lamps(level), number: choices.next(of: sets))
        }
        var pressed: [Int] = []
        var isOn: [Bool] = []
        for extra in 0..<switches(level) {
            // Presses that cancel each other out are drawn again, more of them.
            pressed = draws.places(min(2 + level / 2 + extra, switches(level)), below: switches(level)).sorted()
            isOn = Array(repeating: true, count: lamps(level))
            for index in pressed { for lamp in wiring[index] { isOn[lamp].toggle() } }
            if isOn.contains(false) { break }
        }
        if !isOn.contains(false) {
            pressed = [0]
            for lamp in wiring[0] { isOn[lamp].toggle() }
        }
        let lines = wiring.enumerated().map { index, lamps in
            "Switch \(index + 1): lamps \(PuzzleText.list(lamps.map { String($0 + 1) }))"
        }
        let lit = isOn.indices.filter { isOn[$0] }.map { String($0 + 1) }
        return PuzzleTask(
            question: """
                There are \(PuzzleText.count(isOn.count)) lamps. Each switch changes some of them: those that are on go \
                off, and those that are off go on.
                \(lines.joined(separator: "\n"))
                \(lit.isEmpty ? "No lamp is on now." : lit.count == 1 ? "Only lamp \(lit[0]) is on now." : "Lamps \(PuzzleText.list(lit)) are on now, the others are off.")
                Which switches must be pressed so that all lamps are on? Give their numbers with commas between them.
                """,
            kind: "switches",
            instance: [
                "on": .array(isOn.map { .int($0 ? 1 : 0) }),
                "wiring": .array(wiring.map { .array($0.map { .int($0 + 1) }) }),
            ],
            answer: PuzzleText.commas(pressed.map { $0 + 1 }), steps: wiring.count * wires(level))
    }
}
