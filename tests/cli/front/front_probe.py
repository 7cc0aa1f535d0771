"""An application that says what reached it, served by granian behind the front or, to compare, by
granian's own WSGI side.

`python -m tests.cli.front.front_probe front|wsgi PORT [FIFO]`. Its limits are small, so that a test
sees each of them in a moment.
"""

import hashlib
import itertools
import json
import os
import sys
from pathlib import Path

from werkzeug.wsgi import wrap_file

from deliberation.cli.front.limits import Limits
from deliberation.cli.front.rsgi import Front

LIMITS = Limits(
    head_seconds=1.0,
    idle=0.7,
    window=1.0,
    rate=1000,
    longest=3.0,
    at_once=0.1,
    bodies=6,
    in_memory=20_000,
    held=900_000,
)
CALLS = itertools.count(1)
ORDINARY, LARGE = 100_000, 800_000
TOLD = ("SERVER_", "REMOTE_", "REQUEST_", "PATH_", "QUERY_", "CONTENT_", "HTTP_", "SCRIPT_", "wsgi")


def app(environ, start_response):
    """By path: the environ and body told back, how often it was called, a large answer, a file, an
    error, one that waits."""
    path, calls = environ["PATH_INFO"], next(CALLS)
    if path == "/calls":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"%d" % calls]
    if path == "/many":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"%07d\n" % i for i in range(400_000))
    if path == "/file":
        file = open(__file__, "rb")  # noqa: SIM115  (wrap_file closes it)
        start_response("200 OK", [("Content-Length", str(os.path.getsize(__file__)))])
        return wrap_file(environ, file)
    if path == "/gone":
        raise RuntimeError("on purpose")
    if path == "/wait":
        Path(os.environ["PROBE_FIFO"]).read_bytes()  # until somebody writes there
    body = environ["wsgi.input"].read()
    said = {k: v for k, v in environ.items() if k.startswith(TOLD) and isinstance(v, str)}
    said |= {"length": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    data = json.dumps(said).encode()
    start_response(
        "200 OK",
        [("Content-Length", str(len(data))), ("X-Twice", "1"), ("X-Twice", "2")],
    )
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [data]


def most(environ) -> tuple[int, str]:
    """As pages with photos take more than others, for whoever names a session."""
    if environ["PATH_INFO"] != "/photos":
        return ORDINARY, ""
    return LARGE, environ.get("HTTP_COOKIE", "")


front = Front(app, 2, most, limits=LIMITS)


def main() -> None:
    """Serve until stopped."""
    interface, port = sys.argv[1], int(sys.argv[2])
    if interface == "front":
        from deliberation.cli.serving.server import granian

        granian("tests.cli.front.front_probe:front", "127.0.0.1", port, 1, LIMITS).serve()
        return
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "tests.cli.front.front_probe:app",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main()
