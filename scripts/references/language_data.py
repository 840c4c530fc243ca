#!/usr/bin/env python3
"""Writes Sources/CLanguageData/data/ from the packages langdetect, syllapy and emoji and from NLTK's punkt_tab model.

    python3 -m venv v && v/bin/pip install langdetect syllapy emoji nltk
    NLTK_DATA=... v/bin/python scripts/references/language_data.py Sources/CLanguageData/data
"""
import csv
import json
import os
import struct
import sys
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


profiles()
kanji()
ascii_forms()
sentences()
syllables()
emojis()
