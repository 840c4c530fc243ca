/// Lists of words that records and requests draw from, by name. Every word is plain ASCII without quotes.
enum WordPools {
    /// The words of a list; empty for an unknown name, which a test rules out.
    static func words(_ name: String) -> [String] { all[name] ?? [] }

    /// All lists.
    static let all: [String: [String]] = {
        var pools: [String: [String]] = [
            "people": ExtractionWords.fullNames, "first_names": ExtractionWords.people,
            "cities": ExtractionWords.cities, "destinations": ExtractionWords.destinations,
            "countries": ExtractionWords.countries, "colors": ExtractionWords.colors, "jobs": ExtractionWords.jobs,
            "companies": ExtractionWords.companies, "dishes": ExtractionWords.dishes,
            "hotels": ExtractionWords.hotels, "restaurants": ExtractionWords.restaurants,
            "weekdays": ExtractionWords.days, "products": ExtractionWords.products,
        ]
        var name: String?
        for line in list.split(separator: "\n") {
            if line.hasPrefix("# ") {
                name = String(line.dropFirst(2))
            } else if let name {
                pools[name, default: []] += line.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init)
            }
        }
        return pools
    }()

    private static let list = """
        # streets
        Mill Lane, Harbor Street, Oak Avenue, Station Road, Chapel Street, Garden Way, Bridge Street, Park Row
        Castle Road, Elm Grove, River Walk, Market Square, Quarry Road, Forest Drive, Abbey Close, Orchard Lane
        Linden Street, Maple Court, Windmill Road, Canal Street
        # towns
        Ashford, Barton, Clifton, Dalton, Easton, Fenwick, Garth, Harlow, Inverley, Kelso, Linton, Melton, Norton
        Oakham, Penby, Redhill, Selby, Thorpe, Upton, Walden
        # book_titles
        The Silent River, A Winter in Porto, The Glass Orchard, Letters to Nobody, The Long Corridor, Salt and Iron
        The Last Ferry, A Map of Small Things, The Blue Staircase, Seven Bridges, The Clockmaker's House
        Under the Cedar, The Paper Lantern, North of Everything, The Quiet Engine
        # genres
        crime, fantasy, history, poetry, science, travel, biography, cooking
        # allergies
        peanuts, pollen, penicillin, latex, shellfish, dust, cat hair, gluten, bee stings
        # symptoms
        cough, fever, headache, nausea, dizziness, back pain, fatigue, sore throat, rash
        # ingredients
        flour, butter, sugar, eggs, milk, onions, garlic, tomatoes, rice, lentils, basil, olive oil, lemon juice, yeast
        # spices
        salt, pepper, cumin, paprika, nutmeg, thyme, ginger, cinnamon
        # goods
        ceramic tiles, garden chairs, printer paper, coffee beans, bicycle tires, steel bolts, wine glasses
        wool blankets, solar panels, paint cans, wooden crates, rubber boots, desk lamps, copper pipes
        # tools
        drill, hammer, ladder, spirit level, handsaw, crowbar, torch, wrench, multimeter
        # instruments
        violin, cello, flute, clarinet, oboe, trumpet, harp, piano, guitar, viola
        # subjects
        algebra, botany, chemistry, drawing, economics, geography, grammar, music theory, physics, statistics
        # languages
        Arabic, Danish, Dutch, English, French, German, Greek, Italian, Japanese, Polish, Spanish, Turkish
        # skills
        welding, bookkeeping, first aid, project planning, data analysis, public speaking, carpentry, translation
        # topics
        sleep, soil health, city planning, renewable energy, early childhood, migration, water quality, nutrition
        # car_models
        Alto, Brisa, Corso, Delta, Falcon, Lumen, Nomad, Pinto, Solara, Vento
        # species
        oak, birch, maple, beech, cedar, willow, linden, chestnut, rowan
        # materials
        cotton, linen, oak, steel, glass, leather, bamboo, ceramic, wool
        # exercises
        squats, push-ups, lunges, planks, pull-ups, burpees, rowing, step-ups
        # sports
        swimming, cycling, tennis, climbing, rowing, fencing, judo, sailing
        # apps
        billing, checkout, search, mailer, reports, gateway, profile, catalog, scheduler, uploads
        # tags
        urgent, review, draft, internal, archive, customer, follow-up, seasonal
        # rooms
        kitchen, living room, bedroom, hallway, office, bathroom, garage, attic, cellar, nursery
        # meals
        porridge, lentil soup, grilled trout, mushroom risotto, vegetable curry, pea stew, apple cake, bean salad
        # notes
        leave it at the back door, ring twice, the elevator is broken, please call on arrival, handle with care
        use the side entrance, the dog is friendly, keep it cold, ask for the caretaker
        # artists
        Luna Park, The Harbor Trio, Nico Vale, Paper Kites, The Night Clerks, Vera Sol, Iron Meadow, Blue Canteen
        # hobbies
        chess, gardening, hiking, knitting, painting, photography, sailing, singing
        # mail_hosts
        example.com, example.org, example.net
        # words
        amber, birch, cobalt, delta, ember, falcon, garnet, harbor, indigo, juniper, kestrel, lagoon, meadow, nectar
        onyx, pepper, quartz, raven, saffron, topaz, umber, violet, willow, zephyr
        """
}
