/// Plain sentences that are true of any topic, for building answers to count.
///
/// No commas, digits, hyphens or apostrophes, no words in capitals, and none of a topic's own words, so that every
/// count in an answer comes from what was put in on purpose.
enum AnswerSentences {
    static let all: [String] = text.split(separator: "\n").map(String.init)

    private static let text = """
        Small steps help most people at the start.
        The first attempt is rarely the best one.
        Good habits grow slowly and last long.
        Many people learn by doing the same thing often.
        There is more than one way to begin.
        The old methods still have their friends.
        Some details only matter to the experts.
        Patience is worth more than talent here.
        The best advice often comes from those nearby.
        Every place has its own customs.
        Nobody knows all of the answers on the first day.
        Mistakes are part of the process.
        The most common error is to do too much at once.
        Simple tools are enough for the beginning.
        What works for one person may fail for another.
        Careful planning saves effort in the end.
        The results differ from person to person.
        Friends can offer help when things get hard.
        Long ago this was done in another manner.
        The reasons behind it are easy to understand.
        Much depends on the situation at home.
        Children often see the point before the adults do.
        Taking notes makes it easier to remember.
        Regular breaks keep the mind fresh.
        Not every idea has to be new.
        Local clubs are happy to answer questions.
        The costs can be kept low with some thought.
        Nothing about it needs to be perfect.
        Open eyes and open ears are the main tools.
        The morning is often the better part of the day for it.
        Some prefer to work alone and others in groups.
        Progress becomes visible after the first month.
        Books on the subject fill whole shelves.
        The effort pays off sooner than most expect.
        Reading about it is no replacement for trying.
        Great results come from steady work.
        Newcomers should ask questions without fear.
        The main points fit on one sheet of paper.
        Opinions on this differ among the experts.
        Each person finds the right pace after some time.
        Trying once is better than thinking about it forever.
        The weather has less to do with it than people say.
        Honest feedback is the fastest teacher.
        Doubts are normal and pass with time.
        Short sessions are better than none.
        The goal should be clear from the beginning.
        Attention to detail separates the good from the great.
        Much of what is said about it is only half true.
        Different towns tell different stories about it.
        Sharing the results brings people together.
        The next step follows from the last one.
        Old friends are the best company for such things.
        Nobody should be ashamed of starting late.
        Curious people have the advantage here.
        Some things only become clear in hindsight.
        Having fun is the surest way to keep going.
        The basic rules can be learned in one afternoon.
        With time the hard parts become easy.
        Looking back is as useful as looking ahead.
        Good company makes the work lighter.
        Even the experts change their minds sometimes.
        The right moment is usually now.
        Most of the difficulties are smaller than they seem.
        Clear goals make the choices simple.
        Every season brings something different.
        Listening to others is half of the work.
        The finest moments are often the simplest.
        People of all ages can take part.
        Asking for help is never wrong.
        In the end the effort was worth it.
        """
}
