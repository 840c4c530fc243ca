import Environments
import Foundation
import Testing

@Suite struct `A catalog` {
    @Test func `holds what loads sorted by name, finds it, and lists what does not`() async throws {
        let folder = try TemporaryFolder()
        for name in ["zeta", "alpha", "mid_1", "a"] { try folder.write("\(name).yaml", yaml()) }
        try folder.write("bad.yaml", "tasks: [")
        let catalog = await folder.load()
        #expect(catalog.loaded.map(\.name) == ["a", "alpha", "mid_1", "zeta"])
        for name in ["a", "alpha", "mid_1", "zeta"] { #expect(catalog[name]?.name == name) }
        for name in ["", "b", "zz", "bad", "mid"] { #expect(catalog[name] == nil) }
        #expect(catalog.broken.map(\.name) == ["bad"])
        #expect(catalog.broken[0].errors[0].line == 1 || catalog.broken[0].errors[0].line == 2)
    }

    @Test func `passes over what begins with an underscore or a point, and what is no environment`() async throws {
        let folder = try TemporaryFolder()
        for name in [
            "_draft.yaml", ".hidden.yaml", "README.md", "data/t.jsonl", "_old/x.yaml", "notes.txt", "yaml",
            ".git/y.yaml",
        ] {
            try folder.write(name, "nonsense: [")
        }
        try folder.write("math/sums.yaml", yaml())
        let catalog = await folder.load()
        #expect(catalog.loaded.map(\.name) == ["sums"] && catalog.broken.isEmpty, "\(catalog.broken)")
    }

    @Test(arguments: ["Upper", "with-dash", "with space", "ünï", "a.b", String(repeating: "x", count: 65)])
    func `breaks names that are not allowed`(_ name: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("\(name).yaml", yaml())
        let catalog = await folder.load()
        #expect(catalog.loaded.isEmpty && catalog.broken.first?.errors.first?.code == .name)
        #expect(catalog.broken.first?.path == "\(folder.path)/\(name).yaml")
    }

    @Test func `breaks both of two files of one name, whatever their kind, and each names the other`() async throws {
        let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
        try one.write("same.yaml", yaml())
        try two.write("deep/same.yaml", yaml())
        try two.write("other.yaml", yaml())
        try one.write("kinds.yaml", yaml())
        try one.write("kinds.py", "")
        let catalog = await EnvironmentCatalog.load(directories: [one.path, two.path])
        #expect(catalog.loaded.map(\.name) == ["other"])
        #expect(catalog.broken.map(\.name) == ["kinds", "kinds", "same", "same"])
        let same = catalog.broken.filter { $0.name == "same" }
        for (broken, other) in zip(same, same.reversed()) { #expect(broken.errors[0].message.contains(other.path)) }
    }

    @Test func `takes one file that is reached twice for one`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("sub/e.yaml", yaml())
        let catalog = await EnvironmentCatalog.load(directories: [folder.path, folder.path + "/", folder.path + "/sub"])
        #expect(catalog.loaded.map(\.name) == ["e"] && catalog.broken.isEmpty)
    }

    @Test(arguments: [("e.py", "Python"), ("e.swift", "Swift"), ("e.yml", ".yaml")])
    func `says of kinds that it does not run that it does not`(_ name: String, _ word: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(name, "x")
        let broken = await folder.load().broken
        #expect(broken.first?.errors.first?.code == .unsupported)
        #expect(broken.first?.errors.first?.description.contains(word) == true, "\(broken)")
    }

    @Test func `says of a folder that is missing that it is`() async {
        let catalog = await EnvironmentCatalog.load(directories: ["/no/such/folder"])
        #expect(catalog.loaded.isEmpty && catalog.broken.map(\.name) == ["folder"])
        #expect(catalog.broken[0].errors[0].code == .unreadable)
    }

    @Test func `is not held up by rings, pipes, dangling links or huge files`() async throws {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/ring", withDestinationPath: folder.path)
        try files.createSymbolicLink(atPath: folder.path + "/dangling.yaml", withDestinationPath: "/no/such/file")
        #expect(mkfifo(folder.path + "/pipe.yaml", 0o600) == 0)
        try folder.write("huge.yaml", [UInt8](repeating: 0x23, count: 2 << 20))
        try folder.write("latin.yaml", Array("about: ".utf8) + [0xE9, 0x0A])
        try folder.write("real.yaml", yaml())
        try files.createSymbolicLink(atPath: folder.path + "/linked.yaml", withDestinationPath: folder.path + "/_t")
        try folder.write("_t", yaml())
        let catalog = await folder.load()
        #expect(catalog.loaded.map(\.name) == ["linked", "real"])
        #expect(catalog.broken.map(\.name) == ["dangling", "huge", "latin", "pipe"])
        #expect(catalog.broken.map { $0.errors[0].code } == [.unreadable, .unreadable, .invalid, .unreadable])
    }

    @Test func `escapes what a file says before it shows it`() async throws {
        let found = try await errors(yaml("\"we\\eight\\u202e\": 1"))
        let text = try #require(found.first?.description)
        #expect(
            text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x7F }, "\(text)")
        #expect(EnvironmentError(.name, String(repeating: "\u{1B}[2J", count: 5000)).message.utf8.count < 30_000)
        #expect(try await errors(yaml("about: \"a\\eb\"")).first?.message.contains("control") == true)
    }

    @Test func `shows an error as compilers do`() async throws {
        let error = try #require(try await errors(yaml("wieght: 1")).first)
        #expect(error.description.contains("/e.yaml:4:1: unknown key `wieght` (Did you mean `weight`?"), "\(error)")
    }
}
