extension ExtractionDomain {
    /// Lists of sentences beside the point; a text takes one from each of the first lists.
    static let distractors = ExtractionWords.asides

    /// The domains that tasks are drawn from in turn.
    static let all = [
        person, order, event, product, flight, book, restaurant, match, weather, pet, vacancy, recipe, booking, parcel,
        lesson,
    ]

    private static let person = ExtractionDomain(
        name: "person",
        slots: [
            .text("name", ExtractionWords.people), .whole("age", 18...90), .text("city", ExtractionWords.cities),
            .text("job", ExtractionWords.jobs), .text("favorite_color", ExtractionWords.colors),
            .whole("cousins", 2...15),
        ],
        two: ["{name} is {age} years old.", "{name} has just turned {age}."],
        three: [
            "{name} is {age} years old and lives in {city}.", "{name} lives in {city} and is {age} years old.",
            "At {age}, {name} lives in {city}.",
        ],
        more: [
            "{name} works as {a job}.", "The favorite color of {name} is {favorite_color}.",
            "{name} has {cousins} cousins.",
        ])

    private static let order = ExtractionDomain(
        name: "order",
        slots: [
            .text("customer", ExtractionWords.people), .text("item", ExtractionWords.things),
            .whole("quantity", 2...60),
            .whole("order_number", 1001...9999), .whole("total", 12...480), .text("delivery_day", ExtractionWords.days),
        ],
        two: ["{customer} ordered {item}.", "{customer} placed an order for {item}."],
        three: [
            "{customer} ordered {quantity} {item}.", "{customer} placed an order for {quantity} {item}.",
            "An order of {quantity} {item} came in from {customer}.",
        ],
        more: [
            "The order number is {order_number}.", "The total is {total} euros.",
            "It will be delivered on {delivery_day}.",
        ])

    private static let event = ExtractionDomain(
        name: "event",
        slots: [
            .text("event", ExtractionWords.events), .text("day", ExtractionWords.days),
            .text("city", ExtractionWords.cities),
            .whole("start_hour", 1...11), .whole("price", 3...75), .whole("visitors", 50...2500, by: 10),
        ],
        two: ["The {event} is on {day}.", "This {day} there is {a event}.", "The {event} takes place on {day}."],
        three: [
            "The {event} takes place in {city} on {day}.", "On {day} there is {a event} in {city}.",
            "{city} holds {a event} on {day}.",
        ],
        more: [
            "It starts at {start_hour} o'clock.", "A ticket costs {price} euros.",
            "The organizers expect {visitors} visitors.",
        ])

    private static let product = ExtractionDomain(
        name: "product",
        slots: [
            .text("product", ExtractionWords.products), .whole("price", 15...900),
            .text("color", ExtractionWords.colors),
            .whole("stock", 2...140), .whole("warranty_months", 6...60), .text("country", ExtractionWords.countries),
        ],
        two: ["The {product} costs {price} dollars.", "The price of the {product} is {price} dollars."],
        three: [
            "The {color} {product} costs {price} dollars.", "The price of the {color} {product} is {price} dollars.",
            "The shop sells {a color} {product} for {price} dollars.",
        ],
        more: [
            "There are {stock} in stock.", "The warranty lasts {warranty_months} months.", "It is made in {country}.",
        ])

    private static let flight = ExtractionDomain(
        name: "flight",
        slots: [
            .whole("flight", 100...999), .text("destination", ExtractionWords.destinations),
            .text("origin", ExtractionWords.cities), .whole("gate", 1...60), .whole("passengers", 40...320),
            .whole("minutes", 55...240),
        ],
        two: ["Flight {flight} goes to {destination}.", "Flight {flight} is bound for {destination}."],
        three: [
            "Flight {flight} goes from {origin} to {destination}.",
            "Flight {flight} to {destination} leaves from {origin}.",
            "From {origin}, flight {flight} goes to {destination}.",
        ],
        more: [
            "It leaves from gate {gate}.", "There are {passengers} passengers on board.",
            "The flight takes {minutes} minutes.",
        ])

