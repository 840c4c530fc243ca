#!/usr/bin/env python3
"""Times lm-eval's IFEval checkers on the recorded responses, by instruction, strict and loose; prints JSON rows.

    python3 -m venv v && v/bin/pip install lm-eval langdetect immutabledict nltk && v/bin/pip install --no-deps llama-index-core
    v/bin/python -P scripts/references/instructions.py ../shared/anchors [every nth response]

NLTK's sentence model is not on PyPI by itself; llama-index-core carries it (NLTK_DATA may name another place).
"""
import json
import os
import sys
import sysconfig
import time

os.environ.setdefault("NLTK_DATA", sysconfig.get_path("purelib") + "/llama_index/core/_static/nltk_cache")

from lm_eval.tasks.ifeval import instructions_registry

anchors = sys.argv[1]
every = int(sys.argv[2]) if len(sys.argv) > 2 else 1


def lines(name):
    with open(f"{anchors}/ifeval/{name}", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def forms(text):
    rest = text.split("\n")
    shorter = ["\n".join(part).strip() for part in (rest[1:], rest[:-1], rest[1:-1])]
    return [text, text.replace("*", ""), *shorter, *(part.replace("*", "") for part in shorter)]


prompts = {prompt["key"]: prompt for prompt in lines("prompts.jsonl")}
timings = {}
for response in lines("responses.jsonl")[::every]:
    prompt = prompts[response["key"]]
    text = response["response"]
    for identifier, arguments in zip(prompt["instruction_id_list"], prompt["kwargs"]):
        checker = instructions_registry.INSTRUCTION_DICT[identifier](identifier)
        checker.build_description(**{key: value for key, value in arguments.items() if value is not None})
        # The least of three, as ours are timed.
        least = None
        for _ in range(3):
            start = time.perf_counter_ns()
            bool(text.strip()) and checker.check_following(text)
            any(form.strip() and checker.check_following(form) for form in forms(text))
            taken = time.perf_counter_ns() - start
            least = taken if least is None else min(least, taken)
        timings.setdefault(identifier, []).append(least)

rows = []
for name, times in [*sorted(timings.items()), ("", [time for times in timings.values() for time in times])]:
    times.sort()
    rows.append({
        "name": f"instructions {name}".strip(), "count": len(times), "p50": times[len(times) // 2],
        "p99": times[min(len(times) * 99 // 100, len(times) - 1)], "mean": sum(times) // len(times),
    })
print(json.dumps(rows))
