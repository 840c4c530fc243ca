"""Times BFCL's own checker (PyPI bfcl-eval) on the questions that the bench times: `tool_calls.py ANCHORS [RUNS]`.

Prints rows {name, count, p50, p99, mean} in nanoseconds as JSON. The checker's module wants every provider's client; it needs
only one flag of its model table, so that an empty table stands in for it.
"""

import json
import sys
import time
import types

table = types.ModuleType("bfcl_eval.constants.model_config")
table.MODEL_CONFIG_MAPPING = type(
    "Table", (dict,), {"__missing__": lambda self, key: types.SimpleNamespace(underscore_to_dot=False)}
)()
sys.modules[table.__name__] = table

from bfcl_eval.constants.enums import Language, ReturnFormat  # noqa: E402
from bfcl_eval.eval_checker.ast_eval.ast_checker import ast_checker  # noqa: E402
from bfcl_eval.model_handler.utils import default_decode_ast_prompting  # noqa: E402

CATEGORIES = ["simple_python", "multiple", "parallel", "parallel_multiple", "live_simple", "live_multiple"]


def first(values):
    """The first value that is accepted and is one; dicts list values for each of their keys."""
    return next((concrete(value) for value in values if value != ""), "")


def concrete(value):
    if isinstance(value, list):
        return [concrete(item) for item in value]
    if isinstance(value, dict):
        picked = {key: first(item) if isinstance(item, list) else item for key, item in value.items()}
        return {key: item for key, item in picked.items() if item != ""}
    return value


def calls(possible):
    for answer in possible:
        ((name, parameters),) = answer.items()
        picked = {key: first(values) for key, values in parameters.items()}
        yield {name: {key: value for key, value in picked.items() if value != ""}}


def text(made):
    written = [
        f"{name}({', '.join(f'{key}={value!r}' for key, value in arguments.items())})"
        for call in made
        for name, arguments in call.items()
    ]
    return f"[{', '.join(written)}]"


def least(runs, work):
    best = None
    for _ in range(runs):
        start = time.perf_counter_ns()
        work()
        spent = time.perf_counter_ns() - start
        best = spent if best is None else min(best, spent)
    return best


def row(name, timings):
    timings.sort()
    count = len(timings)
    return {
        "name": name, "count": count, "p50": timings[count // 2], "p99": timings[min(count * 99 // 100, count - 1)],
        "mean": sum(timings) // count,
    }


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main():
    anchors, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    checks, verdicts = [], []
    for category in CATEGORIES:
        questions = lines(f"{anchors}/bfcl/BFCL_v4_{category}.json")
        answers = lines(f"{anchors}/bfcl/possible-answers/BFCL_v4_{category}.json")
        for question, answer in zip(questions, answers):
            possible, functions = answer["ground_truth"], question["function"]
            made = list(calls(possible))
            written = text(made)

            def check(output):
                return ast_checker(functions, output, possible, Language.PYTHON, category, "any")

            checks.append(least(runs, lambda: check(made)))
            verdicts.append(
                least(runs, lambda: check(default_decode_ast_prompting(written, ReturnFormat.PYTHON, False)))
            )
    print(json.dumps([row("tool_calls: parsed calls checked by BFCL's rules", checks), row("tool_calls: BFCL's verdict on the text", verdicts)]))


main()