    private static let book = ExtractionDomain(
        name: "book",
        slots: [
            .text("title", ExtractionWords.titles), .text("author", ExtractionWords.fullNames),
            .whole("year", 1950...2024),
            .whole("pages", 90...720), .text("genre", ExtractionWords.genres), .whole("price", 8...45),
        ],
        two: ["{title} is a book by {author}.", "{author} is the author of {title}."],
        three: [
            "{title} by {author} came out in {year}.", "{author} published {title} in {year}.",
            "In {year}, {author} wrote {title}.",
        ],
        more: ["The book has {pages} pages.", "Its genre is {genre}.", "It costs {price} euros."])

    private static let restaurant = ExtractionDomain(
        name: "restaurant",
        slots: [
            .text("restaurant", ExtractionWords.restaurants), .text("cuisine", ExtractionWords.cuisines),
            .text("city", ExtractionWords.cities), .whole("tables", 6...60), .text("closed_on", ExtractionWords.days),
            .whole("menu_price", 14...95),
        ],
        two: [
            "{restaurant} serves {cuisine} food.", "{restaurant} is known for its {cuisine} food.",
            "The {cuisine} food at {restaurant} is very good.",
        ],
        three: [
            "{restaurant} serves {cuisine} food in {city}.", "In {city}, {restaurant} serves {cuisine} food.",
            "{restaurant} in {city} is known for its {cuisine} food.",
        ],
        more: ["It has {tables} tables.", "It is closed on {closed_on}.", "The set menu costs {menu_price} euros."])

    private static let match = ExtractionDomain(
        name: "match",
        slots: [
            .text("winner", ExtractionWords.homeTeams), .text("loser", ExtractionWords.awayTeams),
            .text("city", ExtractionWords.cities), .whole("spectators", 300...9000, by: 50),
            .text("day", ExtractionWords.days), .whole("minutes", 60...130),
        ],
        two: ["{winner} beat {loser}.", "{winner} won against {loser}.", "{loser} lost to {winner}."],
        three: [
            "{winner} beat {loser} in {city}.", "In {city}, {winner} won against {loser}.",
            "{loser} lost to {winner} in {city}.",
        ],
        more: [
            "The game was watched by {spectators} people.", "It was played on {day}.", "It lasted {minutes} minutes.",
        ])

    private static let weather = ExtractionDomain(
        name: "weather",
        slots: [
            .text("city", ExtractionWords.cities), .whole("temperature", 2...38),
            .text("weather", ExtractionWords.skies),
            .whole("wind", 3...90), .whole("humidity", 20...98), .whole("sunset_hour", 4...10),
        ],
        two: ["It is {temperature} degrees in {city}.", "The temperature in {city} is {temperature} degrees."],
        three: [
            "It is {weather} and {temperature} degrees in {city}.",
            "In {city} it is {weather} and {temperature} degrees.",
            "The weather in {city} is {weather}, and it is {temperature} degrees.",
        ],
        more: [
            "The wind blows at {wind} kilometers an hour.", "The humidity is {humidity} percent.",
            "The sun sets at {sunset_hour} o'clock.",
        ])

    private static let pet = ExtractionDomain(
        name: "pet",
        slots: [
            .text("name", ExtractionWords.petNames), .text("animal", ExtractionWords.animals), .whole("age", 2...14),
            .text("owner", ExtractionWords.others), .whole("toys", 2...30),
            .text("favorite_food", ExtractionWords.petFoods),
        ],
        two: ["{name} is {a animal}.", "The {animal} is called {name}.", "The name of the {animal} is {name}."],
        three: [
            "{name} is {a animal} and is {age} years old.", "{name} the {animal} is {age} years old.",
            "The {animal} is called {name} and is {age} years old.",
        ],
        more: [
            "{name} belongs to {owner}.", "{name} has {toys} toys.", "The favorite food of {name} is {favorite_food}.",
        ])

