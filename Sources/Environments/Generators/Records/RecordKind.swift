/// What a record is about: its members, the parts inside of it, and how a person speaks of them.
struct RecordKind: Sendable {
    /// Its name, in snake_case.
    let name: String
    /// How a person calls it (`hotel booking`); for a variant, how one says that it is the case (`by card`).
    let title: String
    var fields: [RecordField] = []
    var parts: [RecordPart] = []
}

/// One member that is no object of its own.
struct RecordField: Sendable {
    /// What it holds.
    enum Kind: Sendable {
        /// The record's own number, six digits: what tells two records apart.
        case number
        case text([String])
        /// Letters, a hyphen and so many digits.
        case code(prefix: String, digits: Int)
        case whole(ClosedRange<Int>)
        /// In hundredths.
        case decimal(ClosedRange<Int>)
        case flag
        case choice([(code: String, words: String)])
        case date
        /// In steps of five minutes, from an hour to before another.
        case time(Range<Int>)
        case moment, email, link, ipv4, hostname, uuid
        /// Different words of a list.
        case list([String])
        /// A whole number for each of some words.
        case map([String], ClosedRange<Int>)
        /// Latitude and longitude.
        case position
    }

    /// Its key in snake_case.
    let key: String
    let kind: Kind
    /// What is said of it: `{}` stands for the value. Of a flag, what is said when it is true.
    let clause: String
    /// What is said when there is none, or when a flag is false; nil where it is always there.
    let absence: String?

    /// Whether its schema has a `format`.
    var hasFormat: Bool {
        switch kind {
        case .date, .moment, .email, .link, .ipv4, .hostname, .uuid: true
        default: false
        }
    }

    /// Whether it is one of those that need no constraint to be understood.
    var isSimple: Bool {
        switch kind {
        case .text, .whole, .flag: true
        default: false
        }
    }

    /// Whether it holds several values.
    var isMany: Bool {
        switch kind {
        case .list, .map, .position: true
        default: false
        }
    }
}

/// A member that is an object, a list of objects, or one of several objects.
struct RecordPart: Sendable {
    /// How its kinds are used.
    enum Shape: Sendable {
        case one, many, variants
    }

    /// Its key in snake_case.
    let key: String
    let shape: Shape
    /// The kinds of part: one of them, but for variants.
    let kinds: [String]
    /// How a person calls it.
    let label: String
}

/// All records, parts and variants, read from `RecordText` once.
enum RecordCatalog {
    /// What tasks are about.
    static let records = read(RecordText.records)
    /// What records hold, by name.
    static let parts = Dictionary(read(RecordText.parts).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The kinds that a text describes. Lines that say nothing are left out; a test counts that there are none.
    static func read(_ text: String) -> [RecordKind] {
        var kinds: [RecordKind] = []
        for line in text.split(separator: "\n") {
            let pieces = line.split(separator: "|").map {
                String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            guard let head = pieces.first, let mark = head.split(separator: " ").first else { continue }
            let name = String(head.dropFirst(mark.count + 1))
            if !["-", "+", "*", "?"].contains(mark) {
                kinds.append(RecordKind(name: name, title: pieces.count > 1 ? pieces[1] : name))
            } else if let last = kinds.indices.last, pieces.count >= 3 {
                if mark == "-", let kind = fieldKind(pieces[1].split(separator: " ").map(String.init)) {
                    kinds[last].fields.append(
                        RecordField(
                            key: name, kind: kind, clause: pieces[2], absence: pieces.count > 3 ? pieces[3] : nil))
                } else if mark != "-" {
                    kinds[last].parts.append(
                        RecordPart(
                            key: name, shape: mark == "+" ? .one : mark == "*" ? .many : .variants,
                            kinds: pieces[1].split(separator: " ").map(String.init), label: pieces[2]))
                }
            }
        }
        return kinds
    }

    private static func fieldKind(_ words: [String]) -> RecordField.Kind? {
        let numbers = words.compactMap { Int($0) }
        let range = numbers.count == 2 && numbers[0] <= numbers[1] ? numbers[0]...numbers[1] : nil
        switch words.first {
        case "number": return .number
        case "text": return words.count == 2 ? .text(WordPools.words(words[1])) : nil
        case "code": return words.count == 3 ? numbers.first.map { .code(prefix: words[1], digits: $0) } : nil
        case "whole": return range.map { .whole($0) }
        case "decimal": return range.map { .decimal($0) }
        case "flag": return .flag
        case "choice":
            return .choice(
                words.dropFirst().compactMap { pair in
                    let sides = pair.split(separator: "=").map(String.init)
                    return sides.count == 2 ? (sides[0], sides[1].replacing("~", with: " ")) : nil
                })
        case "date": return .date
        case "time": return .time(range.map { $0.lowerBound..<$0.upperBound } ?? 6..<23)
        case "moment": return .moment
        case "email": return .email
        case "link": return .link
        case "ipv4": return .ipv4
        case "hostname": return .hostname
        case "uuid": return .uuid
        case "list": return words.count == 2 ? .list(WordPools.words(words[1])) : nil
        case "map": return words.count == 4 ? range.map { .map(WordPools.words(words[1]), $0) } : nil
        case "position": return .position
        default: return nil
        }
    }
}
