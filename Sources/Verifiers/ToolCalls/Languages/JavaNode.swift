/// A part of a Java expression, as far as BFCL's decoder tells parts apart.
struct JavaNode {
    /// What it is to the decoder.
    enum Kind {
        /// A text or a character in its quotes.
        case quoted
        /// Kept as it is written, white space included: a name, a class literal.
        case verbatim
        /// A call: the decoder looks for the first one, and keeps others as they are written.
        case invocation(function: Range<Int>, name: Range<Int>, arguments: [JavaNode])
        /// `new Type(arguments)`: a class body behind it is dropped.
        case creation(type: String, arguments: [JavaNode])
        /// `new Type[]{…}`.
        case array(type: String, elements: String)
        /// `name = value`.
        case assignment(name: Range<Int>, value: [JavaNode])
        /// Anything else: its parts, joined without white space.
        case joined
    }

    let kind: Kind
    let range: Range<Int>
    var children: [JavaNode] = []
}

/// The source of a Java call, cut the way BFCL's decoder cuts it.
///
/// The decoder takes offsets in bytes for offsets in characters, so that behind a character beyond ASCII what it cuts is
/// shifted; kept for its verdicts.
struct JavaSource {
    private let bytes: [UInt8]
    private let scalars: [Unicode.Scalar]?

    init(bytes: [UInt8]) {
        self.bytes = bytes
        scalars = bytes.contains { $0 >= 0x80 } ? Array(String(decoding: bytes, as: UTF8.self).unicodeScalars) : nil
    }

    func text(_ range: Range<Int>) -> String {
        guard let scalars else { return String(decoding: bytes[range], as: UTF8.self) }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[min(range.lowerBound, scalars.count)..<min(range.upperBound, scalars.count)])
        return String(view)
    }

    /// A part's text as an argument's value: quotes around all of it are dropped unless it lies within another.
    func value(_ node: JavaNode, isNested: Bool = false) -> String {
        switch node.kind {
        case .quoted:
            let text = text(node.range)
            return isNested ? text : String(String.UnicodeScalarView(text.unicodeScalars.dropFirst().dropLast()))
        case .verbatim, .invocation: return text(node.range)
        case .creation(let type, let arguments):
            return "new \(type)(\(arguments.map { value($0, isNested: true) }.joined(separator: ", ")))"
        case .array(let type, let elements): return "new \(type)[]\(elements)"
        case .assignment, .joined:
            return node.children.isEmpty
                ? text(node.range) : node.children.map { value($0, isNested: true) }.joined()
        }
    }
}
