internal import JSON
internal import Sampling
internal import TrajectoryQueue

/// Turns `{name, glob or tag: share}` into names.
///
/// A key is an environment's name (`arithmetic`), a glob over names (`math_*`, with `*` and `?`), or a tag
/// (`tag:math`). An environment that several keys fit belongs to the most exact one: its name before a glob, a glob
/// before a tag, and of equals the first written.
enum EnvironmentShares {
    private enum Kind: Int { case name, glob, tag }

    /// At most so many keys.
    static let limit = 256

    /// The shares by environments' names; throws where a key fits no environment.
    static func resolve(
        _ written: JSONObject, in snapshot: ServiceSnapshot, queue: String
    ) throws(Problem) -> [LeaseRequest.Share] {
        guard (1...limit).contains(written.count) else {
            throw Problem(.invalidField, "give 1 to \(limit) keys, or leave it out for all", field: "environments")
        }
        if let key = written.firstDuplicateKey {
            throw Problem(.duplicateField, "give it once", field: "environments.\(Shown.text(key))")
        }
        var tags: [String: [String]] = [:]
        for environment in snapshot.environments { tags[environment.name] = environment.tags }
        // Environments that are gone may have left trajectories behind.
        for name in snapshot.counts.environments.keys where tags[name] == nil { tags[name] = [] }
        for name in (snapshot.counts.queues[queue]?.readyByEnvironment ?? [:]).keys where tags[name] == nil {
            tags[name] = []
        }
        let names = tags.keys.sorted()

        var owner: [String: (kind: Kind, index: Int)] = [:]
        var shares: [Double] = []
        for (index, member) in written.members.enumerated() {
            shares.append(try share(member))
            let kind = kind(of: member.key)
            let found = names.filter { fits(member.key, kind, $0, tags[$0] ?? []) }
            if found.isEmpty { throw unknown(member.key, kind, tags) }
            for name in found where owner[name].map({ kind.rawValue < $0.kind.rawValue }) ?? true {
                owner[name] = (kind, index)
            }
        }
        return shares.enumerated().compactMap { index, share in
            let own = names.filter { owner[$0]?.index == index }
            return own.isEmpty ? nil : LeaseRequest.Share(environments: own, share: share)
        }
    }

    private static func kind(of key: String) -> Kind {
        if key.hasPrefix("tag:") { return .tag }
        return key.utf8.contains(UInt8(ascii: "*")) || key.utf8.contains(UInt8(ascii: "?")) ? .glob : .name
    }

    private static func share(_ member: JSONObject.Member) throws(Problem) -> Double {
        guard let share = member.value.double, share > 0, share <= 1e9 else {
            throw Problem(
                .invalidField, "give a share, a number above 0 and at most 1e9",
                field: "environments.\(Shown.text(member.key))")
        }
        return share
    }

    private static func fits(_ key: String, _ kind: Kind, _ name: String, _ tags: [String]) -> Bool {
        switch kind {
        case .name: key.utf8.elementsEqual(name.utf8)
        case .glob: matches(Array(key.utf8), Array(name.utf8))
        case .tag: tags.contains { $0.utf8.elementsEqual(key.utf8.dropFirst("tag:".utf8.count)) }
        }
    }

    private static func unknown(_ key: String, _ kind: Kind, _ tags: [String: [String]]) -> Problem {
        let field = "environments.\(Shown.text(key))"
        if kind == .name, tags.values.contains(where: { $0.contains(key) }) {
            return Problem(
                .invalidField, "no environment has this name, it is a tag: write `tag:\(Shown.text(key))`", field: field
            )
        }
        let known = kind == .tag ? Set(tags.values.joined()).sorted() : tags.keys.sorted()
        let list = known.isEmpty ? "there are none" : "there are \(Shown.list(known))"
        return Problem(.invalidField, "it fits no environment; \(list)", field: field)
    }

    /// Whether a glob fits a whole name: `*` for any bytes, `?` for one. O(glob × name), without recursion.
    static func matches(_ glob: [UInt8], _ name: [UInt8]) -> Bool {
        var (inGlob, inName) = (0, 0)
        var star: (glob: Int, name: Int)?
        while inName < name.count {
            if inGlob < glob.count, glob[inGlob] == UInt8(ascii: "*") {
                star = (inGlob, inName)
                inGlob += 1
            } else if inGlob < glob.count, glob[inGlob] == UInt8(ascii: "?") || glob[inGlob] == name[inName] {
                inGlob += 1
                inName += 1
            } else if let last = star {
                star = (last.glob, last.name + 1)
                inGlob = last.glob + 1
                inName = last.name + 1
            } else {
                return false
            }
        }
        return glob[inGlob...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
