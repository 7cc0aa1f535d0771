"""Requests as a server hands them over: bytes, also such as no browser sends.

Sent in process, straight into the WSGI application.
"""

import io
import time
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from werkzeug.test import run_wsgi_app

Pairs = list[tuple[str, Any]]
BOUNDARY = "----fuzz7MA4YWxkTrZu0gW"


@dataclass(frozen=True, slots=True)
class File:
    """A chosen file of a form."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `target`: path and query, percent-encoded.

    Header values are latin-1, as they travel.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    address: str = "198.51.100.7"

    def with_header(self, name: str, value: str) -> "Request":
        """The same with one header set."""
        kept = tuple(h for h in self.headers if h[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)))

    def described(self) -> str:
        """As text, to send again by hand."""
        lines = [
            f"{self.method} {self.target[:2000]}",
            *(f"{k}: {v[:500]}" for k, v in self.headers),
        ]
        body = quote_from_bytes(self.body[:1500], safe=" \r\n\"'<>;:=&%/+,-_.@()[]{}!?*#|~")
        return "\n".join([*lines, f"(from {self.address})", "", body])


@dataclass(slots=True)
class Answer:
    """What came back, and what it cost: `seconds` of processor time."""

    status: int
    headers: Any
    body: bytes
    seconds: float
    location: str = field(init=False)
    is_html: bool = field(init=False)

    def __post_init__(self) -> None:
        self.location = self.headers.get("Location") or ""
        self.is_html = (self.headers.get("Content-Type") or "").startswith("text/html")

    @property
    def html(self) -> str:
        """The page, or nothing where it is none."""
        return self.body.decode("utf-8", "replace") if self.is_html else ""


def send(app: Any, request: Request) -> Answer:
    """Hand it to the application.

    Whatever escapes the application's own error page escapes here too.
    """
    environ = _environ(request)
    begun = time.process_time()
    body, status, headers = run_wsgi_app(app, environ, buffered=True)
    whole = b"".join(body)
    return Answer(int(status.split()[0]), headers, whole, time.process_time() - begun)


def _environ(request: Request) -> dict[str, Any]:
    path, _, query = request.target.partition("?")
    sent = {k.lower(): v for k, v in request.headers}
    host = sent.get("host", "localhost")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "HTTP_HOST": host,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    if request.body and "content-length" not in sent:
        environ["CONTENT_LENGTH"] = str(len(request.body))
    return environ


def as_bytes(text: str) -> bytes:
    """UTF-8, lone surrogates and all."""
    return text.encode("utf-8", "surrogatepass")


def quoted(text: str, safe: str = "") -> str:
    """Percent-encoded for a path or a query."""
    return quote_from_bytes(as_bytes(text), safe=safe)


def urlencoded(pairs: Pairs) -> bytes:
    """A form without files."""
    return "&".join(
        f"{quoted(k)}={quoted(v.name if isinstance(v, File) else v)}" for k, v in pairs
    ).encode()


def multipart(pairs: Pairs, boundary: str = BOUNDARY) -> bytes:
    """A form with files."""
    out = b""
    for name, value in pairs:
        out += f"--{boundary}\r\n".encode()
        head = b'Content-Disposition: form-data; name="' + as_bytes(name.replace('"', "%22")) + b'"'
        if isinstance(value, File):
            called = as_bytes(value.name).replace(b'"', b"%22").replace(b"\r\n", b"%0D%0A")
            head += b'; filename="' + called + b'"\r\nContent-Type: ' + value.kind.encode("latin-1")
            out += head + b"\r\n\r\n" + value.content + b"\r\n"
        else:
            out += head + b"\r\n\r\n" + as_bytes(value) + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def put_cookies(jar: dict[str, str], answer: Answer) -> None:
    """Keep what the answer sets, and forget what it takes away."""
    for line in answer.headers.getlist("Set-Cookie"):
        try:
            found = SimpleCookie(line)
        except CookieError:
            continue
        for name, morsel in found.items():
            if morsel["max-age"] == "0" or "1970" in morsel["expires"]:
                jar.pop(name, None)
            else:
                jar[name] = morsel.value


def cookie_header(jar: dict[str, str]) -> str:
    """As a browser sends it."""
    return "; ".join(f"{k}={v}" for k, v in jar.items())
