/// The words that sentences are filled with. Lists that stand in one sentence hold nothing in common, and what takes an
/// article begins with a vowel letter only where it is spoken with one.
enum ExtractionWords {
    static let people = words(
        """
        Anna, Ben, Clara, David, Elena, Felix, Grace, Hugo, Irene, Jonas, Kate, Leo, Maria, Noah, Olga, Paul, Rosa, \
        Sam, Tara, Victor, Wendy, Yusuf, Zoe, Amir, Bella, Carlos, Diana, Emil, Fatima, George, Hana, Ivan, Julia, \
        Karim, Lucy, Marco, Nina, Oscar, Petra, Rita
        """)
    static let others = words(
        """
        Adam, Alice, Andre, Beth, Boris, Carmen, Chloe, Daniel, Dora, Erik, Eva, Frank, Gina, Harold, Helen, Igor, \
        Ines, Jack, Jana, Kevin, Laura, Liam, Mona, Nadia, Nils, Omar, Pia, Ralf, Ruth, Simon, Sofia, Theo, Tina, \
        Uma, Walter
        """)
    static let fullNames = words(
        """
        Alice Moreno, Peter Lang, Ingrid Olsen, Thomas Reed, Laura Bianchi, Samuel Okoye, Helen Marsh, Viktor Novak, \
        Emma Fischer, Daniel Cho, Ruth Palmer, Oliver Stone, Maya Patel, Simon Keller, Nora Lind, James Walsh, Clara \
        Weber, Henry Brooks, Sofia Costa, Martin Hall, Julia Romero, Edward Finch, Leila Haddad, George Tanner, \
        Anita Rao, Philip Grant, Mona Salem, Robert Quinn, Eva Lindgren, Arthur Penn
        """)
    static let cities = words(
        """
        Amsterdam, Athens, Berlin, Bern, Boston, Brussels, Cairo, Chicago, Dallas, Denver, Dublin, Florence, Geneva, \
        Hamburg, Helsinki, Lima, Lisbon, London, Lyon, Madrid, Miami, Milan, Munich, Nairobi
        """)
    static let destinations = words(
        """
        Oslo, Paris, Porto, Prague, Riga, Rome, Seattle, Seoul, Sofia, Stockholm, Sydney, Tokyo, Toronto, Turin, \
        Venice, Vienna, Warsaw, Zurich, Quito, Osaka
        """)
    static let countries = words(
        """
        Austria, Brazil, Canada, Chile, Denmark, Finland, France, Germany, India, Italy, Japan, Mexico, Norway, \
        Poland, Portugal, Spain, Sweden, Turkey
        """)
    static let days = words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
    static let months = words(
        "January, February, March, April, May, June, July, August, September, October, November, December")
    static let colors = words("black, blue, brown, gray, green, orange, pink, purple, red, white, yellow, silver")
    static let jobs = words(
        """
        nurse, teacher, baker, lawyer, pilot, farmer, painter, waiter, driver, dentist, plumber, tailor, engineer, \
        architect, editor, actor, gardener, carpenter, mechanic, librarian, chemist, designer, electrician, \
        accountant
        """)
    static let things = words(
        """
        lamps, chairs, books, mugs, shirts, plates, candles, towels, pillows, baskets, notebooks, pencils, bowls, \
        clocks, mirrors, jars, bottles, blankets, brushes, boxes, gloves, scarves, umbrellas, backpacks, forks
        """)
    static let products = words(
        """
        jacket, bicycle, backpack, sofa, desk, kettle, toaster, suitcase, tent, helmet, guitar, lamp, blender, \
        armchair, umbrella, radio, fridge, camera, scooter, bookshelf, carpet, raincoat
        """)
    static let events = words(
        """
        jazz festival, book fair, flower market, chess tournament, film night, food festival, science fair, dance \
        show, art exhibition, street parade, poetry evening, job fair, craft market, wine tasting, choir concert, \
        open day, bicycle race, garden party, puppet show, cooking class
        """)
    static let titles = words(
        """
        The Silent River, Winter Letters, A House of Glass, The Last Orchard, Blue Lanterns, The Clockmaker, Salt \
        and Stone, Paper Birds, The Long Bridge, Night Train North, A Garden in Autumn, The Hidden Door, Summer \
        Rain, The Lighthouse, Distant Hills, The Second Key, Red Maple Road, Songs of the Harbor, The Empty Chair, \
        Morning Light
        """)
    static let genres = words(
        "crime, romance, fantasy, history, travel, poetry, adventure, mystery, science fiction, drama")
    static let restaurants = words(
        """
        Bella Vista, Golden Spoon, Casa Verde, Blue Plate, Green Table, Little Garden, Red Lantern, Olive Tree, \
        Moonlight, Silver Fork, Corner House, Harbor View, Stone Oven, Wild Thyme, Sunny Side, Old Mill, Chez Marie, \
        Black Swan
        """)
    static let cuisines = words(
        """
        Italian, Greek, Indian, Mexican, Thai, French, Spanish, Turkish, Chinese, Japanese, Korean, Lebanese, \
        Moroccan, Vietnamese, Polish
        """)
    static let homeTeams = words(
        """
        Riverton United, Oakfield Rovers, Westbrook City, Northgate Athletic, Hillside Wanderers, Ashford Town, \
        Brookdale Rangers, Eastport Harriers, Milltown Albion, Stonebridge Stars, Redwood Hawks, Fairview Lions, \
        Kingsley Bears, Thornbury Foxes, Greenfield Wolves
        """)
    static let awayTeams = words(
        """
        Lakeside Dynamos, Maplewood Eagles, Southport Sharks, Ironside Tigers, Clearwater Kings, Highland Falcons, \
        Bayview Pirates, Summit Giants, Valley Storm, Pinecrest Ravens, Harbor Knights, Elmwood Comets, Sandhill \
        Vipers, Frostburg Bulls, Meadow Hornets
        """)
    static let skies = words("sunny, cloudy, rainy, windy, foggy, clear, misty, dry, humid, overcast")
    static let petNames = words(
        """
        Bella, Max, Luna, Rocky, Daisy, Milo, Coco, Oscar, Ruby, Toby, Nala, Simba, Pepper, Biscuit, Ginger, Shadow, \
        Whiskers, Buddy, Molly, Ziggy
        """)
    static let animals = words("dog, cat, rabbit, hamster, parrot, goat, pony, turtle, goose, ferret, owl, donkey")
    static let petFoods = words("carrots, chicken, fish, apples, cheese, lettuce, seeds, bananas, rice, hay")
    static let companies = words(
        """
        Northwind, Brightside, Bluepeak, Greenleaf, Solaris, Quantica, Redstone, Silverline, Fairmont, Oakwood, \
        Lumina, Novaris, Truepath, Skyport, Clearview, Ironclad, Sunrise Foods, Harbor Media, Pinnacle Bank, Meadow \
        Farms
        """)
    static let dishes = words(
        """
        apple pie, lemon cake, mushroom lasagna, carrot cake, onion tart, fish pie, spinach pie, banana bread, plum \
        crumble, cheese tart, potato gratin, vegetable lasagna, pumpkin bread, meat loaf, bean casserole, pear cake, \
        leek quiche, berry crumble
        """)
    static let hotels = words(
        """
        Hotel Aurora, Hotel Bristol, Hotel Central, Hotel Diana, Hotel Europa, Hotel Fontana, Hotel Garda, Hotel \
        Iris, Hotel Jasmin, Hotel Krone, Hotel Lido, Hotel Miramar, Hotel Nova, Hotel Opera, Hotel Panorama, Hotel \
        Regina
        """)
    static let subjects = words(
        """
        math, history, biology, music, art, physics, chemistry, geography, English, French, Spanish, drama, \
        economics, Latin
        """)

    /// Sentences beside the point, in two lists so that no text has one twice; none tells a fact that is asked for.
    static let asides = [
        sentences(
            """
            The phone rang twice this morning. The kitchen window is still open. Someone left the lights on. \
            The bus was late again today. The coffee has gone cold. The printer is out of paper. \
            The neighbors are painting their fence. It has been a quiet week. The meeting took longer than planned. \
            The front door needs a new lock.
            """),
        sentences(
            """
            A parcel is waiting by the door. The radio is playing an old song. The elevator is being repaired. \
            The newspaper came a little late. The garden needs some water. The keys are on the table. \
            Lunch will be ready soon. The road outside is closed. The next page is blank. \
            The children are playing outside.
            """),
    ]

    private static func words(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.drop { $0 == " " }.filter { $0 != "\n" } }
    }

    private static func sentences(_ list: String) -> [String] {
        list.split(separator: ".").map { $0.drop { $0 == " " || $0 == "\n" } + "." }.filter { $0.count > 1 }
    }
}
