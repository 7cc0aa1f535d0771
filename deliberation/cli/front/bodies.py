"""Reads bodies whole, in time and within their size, before a thread is taken; counts what is
unfinished. Called by `rsgi` on its loop."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import IO, Any

from .limits import Limits, due


class Refused(Exception):
    """The body is not taken; `status` says why: 400 broken, 408 too slow, 413 too large, 503 too
    many at once. `most`: bytes it might have had."""

    def __init__(self, status: int, most: int | None = None) -> None:
        self.status, self.most = status, most
        super().__init__(status)


@dataclass
class Body:
    """One body: its bytes, in memory or in a file without a name, and how much of the room for all
    it holds."""

    file: IO[bytes]
    size: int = 0


@dataclass
class Bodies:
    """All bodies of a process. `most(environ)`: how many bytes this request may send."""

    limits: Limits
    most: Callable[[dict[str, Any]], int]
    unfinished: int = 0
    held: int = 0
    by_address: Counter[str] = field(default_factory=Counter)

    async def read(self, proto: Any, environ: dict[str, Any], address: str) -> Body:
        """The whole body, to be given back by `release`. Raises Refused."""
        declared = _declared(environ)
        most = self.most(environ)
        if declared is not None and declared > most:
            raise Refused(413, most)
        near = network(address)
        if (
            self.unfinished >= self.limits.bodies
            or self.by_address[near] >= self.limits.bodies_of_one
            or self.held + (declared or 0) > self.limits.held
        ):
            raise Refused(503)
        self.unfinished += 1
        self.by_address[near] += 1
        body = Body(tempfile.SpooledTemporaryFile(max_size=self.limits.in_memory))
        try:
            await self._fill(body, proto, declared, most)
        except BaseException:
            self.release(body)
            raise
        finally:
            self.unfinished -= 1
            self.by_address[near] -= 1
            if not self.by_address[near]:
                del self.by_address[near]
        body.file.seek(0)
        return body

    def release(self, body: Body) -> None:
        """The request was answered, or given up."""
        self.held -= body.size
        body.size = 0
        body.file.close()

    async def _fill(self, body: Body, proto: Any, declared: int | None, most: int) -> None:
        clock = asyncio.get_running_loop().time
        begun = clock()
        ends = 0
        try:
            async with asyncio.timeout_at(due(self.limits, begun, begun, 0)) as watch:
                async for piece in proto:
                    if not piece:
                        ends += 1
                        continue
                    self._take(body, piece, most)
                    watch.reschedule(due(self.limits, begun, clock(), body.size))
        except TimeoutError:
            raise Refused(408) from None
        # granian ends a stream with one empty piece, and puts another before it where the stream
        # broke (or had trailers, which nobody sends)
        if ends != 1 or (declared is not None and body.size != declared):
            raise Refused(400)

    def _take(self, body: Body, piece: bytes, most: int) -> None:
        if body.size + len(piece) > most:
            raise Refused(413, most)
        if self.held + len(piece) > self.limits.held:
            raise Refused(503)
        body.size += len(piece)
        self.held += len(piece)
        body.file.write(piece)


def expected(environ: dict[str, Any]) -> bool:
    """Whether a body follows the header."""
    return environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


def _declared(environ: dict[str, Any]) -> int | None:
    text = environ.get("CONTENT_LENGTH", "")
    return int(text) if text.isascii() and text.isdigit() else None


def network(address: str) -> str:
    """What counts as one address: an IPv4 address, or the 64 bits of IPv6 that one connection has
    to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(found.ipv4_mapped or ip_address(int(found) >> 64 << 64))
