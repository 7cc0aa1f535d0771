"""Under which names the site answers, and the one address that stands in everything that leaves it:
letters, QR codes, posters, messages.

The Host header is whatever a caller or a careless proxy wrote: nothing printed and no redirect is
made from it. Installed by create_app.
"""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from flask import Flask, Response, current_app, request, url_for
from werkzeug.exceptions import SecurityError

from deliberation.web.errors import words

HERE = ("localhost", "127.0.0.1")  # health checks of this machine


def served(names: Sequence[str]) -> list[str] | None:
    """Flask's TRUSTED_HOSTS for the names that were set; None (any) where none was: a trial, by
    whatever address reaches it.
    """
    return [*(name.partition(":")[0] for name in names), *HERE] if names else None


def address() -> str:
    """Scheme and name (and port) for everything that leaves the site: the configured ones.

    Where none is set, those of this request if they can only mean this machine or its own network
    (a demo on a phone in the same Wi-Fi), else http://localhost with the port.
    """
    set_: str = current_app.config["PUBLIC_ADDRESS"]
    if current_app.config["TRUSTED_HOSTS"] is not None:
        return set_
    if _near(request.host):
        return f"{request.scheme}://{request.host}"
    port = request.environ.get("SERVER_PORT", "")
    return f"{set_}:{port}" if port.isdigit() and port not in ("80", "443", "0") else set_


def _near(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        found = ip_address(name.strip("[]"))
    except ValueError:
        return False
    return found.is_private or found.is_loopback or found.is_link_local


def outside(endpoint: str, **values: Any) -> str:
    """The whole address of a page, for paper, QR codes and text that is carried elsewhere.

    Inside the site use `url_for`.
    """
    return address() + url_for(endpoint, **values)


class OneSpelling:
    """Before everything that reads the host: names are the same in capitals and with the dot that
    ends them (RFC 3986, 3.2.2; RFC 1034, 3.1)."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if host := environ.get("HTTP_HOST"):
            name, colon, port = host.lower().partition(":")
            environ["HTTP_HOST"] = name.removesuffix(".") + colon + port
        return self.inner(environ, start_response)


def init_app(app: Flask) -> None:
    """A foreign name is answered in plain words; redirects name no host at all."""
    app.wsgi_app = OneSpelling(app.wsgi_app)  # type: ignore[method-assign]
    app.register_error_handler(SecurityError, _foreign)
    app.after_request(_without_host)


def _foreign(_error: SecurityError) -> Response:
    # No page: without a name of ours there is no address to build one with.
    return Response(words.FOREIGN, 400, mimetype="text/plain")


def _without_host(response: Response) -> Response:
    # Routing's own redirects (a missing slash) are made from the Host header, in the header and in
    # the body.
    location = response.headers.get("Location", "")
    if "://" not in location or not 300 <= response.status_code < 400:
        return response
    own = f"{request.scheme}://{request.host}"
    if location.startswith(f"{own}/"):
        response.headers["Location"] = location.removeprefix(own)
        response.set_data(response.get_data().replace(own.encode(), b""))
    return response
