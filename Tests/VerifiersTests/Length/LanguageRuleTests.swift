import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct LanguageRuleTests {
    /// Texts long enough to be told, each in the language of its code.
    static let texts: [(code: String, text: String)] = [
        ("en", "The harbour was quiet in the morning, and only two boats left before the fog came in from the sea."),
        ("de", "Der Hafen war am Morgen still, und nur zwei Boote liefen aus, bevor der Nebel vom Meer hereinkam."),
        ("fr", "Le port était calme ce matin, et seuls deux bateaux sont partis avant que le brouillard n'arrive."),
        ("es", "El puerto estaba tranquilo por la mañana y solo dos barcos salieron antes de que llegara la niebla."),
        ("it", "Il porto era tranquillo la mattina, e soltanto due barche partirono prima che arrivasse la nebbia."),
        ("nl", "De haven was 's ochtends stil en er voeren maar twee boten uit voordat de mist van zee binnenkwam."),
        ("pl", "Rano w porcie było cicho i tylko dwie łodzie wypłynęły, zanim znad morza nadeszła gęsta mgła."),
        ("ru", "Утром в гавани было тихо, и только две лодки вышли в море, прежде чем с воды пришёл густой туман."),
        ("el", "Το λιμάνι ήταν ήσυχο το πρωί και μόνο δύο βάρκες έφυγαν πριν έρθει η ομίχλη από τη θάλασσα."),
        ("he", "הנמל היה שקט בבוקר, ורק שתי סירות יצאו לפני שהערפל הגיע מן הים והסתיר את החוף ואת הבתים."),
        ("ar", "كان الميناء هادئا في الصباح، ولم يخرج منه سوى قاربين قبل أن يصل الضباب من البحر ويغطي البيوت."),
        ("hi", "सुबह बंदरगाह शांत था और समुद्र से कोहरा आने से पहले केवल दो नावें ही वहाँ से निकल पाई थीं, बाकी सब रुकी रहीं।"),
        ("th", "ตอนเช้าท่าเรือเงียบสงบ มีเรือเพียงสองลำที่ออกจากท่าไปก่อนที่หมอกจะเข้ามาจากทะเลและปกคลุมบ้านเรือน"),
        ("ja", "朝の港は静かで、海から霧が入ってくる前に出ていった船は二隻だけでした。残りの船は霧が晴れるまで岸で待っていました。昼になってようやく空が明るくなりました。"),
        (
            "ko",
            "아침의 항구는 조용했고 바다에서 안개가 들어오기 전에 떠난 배는 두 척뿐이었다. 나머지 배들은 안개가 걷힐 때까지 부두에서 오랫동안 기다려야 했다. 점심때가 되어서야 하늘이 맑아졌다."
        ),
        ("zh", "早上的港口很安静，在雾从海上飘来之前，只有两条船离开了码头。其他的船都在岸边等着，直到中午雾才慢慢散去，天空终于亮了起来，人们又开始忙碌地工作。"),
        ("tr", "Sabah liman sessizdi ve denizden sis gelmeden önce yalnızca iki tekne kıyıdan ayrılabilmişti."),
        ("vi", "Buổi sáng bến cảng yên tĩnh và chỉ có hai chiếc thuyền rời bến trước khi sương mù từ biển kéo vào."),
    ]

    /// Texts too short to be told: only their letters count.
    static let short: [(text: String, code: String, passes: Bool)] = [
        ("42", "en", true), ("42", "ja", true), ("", "de", true), ("x = 7", "en", true), ("\\boxed{7}", "fr", true),
        ("Paris", "en", true), ("Paris", "fr", true), ("OK", "de", true), ("Yes, it is.", "en", true),
        ("是的", "en", false), ("是的", "zh", true), ("是的", "zh-cn", true), ("はい", "ja", true), ("はい", "en", false),
        ("はい", "zh", false), ("네", "ko", true), ("네", "en", false), ("да", "ru", true), ("да", "uk", true),
        ("да", "en", false), ("yes", "ru", false), ("yes", "ja", false), ("ναι", "el", true), ("ναι", "en", false),
        ("Ångström", "en", true), ("naïve café", "en", true), ("π ≈ 3.14", "en", false), ("where π ≈ 3.14", "en", true),
        ("答案是 x", "zh", true), ("Answer: 是", "en", true), ("Answer: 是", "zh", false), ("հա", "en", false),
        ("👍", "en", true), ("हाँ", "hi", true), ("हाँ", "ta", false), ("ஆம்", "ta", true), ("ใช่", "th", true),
    ]

    @Test func `a text is in its own language and in no other`() throws {
        var counts = (passed: 0, failed: 0)
        for (own, text) in Self.texts {
            for (code, _) in Self.texts {
                for list in [
                    #"[{"reasoning": {"mode": "optional", "language": "\#(code)"}}]"#,
                    #"[{"length": {"language": "\#(code)"}}]"#,
                ] {
                    let verdict = try judge(list, "<think>Well, let me see what they want of me.</think>\n" + text)
                    #expect(verdict.passed == (own == code), "\(list) on \(text): \(verdict)")
                    #expect(verdict.reason == (own == code ? nil : .violated))
                    #expect(verdict.checks.last?.name == "language")
                    #expect(verdict.checks.last?.reason == (own == code ? nil : "wrong_language"))
                    if own == code { counts.passed += 1 } else { counts.failed += 1 }
                }
            }
        }
        print("language: \(counts.passed) passing and \(counts.failed) failing verdicts on whole sentences")
    }

    @Test func `of a text too short to tell only the letters are judged`() throws {
        for (text, code, passes) in Self.short {
            let verdict = try judge(#"[{"length": {"language": "\#(code)"}}]"#, text)
            #expect(verdict.passed == passes, "\(code) on \(text): \(verdict)")
        }
    }

    @Test func `the answer is judged and not the thought, unless the thought is asked for`() throws {
        let (english, german) = (Self.texts[0].text, Self.texts[1].text)
        let text = "<think>\(english)</think>\(german)"
        #expect(try judge(#"[{"reasoning": {"language": "de"}}]"#, text).passed == true)
        #expect(try judge(#"[{"reasoning": {"language": "en"}}]"#, text).passed == false)
        #expect(try judge(#"[{"length": {"language": "de"}}]"#, text).passed == true)
        #expect(try judge(#"[{"length": {"language": "en", "of": "reasoning"}}]"#, text).passed == true)
        #expect(try judge(#"[{"length": {"language": "de", "of": "reasoning"}}]"#, text).passed == false)
        // A thought that breaks its form is told first.
        #expect(try judge(#"[{"reasoning": {"language": "de"}}]"#, german).reason == .unparsed)
        #expect(try judge(#"[{"reasoning": {"mode": "forbidden", "language": "de"}}]"#, german).passed == true)
        #expect(try judge(#"[{"reasoning": {"mode": "forbidden", "language": "en"}}]"#, german).passed == false)
    }

    @Test func `code between fences has no language`() throws {
        for (code, passes) in [("ja", true), ("en", false)] {
            let list = #"[{"length": {"language": "\#(code)"}}]"#
            let text = try #require(Self.texts.first { $0.code == "ja" }?.text)
            #expect(try judge(list, text + String(repeating: Self.fenced, count: 8)).passed == passes)
            #expect(try judge(list, Self.fenced).passed == true)
            #expect(try judge(list, "はい。\n~~~\n" + String(repeating: "while True: pass\n", count: 20)).passed == passes)
        }
        #expect(try judge(#"[{"length": {"language": "en"}}]"#, Self.texts[0].text + Self.fenced).passed == true)
    }

    private static let fenced =
        "\n```python\nfor word in text.split():\n    print(word.lower(), len(word), sep=\", \")\n```\n"

    @Test func `the language may come from the task, and a wrong one is the data's fault`() throws {
        let list = #"[{"reasoning": {"mode": "optional", "language": "$language"}}]"#
        #expect(try judge(list, Self.texts[1].text, task: #"{"language": "de"}"#).passed == true)
        #expect(try judge(list, Self.texts[1].text, task: #"{"language": "en"}"#).passed == false)
        #expect(try judge(list, Self.texts[1].text, task: #"{"language": "German"}"#).reason == .verifierError)
        #expect(try judge(list, Self.texts[1].text, task: "{}").reason == .verifierError)
    }

    @Test func `it is paid for, and a budget too small is told`() throws {
        let list = try VerifyList(json(#"[{"length": {"language": "en"}}]"#))
        let text = String(repeating: Self.texts[0].text + "\n", count: 10)
        let completion = Completion(text: text)
        #expect(list.judge(completion, task: try task()).passed == true)
        let small = Budget(steps: 100, bytes: 1 << 20)
        #expect(list.judge(completion, task: try task(), budget: small).reason == .verifierTimeout)
        let tight = Budget(steps: 1 << 20, bytes: 8 * text.utf8.count)
        #expect(list.judge(completion, task: try task(), budget: tight).reason == .verifierTimeout)
        let large = Completion(text: String(repeating: "Ein Satz. ", count: 100_000))
        let reason = list.judge(large, task: try task()).reason
        #expect(reason == .violated || reason == .verifierTimeout)
    }
}
