import Foundation
import Testing

@testable import Verifiers

@Suite struct FamilyListTests {
    @Test func `every folder is a family in the list, and every family has its folder`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folders = try FileManager.default.contentsOfDirectory(
            at: root.appending(path: "Sources/Verifiers"), includingPropertiesForKeys: [.isDirectoryKey])
        let found = try folders.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .map { $0.lastPathComponent.lowercased() }
            // What families share.
            .filter { $0 != "pattern" }
        #expect(found.sorted() == VerifierCatalog.names.map { $0.replacing("_", with: "") }.sorted())
    }

    @Test func `names are in snake case, each once, and none is a key of entries`() {
        #expect(Set(VerifierCatalog.names).count == VerifierCatalog.names.count)
        for name in VerifierCatalog.names {
            #expect(name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
            #expect(!["weight", "required"].contains(name))
        }
    }
}
