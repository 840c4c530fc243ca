#!/usr/bin/env python3
"""Times jsonschema-rs on what JSONSchemaBench times, with parsed values: JSON rows of name, count, p50, p99, mean (ns).

    pip install jsonschema-rs; scripts/references/json_schema.py FOLDER-OF-ANCHORS [PUBLISHED-SCHEMAS]

The second is what published_schemas.py writes; without it two rows are missing.
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

TYPES = {"dict": "object", "float": "number", "tuple": "array"}


def lines_of(path):
    with open(os.path.join(folder, "bfcl", path), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def spelled(value):
    """A schema with BFCL's names of types replaced by JSON Schema's; `any` goes."""
    if isinstance(value, list):
        return [spelled(element) for element in value]
    if not isinstance(value, dict):
        return value
    return {
        key: TYPES.get(inner, inner) if key == "type" and isinstance(inner, str) else spelled(inner)
        for key, inner in value.items()
        if not (key == "type" and inner == "any")
    }


def arguments(allowed):
    """The first answer allowed for each argument; what may be left out, is."""
    firsts = {key: values[0] for key, values in allowed.items() if isinstance(values, list) and values}
    return {
        key: arguments(first) if isinstance(first, dict) else first for key, first in firsts.items() if first != ""
    }


sound, calls = [], []
for part in ["simple_python", "multiple", "live_simple", "live_multiple"]:
    name = f"BFCL_v4_{part}.json"
    for question, answer in zip(lines_of(name), lines_of("possible-answers/" + name)):
        (called, allowed), = list(answer["ground_truth"][0].items())[:1]
        tool = next((tool for tool in question["function"] if tool["name"] == called), None)
        if tool is None:
            continue
        schema = spelled(tool["parameters"])
        sound.append(timed(metaschema, schema))
        calls.append(timed(compiled(schema, registry), arguments(allowed)))


def row(name, spent):
    spent.sort()
    return {
        "name": name, "count": len(spent), "p50": spent[len(spent) // 2], "p99": spent[len(spent) * 99 // 100],
        "mean": sum(spent) // len(spent),
    }



def published(path):
    """How long each instance takes, and each schema: drafts as the schemas say, formats not asserted."""
    instances, schemas = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            known = jsonschema_rs.Registry(list(case.get("remotes", {}).items()))

            def compiled():
                return jsonschema_rs.validator_for(case["schema"], registry=known, validate_formats=False)

            schemas.append(least(compiled, 4))
            validator = compiled()
            instances += [timed(validator, instance["value"]) for instance in case["instances"]]
    return [
        row("json_schema: an instance of a published schema", instances),
        row("json_schema: a published schema compiled", schemas),
    ]


rows = [
    row("json_schema: an instance of the suite", suite),
    row("json_schema: a schema by its metaschema", meta),
    row("json_schema: a sound tool by its metaschema", sound),
    row("json_schema: a call by its tool's schema", calls),
    row("json_schema: a schema compiled", compiling),
]
if len(sys.argv) > 2:
    rows += published(sys.argv[2])
print(json.dumps(rows))
