/// The commands of LaTeX and the plain words that mean something in an answer.
enum MathVocabulary {
    /// What a command, named without its backslash, stands for; nil for one that is not known.
    static func command(_ name: String) -> MathToken.Kind? { commands[name] }

    /// What a plain word stands for; nil for one that is a product of letters, a unit or a text.
    static func word(_ name: String) -> MathToken.Kind? { words[name] }

    /// Commands that only set or space, and are passed over.
    static let silent: Set<String> = [
        "left", "right", "mleft", "mright", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
        "biggl", "biggr", "Biggl", "Biggr", "bigm", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits",
        "quad", "qquad", "enspace", "thinspace", "medspace", "thickspace", "negthinspace", "hspace", "hfill", "rm",
        "bf", "it", "mathstrut", "strut", "nonumber", "notag", "hline", "smallskip", "medskip", "phantom", "space",
        "noindent", "centering", "normalsize", "large", "Large", "small", "ensuremath", "null", "relax", "allowbreak",
        "pounds", "euro", "yen", "textdollar", "dollar", "rupee",
    ]

    /// Commands that lead to an answer and say nothing of it where it begins.
    static let leads: Set<String> = [
        "Rightarrow", "Longrightarrow", "implies", "therefore", "rightarrow", "longrightarrow", "to", "iff",
        "Leftrightarrow",
    ]