    private static let vacancy = ExtractionDomain(
        name: "vacancy",
        slots: [
            .text("company", ExtractionWords.companies), .text("position", ExtractionWords.jobs),
            .text("city", ExtractionWords.cities), .whole("salary", 28000...90000, by: 500),
            .text("start_month", ExtractionWords.months), .whole("applicants", 2...180),
        ],
        two: ["{company} is hiring {a position}.", "{company} is looking for {a position}."],
        three: [
            "{company} is hiring {a position} in {city}.", "{company} in {city} is looking for {a position}.",
            "In {city}, {company} needs {a position}.",
        ],
        more: [
            "The salary is {salary} dollars a year.", "The job starts in {start_month}.",
            "There have been {applicants} applicants.",
        ])

    private static let recipe = ExtractionDomain(
        name: "recipe",
        slots: [
            .text("dish", ExtractionWords.dishes), .whole("servings", 2...16), .whole("minutes", 15...120),
            .whole("calories", 180...900, by: 10), .whole("oven_temperature", 140...240, by: 5),
            .whole("eggs", 2...8),
        ],
        two: ["The {dish} serves {servings} people.", "The {dish} is enough for {servings} people."],
        three: [
            "The {dish} serves {servings} people and takes {minutes} minutes.",
            "The {dish} takes {minutes} minutes and serves {servings} people.",
            "It takes {minutes} minutes to make the {dish} for {servings} people.",
        ],
        more: [
            "One portion has {calories} calories.", "The oven is set to {oven_temperature} degrees.",
            "The recipe needs {eggs} eggs.",
        ])

    private static let booking = ExtractionDomain(
        name: "booking",
        slots: [
            .text("guest", ExtractionWords.people), .whole("nights", 2...21), .text("hotel", ExtractionWords.hotels),
            .whole("room", 101...899), .text("arrival_day", ExtractionWords.days), .whole("breakfast_hour", 6...10),
        ],
        two: ["{guest} is staying for {nights} nights.", "{guest} booked a room for {nights} nights."],
        three: [
            "{guest} is staying at {hotel} for {nights} nights.",
            "{guest} booked a room at {hotel} for {nights} nights.",
            "{hotel} has a booking from {guest} for {nights} nights.",
        ],
        more: [
            "The room number is {room}.", "The day of arrival is {arrival_day}.",
            "Breakfast starts at {breakfast_hour} o'clock.",
        ])

    private static let parcel = ExtractionDomain(
        name: "parcel",
        slots: [
            .text("sender", ExtractionWords.people), .text("recipient", ExtractionWords.others),
            .whole("weight", 2...30),
            .whole("postage", 4...65), .text("arrival_day", ExtractionWords.days),
            .whole("tracking_number", 100100...999900, by: 7),
        ],
        two: ["{sender} sent a package to {recipient}.", "{recipient} received a package from {sender}."],
        three: [
            "{sender} sent {recipient} a package that weighs {weight} kilograms.",
            "{sender} sent a package of {weight} kilograms to {recipient}.",
            "{recipient} received a package of {weight} kilograms from {sender}.",
        ],
        more: [
            "The postage was {postage} euros.", "The day of arrival is {arrival_day}.",
            "The tracking number is {tracking_number}.",
        ])

    private static let lesson = ExtractionDomain(
        name: "lesson",
        slots: [
            .text("teacher", ExtractionWords.fullNames), .text("subject", ExtractionWords.subjects),
            .whole("students", 5...34),
            .whole("room", 101...499), .whole("start_hour", 8...12), .text("day", ExtractionWords.days),
        ],
        two: ["{teacher} teaches {subject}.", "The {subject} teacher is {teacher}."],
        three: [
            "{teacher} teaches {subject} to {students} students.",
            "With {teacher}, {students} students learn {subject}.",
            "The {subject} class of {teacher} has {students} students.",
        ],
        more: ["The class is in room {room}.", "It starts at {start_hour} o'clock.", "It meets on {day}."])
}
