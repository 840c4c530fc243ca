import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct ComparisonTests {
    /// Options beside the format, the answer, and how it is judged: nil passes. Settled by hand.
    static let cases: [(options: String, answer: String, reason: OutcomeReason?)] =
        numbers + sets + dates + choices + others

    private static let numbers: [(String, String, OutcomeReason?)] = [
        (#""equals": 5, "units": "km""#, "5 km", nil), (#""equals": 5, "units": "km""#, "5km", nil),
        (#""equals": 5, "units": "km""#, "5", nil),
        (#""equals": 5, "units": ["km", "kilometers"]"#, "5 kilometers", nil),
        (#""equals": 5, "units": "km""#, #"5\text{ km}"#, nil),
        (#""equals": 5, "units": "km""#, #"5\,\mathrm{km}"#, nil), (#""equals": 5000, "units": "km""#, "5,000 km", nil),
        (#""equals": "5 km", "units": "km""#, "5", nil),
        (#""equals": 5, "units": "m/s""#, "5 m/s", nil), (#""equals": 5, "units": "km""#, "5 m", .unparsed),
        (#""equals": 5, "units": "m""#, "5 km", .unparsed),
        (#""equals": 5, "units": "km""#, "km", .unparsed), (#""equals": 5, "units": "km""#, "6 km", .incorrect),
        (#""equals": 5, "units": "km""#, "5 km km", .unparsed),
        (#""equals": 5, "units": "km""#, "5 KM", .unparsed), (#""equals": 5, "units": "°""#, "5°", nil),
        (#""equals": 5, "units": "km", "tolerance": 0.5"#, "5.5 km", nil),
        (#""equals": 50, "percent": "number""#, "50%", nil), (#""equals": 50, "percent": "number""#, "50", nil),
        (#""equals": 0.5, "percent": "fraction""#, "50 %", nil),
        (#""equals": 0.5, "percent": "fraction""#, #"50\%"#, nil),
        (#""equals": 0.5, "percent": "fraction""#, "0.5", nil),
        (#""equals": "50%", "percent": "fraction""#, "0.50", nil),
        (#""equals": 50, "percent": "fraction""#, "50%", .incorrect),
        (#""equals": 0.5, "percent": "number""#, "50%", .incorrect),
        (#""equals": 50, "percent": "number""#, "50%%", .unparsed),
        (#""equals": 50, "percent": "number""#, "%", .unparsed),
        (#""equals": 0.125, "percent": "fraction""#, "-12.5%", .incorrect),
        (#""equals": -0.125, "percent": "fraction""#, "-12.5%", nil),
        (#""equals": 5, "currency": "$$""#, "$5", nil), (#""equals": -5, "currency": "$$""#, "-$5", nil),
        (#""equals": -5, "currency": "$$""#, "$-5", nil),
        (#""equals": 5, "currency": "$$""#, #"\$5"#, nil),
        (#""equals": 5000, "currency": ["$", "USD"]"#, "5,000 USD", nil),
        (#""equals": 5, "currency": ["$", "USD"]"#, "USD 5.00", nil),
        (#""equals": 5, "currency": "€""#, "5 €", nil), (#""equals": 5, "currency": "€""#, "$5", .unparsed),
        (#""equals": 5, "currency": "$$""#, "$$5", .unparsed), (#""equals": 5, "currency": "$$""#, "-$-5", .unparsed),
        (#""equals": 5, "currency": "$$""#, "$", .unparsed), (#""equals": 5, "currency": "$$""#, "$6", .incorrect),
        (#""equals": 5"#, "$5", .unparsed), (#""equals": 5"#, "5 km", .unparsed),
    ]

    private static let sets: [(String, String, OutcomeReason?)] = [
        (#""equals": [1, 2, 3], "as": "set""#, "3, 1, 2", nil), (#""equals": [1, 2, 3], "as": "set""#, "{1,2,3}", nil),
        (#""equals": [1, 2, 3], "as": "set""#, #"\{1, 2, 3\}"#, nil),
        (#""equals": [1, 2, 3], "as": "set""#, "[3, 2, 1]", nil),
        (#""equals": [1, 2, 3], "as": "set""#, "1, 2 and 3", nil),
        (#""equals": [1, 2, 3], "as": "set""#, "1, 2, and 3", nil),
        (#""equals": [1, 2, 3], "as": "set""#, "1; 2; 3.0", nil),
        (#""equals": [1, 2, 3], "as": "set""#, "1, 1, 2, 3", nil),
        (#""equals": ["a", "b"], "as": "set""#, #"["b", "a"]"#, nil),
        (#""equals": ["red", "dark blue"], "as": "set""#, "dark blue and red", nil),
        (#""equals": "1, 2", "as": "set""#, "2, 1", nil),
        (#""equals": ["(1, 2)", "(3, 4)"], "as": "set""#, "{(3, 4), (1, 2)}", nil),
        (#""equals": [1000, 2], "as": "set""#, "1,000; 2", nil), (#""equals": ["a"], "as": "set""#, "a", nil),
        (#""equals": ["a", "b"], "as": "set""#, "'a', \"b\"", nil),
        (#""equals": [1, 2, 3], "as": "set""#, "1, 2", .incorrect),
        (#""equals": [1, 2], "as": "set""#, "1, 2, 3", .incorrect),
        (#""equals": [1, 2], "as": "set""#, "1, 3", .incorrect),
        (#""equals": ["a", "b"], "as": "set""#, "A, B", .incorrect),
        (#""equals": [1000, 2], "as": "set""#, "1,000, 2", .unparsed),
        (#""equals": [1, 2], "as": "set""#, "1,, 2", .unparsed),
        (#""equals": [1, 2], "as": "set""#, "{1, 2", .unparsed),
        (#""equals": [1, 2], "as": "set""#, "[1, [2]]", .unparsed),
        (#""equals": [1, 2], "as": "set""#, "{}", .unparsed),
        (#""equals": ["1", "true"], "as": "set""#, "[1, true]", nil),
    ]

    private static let dates: [(String, String, OutcomeReason?)] = [
        (#""equals": "2024-05-01", "as": "date""#, "2024-05-01", nil),
        (#""equals": "2024-05-01", "as": "date""#, "2024/5/1", nil),
        (#""equals": "2024-05-01", "as": "date""#, "May 1, 2024", nil),
        (#""equals": "2024-05-01", "as": "date""#, "1 May 2024", nil),
        (#""equals": "2024-05-01", "as": "date""#, "the 1st of May, 2024", nil),
        (#""equals": "2024-05-01", "as": "date""#, "Wednesday, May 1st, 2024", nil),
        (#""equals": "2024-05-01", "as": "date""#, "Wed. 1 May 2024", nil),
        (#""equals": "2024-05-13", "as": "date""#, "13/05/2024", nil),
        (#""equals": "2024-05-13", "as": "date""#, "05/13/2024", nil),
        (#""equals": "2024-05-05", "as": "date""#, "5.5.2024", nil),
        (#""equals": "2024-05-01", "as": "date", "date_order": "dmy""#, "01/05/2024", nil),
        (#""equals": "2024-01-05", "as": "date", "date_order": "mdy""#, "01/05/2024", nil),
        (#""equals": "2024-02-29", "as": "date""#, "Feb 29, 2024", nil),
        (#""equals": "Sept 3, 1999", "as": "date""#, "1999-09-03", nil),
        (#""equals": "2000-01-01", "as": "date""#, "Saturday 1 January 2000", nil),
        (#""equals": "2024-05-01", "as": "date""#, "2024-05-02", .incorrect),
        (#""equals": "2024-05-01", "as": "date""#, "May 1, 2023", .incorrect),
        (#""equals": "2024-05-01", "as": "date", "date_order": "mdy""#, "01/05/2024", .incorrect),
        (#""equals": "2024-05-01", "as": "date""#, "01/05/2024", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "Tuesday, May 1, 2024", .unparsed),
        (#""equals": "2024-02-28", "as": "date""#, "2023-02-29", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "May 2024", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "2024-13-01", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "May 1, 24", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "May 1, 2024 or May 2, 2024", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "1 Mai 2024", .unparsed),
        (#""equals": "2024-05-01", "as": "date""#, "2024-05/01", .unparsed),
        (#""equals": "1900-03-01", "as": "date""#, "1900-02-29", .unparsed),
    ]

    private static let choices: [(String, String, OutcomeReason?)] = [
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "B", nil),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "Rome", nil),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "(b) Rome", nil),
        (#""equals": "Rome", "choices": ["Paris", "Rome"]"#, "B", nil),
        (#""equals": "b", "choices": {"A": "Paris", "B": "Rome"}"#, "B.", nil),
        (#""equals": "(B)", "choices": ["A) Paris", "B) Rome"]"#, "rome", nil),
        (#""equals": "2", "choices": {"label": ["1", "2"], "text": ["Paris", "Rome"]}"#, "2", nil),
        (#""equals": "B", "as": "choice""#, "(B)", nil),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "The answer is B", nil),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "A", .incorrect),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "C", .unparsed),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "A or B", .unparsed),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "B) Paris", .unparsed),
        (#""equals": "B", "choices": ["Paris", "Rome"]"#, "Madrid", .unparsed),
        (#""equals": "B", "choices": ["Rome", "Rome"]"#, "Rome", .unparsed),
    ]

    private static let others: [(String, String, OutcomeReason?)] = [
        (#""equals": "1/2", "as": "math""#, "0.5", nil), (#""equals": "\\frac{1}{2}", "as": "math""#, "1/2", nil),
        (#""equals": 5, "as": "math""#, "5", nil), (#""equals": "1/2", "as": "math""#, "1/3", .incorrect),
        (#""equals": "x+1", "as": "math""#, "1+x", nil), (#""equals": "5", "as": "text""#, "5.0", .incorrect),
    ]

    @Test func `answers are compared as they are asked to be`() throws {
        for row in Self.cases {
            let verdict = try judge(
                #"[{"answer": {"format": "tag", \#(row.options)}}]"#, "<answer>\(row.answer)</answer>")
            #expect(
                verdict.reason == row.reason,
                "\(row.options) on \(row.answer.debugDescription): \(verdict.detail ?? "")")
            #expect(verdict.passed == (row.reason == nil))
        }
        print(
            "comparisons: \(Self.cases.count { $0.reason == nil }) passing and \(Self.cases.count { $0.reason != nil }) failing cases"
        )
    }

    @Test(arguments: [
        #""equals": 5, "as": "choice""#, #""equals": "E", "choices": ["a b", "c d"]"#,
        #""equals": "Rome", "choices": ["Rome", "Rome"]"#, #""equals": "B", "choices": ["Paris"]"#,
        #""equals": "B", "choices": "AB""#, #""equals": {}, "as": "set""#, #""equals": [], "as": "set""#,
        #""equals": [[1]], "as": "set""#, #""equals": "May", "as": "date""#, #""equals": "1/2/2024", "as": "date""#,
        #""equals": 20240501, "as": "date""#, #""equals": "\\frac{", "as": "math""#, #""equals": true, "as": "math""#,
        #""equals": "a", "as": "text", "units": "km""#, #""equals": "a", "tolerance": 1"#,
        #""equals": 5, "units": """#, #""equals": 5, "units": ["5x"]"#, #""equals": 5, "percent": "yes""#,
        #""equals": 5, "date_order": "dmy""#, #""choices": ["a", "b"]"#, #""units": "km""#, #""field": "x""#,
        #""tag": "a b""#,
        #""equals": 5, "as": "nubmer""#,
    ])
    func `options that cannot be meant are refused`(_ options: String) throws {
        #expect(throws: VerifierListError.self) {
            try VerifyList(json(#"[{"answer": {"format": "tag", \#(options)}}]"#))
        }
    }

    @Test func `the field of a JSON object may be named, by a path`() throws {
        let list = #"[{"answer": {"format": "json_field", "field": "result.value", "equals": 5}}]"#
        #expect(try judge(list, #"So {"result": {"value": 5, "unit": "m"}}."#).passed == true)
        #expect(try judge(list, #"{"result": {"value": 6}}"#).reason == .incorrect)
        #expect(try judge(list, #"{"result": 5}"#).reason == .unparsed)
        #expect(throws: VerifierListError.self) {
            try VerifyList(json(#"[{"answer": {"format": "json_field", "field": "a..b"}}]"#))
        }
    }

    @Test func `the task may bring the options and the letter`() throws {
        let list = #"[{"answer": {"format": "choice", "equals": "$letter", "choices": "$options", "as": "choice"}}]"#
        let fields = #"{"letter": "B", "options": ["Paris", "Rome"]}"#
        let verdict = try judge(list, "I think it is Paris. No: the answer is (B) Rome.", task: fields)
        #expect(verdict.passed == true)
        #expect(verdict.extracted == "B")
        #expect(try judge(list, "The answer is A or B.", task: fields).candidates.isEmpty == false)
        #expect(try judge(list, "B", task: #"{"letter": "C", "options": ["Paris", "Rome"]}"#).reason == .verifierError)
        #expect(try judge(list, "B", task: #"{"letter": "B", "options": "Paris, Rome"}"#).reason == .verifierError)
        #expect(try judge(list, "B", task: #"{"letter": "B"}"#).reason == .verifierError)
    }

    @Test func `escapes are undone before an answer is compared, and told so`() throws {
        let verdict = try judge(
            #"[{"answer": {"format": "json", "equals": "say \"hi\""}}]"#, #"{"answer": "say \"hi\""}"#)
        #expect(verdict.passed == true)
        #expect(verdict.extracted == #"say "hi""#)
        let twice = try judge(
            #"[{"answer": {"format": "json", "equals": "é"}}]"#, #"{"answer": "é"} {"answer": "\u00e9"}"#)
        #expect(twice.passed == true)
        let two = try judge(#"[{"answer": {"format": "json", "equals": "é"}}]"#, #"{"answer": "é"} {"answer": "e"}"#)
        #expect(two.candidates == ["é", "e"])
    }
}
