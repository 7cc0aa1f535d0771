"""Requests that no browser sends: what of them is left out, and what is refused before any page is
asked for. Installed by create_app.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from flask import Flask, Request, Response, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadHost, SecurityError

from . import words


class NamedFields(Request):
    """Parts of a form that have no name belong to no field: nothing reads them, and nothing
    stumbles over them.
    """

    def _load_form_data(self) -> None:
        super()._load_form_data()
        for kind in ("form", "files"):
            found = self.__dict__[kind]
            if None in found:
                named = [(k, v) for k, v in found.items(multi=True) if k is not None]
                self.__dict__[kind] = ImmutableMultiDict(named)


class CookiesInUtf8:
    """Before everything that reads cookies: bytes that are no UTF-8 become replacement characters,
    so that a foreign cookie of the same host costs nobody the others, and no page its answer.
    """

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        sent = environ.get("HTTP_COOKIE", "")
        if not sent.isascii():
            text = sent.encode("latin-1").decode("utf-8", "replace")
            environ["HTTP_COOKIE"] = text.encode().decode("latin-1")
        return self.inner(environ, start_response)


class AskedAsGet:
    """HEAD is answered as GET would be, without the body (RFC 9110, 9.3.2): no page takes it for a
    form that was sent, whatever lies in it.
    """

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return self.inner(environ, start_response)
        asked = environ | {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}
        answer = self.inner(asked, start_response)
        if close := getattr(answer, "close", None):
            close()
        return []


def init_app(app: Flask) -> None:
    """The class of every request, what stands before it, and the answer to a host name that cannot
    be one.
    """
    app.wsgi_app = AskedAsGet(CookiesInUtf8(app.wsgi_app))  # type: ignore[method-assign]
    app.request_class = NamedFields
    app.register_error_handler(BadHost, _no_host)
    app.before_request_funcs.setdefault(None, []).insert(0, _addressed)
    app.before_request(_of_letters)


def _addressed() -> None:
    # Before everything else that may answer with a page.
    if isinstance(request.routing_exception, BadHost | SecurityError):
        raise request.routing_exception


def _of_letters() -> None:
    """Invalid UTF-8 and NUL in an address are refused before anything reads them."""
    text = request.full_path + "".join(v for v in request.args.values())
    if "\x00" in text or "\ufffd" in text:
        abort(400)


def _no_host(_error: BadHost) -> Response:
    # No page: addresses on it are built from the host.
    return Response(words.NO_HOST, 400, mimetype="text/plain")