    /// Words that multiply the number before them.
    static let scales = [
        "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    ]

    /// Commands whose braces hold mathematics in another face.
    static let faces: Set<String> = [
        "mathbf", "boldsymbol", "mathit", "mathsf", "mathtt", "mathcal", "mathscr", "mathfrak", "bm", "vec", "hat",
        "widehat", "tilde", "widetilde", "dot", "ddot", "pmb", "underline", "mathord", "mathop", "overrightarrow",
        "emph", "underbrace", "overbrace", "smash", "cancel",
    ]

    /// Commands whose braces hold a text.
    static let texts: Set<String> = [
        "text", "mbox", "textbf", "textit", "textrm", "textnormal", "texttt", "textsf", "mathrm", "operatorname",
        "hbox", "textsc", "fbox",
    ]

    private static let commands: [String: MathToken.Kind] = {
        var table = shared
        let more: [String: MathToken.Kind] = [
            "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction, "cfrac": .fraction, "binom": .binomial,
            "dbinom": .binomial, "tbinom": .binomial, "boxed": .boxed, "fbox": .boxed, "overline": .overline,
            "bar": .overline, "cdot": .times, "times": .times, "ast": .times, "bullet": .times, "div": .divide,
            "over": .over, "choose": .choose, "slash": .divide, "pm": .plusMinus, "mp": .minusPlus,
            "le": .relation(.lessOrEqual), "leq": .relation(.lessOrEqual), "leqslant": .relation(.lessOrEqual),
            "ge": .relation(.greaterOrEqual), "geq": .relation(.greaterOrEqual),
            "geqslant": .relation(.greaterOrEqual), "lt": .relation(.less), "gt": .relation(.greater),
            "leqq": .relation(.lessOrEqual), "geqq": .relation(.greaterOrEqual), "eq": .relation(.equal),
            "ne": .relation(.notEqual), "neq": .relation(.notEqual), "approx": .relation(.approximately),
            "simeq": .relation(.approximately), "in": .relation(.element), "notin": .relation(.notElement),
            "equiv": .relation(.congruent), "subset": .relation(.subset), "subseteq": .relation(.subset),
            "cup": .cup, "bigcup": .cup, "cap": .cap, "bigcap": .cap, "setminus": .setminus, "backslash": .setminus,
            "infty": .constant(.infinity), "circ": .degree, "degree": .degree, "prime": .prime,
            "lfloor": .openFloor, "rfloor": .closeFloor, "lceil": .openCeiling, "rceil": .closeCeiling,
            "langle": .openAngle, "rangle": .closeAngle, "lvert": .bar, "rvert": .bar, "vert": .bar, "lVert": .norm,
            "rVert": .norm, "Vert": .norm, "mid": .mid, "lbrace": .openSet, "rbrace": .closeSet,
            "lbrack": .openSquare, "rbrack": .closeSquare, "lparen": .open, "rparen": .close, "colon": .colon,
            "bmod": .modulo, "pmod": .congruenceModulus, "emptyset": .namedSet(.empty),
            "varnothing": .namedSet(.empty), "N": .namedSet(.naturals), "Z": .namedSet(.integers),
            "R": .namedSet(.reals), "Q": .namedSet(.rationals), "ldots": .dots, "cdots": .dots, "dots": .dots,
            "dotsc": .dots, "imath": .constant(.i), "land": .and, "lor": .and, "wedge": .and, "vee": .and,
            "det": .function(.determinant), "Re": .function(.real), "Im": .function(.imaginary),
            "sum": .series(isProduct: false), "prod": .series(isProduct: true),
            "lg": .logarithm(base: 10), "triangle": .text("triangle"), "angle": .text("angle"),
        ]
        table.merge(more) { _, new in new }
        for name in greek { table[name] = .symbol(name) }
        table["pi"] = .constant(.pi)
        return table
    }()

    private static let words: [String: MathToken.Kind] = {
        var table = shared
        let more: [String: MathToken.Kind] = [
            "pi": .constant(.pi), "infinity": .constant(.infinity), "inf": .constant(.infinity),
            "oo": .constant(.infinity), "infty": .constant(.infinity), "and": .and, "or": .and,
            "abs": .function(.absolute),
            "floor": .function(.floor), "ceil": .function(.ceiling), "mod": .modulo, "percent": .percent,
            "percentage": .percent, "pct": .percent, "cbrt": .cubeRoot, "asin": .function(.arcsin),
            "acos": .function(.arccos), "atan": .function(.arctan), "lcm": .function(.lcm),
            "degrees": .degree, "degree": .degree, "deg": .degree, "union": .cup, "cup": .cup,
        ]
        table.merge(more) { _, new in new }
        for name in greek where name.utf8.count > 3 { table[name] = .symbol(name) }
        return table
    }()

    /// What is called alike with a backslash and without.
    private static let shared: [String: MathToken.Kind] = [
        "sin": .function(.sin), "cos": .function(.cos), "tan": .function(.tan), "cot": .function(.cot),
        "sec": .function(.sec), "csc": .function(.csc), "arcsin": .function(.arcsin), "arccos": .function(.arccos),
        "arctan": .function(.arctan), "arccot": .function(.arccot), "sinh": .function(.sinh),
        "cosh": .function(.cosh), "tanh": .function(.tanh), "coth": .function(.coth), "tg": .function(.tan),
        "ctg": .function(.cot), "arctg": .function(.arctan), "arcsinh": .function(.arcsinh),
        "arccosh": .function(.arccosh), "arctanh": .function(.arctanh), "log": .logarithm(base: 10),
        "ln": .logarithm(base: 0), "exp": .function(.exp), "sqrt": .root, "gcd": .function(.gcd),
        "max": .function(.maximum), "min": .function(.minimum),
    ]

    private static let greek = [
        "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
        "kappa", "lambda", "mu", "nu", "xi", "omicron", "rho", "varrho", "sigma", "varsigma", "tau", "upsilon", "phi",
        "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi",
        "Psi", "Omega", "ell", "hbar",
    ]

    /// Single scalars outside ASCII.
    static func scalar(_ scalar: Unicode.Scalar) -> [MathToken.Kind]? {
        switch scalar {
        case "−", "–", "—": [.minus]
        case "×", "·", "∙", "⋅", "∗", "⁢": [.times]
        case "÷", "∕", "⁄": [.divide]
        case "∑": [.series(isProduct: false)]
        case "∏": [.series(isProduct: true)]
        case "±": [.plusMinus]
        case "∓": [.minusPlus]
        case "≤", "⩽", "≦": [.relation(.lessOrEqual)]
        case "≥", "⩾", "≧": [.relation(.greaterOrEqual)]
        case "≠": [.relation(.notEqual)]
        case "≈", "≃", "≅": [.relation(.approximately)]
        case "≡": [.relation(.congruent)]
        case "∈": [.relation(.element)]
        case "∉": [.relation(.notElement)]
        case "∪": [.cup]
        case "∩": [.cap]
        case "∖": [.setminus]
        case "∞": [.constant(.infinity)]
        case "√": [.root]
        case "∛": [.cubeRoot]
        case "π": [.constant(.pi)]
        case "°", "º": [.degree]
        case "′": [.prime]
        case "∅": [.namedSet(.empty)]
        case "ℝ": [.namedSet(.reals)]
        case "ℤ": [.namedSet(.integers)]
        case "ℚ": [.namedSet(.rationals)]
        case "ℕ": [.namedSet(.naturals)]
        case "ℂ": [.namedSet(.complexes)]
        case "⌊": [.openFloor]
        case "⌋": [.closeFloor]
        case "⌈": [.openCeiling]
        case "⌉": [.closeCeiling]
        case "⟨", "〈": [.openAngle]
        case "⟩", "〉": [.closeAngle]
        case "…", "⋯": [.dots]
        case "∧", "∨": [.and]
        case "，", "、": [.comma]
        case "；": [.semicolon]
        case "％": [.percent]
        default: greekLetters[scalar].map { [.symbol($0)] }
        }
    }

    /// The fraction that a scalar is, as its two numbers.
    static func vulgar(_ scalar: Unicode.Scalar) -> (Int, Int)? {
        switch scalar {
        case "½": (1, 2)
        case "⅓": (1, 3)
        case "⅔": (2, 3)
        case "¼": (1, 4)
        case "¾": (3, 4)
        case "⅕": (1, 5)
        case "⅖": (2, 5)
        case "⅗": (3, 5)
        case "⅘": (4, 5)
        case "⅙": (1, 6)
        case "⅚": (5, 6)
        case "⅛": (1, 8)
        case "⅜": (3, 8)
        case "⅝": (5, 8)
        case "⅞": (7, 8)
        default: nil
        }
    }

    /// What a superscript scalar stands for: a digit or `-`.
    static func superscript(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar {
        case "²": 0x32
        case "³": 0x33
        case "¹": 0x31
        case "⁰": 0x30
        case "⁴"..."⁹": UInt8(scalar.value - 0x2074) + 0x34
        case "⁻": 0x2D
        default: nil
        }
    }

    private static let greekLetters: [Unicode.Scalar: String] = [
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta",
        "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
        "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
        "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Σ": "Sigma",
        "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell",
    ]

    /// Words that count or measure: after a number they say of what, and the number is the answer.
    static func isUnit(_ word: String) -> Bool {
        let lower = word.lowercased()
        if units.contains(lower) { return true }
        if lower.hasSuffix("s"), units.contains(String(lower.dropLast())) { return true }
        return lower.hasSuffix("es") && units.contains(String(lower.dropLast(2)))
    }

    private static let units: Set<String> = [
        "mm", "cm", "dm", "km", "nm", "inch", "in", "ft", "foot", "feet", "yd", "yard", "mile", "mi", "meter", "metre",
        "centimeter", "centimetre", "millimeter", "millimetre", "kilometer", "kilometre", "square", "sq", "cubic",
        "cu", "unit", "kg", "mg", "gram", "kilogram", "ounce", "oz", "pound", "lb", "ton", "tonne", "liter",
        "litre", "ml", "gallon", "gal", "quart", "pint", "cup", "second", "sec", "minute", "min", "hour", "hr", "day",
        "week", "month", "year", "yr", "mph", "kmh", "kmph", "dollar", "cent", "euro", "rupee", "penny", "pence",
        "usd", "eur", "gbp", "rs", "people", "person", "student", "children", "child", "men", "women", "man", "woman",
        "boy", "girl", "apple", "orange", "ball", "book", "pencil", "coin", "mark", "tile", "toy", "page", "point",
        "time", "way", "step", "edge", "side", "face", "digit", "number", "integer", "solution", "root", "car",
        "ticket", "game", "acre", "hectare", "radian", "rad", "joule", "watt", "volt", "newton", "ohm", "pa", "hz",
        "piece", "item", "card", "marble", "dozen", "round", "dog", "cat", "cow", "chicken", "egg", "cookie",
        "candy", "candie", "flower", "tree", "fish", "bird", "box", "bag", "bottle", "slice", "pizza", "mole", "mol",
        "kelvin", "celsius", "fahrenheit", "calorie", "bit", "byte", "soldier", "gift", "word", "letter", "color",
        "colour", "triangle", "subset", "element", "pair", "sheet", "row", "column", "seat", "team", "player", "vote",
        "per", "of",
    ]
}
