import Testing

@testable import Verifiers

@Suite struct SortedLinesTests {
    @Test func `every key of the tables that ship is found with what stands beside it, and no other`() {
        for table in [LanguageData.sentences, LanguageData.syllables, LanguageData.emoji] {
            #expect(!table.lines.isEmpty)
            var wrong = 0
            for line in table.lines {
                guard let tab = line.firstIndex(of: 0x09) else { continue }
                let key = Array(line[..<tab])
                if table.value(of: key).map(Array.init) != Array(line[(tab + 1)...]) { wrong += 1 }
                // A tab is in no key.
                if table.value(of: key + [0x09]) != nil || table.value(of: [0x09] + key) != nil { wrong += 1 }
            }
            #expect(wrong == 0)
        }
    }

    @Test func `a table of no line, of one, and of a last line without its end has what it has`() {
        #expect(SortedLines([]).value(of: Array("a".utf8)) == nil)
        let one = SortedLines(Array("ab\tc\n".utf8))
        #expect(one.value(of: Array("ab".utf8)).map(Array.init) == Array("c".utf8))
        for other in ["", "a", "abc", "ab\t", "ab\tc", "b"] { #expect(one.value(of: Array(other.utf8)) == nil) }
        #expect(SortedLines(Array("a\tb\nc\td".utf8)).value(of: Array("c".utf8)) == nil)
    }
}
