/// Chooses the tools that stand beside those that are needed.
struct Toolbox {
    /// 1 to 10.
    let level: Int
    var draws: SeededGenerator

    /// How many tools are offered for a case.
    private func count(_ chosen: ToolCallTasks.Case) -> Int {
        switch chosen {
        case .single: 1
        case .missing: [1, 2, 3, 4, 5, 6, 8, 10, 12, 16][level - 1]
        default: [3, 4, 4, 5, 6, 8, 10, 12, 16, 20][level - 1]
        }
    }

    /// The tools for a request: those needed but where none is to fit, relatives of theirs, and others, in any order.
    ///
    /// None of the others could be taken for one that is asked for.
    mutating func tools(for needed: [ToolFunction], in chosen: ToolCallTasks.Case) -> [ToolFunction] {
        var tools: [ToolFunction] = []
        if chosen != .none {
            for function in needed where !tools.contains(where: { $0.name == function.name }) { tools.append(function) }
        }
        var others = ToolCatalog.all.filter { other in
            !needed.contains { $0.name == other.name || $0.isConfusable(with: other) }
        }
        draws.shuffle(&others)
        let domains = Set(needed.map(\.domain))
        let relatives = others.filter { domains.contains($0.domain) }
        let strangers = others.filter { !domains.contains($0.domain) }
        let room = max(0, count(chosen) - tools.count)
        // The higher the level, the closer the tools that are not meant.
        let close = relatives.prefix((room * level + 9) / 10)
        tools += close
        tools += strangers.prefix(room - close.count)
        draws.shuffle(&tools)
        return tools
    }
}
