/// Calls by the exact comparison, settled by hand.
enum ToolCallCases {
    static let paris = #"[{"name": "weather", "arguments": {"city": "Paris", "days": 2}}]"#
    static let two = #"[{"name": "weather", "arguments": {"city": "Paris"}}, {"name": "now", "arguments": {}}]"#

    private static func hermes(_ object: String) -> String { "<tool_call>\n\(object)\n</tool_call>" }
    private static func weather(_ arguments: String) -> String {
        hermes(#"{"name": "weather", "arguments": \#(arguments)}"#)
    }
    private static func mean(_ arguments: String) -> String {
        hermes(#"{"name": "stats.mean", "arguments": \#(arguments)}"#)
    }
    private static func expecting(_ arguments: String, of name: String = "stats.mean") -> String {
        #"[{"name": "\#(name)", "arguments": \#(arguments)}]"#
    }

    static let formats: [ToolCase] = [
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#), paris),
        ToolCase(weather(#"{"days": 2, "city": "Paris"}"#), paris),
        ToolCase(weather(#"{"city": "\u0050aris", "days": 2}"#), paris),
        ToolCase(weather(#""{\"city\": \"Paris\", \"days\": 2}""#), paris),
        ToolCase("Let me see. " + weather(#"{"city": "Paris", "days": 2}"#) + " Done.", paris),
        ToolCase(#"<tool_call>{"name": "weather", "arguments": {"city": "Paris", "days": 2}}"#, paris),
        ToolCase(#"<tool_call>{"arguments": {"city": "Paris", "days": 2}, "name": "weather"}</tool_call>"#, paris),
        ToolCase(
            #"<tool_call>{"id": 7, "name": "weather", "arguments": {"city": "Paris", "days": 2}}</tool_call>"#, paris),
        ToolCase(
            weather(#"{"city": "a </tool_call> b <tool_call>"}"#),
            expecting(#"{"city": "a </tool_call> b <tool_call>"}"#, of: "weather")),
        ToolCase(weather(#"{"city": "\\\"{"}"#), expecting(#"{"city": "\\\"{"}"#, of: "weather")),
        ToolCase(weather("\"hello\""), expecting("\"hello\"", of: "weather")),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#), paris, nil, #""format": "hermes""#),
        ToolCase(#"{"name": "weather", "parameters": {"city": "Paris", "days": 2}}"#, paris),
        ToolCase(
            #"{"name": "weather", "arguments": {"city": "Paris", "days": 2}}"#, paris, nil, #""format": "llama3""#),
        ToolCase(#"<|python_tag|>{"name": "weather", "parameters": {"city": "Paris", "days": 2}}<|eom_id|>"#, paris),
        ToolCase(#"Sure: {"name": "weather", "parameters": {"city": "Paris", "days": 2}} there."#, paris),
        ToolCase(#"{"name": "weather", "parameters": {"city": "Paris"}}; {"name": "now", "parameters": {}}"#, two),
        ToolCase(
            #"<|python_tag|>{"name": "weather", "parameters": {"city": "Paris"}} ;{"name": "now", "parameters": {}}"#,
            two),
        ToolCase(#"{"a": 1} {"name": "weather", "parameters": {"city": "Paris", "days": 2}}"#, paris),
        ToolCase(#"[TOOL_CALLS][{"name": "weather", "arguments": {"city": "Paris", "days": 2}}]"#, paris),
        ToolCase(
            #"[TOOL_CALLS] [ {"name": "weather", "arguments": {"city": "Paris"}} , {"name": "now", "arguments": {}} ]"#,
            two),
        ToolCase(#"[TOOL_CALLS]weather[ARGS]{"city": "Paris", "days": 2}"#, paris),
        ToolCase(#"[TOOL_CALLS]weather{"city": "Paris", "days": 2}"#, paris),
        ToolCase(#"[TOOL_CALLS]weather[CALL_ID]abc123XYZ[ARGS]{"city": "Paris", "days": 2}"#, paris),
        ToolCase(#"[TOOL_CALLS]weather[ARGS]{"city": "Paris"}[TOOL_CALLS]now[ARGS]{}"#, two),
        ToolCase(
            #"Text. [TOOL_CALLS][{"name": "weather", "arguments": {"city": "Paris", "days": 2}, "id": "9Ae3bDc2F"}]"#,
            paris),
        ToolCase(
            #"[TOOL_CALLS][{"name": "weather", "arguments": {"city": "] [TOOL_CALLS] }"}}]"#,
            expecting(#"{"city": "] [TOOL_CALLS] }"}"#, of: "weather")),
        ToolCase(#"[weather(city="Paris", days=2)]"#, paris),
        ToolCase("weather(city='Paris', days=2)", paris),
        ToolCase("```python\n[weather(city='Paris', days=2)]\n```", paris),
        ToolCase("[weather(city='Paris'), now()]", two),
        ToolCase("weather(city='Paris'), now()", two),
        ToolCase("Calling [weather(city='Paris', days=2)] now.", paris),
        ToolCase("[weather(city='Paris', days=2)]\n\nThis asks for two days.", paris),
        ToolCase("[weather(city='Paris', days=2)]<|eot|>", paris),
        ToolCase("[weather(city='''Paris''', days=0x2)]", paris),
        ToolCase(#"[weather(city="Pa" r"ris", days=+2)]"#, paris),
        ToolCase(#"[weather(city="\x50\u0061ris", days=0b1_0)]"#, paris),
        ToolCase("[stats.mean(values=[1.5, -2.0, 1e3])]", expecting(#"{"values": [1.5, -2, 1000]}"#)),
        ToolCase(
            "[stats.mean(values=[1.5], box={'w': 1, 'h': .5})]",
            expecting(#"{"values": [1.5], "box": {"w": 1, "h": 0.5}}"#)),
        ToolCase("[stats.mean(values=[], pair=(1, 2))]", expecting(#"{"values": [], "pair": [1, 2]}"#)),
        ToolCase(
            "[any(a=None, b=True, c=False, d={}, e=[[]])]",
            expecting(#"{"a": null, "b": true, "c": false, "d": {}, "e": [[]]}"#, of: "any")),
        ToolCase("[any(a=(1, 'x'))]", expecting(#"{"a": [1, "x"]}"#, of: "any")),
        ToolCase(
            "[any(n=123456789012345678901234567890)]", expecting(#"{"n": 123456789012345678901234567890}"#, of: "any")),
        ToolCase(
            hermes(#"{"name": "any", "arguments": {"n": 123456789012345678901234567890}}"#),
            expecting(#"{"n": 123456789012345678901234567890}"#, of: "any")),
    ]

    static let passing: [ToolCase] =
        formats + [
            ToolCase("There is nothing to call.", "[]"),
            ToolCase("The JSON is {\"a\": [1, 2]}.", "[]"),
            ToolCase("Use print(x) or [1, 2] as you like.", "[]"),
            ToolCase("A tag such as <tool is no call.", "[]"),
            ToolCase(mean(#"{"values": [1, 2.0]}"#), expecting(#"{"values": [1, 2]}"#)),
            ToolCase(mean(#"{"values": [1e0, 20e-1]}"#), expecting(#"{"values": [1, 2]}"#)),
            ToolCase(mean(#"{"values": [], "scale": 2}"#), expecting(#"{"values": [], "scale": 2.0}"#)),
            ToolCase(
                weather(#"{"city": "Paris", "days": 2}"#),
                #"[{"type": "function", "function": {"name": "weather", "arguments": "{\"city\": \"Paris\", \"days\": 2}"}}]"#
            ),
            ToolCase(hermes(#"{"name": "now", "arguments": {}}"#), #"[{"name": "now"}]"#),
            ToolCase(
                hermes(#"{"name": "now", "arguments": {}}"#) + weather(#"{"city": "Paris"}"#), two, nil,
                #""any_order": true"#),
            ToolCase(
                weather(#"{"city": "Paris"}"#) + hermes(#"{"name": "now", "arguments": {}}"#), two, nil,
                #""any_order": true"#),
            ToolCase(
                weather(#"{"city": "A"}"#) + weather(#"{"city": "b"}"#),
                #"[{"name": "weather", "arguments": {"city": "a"}}, {"name": "weather", "arguments": {"city": "B"}}]"#,
                nil, #""any_order": true, "lenient": {"city": {"ignore_case": true}}"#),
            ToolCase(
                weather(#"{"city": "b"}"#) + weather(#"{"city": "a"}"#),
                #"[{"name": "weather", "arguments": {"city": "a"}}, {"name": "weather", "arguments": {"city": "b"}}]"#,
                nil, #""any_order": true, "lenient": {"city": {"any_of": ["b"]}}"#),
            ToolCase(
                weather(#"{"city": "PARIS", "days": 2}"#), paris, nil, #""lenient": {"city": {"ignore_case": true}}"#),
            ToolCase(
                weather(#"{"city": "Paname", "days": 2}"#), paris, nil,
                #""lenient": {"city": {"any_of": ["Paname", "Lutetia"]}}"#),
            ToolCase(weather(#"{"city": "Paris"}"#), paris, nil, #""lenient": {"days": {"optional": true}}"#),
            ToolCase(
                weather(#"{"city": "Rome", "days": 2}"#), paris, nil, #""lenient": {"weather.city": {"ignore": true}}"#),
            ToolCase(
                weather(#"{"city": "Paris", "days": 2, "unit": "c"}"#), paris, nil,
                #""lenient": {"unit": {"optional": true}}"#),
            ToolCase(
                weather(#"{"city": "Paris", "days": 2, "unit": "c"}"#), paris, nil,
                #""lenient": {"unit": {"any_of": ["c"]}}"#),
            ToolCase(weather(#"{"city": "Paris"}"#), paris, nil, #""lenient": {"days": {"default": 2}}"#),
            ToolCase(
                weather(#"{"city": "Paris", "days": 2, "unit": "c"}"#), paris, nil,
                #""lenient": {"unit": {"default": "c"}}"#),
            ToolCase(
                mean(#"{"values": [1.01, 1.99]}"#), expecting(#"{"values": [1, 2]}"#), nil,
                #""lenient": {"values": {"tolerance": 0.05}}"#),
            ToolCase(
                mean(#"{"values": [2, 1, 1]}"#), expecting(#"{"values": [1, 2, 1]}"#), nil,
                #""lenient": {"values": {"unordered": true}}"#),
            ToolCase(
                mean(#"{"values": [], "tags": ["B", "a"]}"#), expecting(#"{"values": [], "tags": ["A", "b"]}"#), nil,
                #""lenient": {"tags": {"unordered": true, "ignore_case": true}}"#),
            ToolCase(
                mean(#"{"values": [], "tags": [{"k": [2, 1]}]}"#),
                expecting(#"{"values": [], "tags": [{"k": [1, 2]}]}"#), nil,
                #""lenient": {"tags": {"unordered": true}}"#),
            ToolCase(
                weather(#"{"city": "Rome", "city": "Paris", "days": 2}"#), paris, nil, #""duplicate_keys": "allow""#),
            ToolCase(weather(#"{"city": "Rome", "unit": "f"}"#), nil),
            ToolCase(mean(#"{"values": [1.5], "box": {"w": 1, "h": 0.5}}"#), nil),
            ToolCase(hermes(#"{"name": "now", "arguments": {}}"#), nil),
            ToolCase(hermes(#"{"name": "open", "arguments": {"x": "1", "y": "2"}}"#), nil),
            ToolCase(hermes(#"{"name": "any", "arguments": {"x": 1}}"#), nil),
            ToolCase("[weather(city='x'), now()]", nil),
        ]

    static let failing: [ToolCase] = [
        ToolCase("", paris, "no_call"), ToolCase("I would look it up.", paris, "no_call"),
        ToolCase("", "[]", "undecodable"), ToolCase(" \n", "[]", "undecodable"),
        ToolCase(weather(#"{"city": "Paris"}"#), "[]", "unexpected_call"),
        ToolCase("[now()]", "[]", "unexpected_call"), ToolCase("now()", "[]", "unexpected_call"),
        ToolCase(#"{"name": "now", "parameters": {}}"#, "[]", "unexpected_call"),
        ToolCase("[TOOL_CALLS]now[ARGS]{}", "[]", "unexpected_call"),
        ToolCase("<tool_call>oops</tool_call>", "[]", "undecodable"),
        ToolCase("I will call <tool_call>", "[]", "undecodable"),
        ToolCase(#"{"name": "now", "parameters": {}"#, "[]", "undecodable"),
        ToolCase("[TOOL_CALLS]", "[]", "undecodable"), ToolCase("[TOOL_CALLS][]", "[]", "undecodable"),
        ToolCase("<|python_tag|>print(1)", "[]", "undecodable"),
        ToolCase("</tool_call>", "[]", "undecodable"), ToolCase("[weather(city=]", "[]", "undecodable"),
        ToolCase("[[weather(city='Paris', days=2)]]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2)][0]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2)], now()", two, "undecodable"),
        ToolCase("Then weather(city=\"Paris\") it is.", "[]", "undecodable"),
        ToolCase(weather(#"{"city": "Paris"}"#), paris, "missing_argument"),
        ToolCase(weather("{}"), paris, "missing_argument"),
        ToolCase(weather(#"{"city": "Paris", "days": 2, "unit": "c"}"#), paris, "unexpected_argument"),
        ToolCase(weather(#"{"city": "paris", "days": 2}"#), paris, "wrong_value"),
        ToolCase(weather(#"{"city": "Paris ", "days": 2}"#), paris, "wrong_value"),
        ToolCase(weather(#"{"city": "Paris", "days": 3}"#), paris, "wrong_value"),
        ToolCase(weather(#"{"city": "Paris", "days": "2"}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": 2.0}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": 2e0}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": true}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": null}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": [2]}"#), paris, "wrong_type"),
        ToolCase(weather(#"{"city": ["Paris"], "days": 2}"#), paris, "wrong_type"),
        ToolCase(weather(#""hello""#), paris, "wrong_type"), ToolCase(weather("null"), paris, "wrong_type"),
        ToolCase(weather("[]"), paris, "wrong_type"), ToolCase(weather("\"[1]\""), paris, "wrong_type"),
        ToolCase(weather(#"{"city": "Paris", "days": 2, "days": 2}"#), paris, "undecodable"),
        ToolCase(
            #"<tool_call>{"name": "weather", "name": "weather", "arguments": {"city": "Paris", "days": 2}}</tool_call>"#,
            paris, "undecodable"),
        ToolCase(weather(#"{"city": "Paris", "days": NaN}"#), paris, "undecodable"),
        ToolCase(weather(#"{"city": "Paris", "days": 02}"#), paris, "undecodable"),
        ToolCase(weather(#"{"city": "Paris", "days": 2,}"#), paris, "undecodable"),
        ToolCase(weather(#"{'city': 'Paris', 'days': 2}"#), paris, "undecodable"),
        ToolCase(weather("{\"city\": \"Pa\nris\", \"days\": 2}"), paris, "undecodable"),
        ToolCase(hermes(#"{"name": "weather"}"#), paris, "undecodable"),
        ToolCase(hermes(#"{"name": "weather", "parameters": {"city": "Paris", "days": 2}}"#), paris, "undecodable"),
        ToolCase(hermes(#"{"name": "", "arguments": {"city": "Paris", "days": 2}}"#), paris, "undecodable"),
        ToolCase(hermes(#"{"name": 5, "arguments": {"city": "Paris", "days": 2}}"#), paris, "undecodable"),
        ToolCase(hermes(#"[{"name": "weather", "arguments": {"city": "Paris", "days": 2}}]"#), paris, "undecodable"),
        ToolCase(
            #"<tool_call>{"name": "weather", "arguments": {"city": "Paris", "days": 2}} ok</tool_call>"#, paris,
            "undecodable"),
        ToolCase(
            #"<tool_call>{"name": "weather", "arguments": {"city": "Paris", "days": 2}}</tool>"#, paris, "undecodable"),
        ToolCase(#"<tool_call>{"name": "weather", "arguments": {"city": "Paris", "days": 2}"#, paris, "undecodable"),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#) + "</tool_call>", paris, "undecodable"),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#) + "<tool_call>", paris, "undecodable"),
        ToolCase(
            weather(#"{"city": "Paris", "days": 2}"#) + weather(#"{"city": "Paris", "days": 2}"#), paris,
            "unexpected_call"),
        ToolCase(weather(#"{"city": "Paris"}"#), two, "no_call"),
        ToolCase(hermes(#"{"name": "now", "arguments": {}}"#) + weather(#"{"city": "Paris"}"#), two, "wrong_function"),
        ToolCase(weather(#"{"city": "Paris"}"#) + "<tool_call>bad</tool_call>", two, "undecodable"),
        ToolCase(
            weather(#"{"city": "Paris"}"#) + "<tool_call>bad</tool_call>", two, "undecodable", #""any_order": true"#),
        ToolCase(weather(#"{"city": "Paris"}"#), two, "no_call", #""any_order": true"#),
        ToolCase(
            weather(#"{"city": "Rome"}"#) + hermes(#"{"name": "now", "arguments": {}}"#), two, "wrong_value",
            #""any_order": true"#),
        ToolCase(
            hermes(#"{"name": "then", "arguments": {}}"#) + weather(#"{"city": "Paris"}"#), two, "wrong_function",
            #""any_order": true"#),
        ToolCase(
            weather(#"{"city": "Paris"}"#) + weather(#"{"city": "Paris"}"#), two, "wrong_function",
            #""any_order": true"#),
        ToolCase(hermes(#"{"name": "Weather", "arguments": {"city": "Paris", "days": 2}}"#), paris, "wrong_function"),
        ToolCase(hermes(#"{"name": "weather ", "arguments": {"city": "Paris", "days": 2}}"#), paris, "wrong_function"),
        ToolCase(weather("{\"city\": \"Parı\u{73}\", \"days\": 2}"), paris, "wrong_value"),
        ToolCase(
            weather("{\"city\": \"e\u{301}\"}"), expecting("{\"city\": \"\u{E9}\"}", of: "weather"), "wrong_value"),
        ToolCase(weather("{\"ci\u{74}y\u{200B}\": \"Paris\", \"days\": 2}"), paris, "missing_argument"),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#), paris, "no_call", #""format": "mistral""#),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#), paris, "no_call", #""format": "openai""#),
        ToolCase("[weather(city='Paris', days=2)]", paris, "no_call", #""format": "hermes""#),
        ToolCase("[weather('Paris', days=2)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2, city='Paris')]", paris, "undecodable"),
        ToolCase("[weather(**{'city': 'Paris', 'days': 2})]", paris, "undecodable"),
        ToolCase("[weather(city=Paris, days=2)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=1+1)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=int(2))]", paris, "undecodable"),
        ToolCase("[weather(city=f'Paris', days=2)]", paris, "undecodable"),
        ToolCase("[weather(city=b'Paris', days=2)]", paris, "wrong_type"),
        ToolCase("[weather(city='Paris', days=2.0)]", paris, "wrong_type"),
        ToolCase("[weather(city='Paris', days='2')]", paris, "wrong_type"),
        ToolCase("[weather(city='Paris', days=True)]", paris, "wrong_type"),
        ToolCase("[weather(city='Paris', days=002)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=true)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days={2})]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2]", paris, "undecodable"),
        ToolCase("[weather(city='Paris, days=2)]", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2)", paris, "undecodable"),
        ToolCase("[weather(city='Paris', days=2), 5]", paris, "undecodable"),
        ToolCase("[stats.mean(values=(1.5, 2.5))]", expecting(#"{"values": [1.5, 2.5]}"#), "wrong_type"),
        ToolCase("[stats.mean(values=[1e999])]", expecting(#"{"values": [1.5]}"#), "wrong_type"),
        ToolCase("[any(d={1: 2})]", expecting(#"{"d": {"1": 2}}"#, of: "any"), "wrong_type"),
        ToolCase("[any(d={'a': 1, 'a': 1})]", expecting(#"{"d": {"a": 1}}"#, of: "any"), "wrong_type"),
        ToolCase(
            "[any(n=12345678901234567890.0)]", expecting(#"{"n": 12345678901234567890}"#, of: "any"), "wrong_value"),
        ToolCase(mean(#"{"values": [1, 2, 3]}"#), expecting(#"{"values": [1, 2]}"#), "wrong_value"),
        ToolCase(mean(#"{"values": [2, 1]}"#), expecting(#"{"values": [1, 2]}"#), "wrong_value"),
        ToolCase(mean(#"{"values": ["1", 2]}"#), expecting(#"{"values": [1, 2]}"#), "wrong_type"),
        ToolCase(
            mean(#"{"values": [], "box": {"w": 1.0}}"#), expecting(#"{"values": [], "box": {"w": 1}}"#), "wrong_type"),
        ToolCase(
            mean(#"{"values": [], "box": {"w": 1, "h": 2}}"#), expecting(#"{"values": [], "box": {"w": 1}}"#),
            "wrong_value"),
        ToolCase(
            mean(#"{"values": [1.1, 2]}"#), expecting(#"{"values": [1, 2]}"#), "wrong_value",
            #""lenient": {"values": {"tolerance": 0.05}}"#),
        ToolCase(
            mean(#"{"values": [1, 1, 2]}"#), expecting(#"{"values": [1, 2, 2]}"#), "wrong_value",
            #""lenient": {"values": {"unordered": true}}"#),
        ToolCase(weather(#"{"city": 5, "days": 2}"#), paris, "wrong_type", #""lenient": {"city": {"ignore": true}}"#),
        ToolCase(
            weather(#"{"city": "Paris", "days": 2, "unit": "k"}"#), paris, "wrong_value",
            #""lenient": {"unit": {"optional": true}}"#),
        ToolCase(
            weather(#"{"city": "Paris", "days": 2, "unit": "f"}"#), paris, "unexpected_argument",
            #""lenient": {"unit": {"any_of": ["c"]}}"#),
        ToolCase(
            weather(#"{"city": "Paris", "days": 3}"#), paris, "wrong_value",
            #""lenient": {"days": {"default": 3}}"#),
        ToolCase(weather(#"{"city": "Paris"}"#), paris, "missing_argument", #""lenient": {"days": {"default": 3}}"#),
        ToolCase(
            weather(#"{"city": "Paris", "days": 2, "unit": "f"}"#), paris, "unexpected_argument",
            #""lenient": {"unit": {"default": "c"}}"#),
        ToolCase(
            weather(#"{"city": "PARIS", "days": 2}"#), paris, "wrong_value",
            #""lenient": {"now.city": {"ignore_case": true}}"#),
        ToolCase(weather(#"{"city": "Paris", "days": 2}"#), paris, "wrong_function").renamed("forecast"),
        ToolCase("Nothing.", nil, "no_call"), ToolCase("", nil, "no_call"),
        ToolCase(hermes(#"{"name": "then", "arguments": {}}"#), nil, "wrong_function"),
        ToolCase(weather(#"{"days": 1}"#), nil, "missing_argument"),
        ToolCase(weather(#"{"city": "Rome", "lang": "it"}"#), nil, "unexpected_argument"),
        ToolCase(weather(#"{"city": "Rome", "unit": "k"}"#), nil, "wrong_value"),
        ToolCase(weather(#"{"city": "Rome", "days": 1.5}"#), nil, "wrong_type"),
        ToolCase(weather(#"{"city": null}"#), nil, "wrong_type"), ToolCase(weather(#""x""#), nil, "wrong_type"),
        ToolCase(hermes(#"{"name": "now", "arguments": {"zone": "utc"}}"#), nil, "unexpected_argument"),
        ToolCase(hermes(#"{"name": "open", "arguments": {"x": 1}}"#), nil, "wrong_type"),
        ToolCase(mean(#"{"values": [1.5], "box": {"h": 0.5}}"#), nil, "wrong_value"),
        ToolCase(mean(#"{"values": [1.5], "box": {"w": 1, "d": 2}}"#), nil, "wrong_value"),
        ToolCase(mean(#"{"values": [true]}"#), nil, "wrong_type"),
        ToolCase(weather(#"{"city": "Rome"}"#) + "<tool_call>{}</tool_call>", nil, "undecodable"),
        ToolCase(
            #"<|python_tag|>{"name": "weather", "parameters": {"city": "Paris", "days": 2}} and more"#, paris,
            "undecodable"),
        ToolCase(#"<|python_tag|>weather.call(city="Paris")"#, paris, "undecodable"),
        ToolCase(#"{"name": "weather", "parameters": {"city": "Paris" "days": 2}}"#, paris, "undecodable"),
        ToolCase(#"{"name": "weather"}"#, paris, "no_call"),
        ToolCase(#"[TOOL_CALLS][{"name": "weather", "arguments": {"city": "Paris", "days": 2}}"#, paris, "undecodable"),
        ToolCase(#"[TOOL_CALLS]weather[ARGS]{"city": "Paris", "days": 2"#, paris, "undecodable"),
        ToolCase(#"[TOOL_CALLS]weather[ARGS]["Paris", 2]"#, paris, "undecodable"),
        ToolCase(#"[TOOL_CALLS][ARGS]{"city": "Paris", "days": 2}"#, paris, "undecodable"),
        ToolCase(
            #"[TOOL_CALLS][{"nome": "weather"}, {"name": "weather", "arguments": {"city": "Paris", "days": 2}}]"#,
            paris, "undecodable"),
    ]
}

extension ToolCase {
    /// The same with another function expected.
    func renamed(_ name: String) -> ToolCase {
        ToolCase(completion, expected?.replacing("weather", with: name), reason, options)
    }
}
