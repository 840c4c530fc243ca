#!/usr/bin/env python3
"""A trainer that leases and acks over HTTP with nothing but the standard library, and writes down what it saw.

It reads the service's port from a file before each call, so that it outlives restarts. Each line of its log is an object:
`leased` with what the reply held, `acked` once the ack was answered with 200, `lost` for an ack without an answer, and
so on. It ends on SIGTERM, or with --drain when the queue has stayed empty, and exits with 1 when it met a reply that the
protocol does not have.
"""
import argparse
import http.client
import json
import random
import signal
import sys
import time
import urllib.error
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("--port-file", required=True)
parser.add_argument("--log", required=True)
parser.add_argument("--batch", type=int, default=16)
parser.add_argument("--lease-seconds", type=float, default=30)
parser.add_argument("--wait-seconds", type=float, default=1)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--untidy", action="store_true", help="also nack, ack in parts, extend, abandon and ack late")
parser.add_argument("--drain", action="store_true", help="end when nothing was ready three times in a row")
options = parser.parse_args()

stopped = False


def stop(*_):
    global stopped
    stopped = True


signal.signal(signal.SIGTERM, stop)
source = random.Random(options.seed)
log = open(options.log, "a", buffering=1)


def note(**values):
    log.write(json.dumps(values) + "\n")


class Away(Exception):
    """The service did not answer: whether it did what was asked is not known."""


def call(path, body):
    """Status and object of a call."""
    try:
        port = int(open(options.port_file).read())
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            text = reply.read()
            return reply.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        try:
            return error.code, json.loads(error.read())
        except (OSError, http.client.HTTPException, ValueError) as cause:
            raise Away(str(cause))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Away(str(error))


def settle(verb, lease, ids=None, rest=None, **more):
    """Acks or nacks these, or all that remain, again until there is an answer; returns its status.

    `rest` are those that remain, where that is not the whole lease.
    """
    body = dict(more) if ids is None else {"trajectory_ids": ids, **more}
    for _ in range(200):
        try:
            status, reply = call(f"/v1/leases/{lease['lease_id']}/{verb}", body)
        except Away:
            # The protocol says: the same call again gets the same reply.
            note(event="lost", verb=verb)
            time.sleep(0.05)
            continue
        about = ids or rest or [each["id"] for each in lease["trajectories"]]
        if status == 200:
            if reply[f"{verb}ed"] != len(about):
                sys.exit(f"{verb} of {len(about)} answered {reply}")
            note(event=f"{verb}ed", ids=about, lease=lease["lease_id"], count=reply[f"{verb}ed"])
        elif status == 409:
            note(event="refused", verb=verb, code=reply["code"], lease=lease["lease_id"])
        elif status == 503:
            note(event="unavailable", verb=verb, code=reply["code"])
            time.sleep(0.05)
            continue
        else:
            sys.exit(f"{verb} answered {status}: {reply}")
        return status
    sys.exit(f"{verb} was not answered 200 times in a row")


empty = 0
while not stopped:
    try:
        status, reply = call("/v1/leases", {
            "consumer": "trainer.py", "max_trajectories": options.batch, "lease_seconds": options.lease_seconds,
            "wait_seconds": options.wait_seconds})
    except Away:
        time.sleep(0.05)
        continue
    if status == 204:
        empty += 1
        if options.drain and empty >= 3:
            break
        continue
    if status == 503:
        note(event="unavailable", verb="lease", code=reply["code"])
        time.sleep(0.05)
        continue
    if status != 200:
        sys.exit(f"lease answered {status}: {reply}")
    empty = 0
    ids = [each["id"] for each in reply["trajectories"]]
    note(event="leased", lease=reply["lease_id"], trajectories=[
        {"id": each["id"], "environment": each["environment"], "task_id": each["task_id"], "score": each["score"]}
        for each in reply["trajectories"]])
    choice = source.random() if options.untidy else 1.0
    half = len(ids) // 2
    if choice < 0.08:
        continue  # Forgotten: the lease expires.
    if choice < 0.16:
        settle("nack", reply)
    elif choice < 0.24 and half:
        if settle("nack", reply, ids[:half], delay_seconds=0.2) == 200:
            settle("ack", reply, rest=ids[half:])
    elif choice < 0.32 and half:
        if settle("ack", reply, ids[:half]) == 200:
            settle("ack", reply, rest=ids[half:])
    elif choice < 0.36:
        time.sleep(options.lease_seconds + 0.2)  # Too late.
        if settle("ack", reply) == 200:
            note(event="late", lease=reply["lease_id"])
    else:
        settle("ack", reply)
note(event="end")
