/// A regular expression of ECMA-262, parsed with the `u` flag's grammar into a tree.
///
/// Where `leniency` allows it, what web browsers also read without that flag and what can mean one thing only is taken
/// too: `\-` and other escaped punctuation, `[\w-.]`, and brackets and braces that stand for themselves.
package struct ECMAPattern: Sendable {
    /// How much beyond the `u` flag's grammar is read.
    package enum Leniency: Sendable {
        case none, punctuation
    }

    /// The alternatives of the outermost level.
    let root: ECMANode
    /// How many groups capture.
    let groupCount: Int

    /// Parses a pattern; throws what is wrong with it and where. O(pattern).
    package init(_ pattern: String, leniency: Leniency = .none) throws(PatternError) {
        var parser = ECMAPatternParser(pattern, leniency: leniency)
        root = try parser.pattern()
        groupCount = parser.groupCount
    }
}

/// A part of a pattern.
indirect enum ECMANode: Sendable {
    /// One of these.
    case alternatives([ECMANode])
    /// All of these in order; none is the empty pattern.
    case sequence([ECMANode])
    case scalar(UInt32)
    case anyButLineEnd
    case set(ECMASet)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case group(ECMANode, number: Int)
    case plainGroup(ECMANode)
    case look(ECMANode, isBehind: Bool, isNegated: Bool)
    case repeated(ECMANode, least: Int, most: Int?, isLazy: Bool)
    case backreference(Int)
}

/// A class of characters: `[…]`, or an escape that stands for one.
struct ECMASet: Sendable {
    /// What a class is made of.
    enum Item: Sendable {
        case range(UInt32, UInt32)
        case digit(isNegated: Bool)
        case word(isNegated: Bool)
        case space(isNegated: Bool)
        /// A Unicode property as PCRE2 spells it.
        case property(String, isNegated: Bool)
    }

    var items: [Item]
    var isNegated = false
}
