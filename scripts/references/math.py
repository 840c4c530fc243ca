#!/usr/bin/env python3
"""Times math-verify on recorded pairs: the expected answer is parsed before, the answer is parsed and compared.

Prints JSON rows {name, count, p50, p99, mean} in nanoseconds. Needs `pip install math-verify antlr4-python3-runtime==4.13.2`;
the one argument is the folder that holds `math/equivalence.jsonl`. Run it by `python -P`: this file bears the name of a
module of the standard library, which would be looked for here first.
"""
import json
import logging
import pathlib
import sys
import time

from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

KINDS = {"latex": LatexExtractionConfig(), "expr": ExprExtractionConfig()}


def row(name, timings):
    timings.sort()
    last = len(timings) - 1
    return {
        "name": name,
        "count": len(timings),
        "p50": timings[len(timings) // 2],
        "p99": timings[min(len(timings) * 99 // 100, last)],
        "mean": sum(timings) // len(timings),
    }


def main():
    logging.disable(logging.CRITICAL)
    compared, read = [], []
    for line in (pathlib.Path(sys.argv[1]) / "math/equivalence.jsonl").read_text().splitlines():
        pair = json.loads(line)
        match = pair.get("match", {})
        kinds = [KINDS[kind] for kind in match.get("match_types", ["latex", "expr"])]
        start = time.perf_counter_ns()
        gold = parse(pair["gold"], kinds)
        read.append(time.perf_counter_ns() - start)
        start = time.perf_counter_ns()
        answer = parse(pair["answer"], kinds)
        verify(
            gold, answer, strict=match.get("strict", True), float_rounding=match.get("precision", 6),
            allow_set_relation_comp=match.get("allow_set_relation_comp", False))
        compared.append(time.perf_counter_ns() - start)
    print(json.dumps([row("math: an answer compared", compared), row("math: an expected answer read", read)]))


main()
