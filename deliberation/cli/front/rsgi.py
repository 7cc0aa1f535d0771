"""The application granian is given (RSGI): reads the body, then lines the request up for a thread.
Used by `deliberation.wsgi`."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from .answers import Application, Threads
from .bodies import Bodies, Refused, expected
from .doors import Doors
from .environ import base, size
from .environ import environ as environ_of
from .limits import Limits
from .line import Place
from .plain import plain
from .room import network


class Front:
    """`app`: a WSGI application; `most(environ)`: how many bytes a request may send, and the
    session it names; `proxies`: how many stand in front; `port`: where granian listens (0: nobody
    watches its connections)."""

    def __init__(
        self,
        app: Application,
        threads: int,
        most: Callable[[dict[str, Any]], tuple[int, str]],
        proxies: int = 0,
        port: int = 0,
        limits: Limits | None = None,
    ) -> None:
        self.app, self.number, self.proxies, self.port = app, threads, proxies, port
        self.limits = limits or Limits()
        self.bodies = Bodies(self.limits, most)
        self.same = base()

    def __rsgi_init__(self, loop: Any) -> None:
        """Called in the worker, before its first request."""
        self.threads = Threads(self.app, self.number, self.limits, loop)
        if self.port:
            Doors(self.port, self.limits, self.proxies).watch()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """One request, from its header to its answer."""
        if size(scope) > self.limits.head:  # granian bounds its buffer, and only about
            proto.response_bytes(*plain(431))
            return
        environ = environ_of(scope, self.same)
        address = self._address(environ)
        if not expected(environ):
            environ["wsgi.input"] = io.BytesIO()
            form = environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            await self.threads.answer(Place(network(address), form), environ, proto)
            return
        try:
            body = await self.bodies.read(proto, environ, address)
        except Refused as refused:
            proto.response_bytes(*plain(refused.status, environ["PATH_INFO"], refused.most))
            return
        environ["wsgi.input"] = body.file
        place = Place(body.session or body.network, True)
        await self.threads.answer(place, environ, proto, partial(self.bodies.release, body))

    def _address(self, environ: dict[str, Any]) -> str:
        """Whose request it is: as many steps back as there are proxies, as werkzeug's ProxyFix
        counts them."""
        named: list[str] = [
            a.strip() for a in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if a.strip()
        ]
        if 0 < self.proxies <= len(named):
            return named[-self.proxies]
        return str(environ["REMOTE_ADDR"])
