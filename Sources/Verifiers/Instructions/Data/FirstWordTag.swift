/// Whether the first word of a text is a verb.
///
/// The reference asks NLTK's averaged perceptron tagger, whose weights do not ship here. What decides is the word alone:
/// a list of verbs as they stand first in sentences, forms in -ing and -ed of words that are not something else.
enum FirstWordTag {
    /// Whether a token is a verb where it stands first.
    static func isVerb(_ token: [UInt8]) -> Bool {
        let lower = ResponseText(token).lowercased().bytes
        guard lower.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return false }
        if verbs.contains(lower[...]) { return true }
        if others.contains(lower[...]) { return false }
        return (lower.count > 5 && lower.suffix(3).elementsEqual("ing".utf8))
            || (lower.count > 4 && lower.suffix(2).elementsEqual("ed".utf8))
    }

    private static let verbs = WordSet(
        """
        is are was were be been am do does did has have had let make take give get go come see look find know think \
        tell ask try use keep begin start stop show hear play run move live believe hold bring happen write provide sit \
        stand lose pay meet include continue set learn change lead understand watch follow create speak read allow add \
        spend grow open walk win offer remember love consider appear buy wait serve die send expect build stay fall cut \
        reach kill remain suggest raise pass sell require report decide pull imagine discover explore embrace enjoy \
        ensure apply avoid choose select identify determine calculate compute consult gather mix combine pour place put \
        cook bake stir preheat heat boil fry chop slice dice prepare check verify review analyze examine evaluate assess \
        compare contrast describe explain discuss define list name state summarize translate convert transform replace \
        remove delete insert update modify edit save load download upload install configure click press type enter \
        submit join visit contact call email reply respond answer solve complete finish develop design implement test \
        debug deploy manage organize plan schedule arrange coordinate collaborate communicate share present introduce \
        welcome greet thank congratulate celebrate support help assist guide teach train coach mentor encourage inspire \
        motivate empower engage connect invest purchase donate contribute volunteer participate attend travel drive ride \
        fly swim climb jump hike dance sing draw paint sketch sculpt craft construct assemble repair fix maintain clean \
        wash dry fold pack unpack carry lift push throw catch kick hit strike grab grasp touch feel smell taste listen \
        breathe relax rest sleep wake rise eat drink chew swallow digest exercise stretch practice repeat recall forget \
        forgive accept reject refuse deny admit confess promise swear vow pray hope wish dream desire want need seek \
        pursue chase hunt fish gather harvest plant sow water feed raise breed protect defend attack fight resist \
        withdraw surrender conquer dominate control rule govern regulate monitor observe notice recognize realize \
        acknowledge appreciate value respect honor admire trust doubt question challenge confront face overcome \
        achieve accomplish succeed fail focus concentrate delve dive unleash unlock step picture meet say turn \
        behold become
        """)

    /// Words in -ing and -ed that are none.
    private static let others = WordSet(
        """
        nothing something anything everything morning evening during ceiling king ring spring string thing wedding \
        building indeed hundred sacred naked speed breed wicked rugged ragged beloved kindred
        """)
}
