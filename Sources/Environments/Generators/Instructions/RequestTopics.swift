/// What requests are about, each with words that belong to the topic and stand neither in it nor in any plain sentence.
struct RequestTopic: Sendable {
    /// A noun phrase in lower case, but for names.
    let phrase: String
    /// Words in lower case.
    let words: [String]

    static let all: [RequestTopic] = text.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: ":").map { $0.trimmed() }
        guard parts.count == 2 else { return nil }
        return RequestTopic(phrase: parts[0], words: parts[1].split(separator: " ").map(String.init))
    }

    private static let text = """
        growing tomatoes on a balcony: sunlight fertilizer compost seedling watering harvest trellis mulch drainage blossom basil pruning
        the first day at a new school: classroom backpack timetable homework cafeteria playground locker uniform schoolyard pencil orientation hallway
        learning to swim as an adult: breathing lifeguard goggles freestyle backstroke floating kicking chlorine swimsuit towel buoyancy paddling
        bread baked at home: flour sourdough yeast kneading crust oven butter recipe starter bakery salt crumb
        a walk through an old harbor: lighthouse fishermen sailboat seagulls anchor captain cargo warehouse breeze dock rope barnacle
        the history of the bicycle: pedal wheel inventor chain saddle handlebar invention cyclist brake velocipede gear patent
        moving to another city: apartment landlord furniture neighbor packing suitcase lease mortgage commute boxes farewell
        the sounds of a forest at night: badger cricket darkness moonlight branches rustling wolf silence leaves foxes echo mystery
        keeping bees in the suburbs: honey hive queen pollen nectar smoker swarm wax colony beekeeper flowers sting
        a power cut in a large city: candle elevator generator flashlight electricity traffic battery emergency blackout skyline engineer refrigerator
        training for a marathon: runner shoes endurance stamina hydration injury coach stretching finish sprint kilometer medal
        coffee around the world: espresso roasting caffeine barista aroma plantation arabica mug bitter brewing filter milk
        the migration of birds: swallow feather flock wings nesting navigation stork autumn climate habitat compass distance
        living without a car: bus tram railway walking pedestrian ticket scooter parking emissions fuel subway passenger
        a museum of everyday things: exhibit curator visitor gallery spoon collection donation catalog souvenir typewriter guidebook display
        the art of letter writing: envelope stamp postcard handwriting stationery mailbox signature postman parcel correspondence greeting
        a first game of chess: pawn bishop knight castling opponent strategy checkmate rook tournament gambit sacrifice
        volcanoes and people who live near them: lava magma eruption crater geologist basalt earthquake summit sulfur evacuation tectonic
        repairing old radios: soldering antenna transistor speaker frequency workshop screwdriver wiring dial signal static resistor
        a summer spent on a farm: tractor barn cattle hay pasture rooster orchard pitchfork eggs goat meadow fence
        the invention of paper: scroll papyrus bamboo scribe parchment fiber pulp dynasty manuscript printing library monk
        sleeping better: pillow mattress insomnia bedroom caffeine dream snoring blanket melatonin bedtime curtains alarm
        a train journey across the mountains: locomotive tunnel valley conductor compartment glacier bridge scenery window station luggage avalanche
        street food: vendor noodles dumpling skewer spices grill curry market stall sauce taco festival
        dogs that work: shepherd rescue police leash sniffing obedience loyalty handler guide trainer avalanche puppy
        saving water at home: faucet shower rainwater toilet leak drought bathtub plumbing laundry garden meter cistern
        the night sky: telescope galaxy planet comet constellation astronomer meteor eclipse orbit nebula jupiter horizon
        playing the violin: orchestra bow melody concert rehearsal conductor string rhythm sonata audience tuning composer
        the search for a lost key: pocket doorbell locksmith janitor sofa drawer doormat handbag neighbor staircase panic
        electric buses: charging battery emissions depot diesel motor mayor silence passenger voltage subsidy garage
        the work of a firefighter: ladder siren helmet smoke rescue courage engine alarm hydrant uniform flames
        island life: ferry lagoon coconut hurricane fisherman tourism coral sandals shoreline palm isolation tide
        public libraries: librarian shelf catalog novel borrow membership archive silence bookmark magazine fiction lending
        making cheese: milk rennet cellar curd goat aging whey mold brine dairy cheddar flavor
        a snow day: sled snowman mittens blizzard shovel icicle scarf fireplace cocoa boots frost snowball
        learning a second language: grammar vocabulary accent dictionary pronunciation translation fluent dialogue verb immersion flashcard tutor
        a market before sunrise: fruit vendor lantern bargain truck fishmonger basket stall butcher scale flowers crates
        robots in hospitals: nurse surgery patient sensor doctor algorithm ward medicine surgeon battery diagnosis wheelchair
        the life of a river: salmon delta dam waterfall flood canoe sediment otter estuary reeds pebble heron
        hosting a large dinner party: menu dessert napkin recipe wine guest candle tablecloth appetizer vegetarian toast cutlery
        hiking in the desert: canyon sand cactus oasis heat scorpion canteen dune mirage lizard compass shade
        sleep and its part in sports: athlete recovery muscle coach injury stamina reaction hormone endurance nap training performance
        a theater behind the scenes: actor costume curtain rehearsal spotlight director makeup audience props playwright applause dressing
        plastic in the ocean: turtle bottle recycling pollution whale fishing microplastic beach packaging landfill plankton
        first aid: bandage wound ambulance pulse bleeding burn fracture hospital paramedic infection antiseptic breathing
        working from home: laptop headset deadline commute webcam colleague kitchen boundaries desk schedule pajamas productivity
        a garden on a roof: soil lavender beehive rainwater sunflower vegetables skyline irrigation herbs greenhouse insects terrace
        a stray cat that finds a home: whiskers alley kitten shelter paw purring veterinarian hunger adoption milk collar doorstep
        """
}

extension Substring {
    fileprivate func trimmed() -> String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
