#ifndef WINNOW_LANGUAGE_DATA_H
#define WINNOW_LANGUAGE_DATA_H

#include <stddef.h>
#include <stdint.h>

// Frequencies of character 1-, 2- and 3-grams in 55 languages, from langdetect 1.0.9 (Apache-2.0). Little-endian:
// u32 languages; each: name in 8 bytes, u32 n-grams seen of length 1, 2, 3; u32 n-grams; each: 3 u16 UTF-16 units padded
// with 0, u8 entries, each u32: language << 26 | frequency.
extern const uint8_t *const winnow_profiles_data;
extern const size_t winnow_profiles_count;

// Kanji that the profiles take for one, from langdetect 1.0.9 (Apache-2.0). Lines sorted by bytes: the one that stands for
// all, tab, all.
extern const uint8_t *const winnow_kanji_data;
extern const size_t winnow_kanji_count;

// What ends an English sentence, from NLTK's punkt_tab model trained by J. Strunk (Apache-2.0). Lines sorted by bytes:
// word, tab, `a` for an abbreviation, `s` for what often starts a sentence, `c` for two words that belong together, and
// the decimal flags of how the word is written where.
extern const uint8_t *const winnow_sentences_data;
extern const size_t winnow_sentences_count;

// Syllables of English words, from SyllaPy 0.8 (MIT). Lines sorted by bytes: word, tab, count.
extern const uint8_t *const winnow_syllables_data;
extern const size_t winnow_syllables_count;

// Scalars that are an emoji by themselves, from the package emoji 2.16 (BSD-3-Clause). Lines: first, tab, last, both in
// five hexadecimal digits.
extern const uint8_t *const winnow_emoji_data;
extern const size_t winnow_emoji_count;

// What remains in ASCII of other code points when they are decomposed (NFKD), from the Unicode Character Database
// (Unicode-3.0). Lines sorted by bytes: code point in five hexadecimal digits, tab, the ASCII.
extern const uint8_t *const winnow_ascii_data;
extern const size_t winnow_ascii_count;

// Weights of an averaged perceptron that tags English words, those that can count for the first word of a text, from
// textblob-aptagger 0.2 (MIT, copyright 2013 Matthew Honnibal; its notice is data/tagger-licence.txt). Lines sorted by
// bytes: a letter and what it is about, tab, and 4 bytes for each tag: the tag, and the weight in thousandths as three
// digits of base 64 from 0x30 on, plus 2^17. The letters: `w` the word, `s` its last three letters, `p` its first,
// `n` the next word, `e` its last three letters, `m` the one after it, `c` what always counts. Beside `t` and a word
// stands the one tag that it always has, beside `v` all tags of verbs, beside `a` all tags.
extern const uint8_t *const winnow_tagger_data;
extern const size_t winnow_tagger_count;

#endif
