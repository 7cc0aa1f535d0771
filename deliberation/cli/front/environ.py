"""A request as WSGI knows it (PEP 3333), from what granian says of it; called by `rsgi`.

As granian's own WSGI side does it, but names with an underscore are left out (`X_Forwarded_For`
would be read as `X-Forwarded-For`), and several Cookie lines are one (RFC 9113 section 8.2.3).
"""

import sys
from typing import Any

_NOT_PREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_names: dict[str, str | None] = {}


def base() -> dict[str, Any]:
    """What is the same for every request of a process. The process's own environment stays out of
    it: it holds secrets."""
    return {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SCRIPT_NAME": "",
        "SERVER_SOFTWARE": "Granian",
        "wsgi.version": (1, 0),
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def environ(scope: Any, same: dict[str, Any]) -> dict[str, Any]:
    """The environ without its body. Bytes of a path that are no UTF-8 come as U+FFFD, which the
    application refuses."""
    server, _, port = scope.server.rpartition(":")
    made = {
        **same,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": host(scope.client),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "wsgi.url_scheme": scope.scheme,
    }
    headers = scope.headers
    for name in headers.keys():  # noqa: SIM118  (not a dict: its iterator makes the list anew)
        key = _key(name)
        if key is not None:
            values = headers.get_all(name)
            made[key] = (
                values[0]
                if len(values) == 1
                else ("; " if key == "HTTP_COOKIE" else ",").join(values)
            )
    if "HTTP_HOST" not in made:
        made["HTTP_HOST"] = scope.authority or ""
    return made


def size(scope: Any) -> int:
    """Characters of a request's header: its address, names and values, also of lines left out."""
    found, headers = len(scope.path) + len(scope.query_string), scope.headers
    for name in headers.keys():  # noqa: SIM118  (as above)
        found += sum(len(name) + len(value) for value in headers.get_all(name))
    return found


def host(client: str) -> str:
    """The address of `address:port`; IPv6 without its brackets."""
    return client.rpartition(":")[0].strip("[]")


def _key(name: str) -> str | None:
    try:
        return _names[name]
    except KeyError:
        pass
    key = (
        None if "_" in name else _NOT_PREFIXED.get(name) or "HTTP_" + name.upper().replace("-", "_")
    )
    if len(_names) < 256:  # strangers choose names: what they invent is not kept for ever
        _names[name] = key
    return key
