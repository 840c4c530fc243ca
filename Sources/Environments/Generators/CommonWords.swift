/// Common English words in lower case, ASCII letters only, each once.
enum CommonWords {
    /// The words, in alphabetical order.
    static let all = list.split(whereSeparator: \.isWhitespace).map(String.init)

    private static let list = """
        about above accept accident address adventure afternoon again agree airport album alphabet although always
        amazing amount ancient angle animal anniversary answer antenna apartment appear apple april arrive arrow
        assemble attention autumn avenue average baby background bakery balance balloon banana barrel basket battery
        beautiful become bedroom before begin believe belong beneath better between bicycle birthday biscuit blanket
        blossom bottle bottom boulder bracelet branch breakfast breeze bridge bright broccoli brother bubble bucket
        budget building bumblebee butter butterfly button cabbage cabinet calendar camera campfire candle candy
        captain careful carpenter carpet carrot castle category ceiling celebrate center century ceremony certain
        chair challenge champion channel chapter cheese cherry chicken children chocolate choose circle classroom
        climate clothes coconut coffee collar collect college color comfort committee common community company compass
        complete computer concert connect container continue cookie corner correct cottage cotton country courage
        cousin cover creature cricket crossing culture cupboard curious current curtain customer dancer danger
        daughter december decide deliver dentist describe desert dessert detail different difficult dinner dinosaur
        direction disappear discover discuss distance doctor dollar dolphin donkey double dragon drawing dream dresser
        during eagle early earth easter economy education effect eight either electric elephant eleven embarrass
        emerald empty energy engine enough entrance envelope equal escape evening every example excellent excite
        exercise expect explain explore express fabric factory family famous farmer father favorite feather february
        fellow festival fifteen figure finger finish firefly fireplace flavor floor flower follow football forest
        forget forgive forward fountain fourteen freedom freezer friend frozen furniture future gallery garage garden
        garlic gather general gentle giant giraffe glass goose grammar grandfather grandmother grape grass great green
        grocery ground guitar hammer handle happen happiness harbor harvest health heaven height hello helmet highway
        history holiday hollow honest honey horizon horse hospital hundred hungry husband imagine important include
        indeed industry insect inside instead interest island jacket january jewel journey judge jungle kettle
        keyboard kitchen kitten knowledge ladder language lantern laptop laughter leader leather lemon lesson letter
        lettuce library light lightning listen little lobster locker lollipop lovely luggage lumber machine magazine
        magnet manner market marriage massive matter meadow measure medicine melon member memory message middle
        million minute mirror mississippi mistake modern moment monday monkey month moonlight morning mosquito mother
        mountain mouse muffin muscle museum mushroom music mystery narrow nation nature necessary needle neighbor
        nephew never newspaper night nineteen noodle normal north notebook nothing notice november number object
        occasion occur ocean october office often onion opinion opposite orange orchard order ordinary original other
        outside oxygen package paddle painter palace pancake panda paper parallel parcel parent parrot partner
        passenger passport peanut pebble pencil penguin people pepper perfect perhaps person picnic picture pillow
        pineapple planet plastic platform pleasure pocket police popular possess possible potato powder practice
        prepare present president pretty problem process professor program promise protect pumpkin puppy purple puzzle
        pyramid quarter question quick quiet rabbit raccoon railroad rainbow raspberry rather reason receive recipe
        record refrigerator register remember repeat report rescue restaurant result return ribbon rider right river
        rocket roller rubber safety salad sandwich satellite saturday sausage scatter school science scissors scooter
        season second secret sentence separate september settle seven several shadow shallow shelter shoulder shower
        silence silver simple sister sixteen skeleton slipper smooth snowman soccer soldier something sometimes
        spaghetti special spider spinach splendid spring squirrel station steady stomach storm story stranger
        strawberry street strength stretch student subject success suddenly sugar suggest summer sunday sunflower
        sunset support surprise sweater swimming syllable system table teacher telephone television temperature
        tennessee terrible theater thirteen thousand thunder thursday ticket tiger together tomato tomorrow tongue
        tooth toward tractor traffic travel treasure triangle trouble trumpet tuesday tunnel turkey turtle twelve
        twenty umbrella uncle under universe until upstairs useful vacation valley vanilla vegetable vehicle velvet
        village vinegar violin visit volcano voyage waffle walnut water waterfall wealth weather wednesday weekend
        welcome whisper whistle willow window winner winter wisdom without wonder wooden worker world writer yellow
        yesterday yogurt young zebra zipper
        """
}
