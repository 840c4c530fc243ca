/// Every environment of some folders: those that loaded, and those that did not with what is wrong.
package struct EnvironmentCatalog: Sendable {
    /// Those that loaded, sorted by name.
    package var loaded: [any VerifierEnvironment]
    /// Those that did not, sorted by name, then path.
    package var broken: [BrokenEnvironment]

    /// A catalog.
    package init(loaded: [any VerifierEnvironment] = [], broken: [BrokenEnvironment] = []) {
        self.loaded = loaded
        self.broken = broken
    }

    /// The loaded environment of a name, nil where there is none. O(log environments).
    package subscript(name: String) -> (any VerifierEnvironment)? {
        var range = loaded[...]
        while let middle = range.indices.isEmpty ? nil : range.startIndex + range.count / 2 {
            if loaded[middle].name == name { return loaded[middle] }
            range = loaded[middle].name < name ? range[(middle + 1)...] : range[..<middle]
        }
        return nil
    }
}

extension EnvironmentCatalog {
    /// How many files are tested at once: it is computing, so as many as a small machine has cores.
    private static let width = 2

    /// Loads and self-tests every environment file of some folders, and of the folders in them.
    ///
    /// A name that several files share breaks all of them, and each names the others. Nothing here throws or stops:
    /// what does not load is `broken`. O(files), a data file once through.
    package static func load(directories: [String]) async -> EnvironmentCatalog {
        var catalog = EnvironmentCatalog()
        var files: [EnvironmentFolder.File] = []
        var seen: Set<FileIdentity> = []
        for directory in directories {
            let folder = EnvironmentFolder(directory)
            catalog.broken += folder.errors.map {
                BrokenEnvironment(name: Self.name(of: $0.file ?? directory), path: $0.file ?? directory, errors: [$0])
            }
            // Folders that overlap give the same file twice, which is no quarrel about its name.
            files += folder.files.filter { file in
                SmallFile.identity(file.path).map { seen.insert($0).inserted } ?? true
            }
        }
        let byName = Dictionary(grouping: files, by: \.name)
        var alone: [EnvironmentFolder.File] = []
        for file in files {
            let others = byName[file.name, default: []].filter { $0 != file }.map(\.path)
            if others.isEmpty { alone.append(file) } else { catalog.broken.append(Self.homonym(file, others)) }
        }
        await catalog.load(alone)
        catalog.loaded.sort { $0.name < $1.name }
        catalog.broken.sort { ($0.name, $0.path) < ($1.name, $1.path) }
        return catalog
    }

    private mutating func load(_ files: [EnvironmentFolder.File]) async {
        await withTaskGroup(of: (EnvironmentFolder.File, Result<YAMLEnvironment, BrokenFile>).self) { group in
            var rest = files[...]
            for file in rest.prefix(Self.width) { group.addTask { (file, await EnvironmentLoader.load(file)) } }
            rest = rest.dropFirst(Self.width)
            for await (file, result) in group {
                switch result {
                case .success(let environment): loaded.append(environment)
                case .failure(let fault):
                    broken.append(BrokenEnvironment(name: file.name, path: file.path, errors: fault.errors))
                }
                if let next = rest.popFirst() { group.addTask { (next, await EnvironmentLoader.load(next)) } }
            }
        }
    }

    private static func homonym(_ file: EnvironmentFolder.File, _ others: [String]) -> BrokenEnvironment {
        let error = EnvironmentError(
            .name, "the name `\(file.name)` is also that of \(others.joined(separator: ", "))",
            hint: "rename all but one",
            file: file.path)
        return BrokenEnvironment(name: file.name, path: file.path, errors: [error])
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

/// An environment file that does not load.
package struct BrokenEnvironment: Sendable, Hashable {
    /// The name it would have.
    package var name: String
    /// The file.
    package var path: String
    /// What is wrong, in the file's order; at least one.
    package var errors: [EnvironmentError]

    /// A broken environment.
    package init(name: String, path: String, errors: [EnvironmentError]) {
        self.name = name
        self.path = path
        self.errors = errors
    }
}
