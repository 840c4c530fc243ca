#!/usr/bin/env python3
"""An endpoint that answers everything but what it should.

The first part of the path says how: `/deep/v1/chat/completions` gets JSON 10,000 levels deep. `/kinds` lists the ways,
`/counts` how often each was asked for, `/keys` the credentials that came.
"""
import argparse
import collections
import functools
import gzip
import http.server
import json
import os
import threading
import time

# Printed within 16 bits, or far beyond what any reader expects.
HUGE = "9" * 400
TEXT = "<answer>1</answer>"


def reply(choices, **more):
    return {"id": "x", "object": "chat.completion", "model": "m", "choices": choices, **more}


def choice(content=TEXT, **more):
    return {"index": 0, "message": {"role": "assistant", "content": content}, "text": content, "finish_reason": "stop", **more}


def each(asked, **more):
    """As many choices as were asked for, all with the same oddity."""
    return [choice(**more) | {"index": number} for number in range(asked)]


def logprobs(values):
    return {"content": [{"token": "a", "logprob": value, "bytes": [97], "top_logprobs": []} for value in values]}


# Bodies that come whole, with status 200: bytes, or a function of the number of choices asked for.
BODIES = {
    "empty": b"",
    "space": b" " * 100_000,
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "half": b'{"choices": [{"index": 0, "message": {"role": "assistant", "content": "<ans',
    "null": b"null",
    "number": b"7",
    "string": b'"choices"',
    "array": b"[]",
    "no_choices": b'{"id": "x"}',
    "choices_null": b'{"choices": null}',
    "choices_object": b'{"choices": {"0": {}}}',
    "choices_numbers": b'{"choices": [1, 2, 3]}',
    "choices_empty": b'{"choices": []}',
    "choices_nested": b'{"choices": [[{"message": {"content": "x"}}]]}',
    "message_null": b'{"choices": [{"index": 0, "message": null, "text": null, "finish_reason": "stop"}]}',
    "content_number": b'{"choices": [{"index": 0, "message": {"role": "assistant", "content": 7}, "text": 7}]}',
    "content_list": b'{"choices": [{"index": 0, "message": {"content": [{"type": "text", "text": {}}]}, "text": []}]}',
    "deep": b'{"choices": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "deep_objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "nan": b'{"choices": [{"index": NaN, "message": {"content": "x"}, "logprobs": Infinity}]}',
    "huge_index": b'{"choices": [{"index": ' + HUGE.encode() + b', "message": {"content": "x"}, "text": "x"}]}',
    "huge_exponent": b'{"choices": [{"index": 1e999999999, "message": {"content": "x"}, "text": "x"}]}',
    "bad_utf8": b'{"choices": [{"index": 0, "message": {"content": "\xff\xfe\xc3\x28"}, "text": "\xed\xa0\x80"}]}',
    "lone_surrogate": b'{"choices": [{"index": 0, "message": {"content": "\\ud800"}, "text": "\\udfff"}]}',
    "duplicate_keys": b'{"choices": [], "choices": [{"index": 0, "message": {"content": "x"}, "text": "x"}]}',
    "two_documents": b'{"choices": []}{"choices": []}',
    "zeros": b"\0" * 100_000,
    "noise": os.urandom(100_000),
    "stream": b'data: {"choices": [{"delta": {"content": "x"}}]}\n\ndata: [DONE]\n\n',
    "byte_order_mark": b'\xef\xbb\xbf{"choices": []}',
    "negative_index": lambda n: reply([choice(index=-1) for _ in range(n)]),
    "same_index": lambda n: reply([choice(index=0) for _ in range(n)]),
    "too_many": lambda n: reply([choice(index=i) for i in range(20_000)]),
    "one_choice": lambda n: reply([choice()]),
    "long_text": lambda n: reply(each(n, content="a" * 4_000_000)),
    "control_text": lambda n: reply(each(n, content="\u0000\u001b[2J\u202e\ufeff" * 50)),
    "odd_finish": lambda n: reply(each(n, finish_reason={"why": ["x" * 10_000]})),
    "long_finish": lambda n: reply(each(n, finish_reason="x" * 1_000_000)),
    "abort": lambda n: reply(each(n, finish_reason="abort")),
    "content_filter": lambda n: reply(each(n, finish_reason="content_filter")),
    "odd_role": lambda n: reply([c | {"message": {"role": "system\n\u0000", "content": TEXT}} for c in each(n)]),
    "odd_usage": lambda n: reply(each(n), usage={"prompt_tokens": -5, "completion_tokens": 10**30, "total_tokens": "many"}),
    "odd_model": lambda n: reply(each(n)) | {"model": {"name": "x" * 100_000}},
    "odd_tokens": lambda n: reply(each(n, token_ids=[-1, 10**18, 1.5, "a", None], prompt_token_ids={"a": 1})),
    "many_tokens": lambda n: reply(each(n, token_ids=list(range(200_000)))),
    "odd_logprobs": lambda n: reply(each(n, logprobs=logprobs([-1e308, 5, None, "x"]))),
    "short_logprobs": lambda n: reply(each(n, token_ids=[1, 2, 3], logprobs=logprobs([-1.0]))),
    "odd_reasoning": lambda n: reply([c | {"message": {"role": "assistant", "content": None, "reasoning": [1], "reasoning_content": {}}} for c in each(n)]),
    "odd_calls": lambda n: reply([c | {"message": {"role": "assistant", "content": None, "tool_calls": [7, {"function": []}]}} for c in each(n)]),
    "markup": lambda n: reply(each(n, content="<script>document.title = 'pwned'</script><img src=x onerror=\"document.title='pwned'\"></textarea></title><title>pwned</title><answer>-1</answer>")),
}


