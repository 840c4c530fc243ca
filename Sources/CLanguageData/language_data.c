#include "language_data.h"

// The standard that has it is not yet the default.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t profiles[] = {
#embed "data/profiles.bin"
};
const uint8_t *const winnow_profiles_data = profiles;
const size_t winnow_profiles_count = sizeof profiles;

static const uint8_t sentences[] = {
#embed "data/sentences.txt"
};
const uint8_t *const winnow_sentences_data = sentences;
const size_t winnow_sentences_count = sizeof sentences;

static const uint8_t syllables[] = {
#embed "data/syllables.txt"
};
const uint8_t *const winnow_syllables_data = syllables;
const size_t winnow_syllables_count = sizeof syllables;

static const uint8_t emoji[] = {
#embed "data/emoji.txt"
};
const uint8_t *const winnow_emoji_data = emoji;
const size_t winnow_emoji_count = sizeof emoji;

static const uint8_t kanji[] = {
#embed "data/kanji.txt"
};
const uint8_t *const winnow_kanji_data = kanji;
const size_t winnow_kanji_count = sizeof kanji;

static const uint8_t ascii[] = {
#embed "data/ascii.txt"
};
const uint8_t *const winnow_ascii_data = ascii;
const size_t winnow_ascii_count = sizeof ascii;

static const uint8_t tagger[] = {
#embed "data/tagger.txt"
};
const uint8_t *const winnow_tagger_data = tagger;
const size_t winnow_tagger_count = sizeof tagger;
