"""What Schemathesis is told beside the description: a request for a batch does not wait for it, so that the run is short."""

import schemathesis


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict) and isinstance(body.get("wait_seconds"), (int, float)) and 1 < body["wait_seconds"] <= 60:
        body["wait_seconds"] = 0
    return body
