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
        # other_towns
        Bexley, Carrow, Denby, Elmham, Foxton, Hexham, Ipsden, Kirby, Marsham, Newby, Orton, Quarley, Ripley, Seaton
        Tilbury, Whitby, Weston, Yarrow, Zennor, Crewe
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
        ceramic tiles, garden chairs, paper reams, coffee tins, bicycle tires, steel bolts, wine glasses
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
        # plates
        lentil soups, vegetable curries, bean salads, cheese tarts, spring rolls, falafel wraps, fish cakes, pumpkin pies
        mushroom pizzas, lemon puddings
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
        # event_titles
        Budget review, Team lunch, Design workshop, Quarterly planning, Sprint demo, Dentist, Parents' evening
        Product launch, Interview with the new intern, Fire drill, Book club, Piano lesson, Tax meeting, Yoga class
        Board meeting, Farewell drinks, Garden project, Customer call, Security training, Choir rehearsal
        # meeting_rooms
        library, canteen, main hall, blue room, garden room, studio, boardroom, west wing
        # subjects_of_mail
        Invoice for March, Change of address, Offer for the garden fence, Travel plans, Lost umbrella, Summer party
        Contract draft, Question about your order, Thank you, Room for Friday, Photos from the trip, New price list
        # messages
        I will be ten minutes late, The keys are under the pot, Please send me the latest figures
        Dinner is in the oven, The meeting is moved to the canteen, Congratulations on the new job
        The parcel has arrived, We are out of printer paper, Thanks for your help yesterday, Can we talk tomorrow
        The heating works again, Please bring the projector, I found your scarf, The report is almost done
        Do not forget the tickets, The train is on time, The plumber comes in the morning, Your book is ready
        We won the match, The elevator is out of order, Please check the last page, The soup was excellent
        I left my glasses at your place, The new chairs are here, Please water the plants, See you at the station
        The lecture is cancelled, My phone was off, The door was left open, Please keep the receipt
        # mail_topics
        electricity bill, insurance, school trip, flight tickets, wedding, rent contract, warranty, job offer
        car repair, newsletter, concert, passport
        # mail_folders
        Invoices, Family, Newsletters, Clients, Travel, School, Receipts, Later
        # project_names
        Aurora, Beacon, Cascade, Dune, Evergreen, Fjord, Glacier, Horizon, Isthmus, Jubilee, Keystone, Lighthouse
        # ticket_titles
        Login page is slow, Export lacks the header row, Add dark mode, Wrong currency on receipts, Update the license
        Search ignores umlauts, Crash on empty cart, Translate the help pages, Upgrade the database, Clean up old logs
        # channels
        general, random, releases, design, support, lunch, hiring, incidents
        # doors
        front door, back door, garage door, cellar door, garden gate, side entrance
        # shops
        Green Basket, Corner Deli, Mill Market, Harbor Goods, The Pantry, Station Store
        # playlist_names
        Slow Sunday, Morning Run, Rainy Day, Kitchen Dance, Deep Focus, Road Trip, Late Night, First Snow
        # road_kinds
        motorways, toll roads, ferries, tunnels, gravel roads
        # review_texts
        Works as described, Looks like the photo, Bought as a present, Used every week, Came well packed, The manual is short
        # file_names
        budget-final.xlsx, minutes.txt, holiday-photo.png, draft-2.docx, invoice-old.pdf, team-list.csv, logo.svg
        # passwords
        blue-kettle-42, seven-Owls, northWind9, lemon_tree_3, quiet-Harbor-8, paperBoat77
        # folder_names
        reports, invoices, photos, drafts, archive, contracts, music, backups, projects, letters
        # customer_fields
        name, address, birthday, balance, last order, loyalty level, phone number
        # pharmacies
        Linden Pharmacy, Park Row Pharmacy, Station Pharmacy, Harbor Pharmacy, Old Town Pharmacy, Castle Pharmacy
        # reminders
        water the plants, call the plumber, renew the passport, buy train tickets, pay the rent, feed the fish
        return the library books, charge the camera, take out the trash, book the dentist
        """
}
