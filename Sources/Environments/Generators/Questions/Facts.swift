/// Small tables of common knowledge, each entry beyond dispute.
enum Facts {
    /// Countries and their capitals, those that have one spelling in English, without accents.
    static let capitals = pairs(
        """
        Albania: Tirana, Angola: Luanda, Argentina: Buenos Aires, Armenia: Yerevan, Austria: Vienna, Belarus: Minsk, \
        Belgium: Brussels, Bulgaria: Sofia, Canada: Ottawa, Chile: Santiago, China: Beijing, Croatia: Zagreb, \
        Cuba: Havana, Denmark: Copenhagen, Ecuador: Quito, Egypt: Cairo, Estonia: Tallinn, Ethiopia: Addis Ababa, \
        Finland: Helsinki, France: Paris, Germany: Berlin, Ghana: Accra, Greece: Athens, Hungary: Budapest, \
        Iran: Tehran, Iraq: Baghdad, Ireland: Dublin, Italy: Rome, Jamaica: Kingston, Japan: Tokyo, Jordan: Amman, \
        Kenya: Nairobi, Latvia: Riga, Lebanon: Beirut, Lithuania: Vilnius, Morocco: Rabat, Nepal: Kathmandu, \
        New Zealand: Wellington, Norway: Oslo, Pakistan: Islamabad, Peru: Lima, Poland: Warsaw, Portugal: Lisbon, \
        Qatar: Doha, Romania: Bucharest, Senegal: Dakar, Serbia: Belgrade, Slovakia: Bratislava, \
        Slovenia: Ljubljana, South Korea: Seoul, Spain: Madrid, Sweden: Stockholm, Thailand: Bangkok, \
        Tunisia: Tunis, Turkey: Ankara, Uganda: Kampala, Uruguay: Montevideo, Vietnam: Hanoi, Zambia: Lusaka, \
        Zimbabwe: Harare
        """)

    /// Chemical elements and their symbols.
    static let elements = pairs(
        """
        hydrogen: H, helium: He, lithium: Li, carbon: C, nitrogen: N, oxygen: O, fluorine: F, neon: Ne, sodium: Na, \
        magnesium: Mg, aluminum: Al, silicon: Si, phosphorus: P, sulfur: S, chlorine: Cl, argon: Ar, potassium: K, \
        calcium: Ca, titanium: Ti, chromium: Cr, manganese: Mn, iron: Fe, cobalt: Co, nickel: Ni, copper: Cu, \
        zinc: Zn, bromine: Br, krypton: Kr, silver: Ag, tin: Sn, iodine: I, xenon: Xe, barium: Ba, tungsten: W, \
        platinum: Pt, gold: Au, mercury: Hg, lead: Pb, radium: Ra, uranium: U
        """)

    /// Words and their opposites, five of each group: no word could be taken for the opposite of another group's.
    static let opposites: [[(subject: String, answer: String)]] = [
        pairs("big: small, wide: narrow, thick: thin, deep: shallow, tall: short"),
        pairs("hard: soft, rough: smooth, sharp: blunt, clean: dirty, loud: quiet"),
        pairs("early: late, fast: slow, new: old, always: never, begin: end"),
        pairs("hot: cold, wet: dry, light: dark, day: night, summer: winter"),
        pairs("full: empty, rich: poor, buy: sell, give: take, win: lose"),
        pairs("push: pull, left: right, open: closed, near: far, inside: outside"),
        pairs("laugh: cry, remember: forget, question: answer, happy: sad, polite: rude"),
        pairs("friend: enemy, love: hate, guest: host, true: false, praise: blame"),
    ]

    /// Kinds of things, and things of each kind only: a cherry would be a tree, too, and an iron a tool.
    static let kinds: [(name: String, members: [String])] = [
        ("a bird", list("sparrow, eagle, penguin, owl, robin, ostrich, pigeon, falcon, swan, raven")),
        ("a fish", list("salmon, trout, cod, tuna, herring, carp, sardine, mackerel, perch, haddock")),
        (
            "a fruit",
            list("banana, grape, melon, pineapple, strawberry, blueberry, raspberry, cranberry, blackberry, gooseberry")
        ),
        ("a metal", list("aluminum, copper, zinc, gold, nickel, lead, tin, cobalt, titanium, silver")),
        ("a musical instrument", list("violin, trumpet, flute, cello, harp, guitar, clarinet, oboe, trombone, banjo")),
        ("a piece of furniture", list("table, chair, sofa, wardrobe, bookcase, armchair, dresser, bed, stool, bench")),
        ("a tool", list("hammer, screwdriver, saw, wrench, chisel, pliers, drill, axe, file, spade")),
        ("a tree", list("oak, birch, maple, willow, beech, elm, poplar, spruce, larch, cedar")),
        ("a vehicle", list("car, bicycle, truck, bus, tractor, motorcycle, van, scooter, taxi, ambulance")),
        ("an insect", list("ant, bee, beetle, wasp, mosquito, butterfly, moth, grasshopper, cricket, dragonfly")),
    ]

    static let weekdays = list("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
    static let months = list(
        "January, February, March, April, May, June, July, August, September, October, November, December")

    private static func list(_ text: String) -> [String] {
        text.split(separator: ", ").map(String.init)
    }

    private static func pairs(_ text: String) -> [(subject: String, answer: String)] {
        list(text).map { entry in
            let parts = entry.split(separator: ": ").map(String.init)
            return (parts.first ?? entry, parts.last ?? entry)
        }
    }
}
