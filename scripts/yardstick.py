#!/usr/bin/env python3
"""The yardstick of scripts/bench: Winnow's work, one rollout a request, by asyncio, aiohttp and SQLite.

Rollouts are requested, verified, committed with full durability in groups, leased and acked in batches of 64, all in
one process. Prints one JSON line: rollouts acked per second in each window.
"""
import argparse, asyncio, json, re, sqlite3, time
import aiohttp
ANSWER = re.compile(r"<answer>\s*(-?\d+(?:\.\d+)?)\s*</answer>")
SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE trajectories (id INTEGER PRIMARY KEY, task TEXT, body TEXT, state TEXT NOT NULL, lease INT);
CREATE INDEX ready ON trajectories (id) WHERE state = 'ready';
CREATE INDEX leased ON trajectories (lease) WHERE state = 'leased';
"""
LEASE = """UPDATE trajectories SET state = 'leased', lease = ? WHERE id IN
(SELECT id FROM trajectories WHERE state = 'ready' ORDER BY id LIMIT 64) RETURNING id, body"""
ACK = "UPDATE trajectories SET state = 'acked' WHERE state = 'leased' AND lease = ?"


class Store:
    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.db.executescript(SCHEMA)
        self.leases, self.open, self.leased = 0, [], 0

    def commit(self, rows):
        """One group, one fsync: acks what is leased, leases what is stored, stores what is new. Returns the acked."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany(ACK, self.open)
        acked, self.open, self.leased = self.leased, [], 0
        while batch := self.db.execute(LEASE, (self.leases,)).fetchall():
            self.open, self.leases, self.leased = [*self.open, (self.leases,)], self.leases + 1, self.leased + len(batch)
        self.db.executemany("INSERT INTO trajectories (task, body, state) VALUES (?, ?, 'ready')", rows)
        self.db.execute("COMMIT")
        return acked


class Run:
    def __init__(self, options):
        self.options, self.store, self.tasks = options, Store(options.store), list(map(json.loads, open(options.tasks)))
        self.pending, self.next, self.acked, self.rejected, self.stopped = [], 0, 0, 0, False

    async def sample(self, session):
        while not self.stopped:
            task, self.next = self.tasks[self.next % len(self.tasks)], self.next + 1
            body = {"model": "standin", "messages": [{"role": "user", "content": task["question"]}], "max_tokens": 512}
            async with session.post(self.options.endpoint + "/v1/chat/completions", json=body) as reply:
                choice = (await reply.json())["choices"][0]
            found = ANSWER.search(choice["message"]["content"].rpartition("</think>")[2])
            if choice["finish_reason"] == "stop" and found and float(found[1]) == task["answer"]:
                self.pending.append((task["id"], json.dumps({**body, "completion": choice})))
            else:
                self.rejected += 1

    async def keep(self):
        while not self.stopped:
            rows, self.pending = self.pending, []
            self.acked += self.store.commit(rows)  # in the loop: a thread would fight it for the interpreter's lock
            await asyncio.sleep(0.01)

    async def main(self):
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            work, rates = asyncio.gather(self.keep(), *[self.sample(session) for _ in range(self.options.in_flight)]), []
            await asyncio.sleep(self.options.warm_up)
            for _ in range(self.options.windows):
                start, before = time.monotonic(), self.acked
                await asyncio.sleep(self.options.seconds)
                rates.append((self.acked - before) / (time.monotonic() - start))
            self.stopped = True
            await work
        print(json.dumps({"rates": rates, "rejected": self.rejected}))


parser = argparse.ArgumentParser()
for name in ["endpoint", "tasks", "store", "in-flight", "windows", "seconds", "warm-up"]:
    kind = int if name in ("in-flight", "windows") else float if name in ("seconds", "warm-up") else str
    parser.add_argument("--" + name, type=kind, required=True)
asyncio.run(Run(parser.parse_args()).main())
