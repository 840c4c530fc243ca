#!/usr/bin/env python3
"""Writes Sources/CLanguageData/data/ from the packages langdetect, syllapy, emoji and textblob-aptagger and from NLTK's
punkt_tab model.

    python3 -m venv v && v/bin/pip install langdetect syllapy emoji nltk && v/bin/pip install --no-deps textblob-aptagger
    NLTK_DATA=... v/bin/python scripts/references/language_data.py Sources/CLanguageData/data
"""
import csv
import json
import os
import pickle
import struct
import sys
import sysconfig
import unicodedata

import emoji
import langdetect
import nltk.data
import syllapy
from langdetect.utils.ngram import NGram

out = sys.argv[1]


def profiles():
    folder = os.path.join(os.path.dirname(langdetect.__file__), "profiles")
    languages = [json.load(open(os.path.join(folder, name), encoding="utf-8")) for name in sorted(os.listdir(folder))]
    grams = {}
    for index, language in enumerate(languages):
        for gram, count in language["freq"].items():
            grams.setdefault(gram, []).append(index << 26 | count)
    data = struct.pack("<I", len(languages))
    for language in languages:
        data += language["name"].encode().ljust(8, b"\0") + struct.pack("<3I", *language["n_words"])
    parts = [data, struct.pack("<I", len(grams))]
    for gram in sorted(grams):
        units = [ord(c) for c in gram] + [0] * (3 - len(gram))
        parts.append(struct.pack("<3HB", *units, len(grams[gram])))
        parts.append(struct.pack(f"<{len(grams[gram])}I", *grams[gram]))
    open(os.path.join(out, "profiles.bin"), "wb").write(b"".join(parts))


def table(name, rows):
    lines = sorted(f"{key}\t{value}\n".encode() for key, value in rows)
    open(os.path.join(out, name), "wb").write(b"".join(lines))


def sentences():
    model = str(nltk.data.find("tokenizers/punkt_tab/english"))
    read = lambda name: open(os.path.join(model, name), encoding="utf-8").read().splitlines()
    rows = [(word, "a") for word in read("abbrev_types.txt")]
    rows += [(word, "s") for word in read("sent_starters.txt")]
    rows += [(" ".join(line.split("\t")), "c") for line in read("collocations.tab")]
    rows += [tuple(line.split("\t")) for line in read("ortho_context.tab")]
    merged = {}
    for word, flag in rows:
        merged[word] = merged.get(word, "") + flag
    table("sentences.txt", merged.items())


def syllables():
    folder = os.path.dirname(syllapy.__file__)
    with open(os.path.join(folder, "data.csv"), newline="", encoding="utf-8") as file:
        table("syllables.txt", {row[0]: row[1] for row in csv.reader(file)}.items())


def kanji():
    groups = {}
    for character, representative in NGram.CJK_MAP.items():
        groups.setdefault(representative, set()).add(character)
    table("kanji.txt", ((key, "".join(sorted(group))) for key, group in groups.items()))


def ascii_forms():
    rows = {}
    for code in range(0x80, 0x110000):
        if 0xD800 <= code < 0xE000:
            continue
        form = unicodedata.normalize("NFKD", chr(code)).encode("ascii", "ignore").decode()
        if form:
            rows[f"{code:05x}"] = form
    table("ascii.txt", rows.items())


def emojis():
    single = sorted(ord(text) for text in emoji.EMOJI_DATA if len(text) == 1)
    runs = []
    for scalar in single:
        if runs and runs[-1][1] == scalar - 1:
            runs[-1][1] = scalar
        else:
            runs.append([scalar, scalar])
    table("emoji.txt", ((f"{low:05x}", f"{high:05x}") for low, high in runs))


def tagger():
    """Of a tagger's weights those that can count for the first word of a text, in thousandths."""
    model = os.path.join(sysconfig.get_path("purelib"), "textblob_aptagger", "trontagger-0.1.0.pickle")
    weights, words, tags = pickle.load(open(model, "rb"), encoding="latin1")
    tags = sorted(tags)
    sign = {tag: chr(0x30 + index) for index, tag in enumerate(tags)}
    always = ["bias", "i-1 tag -START-", "i-2 tag -START2-", "i tag+i-2 tag -START- -START2-", "i-1 word -START2-",
              "i-1 suffix T2-", "i-2 word -START-"]
    kinds = {"i word ": "w", "i-1 tag+i word -START- ": "w", "i suffix ": "s", "i pref1 ": "p", "i+1 word ": "n",
             "i+1 suffix ": "e", "i+2 word ": "m"}
    sums = {}
    for feature, values in weights.items():
        keys = ["c"] if feature in always else [
            letter + feature[len(start):] for start, letter in kinds.items() if feature.startswith(start)]
        for key in keys:
            total = sums.setdefault(key, {})
            for tag, value in values.items():
                total[tag] = total.get(tag, 0) + round(value * 1_000)

    def digits(value):
        return "".join(chr(0x30 + (value + (1 << 17) >> shift & 63)) for shift in (12, 6, 0))

    rows = {key: "".join(sign[tag] + digits(value) for tag, value in sorted(values.items()) if value)
            for key, values in sums.items()}
    rows.update({"t" + word: sign[tag] for word, tag in words.items()})
    rows["v"] = "".join(sign[tag] for tag in tags if "VB" in tag)
    rows["a"] = "".join(sign[tag] for tag in tags)
    table("tagger.txt", ((key, value) for key, value in rows.items() if value))


profiles()
kanji()
ascii_forms()
sentences()
syllables()
emojis()
tagger()
