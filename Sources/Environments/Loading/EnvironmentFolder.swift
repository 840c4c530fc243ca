#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The environment files of a folder and the folders in it.
///
/// What begins with `_` or a point is passed over, folders too; folders are not entered through symbolic links, so
/// that there are no rings.
struct EnvironmentFolder {
    /// A file that an environment may be in.
    struct File: Sendable, Hashable {
        /// Its path, the folder's as it was given.
        let path: String
        /// The file's name without its extension.
        let name: String
        /// The extension without its point.
        let kind: String
    }

    /// Extensions of files that are, or will be, environments.
    static let kinds: Set<String> = ["yaml", "yml", "py", "swift"]
    /// How deep folders are entered.
    private static let maxDepth = 8
    /// The most entries that are looked at.
    private static let maxEntries = 100_000

    /// What was found, sorted by path.
    private(set) var files: [File] = []
    /// Folders that could not be read.
    private(set) var errors: [EnvironmentError] = []
    private var entries = 0

    /// Looks through a folder.
    init(_ path: String) {
        visit(path, depth: 0)
        files.sort { $0.path < $1.path }
    }

    private mutating func visit(_ path: String, depth: Int) {
        guard let folder = opendir(path) else {
            errors.append(
                EnvironmentError(
                    .unreadable, "the folder cannot be read: \(String(cString: strerror(errno)))", file: path))
            return
        }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        closedir(folder)
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasPrefix("_") {
            entries += 1
            guard entries <= Self.maxEntries else {
                if entries == Self.maxEntries + 1 {
                    errors.append(
                        EnvironmentError(.unreadable, "the folder has more than \(Self.maxEntries) entries", file: path)
                    )
                }
                return
            }
            let full = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            if Self.isFolder(full) {
                if depth < Self.maxDepth { visit(full, depth: depth + 1) }
            } else if let point = name.lastIndex(of: ".") {
                let kind = String(name[name.index(after: point)...])
                if Self.kinds.contains(kind) {
                    files.append(File(path: full, name: String(name[..<point]), kind: kind))
                }
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
