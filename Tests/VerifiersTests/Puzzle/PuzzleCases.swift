/// Instances with answers settled by hand: right ones in all spellings that people use, wrong ones, unreadable ones.
struct PuzzleCase: Sendable {
    let kind: String
    let instance: String
    let right: [String]
    let wrong: [String]
    let unreadable: [String]

    init(_ kind: String, _ instance: String, right: [String], wrong: [String], unreadable: [String] = []) {
        self.kind = kind
        self.instance = instance
        self.right = right
        self.wrong = wrong
        self.unreadable = unreadable
    }

    static let all = exact + numbers + logic + grids + graphs + strings + games
}

extension PuzzleCase {
    /// Kinds with one right answer.
    static let exact: [PuzzleCase] = [
        PuzzleCase(
            "number", #"{"answer": 42}"#,
            right: ["42", " 42 ", "+42", "42.0", "042", "x = 42", "x=42", "The answer = 42"],
            wrong: ["41", "-42", "420", "4.2", "42.5", "0", "x = 24", "42e1"],
            unreadable: ["forty-two", "42 apples", "4 2", "42, 43", "= 42", "x == 42", "1 + 41", "42%", "５"]),
        PuzzleCase(
            "number", #"{"answer": -7}"#, right: ["-7", "\u{2212}7", "-7.0", "x = -7", "y=\u{2212}7"],
            wrong: ["7", "-17", "-0.7", "x = 7"], unreadable: ["minus 7", "- 7 -", "--7"]),
        PuzzleCase(
            "number", #"{"answer": 1234567}"#, right: ["1234567", "1,234,567"], wrong: ["123456", "12345678", "1,234"]),
        PuzzleCase(
            "number", #"{"answer": 0}"#, right: ["0", "-0", "0.0", "00"], wrong: ["1", "-1", "0.01"],
            unreadable: ["", "none", "()"]),
        PuzzleCase(
            "fraction", #"{"numerator": 3, "denominator": 8}"#,
            right: ["3/8", "6/16", "0.375", "37.5%", " 3 / 8 ", "3 ÷ 8", "375/1000", ".375", "0.3750", "30/80"],
            wrong: ["8/3", "3/9", "-3/8", "0.38", "37%", "0.3", "1", "3", "4/8", "0", "0.3750001"],
            unreadable: ["3/0", "three eighths", "3:8", "3/8/1", "3 in 8", "1/2.5", "", "3//8", "%", "1e-1", "0.375.0"]),
        PuzzleCase(
            "fraction", #"{"numerator": 1, "denominator": 1}"#, right: ["1", "1/1", "100%", "1.0", "7/7"],
            wrong: ["0", "1%", "2", "99%"], unreadable: ["certain"]),
        PuzzleCase(
            "words", #"{"answer": "forgive system"}"#,
            right: [
                "forgive system", "Forgive System", "FORGIVE  SYSTEM", "forgive\nsystem", "\"forgive system\"",
                "forgive system.",
            ],
            wrong: [
                "forgivesystem", "forgive systems", "system forgive", "forgive", "forgive, system",
                "forgive system forgive",
            ]),
        PuzzleCase(
            "words", #"{"answer": "Tuesday"}"#, right: ["Tuesday", "tuesday", "Tuesday.", "'Tuesday'"],
            wrong: ["Tue", "Wednesday", "Tuesday or Wednesday", "2"]),
        PuzzleCase(
            "list", #"{"answer": [3, -5]}"#,
            right: ["3, -5", "3 -5", "(3, -5)", "[3,-5]", "3; \u{2212}5", "+3, -5", "3\n-5"],
            wrong: ["-5, 3", "3", "3, 5", "3, -5, 0", "3.5", "35", "3, minus"], unreadable: ["east = 3", "3 + 5i", "½"]),
        PuzzleCase(
            "list", #"{"answer": [4, 4, 9], "unordered": true}"#, right: ["4, 4, 9", "9 4 4", "[4, 9, 4]", "{4;9;4}"],
            wrong: ["4, 9", "4, 9, 9", "4, 4, 9, 9", "449"], unreadable: ["4+4+9"]),
        PuzzleCase(
            "list", #"{"answer": ["Noah", "Laura", "Petra"]}"#,
            right: [
                "Noah, Laura, Petra", "noah laura petra", "Noah > Laura > Petra", "Noah -> Laura -> Petra",
                "Noah\nLaura\nPetra", "Noah → Laura → Petra", "Noah, Laura, Petra.",
            ],
            wrong: [
                "Laura, Noah, Petra", "Noah, Laura", "Noah, Laura, Petra, Noah", "Petra, Laura, Noah",
                "Noah and Laura and Petra",
            ],
            unreadable: ["1: Noah", "Noah = first"]),
        PuzzleCase(
            "assignment", #"{"answer": {"x": 3, "y": -2}}"#,
            right: [
                "x=3, y=-2", "y = -2, x = 3", "x: 3; y: -2", "X=3\nY=-2", "x = 3, y = \u{2212}2", "x is 3, y is -2",
            ],
            wrong: ["x=-2, y=3", "x=3", "x=3, y=2", "x=3, y=-2, z=1", "x=3.0, y=-2", "a=3, b=-2", "x=3 y"],
            unreadable: ["3, -2", "x=3, x=3, y=-2", "x=, y=-2", "=3, y=-2", "(3, -2)"]),
        PuzzleCase(
            "assignment", #"{"answer": {"Anna": "knight", "Ben": "knave"}}"#,
            right: [
                "Anna=knight, Ben=knave", "Ben: knave; Anna: knight", "Anna is a knight, Ben is a knave.",
                "anna = Knight\nben = Knave", "Anna - knight, Ben - knave",
            ],
            wrong: [
                "Anna=knave, Ben=knight", "Anna=knight, Ben=knight", "Anna=knight",
                "Anna=knight, Ben=knave, Cleo=knave", "Anna is knightly, Ben is a knave",
            ],
            unreadable: ["knight, knave", "Anna knight, Ben knave"]),
        PuzzleCase(
            "assignment", #"{"answer": {"Mia": "cat/tea", "Tom": "dog/milk"}}"#,
            right: [
                "Mia=cat/tea, Tom=dog/milk", "Mia=cat / tea; Tom = dog / milk", "Mia: cat tea\nTom: dog milk",
                "mia=Cat/Tea, tom=Dog/Milk",
            ],
            wrong: [
                "Mia=tea/cat, Tom=dog/milk", "Mia=cat, Tom=dog", "Mia=dog/milk, Tom=cat/tea",
                "Mia=cattea, Tom=dog/milk",
            ]),
        PuzzleCase(
            "grid", ##"{"answer": ["#.#", "...", ".#."]}"##,
            right: ["#.#/.../.#.", "#.#\n...\n.#.", "# . # / . . . / . # .", "[#.#, ..., .#.]"],
            wrong: ["#.#/.../...", "#.#/...", "###/.../.#.", ".#./.../#.#", "#.#/.../.#./...", "O.O/.../.O."]),
        PuzzleCase(
            "digits", #"{"answer": "6A4EF"}"#, right: ["6A4EF", "6a4ef", "0x6A4EF", "06A4EF", "6A 4EF", "6A_4EF"],
            wrong: ["6A4EE", "6A4E", "FE4A6", "6A4EF0", "0b6A4EF0"],
            unreadable: ["6A4EF (base 16)", "#6A4EF", "-6A4EF", "6A.4EF"]),
        PuzzleCase(
            "digits", #"{"answer": "1011"}"#, right: ["1011", "0b1011", "001011", "1011"],
            wrong: ["1101", "11", "10110"], unreadable: ["1011₂"]),
    ]

    /// Numbers that satisfy something.
    static let numbers: [PuzzleCase] = [
        PuzzleCase(
            "countdown", #"{"numbers": [3, 5, 8], "target": 64}"#,
            right: ["(3 + 5) * 8", "8 * (5 + 3)", "8×(3+5)", "(3+5)×8 = 64", "[3 + 5] * 8", "((3)+(5))*(8)"],
            wrong: [
                "3 + 5 * 8", "8 * 8", "3 * 5 + 8", "(3 + 5) * 8 * 1", "64", "(3 + 5) * 8 = 63", "35 + 8", "(8 - 3) * 5",
                "8 * 5 + 8 * 3",
            ],
            unreadable: [
                "", "(3 + 5 * 8", "(3 + 5) 8", "( 3 + 5 ) * 8 8", "3 + 5) * 8", "8(3+5)", "three plus five", "3 +",
                "3 / 0", "(3+5)*8 = 64 = 64",
                "3 ^ 5 + 8", "-3 + 5 + 8",
            ]),
        PuzzleCase(
            "countdown", #"{"numbers": [2, 3, 4, 6], "target": 4}"#,
            right: ["4 * (6 / 3 / 2)", "6 / 3 * 4 / 2", "4 / (3 * 2 / 6)", "4 * (3 * 2) / 6", "6 * 4 / (2 * 3)"],
            wrong: ["6 / 3 * 2", "2 + 3 + 4 + 6", "6 - 2", "4"]),
        PuzzleCase(
            "missing_signs", #"{"numbers": [4, 6, 2], "target": 16}"#,
            right: ["4 + 6 * 2", "4+6×2", "4 + 6 * 2 = 16", "4  +  6*2"],
            wrong: [
                "4 * 6 - 2", "(4 + 6) * 2 - 4", "6 * 2 + 4", "4 + 6 + 2", "4 + 12", "16", "4 + 6 * 2 = 17",
                "4 + (6 * 2)", "4 + 6 / 2", "4 * 6 * 2",
            ],
            unreadable: ["+ *", "4 6 2", "4 + 6 *", "4 ++ 6 * 2", ""]),
        PuzzleCase(
            "subset_sum", #"{"numbers": [5, 8, 13, 21, 5], "target": 26, "count": 2}"#,
            right: ["5, 21", "21, 5", "5 + 21", "[21 5]"],
            wrong: ["13, 13", "5, 8, 13", "26", "5", "21, 5, 0", "8, 18", "21, 6"],
            unreadable: ["5 and 21", "5 * 21", "none"]),
        PuzzleCase(
            "subset_sum", #"{"numbers": [5, 8, 13, 5], "target": 18}"#, right: ["5, 13", "13 5", "5, 5, 8", "8, 5, 5"],
            wrong: ["5, 5, 5", "18", "5, 5, 13", "8, 5", "9, 9"]),
        PuzzleCase(
            "coin_purse", #"{"values": [5, 7, 18], "count": 5, "total": 42}"#,
            right: ["5=2, 7=2, 18=1", "18: 1, 5: 2, 7: 2", "5 = 2; 7 = 2; 18 = 1"],
            wrong: ["5=0, 7=6, 18=0", "5=2, 7=2", "5=1, 7=2, 18=2", "5=2, 7=2, 18=1, 9=0", "7=5", "5=0, 7=0, 18=0"],
            unreadable: ["2, 2, 1", "5=two, 7=2, 18=1", "5=-1, 7=4, 18=2", "5=2, 5=2", "five=2"]),
        PuzzleCase(
            "coin_purse", #"{"values": [2, 3], "count": 4, "total": 12}"#, right: ["3=4", "2=0, 3=4"],
            wrong: ["2=6", "2=3, 3=2", "2=4"]),
        PuzzleCase(
            "prime_factors", #"{"number": 60}"#,
            right: [
                "2 * 2 * 3 * 5", "5*3*2*2", "2, 2, 3, 5", "2^2 * 3 * 5", "2 2 3 5", "2 × 2 × 3 × 5", "2 x 2 x 3 x 5",
            ],
            wrong: [
                "2 * 3 * 5", "2 * 2 * 15", "4 * 3 * 5", "2 * 2 * 3 * 5 * 1", "60", "2 * 2 * 2 * 3 * 5", "2^3 * 3 * 5",
                "30 * 2", "0", "1", "2^0 * 60",
            ],
            unreadable: ["2 + 2 + 3 + 5", "x2 * 2 * 3 * 5", "2 * 2 * 3 * five", "2^^2 * 3", "", "2*2*3*5*"]),
        PuzzleCase(
            "prime_factors", #"{"number": 97}"#, right: ["97", "97^1"], wrong: ["1 * 97", "97 * 97", "89", "7 * 9"],
            unreadable: ["prime", "97 is prime"]),
        PuzzleCase(
            "integer_equation", #"{"names": ["x", "y"], "coefficients": [4, 7], "total": 29}"#,
            right: ["x=2, y=3", "y=3, x=2", "x = 9, y = -1", "x: -5; y: 7", "x=2\ny=3"],
            wrong: ["x=3, y=2", "x=2", "x=2, y=3, z=0", "x=0, y=4", "x=1000000000000, y=1000000000000"],
            unreadable: ["2, 3", "x=2.5, y=1", "x=2, y=3.0.", "x=two, y=3", "x=99999999999999999999, y=1"]),
        PuzzleCase(
            "integer_equation", #"{"names": ["x", "y"], "coefficients": [4, 7], "total": 29, "positive": true}"#,
            right: ["x=2, y=3"], wrong: ["x=9, y=-1", "x=-5, y=7"]),
        PuzzleCase(
            "cryptarithm", #"{"addends": ["AB", "BA"], "sum": "CC"}"#,
            right: ["A=1, B=2, C=3", "A=2, B=1, C=3", "a:3, b:4, c:7", "C=9, B=5, A=4", "A = 8; B = 1; C = 9"],
            wrong: [
                "A=1, B=1, C=2", "A=1, B=2, C=4", "A=0, B=3, C=3", "A=1, B=2", "A=1, B=2, C=3, D=4", "A=9, B=0, C=9",
                "A=5, B=6, C=1",
            ],
            unreadable: ["1, 2, 3", "A=10, B=2, C=3", "AB=12", "A=x, B=2, C=3", "12 + 21 = 33"]),
    ]

    /// Statements that hold.
    static let logic: [PuzzleCase] = [
        PuzzleCase(
            "satisfiability", #"{"names": ["A", "B", "C"], "clauses": [[1, 2, 3], [-1, -2, 3], [-3, 1, -2]]}"#,
            right: [
                "A=true, B=false, C=false", "a: True; b: False; c: True", "A=t, B=f, C=f", "A=1, B=0, C=1",
                "A=false, B=true, C=false", "C=true, B=false, A=false", "A is true, B is false, C is true",
            ],
            wrong: [
                "A=false, B=false, C=false", "A=true, B=true, C=false", "A=false, B=true, C=true", "A=true, B=false",
                "A=true, B=false, C=false, D=true",
            ],
            unreadable: [
                "true, false, false", "A=yes, B=no, C=no", "A, not B, not C", "A=true, A=true, B=false, C=false",
            ]),
        PuzzleCase(
            "switches", #"{"on": [1, 0, 1, 0], "wiring": [[1, 2], [2, 3], [3, 4], [1, 4]]}"#,
            right: ["2, 3", "3, 2", "[2 3]", "1, 4", "2, 3, 1, 1"],
            wrong: ["2", "1, 2, 3", "1, 2", "4", "5", "0", "-2, 3", "2, 3, 2"],
            unreadable: ["switch 2 and 3", "none", "2 + 3"]),
    ]

    /// Boards and mazes.
    static let grids: [PuzzleCase] = [
        PuzzleCase(
            "sudoku", #"{"grid": [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], "box": [2, 2]}"#,
            right: [
                "1 2 3 4 / 3 4 1 2 / 2 1 4 3 / 4 3 2 1", "1234\n3412\n2143\n4321", "1243/3412/2134/4321",
                "[[1,3,2,4],[2,4,1,3],[3,1,4,2],[4,2,3,1]]",
            ],
            wrong: [
                "1234/3412/2143/4312", "1234/1234/1234/1234", "2134/3412/1243/4321", "1234/3412/2143",
                "1234/3412/2143/4320", "1235/3412/2143/4321",
            ],
            unreadable: ["1234/3412/2143/432x", "one two three four", "1.2.3.4", "1234-3412-2143-4321"]),
        PuzzleCase(
            "queens", #"{"size": 6, "given": [[1, 2]], "blocked": [[2, 1]]}"#,
            right: ["2, 4, 6, 1, 3, 5", "2 4 6 1 3 5", "[2,4,6,1,3,5]"],
            wrong: [
                "3, 6, 2, 5, 1, 4", "2, 4, 6, 1, 3", "2, 4, 6, 1, 3, 5, 1", "2, 4, 6, 1, 5, 3", "0, 4, 6, 1, 3, 5",
                "7, 4, 6, 1, 3, 5", "2, 1, 6, 3, 5, 4", "246135", "2, 2, 2, 2, 2, 2",
            ],
            unreadable: ["b1 d2 f3", "row 1: 2", "2; 4; six"]),
        PuzzleCase(
            "maze_path", ##"{"rows": ["S.#", ".#.", "..G"], "longest": 6}"##,
            right: [
                "DDRR", "ddrr", "D D R R", "down, down, right, right", "D, D, R, R", "D-D-R-R", "[D,D,R,R]", "DUDDRR",
                "DDRRUD",
            ],
            wrong: ["RRDD", "DD", "DDRRR", "DDRRL", "DUDUDDRR", "U", "DDR", "LDDRR", "RDDR"],
            unreadable: ["ENES", "down twice", "1122", "(0,0)", "→"]),
        PuzzleCase(
            "sum_grid", #"{"grid": [[1, 0], [0, 4]], "rows": [3, 7], "columns": [4, 6]}"#,
            right: ["1 2 / 3 4", "12/34", "1 2\n3 4", "[[1,2],[3,4]]"],
            wrong: ["1 3 / 2 4", "1 2 / 3 5", "2 1 / 3 4", "12", "1 2 / 3 4 / 0", "1 2 / 3 0", "10 2 / 3 4"],
            unreadable: ["1 2 | 3 four", "1+2"]),
        PuzzleCase(
            "knight_route", #"{"size": 8, "stops": ["a1", "c2", "e1"], "moves": 2}"#,
            right: ["a1, c2, e1", "a1 c2 e1", "A1 -> C2 -> E1", "a1-c2-e1", "a1 → c2 → e1"],
            wrong: [
                "a1, e1", "a1, b3, c2, e1", "c2, e1", "a1, c2", "a1, c2, e1, c2, e1", "a1, c2, i1", "a1, c2, e0",
                "a1, c2, e9", "a1, b2, e1", "e1, c2, a1",
            ],
            unreadable: ["a1 = c2", "a1 + c2"]),
        PuzzleCase(
            "longest_increasing", #"{"numbers": [3, 1, 4, 1, 5, 9, 2, 6]}"#,
            right: ["3, 4, 5, 9", "1, 4, 5, 9", "3, 4, 5, 6", "1 4 5 6", "[3, 4, 5, 9]"],
            wrong: [
                "1, 2, 6", "3, 4, 5, 9, 6", "1, 1, 4, 5", "1, 3, 4, 5", "4, 5, 9", "3, 4, 6, 9", "3, 4, 5, 10",
                "9, 5, 4, 3",
            ],
            unreadable: ["3 < 4 < 5 < 9", "four"]),
    ]

    /// Roads and neighbours.
    static let graphs: [PuzzleCase] = [
        PuzzleCase(
            "graph_coloring",
            #"{"names": ["Ash", "Elm", "Oak"], "colors": ["red", "green"], "borders": [["Ash", "Elm"], ["Elm", "Oak"]]}"#,
            right: [
                "Ash=red, Elm=green, Oak=red", "Ash: green; Elm: red; Oak: green", "ash=RED\nelm=GREEN\noak=RED",
                "Oak is red, Elm is green, Ash is red",
            ],
            wrong: [
                "Ash=red, Elm=red, Oak=green", "Ash=red, Elm=green", "Ash=red, Elm=green, Oak=blue",
                "Ash=red, Elm=green, Oak=red, Yew=green", "Ash=red, Elm=green, Yew=red",
            ],
            unreadable: ["red, green, red", "Ash red Elm green Oak red", "Ash=red, Ash=green, Elm=red, Oak=red"]),
        PuzzleCase(
            "topological_order",
            #"{"names": ["cut", "glue", "paint", "pack"], "before": [["cut", "glue"], ["cut", "paint"], ["glue", "pack"]]}"#,
            right: [
                "cut, glue, paint, pack", "cut, paint, glue, pack", "cut glue pack paint", "Cut → Glue → Pack → Paint",
                "cut > paint > glue > pack",
            ],
            wrong: [
                "glue, cut, paint, pack", "cut, glue, paint", "cut, pack, glue, paint", "cut, cut, glue, pack",
                "cut, glue, paint, pack, pack", "cut, glue, paint, ship", "pack, paint, glue, cut",
            ],
            unreadable: ["cut = 1", "cut + glue", "first: cut"]),
        PuzzleCase(
            "shortest_path",
            #"{"names": ["A", "B", "C", "D"], "roads": [["A", "B"], ["B", "D"], ["A", "C"], ["C", "D"], ["A", "D"]], "lengths": [2, 3, 4, 1, 9], "from": "A", "to": "D"}"#,
            right: ["A, B, D", "A C D", "a -> b -> d", "A → C → D", "A-B-D", "[A, B, D]"],
            wrong: ["A, D", "A, B", "B, D", "A, B, C, D", "D, B, A", "A, X, D", "A, B, A, B, D", "A"],
            unreadable: ["A to D = 5", "A + B + D"]),
        PuzzleCase(
            "round_trip",
            #"{"names": ["A", "B", "C", "D"], "roads": [["A", "B"], ["B", "C"], ["C", "D"], ["D", "A"], ["A", "C"]], "from": "A"}"#,
            right: ["A, B, C, D, A", "A, D, C, B, A", "A-B-C-D-A", "a → d → c → b → a"],
            wrong: [
                "A, B, C, D", "A, C, B, D, A", "B, C, D, A, B", "A, B, C, A", "A, B, C, D, A, B, A", "A, B, B, D, A",
                "A, A",
            ], unreadable: ["A=B", "A*B"]),
    ]

    /// Letters, brackets and times.
    static let strings: [PuzzleCase] = [
        PuzzleCase(
            "letter_ladder", #"{"words": ["cat", "cot", "cog", "dog", "dot", "bat"], "from": "cat", "to": "dog"}"#,
            right: ["cat, cot, dot, dog", "cat cot cog dog", "CAT → COT → COG → DOG", "cat -> cot -> dot -> dog"],
            wrong: [
                "cat, dog", "cat, cot, cog", "cot, cog, dog", "cat, cot, cut, cog, dog", "cat, bat, cot, dot, dog",
                "cat, cot, dot, cot, cog, dog", "dog, cot, cat", "cat, cot, cogs, dog",
            ],
            unreadable: ["cat=cot", "cat, cot, dot, d0g!", "c*t"]),
        PuzzleCase(
            "bracket_closing", #"{"text": "[({}("}"#, right: ["))]", ") ) ]", "),),]"],
            wrong: [")]", ")))]", "])]", "]))", "))]]", ")])"],
            unreadable: ["[({}())]", "))]x", "((["]),
        PuzzleCase(
            "meeting_time",
            #"{"open": 480, "close": 1080, "minutes": 60, "busy": [[480, 570], [600, 720], [780, 1035]]}"#,
            right: ["12:00"],
            wrong: ["12:01", "11:59", "08:00", "09:30", "13:00", "17:15", "17:30", "07:00", "19:00", "00:00", "23:59"],
            unreadable: ["noon", "12", "12:0", "24:00", "12:60", "12:00-13:00", "12.00", "12:00 pm", "-1:00", "012:00"]),
        PuzzleCase(
            "meeting_time", #"{"open": 480, "close": 1080, "minutes": 30, "busy": [[540, 1020]]}"#,
            right: ["08:00", "8:00", "8:30", "08:15", "17:00", "17:30", "17:13"],
            wrong: ["8:31", "9:00", "16:59", "17:31", "7:59", "18:00"]),
    ]

    /// Moves and codes.
    static let games: [PuzzleCase] = [
        PuzzleCase(
            "nim", #"{"piles": [3, 4, 5]}"#, right: ["1, 2", "1 2", "(1, 2)", "[1,2]"],
            wrong: ["1, 1", "2, 2", "3, 5", "1, 3", "2, 1", "4, 1", "0, 2", "1, 0", "1, -2", "1, 4", "3, 1"],
            unreadable: ["pile 1, take 2", "1", "1, 2, 3", "one, two"]),
        PuzzleCase(
            "nim", #"{"piles": [7, 7, 2]}"#, right: ["3, 2", "1, 2", "2, 2"], wrong: ["1, 3", "3, 1", "2, 7", "1, 7"]),
        PuzzleCase(
            "code_breaker",
            #"{"length": 3, "guesses": [[8, 7, 3], [6, 0, 9], [6, 1, 9]], "placed": [0, 1, 1], "misplaced": [1, 1, 1]}"#,
            right: ["697", "6 9 7", "6, 9, 7", "6/9/7"], wrong: ["679", "607", "69", "6977", "666", "123", "609"],
            unreadable: ["six", "69x", "6-9-7"]),
        PuzzleCase(
            "water_jugs", #"{"sizes": [3, 5], "target": 4}"#,
            right: [
                "fill B, B to A, empty A, B to A, fill B, B to A",
                "fill A, A to B, fill A, A to B, empty B, A to B, fill A, A to B",
                "Fill B; pour B into A; empty A; pour B into A; fill B; pour B into A",
                "fill b > b to a > empty a > b to a > fill b > b to a",
                "fill jug B, then pour from B to A, empty A, B -> A, fill B, B -> A",
            ],
            wrong: [
                "fill B", "fill A, A to B", "fill B, B to A", "empty A", "fill B, B to A, empty A, B to A, fill B",
            ],
            unreadable: ["fill C", "fill", "A to A", "A to", "drink B", "fill B, B to A to B", "4", "fill B = 5"]),
        PuzzleCase(
            "knapsack", #"{"names": ["A", "B", "C"], "weights": [3, 4, 5], "values": [4, 5, 9], "limit": 8}"#,
            right: ["A, C", "C A", "c, a", "[A; C]"],
            wrong: ["A, B", "C", "B, C", "A, B, C", "A, C, C", "A, D", "A"], unreadable: ["A + C", "A=1, C=1", "13 €"]),
        PuzzleCase(
            "knapsack",
            #"{"names": ["A", "B", "C", "D"], "weights": [2, 2, 2, 6], "values": [3, 3, 3, 6], "limit": 4}"#,
            right: ["A, B", "A, C", "B, C", "C, B"], wrong: ["A", "D", "A, B, C", "B"]),
    ]
}
