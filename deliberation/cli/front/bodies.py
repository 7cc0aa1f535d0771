"""Reads bodies whole, in time and within their size, before a thread is taken. Called by `rsgi` on
its loop."""

import asyncio
import tempfile
from collections.abc import Callable
from typing import Any

from .limits import Limits, Pace
from .room import Body, Full, Room, network


class Refused(Exception):
    """The body is not taken; `status` says why: 400 broken, 408 too slow, 413 too large, 503 too
    many at once. `most`: bytes it might have had."""

    def __init__(self, status: int, most: int | None = None) -> None:
        self.status, self.most = status, most
        super().__init__(status)


class Bodies:
    """All bodies of a process. `most(environ)`: how many bytes this request may send, and the
    session it names, if any."""

    def __init__(self, limits: Limits, most: Callable[[dict[str, Any]], tuple[int, str]]) -> None:
        self.limits, self.most = limits, most
        self.room = Room(limits)

    async def read(self, proto: Any, environ: dict[str, Any], address: str) -> Body:
        """The whole body, to be given back by `release`. Raises Refused."""
        declared = _declared(environ)
        most, session = self.most(environ)
        if declared is not None and declared > most:
            raise Refused(413, most)
        file = tempfile.SpooledTemporaryFile(self.limits.in_memory)  # noqa: SIM115  (see release)
        pace = Pace(self.limits, asyncio.get_running_loop().time())
        body = Body(file, network(address), session, pace)
        try:
            await self._fill(body, proto, declared, most)
        except Full:
            self.release(body)
            raise Refused(503) from None
        except BaseException:
            self.release(body)
            raise
        finally:
            self.room.leave(body)
        body.file.seek(0)
        return body

    def release(self, body: Body) -> None:
        """The request was answered, or given up."""
        self.room.free(body)
        body.file.close()

    async def _fill(self, body: Body, proto: Any, declared: int | None, most: int) -> None:
        loop = asyncio.get_running_loop()
        soon = loop.call_later(self.limits.at_once, self.room.enter, body)
        ends = 0
        try:
            async with asyncio.timeout_at(body.pace.due) as body.watch:
                async for piece in proto:
                    if not piece:
                        ends += 1
                        continue
                    self._take(body, piece, most, loop.time())
                    if body.size != declared:
                        self.room.enter(body)
                    body.watch.reschedule(body.pace.due)
        except TimeoutError:
            raise Refused(503 if body.gave_way else 408) from None
        finally:
            soon.cancel()
        # granian ends a stream with one empty piece, and puts another before it where the stream
        # broke (or had trailers, which nobody sends)
        if ends != 1 or (declared is not None and body.size != declared):
            raise Refused(400)

    def _take(self, body: Body, piece: bytes, most: int, now: float) -> None:
        if body.gave_way:
            raise Refused(503)
        if body.size + len(piece) > most:
            raise Refused(413, most)
        body.pace.took(len(piece), now)
        self.room.take(body, len(piece))
        body.file.write(piece)


def expected(environ: dict[str, Any]) -> bool:
    """Whether a body follows the header."""
    return environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


def _declared(environ: dict[str, Any]) -> int | None:
    text = environ.get("CONTENT_LENGTH", "")
    return int(text) if text.isascii() and text.isdigit() else None
