#!/usr/bin/env python3
"""Times jsonschema-rs on what JSONSchemaBench times, with parsed values: JSON rows of name, count, p50, p99, mean (ns).

    pip install jsonschema-rs; scripts/references/json_schema.py FOLDER-OF-ANCHORS
"""
import glob
import json
import os
import sys
import time

import jsonschema_rs

BATCH = 64
RUNS = 5
folder = sys.argv[1]
remotes = os.path.join(folder, "json-schema/remotes")
store = {
    "http://localhost:1234/" + os.path.relpath(path, remotes): json.load(open(path, encoding="utf-8"))
    for path in glob.glob(remotes + "/**/*.json", recursive=True)
    # An edition that neither side knows.
    if "/v1/" not in path
}


def least(work, batch):
    best = None
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        for _ in range(batch):
            work()
        spent = (time.perf_counter_ns() - start) // batch
        best = spent if best is None else min(best, spent)
    return best


def compiled(schema, registry):
    return jsonschema_rs.Draft202012Validator(schema, registry=registry)


def timed(validator, value):
    is_valid = validator.is_valid
    best = None
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        for _ in range(BATCH):
            is_valid(value)
        spent = (time.perf_counter_ns() - start) // BATCH
        best = spent if best is None else min(best, spent)
    return best


registry = jsonschema_rs.Registry(list(store.items()))
metaschema = compiled({"$ref": "https://json-schema.org/draft/2020-12/schema"}, registry)
suite, meta, compiling = [], [], []
for path in sorted(glob.glob(folder + "/json-schema/tests/draft2020-12/*.json")):
    for group in json.load(open(path, encoding="utf-8")):
        compiling.append(least(lambda: compiled(group["schema"], registry), 4))
        validator = compiled(group["schema"], registry)
        suite += [timed(validator, test["data"]) for test in group["tests"]]
        meta.append(timed(metaschema, group["schema"]))
with open(folder + "/bfcl/BFCL_v4_simple_python.json", encoding="utf-8") as lines:
    for line in lines:
        meta += [timed(metaschema, function["parameters"]) for function in json.loads(line)["function"]]


def row(name, spent):
    spent.sort()
    return {
        "name": name, "count": len(spent), "p50": spent[len(spent) // 2], "p99": spent[len(spent) * 99 // 100],
        "mean": sum(spent) // len(spent),
    }


print(json.dumps([
    row("json_schema: an instance of the suite", suite),
    row("json_schema: a schema by its metaschema", meta),
    row("json_schema: a schema compiled", compiling),
]))
