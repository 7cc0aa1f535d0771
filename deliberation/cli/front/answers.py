"""Runs the application in a few threads and hands each answer over whole, so that no thread waits
for a reader. Called by `rsgi`."""

import logging
import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from threading import Thread
from typing import IO, Any

from werkzeug.wsgi import FileWrapper

from .limits import Limits
from .line import Line, Place
from .plain import plain

LOG = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PAGES = 3  # read at once in one process; more only take the processor from each other
OPENED_SECONDS = 30.0  # by then granian has opened a file whose path it was given
_FDS = "/proc/self/fd"


class _Said:
    """What the application told start_response."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[str, str]] = []

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = int(status[:3]), headers


class Threads:
    """So many threads, each with one request at a time; `answer` puts a request into the line
    before them."""

    def __init__(self, app: Application, number: int, limits: Limits, loop: Any) -> None:
        self.app, self.limits, self.loop = app, limits, loop
        self.line = Line(PAGES)
        self.done: deque[tuple[Any, Any]] = deque()
        self.opened: deque[tuple[float, IO[bytes]]] = deque()
        self.woken = False
        for i in range(number):
            Thread(target=self._work, name=f"answers-{i + 1}", daemon=True).start()

    async def answer(
        self,
        place: Place,
        environ: dict[str, Any],
        proto: Any,
        after: Callable[[], None] | None = None,
    ) -> None:
        """Wait until a thread has answered this complete request; `after` is called on the loop
        then, also where nobody waits any more."""
        answered = self.loop.create_future()
        self.line.put(place, (environ, proto, answered, after))
        await answered

    def _work(self) -> None:
        while True:
            place, (environ, proto, answered, after) = self.line.get()
            begun = time.monotonic()
            try:
                self._one(environ, proto)
            except BaseException:  # a thread that ends would never be replaced
                LOG.exception("answering %s", environ.get("PATH_INFO"))
                proto.response_bytes(*plain(500))
            self.line.used(place, time.monotonic() - begun)
            self.done.append((answered, after))
            # The reader has the answer already; the loop learns of several at once where they come
            # quickly.
            if not self.woken:
                self.woken = True
                try:
                    self.loop.call_soon_threadsafe(self._finish)
                except RuntimeError:  # the loop was closed: the process ends
                    return
            del environ, proto, answered, after

    def _finish(self) -> None:
        self.woken = False
        while self.done:
            answered, after = self.done.popleft()
            if after is not None:
                after()
            if not answered.done():  # cancelled: the reader went away
                answered.set_result(None)

    def _one(self, environ: dict[str, Any], proto: Any) -> None:
        said = _Said()
        result = self.app(environ, said)
        try:
            path = _path(result)
            if path is not None:
                proto.response_file(said.status, said.headers, path)
                return
            small, large = self._collect(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        if large is None:
            proto.response_bytes(said.status, said.headers, small)
        else:
            self._hand_over(said, large, proto)

    def _collect(self, result: Iterable[bytes]) -> tuple[bytes, IO[bytes] | None]:
        """The whole answer: its bytes where they are few, else a file without a name."""
        pieces: list[bytes] = []
        size, file = 0, None
        for piece in result:
            size += len(piece)
            if file is None and (size <= self.limits.in_memory or not os.path.isdir(_FDS)):
                pieces.append(piece)
                continue
            if file is None:
                file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `_close_opened`)
                file.writelines(pieces)
                pieces.clear()
            file.write(piece)
        return b"".join(pieces), file

    def _hand_over(self, said: _Said, file: IO[bytes], proto: Any) -> None:
        """granian opens the file anew by its descriptor and reads it at the reader's pace; ours is
        closed a while later."""
        size = file.seek(0, os.SEEK_END)
        file.flush()
        headers = list(said.headers)
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(size)))
        now = time.monotonic()
        while self.opened and self.opened[0][0] < now:
            self.opened.popleft()[1].close()
        self.opened.append((now + OPENED_SECONDS, file))
        proto.response_file(said.status, headers, f"{_FDS}/{file.fileno()}")


def _path(result: Iterable[bytes]) -> str | None:
    """The path of an answer that is one file from its beginning (a style, a script, a picture of
    ours)."""
    file = getattr(result, "file", None) if isinstance(result, FileWrapper) else None
    name = getattr(file, "name", None)
    if file is None or not isinstance(name, str) or not os.path.isabs(name):
        return None
    return name if file.tell() == 0 else None
