internal import JSON

/// Instructions in plain words, `{words: {at_least: 300}, no_commas: true}`, for environments written anew.
enum PlainInstructions {
    static func read(_ options: VerifierOptions) throws(VerifierOptionError) -> InstructionSet {
        throw VerifierOptionError(option: nil, "there are no instructions")
    }
}