class Endpoint(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    counts = collections.Counter()
    keys = set()
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/kinds":
            return self.whole(json.dumps(sorted(list(BODIES) + [name[4:] for name in dir(self) if name.startswith("way_")])).encode())
        if self.path == "/counts":
            return self.whole(json.dumps(self.counts).encode())
        if self.path == "/keys":
            return self.whole(json.dumps(sorted(self.keys)).encode())
        self.do_POST()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.path.split("/")[1]
        try:
            asked = int(json.loads(body).get("n") or 1)
        except (ValueError, AttributeError):
            asked = 1
        with self.lock:
            if self.command == "POST":
                self.counts[kind] += 1
            if "Authorization" in self.headers:
                self.keys.add(self.headers["Authorization"])
        try:
            if kind in BODIES:
                made = BODIES[kind]
                self.whole(made if isinstance(made, bytes) else json.dumps(made(asked)).encode())
            else:
                getattr(self, "way_" + kind)()
        except OSError:
            self.close_connection = True

    def whole(self, body, status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", headers.pop("content_type", "application/json"))
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, text):
        self.close_connection = True
        self.wfile.write(text)

    def drip(self, piece, pause):
        """Sends a piece again and again until nobody reads; bounded all the same."""
        self.close_connection = True
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.wfile.write(piece)
            time.sleep(pause)

    # Ways of answering that are more than a body.

    def way_endless(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        self.drip(b" " * 262_144, 0.005)

    def way_endless_chunks(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        self.drip(b"10\r\n" + b"[" * 16 + b"\r\n", 0.01)

    def way_endless_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip((b"X-Long: " + b"a" * 1000 + b"\r\n") * 100, 0.01)

    def way_endless_interim(self):
        self.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100, 0.01)

    def way_slow(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        self.drip(b" ", 0.2)

    def way_silent(self):
        self.drip(b"", 0.5)

    def way_closed(self):
        self.close_connection = True

    def way_not_http(self):
        self.raw(b"SSH-2.0-OpenSSH_9.2\r\n" * 100)

    def way_odd_status(self):
        self.raw(b"HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\n{}")

    def way_no_content(self):
        self.raw(b"HTTP/1.1 204 No Content\r\n\r\n")

    def way_too_short(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"choices\": [")

    def way_too_long(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" + b"HTTP/1.1 200 OK\r\n" * 1000)

    def way_negative_length(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}")

    def way_odd_chunks(self):
        self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}")

    def way_cut_gzip(self):
        body = gzip.compress(json.dumps(reply([choice()] * 8)).encode())
        self.whole(body[: len(body) // 2], Content_Encoding="gzip")

    def way_false_gzip(self):
        self.whole(b'{"choices": []}', Content_Encoding="gzip")

    def way_gzip_bomb(self):
        self.whole(bomb(), Content_Encoding="gzip")

    def way_odd_encoding(self):
        self.whole(b'{"choices": []}', Content_Encoding="snappy")

    def way_redirect(self):
        self.whole(b"", 307, Location=self.path)

    def way_redirect_away(self):
        self.whole(b"", 302, Location="file:///etc/passwd")

    def way_patience(self):
        self.whole(b"{}", 429, Retry_After="99999999999999999999")

    def way_odd_patience(self):
        self.whole(b"{}", 503, Retry_After="Thu, 99 Foo 2999 99:99:99 GMT")

    def way_html_error(self):
        self.whole(b"<html>\x1b[2J" + b"a" * 1_000_000, 500, content_type="text/html")

    def way_not_found(self):
        self.whole(b"[]", 404)

    def way_odd_error(self):
        self.whole(b'{"error": {"message": ["\\u001b[2J"], "code": {}}}', 400)

    def way_echo_key(self):
        """As some providers do: the key, in words."""
        key = self.headers.get("Authorization", "")
        self.whole(json.dumps({"error": {"message": f"Incorrect API key provided: {key}", "code": key}}).encode(), 401)


@functools.cache
def bomb():
    """Nothing, 128 MiB of it, in little more than half a mebibyte: twice what a reply may have."""
    return gzip.compress(b"\0" * (1 << 27), 1)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, *_):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port-file", required=True)
    options = parser.parse_args()
    server = Server(("127.0.0.1", 0), Endpoint)
    with open(options.port_file + ".part", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(options.port_file + ".part", options.port_file)
    server.serve_forever()
