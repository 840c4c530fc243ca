internal import Crypto
internal import YAML

/// Makes an environment of one file.
enum EnvironmentLoader {
    /// The largest environment file, in bytes.
    static let maxBytes = 1 << 20

    /// The environment in a file, self-tested; else what is wrong with it.
    static func load(_ file: EnvironmentFolder.File) async -> Result<YAMLEnvironment, BrokenFile> {
        func broken(_ errors: [EnvironmentError]) -> Result<YAMLEnvironment, BrokenFile> {
            .failure(BrokenFile(errors))
        }
        guard EnvironmentName.isValid(file.name) else {
            return broken([
                EnvironmentError(
                    .name, "`\(file.name.prefix(80))` cannot be the name of an environment",
                    hint: "a name has 1 to 64 of the characters a-z, 0-9 and _", file: file.path)
            ])
        }
        guard file.kind == "yaml" else { return broken([unsupported(file)]) }
        do {
            let bytes = try SmallFile.read(file.path, maxBytes: maxBytes)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return broken([EnvironmentError(.invalid, "the file is not UTF-8 text", file: file.path)])
            }
            var faults = Faults()
            guard let document = EnvironmentDocument.read(text, file: file.path, faults: &faults) else {
                return broken(faults.errors)
            }
            let environment = try environment(file, bytes, document)
            let test = SelfTest(environment: environment, references: document.references)
            let errors = await test.run(examples: document.examples)
            return errors.isEmpty ? .success(environment) : broken(Array(errors.prefix(20)))
        } catch {
            return broken([error])
        }
    }

    private static func environment(
        _ file: EnvironmentFolder.File, _ bytes: [UInt8], _ document: EnvironmentDocument
    ) throws(EnvironmentError) -> YAMLEnvironment {
        var hash = SHA256()
        hash.update(data: SHA256.hash(data: bytes).withUnsafeBytes { Array($0) })
        let tasks: any TaskSource
        switch document.tasks.origin {
        case .levels(let source): tasks = source
        case .generator(let generator):
            tasks = GeneratedTaskSource(generator, seed: document.tasks.seed, epochs: document.tasks.epochs)
        case .file(let written, let reader, let join):
            var partners: JoinedFile?
            if let join {
                partners = try relocated(join.file, to: join.place) { () throws(EnvironmentError) in
                    try JoinedFile(path: path(join.file, besides: file.path), by: join.by)
                }
            }
            let source = try relocated(written, to: document.tasks.place) { () throws(EnvironmentError) in
                try FileTaskSource(
                    path: path(written, besides: file.path), reader: reader, join: partners, seed: document.tasks.seed,
                    isShuffled: document.tasks.isShuffled, epochs: document.tasks.epochs)
            }
            hash.update(data: source.contentHash)
            tasks = source
        }
        return YAMLEnvironment(
            name: file.name, version: hash.finalize().hexadecimal(digits: 32), path: file.path, document: document,
            tasks: tasks)
    }

    /// What a body gives; what it throws about a data file is said at the place that names the file.
    private static func relocated<Value>(
        _ written: String, to place: YAMLPlace, _ body: () throws(EnvironmentError) -> Value
    ) throws(EnvironmentError) -> Value {
        do {
            return try body()
        } catch {
            throw EnvironmentError(
                error.code, "`\(written)`: \(error.message)",
                hint: error.hint ?? "a path is relative to the environment's file", file: place.file,
                line: place.line, column: place.column)
        }
    }

    /// A path as an environment's file means it: relative to the folder that the file is in.
    private static func path(_ written: String, besides file: String) -> String {
        guard !written.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return written }
        return file[...slash] + written
    }

    private static func unsupported(_ file: EnvironmentFolder.File) -> EnvironmentError {
        if file.kind == "yml" {
            return EnvironmentError(
                .unsupported, "an environment's file ends in `.yaml`", hint: "rename it to \(file.name).yaml",
                file: file.path)
        }
        let kind = file.kind == "py" ? "Python" : "Swift"
        return EnvironmentError(
            .unsupported, "this version runs no environments in \(kind)",
            hint: "write it in YAML, or begin the file's name with _ to have it passed over", file: file.path)
    }
}

/// What is wrong with a file; at least one error.
struct BrokenFile: Error {
    let errors: [EnvironmentError]

    init(_ errors: [EnvironmentError]) { self.errors = errors }
}
