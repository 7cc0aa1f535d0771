"""Watches this process's own connections from outside the server, once a second: who takes nothing
of an answer is let go, and no network fills the house.

granian gives a header its time but an answer none, and knows no addresses; the kernel does (Linux;
elsewhere this watches nothing).
"""

import os
import socket
import struct
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

from .limits import Limits
from .room import network

_TCP_INFO_BYTES = 136
_ACKED_AT, _UNACKED_AT = 120, 24  # struct tcp_info of linux/tcp.h: tcpi_bytes_acked, tcpi_unacked
_NOT_SENT = 0x894B  # SIOCOUTQNSD: bytes the kernel keeps for the reader and has not sent


@dataclass(slots=True)
class _Seen:
    first: float
    since: float  # when the window began in which the reader must take something
    acked: int


@dataclass
class Doors:
    """The connections of one process to `port`. `proxies`: behind one, all come from its address,
    and addresses are not counted."""

    port: int
    limits: Limits
    proxies: int = 0
    seen: dict[tuple[str, int], _Seen] = field(default_factory=dict)

    def watch(self) -> None:
        """Look every second, in a thread of its own."""
        if sys.platform == "linux":
            Thread(target=self._watch, name="doors", daemon=True).start()

    def _watch(self) -> None:
        crowded = False
        while True:
            time.sleep(0.2 if crowded else 1)
            with suppress(OSError):
                crowded = self.look(time.monotonic()) > 0

    def look(self, now: float) -> int:
        """Let go who must go; → how many. `now`: monotonic seconds."""
        found: dict[tuple[str, int], socket.socket] = {}
        try:
            for peer, ours in _connections(self.port):
                found[peer] = ours
            self.seen = {p: self.seen.get(p) or _Seen(now, now, 0) for p in found}
            gone = [p for p, ours in found.items() if self._takes_nothing(p, ours, now)]
            gone += self._too_many(set(found) - set(gone))
            for peer in gone:
                _let_go(found[peer])
            return len(gone)
        finally:
            for ours in found.values():
                ours.close()

    def _takes_nothing(self, peer: tuple[str, int], ours: socket.socket, now: float) -> bool:
        """Whether an answer waits for this reader, who took less of it than `rate` over the time
        it is given."""
        seen = self.seen[peer]
        waiting, acked = _waiting(ours)
        if not waiting:
            seen.since, seen.acked = now, acked
            return False
        if now - seen.since < self.limits.reading:
            return False
        if acked - seen.acked < self.limits.rate * self.limits.reading:
            return True
        seen.since, seen.acked = now, acked
        return False

    def _too_many(self, peers: set[tuple[str, int]]) -> list[tuple[str, int]]:
        """When more than three quarters of the house are taken: the oldest of the fullest networks,
        until it is three quarters."""
        over = len(peers) - self.limits.connections * 3 // 4
        if self.proxies or over <= 0:
            return []
        by_network: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for peer in peers:
            by_network[network(peer[0])].append(peer)
        level = _level([len(theirs) for theirs in by_network.values()], over)
        return [
            peer
            for theirs in by_network.values()
            for peer in sorted(theirs, key=lambda p: self.seen[p].first)[: len(theirs) - level]
            if len(theirs) > level
        ]


def _level(sizes: list[int], over: int) -> int:
    """How many each may keep, so that at least `over` go and only of the largest."""
    level = max(sizes)
    while sum(max(n - level, 0) for n in sizes) < over:
        level -= 1
    return level


def _connections(port: int) -> Iterator[tuple[tuple[str, int], socket.socket]]:
    """(address and port of the other side, a second handle of the socket) for each open connection
    to `port`."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            ours = socket.socket(fileno=os.dup(int(name)))
        except OSError:  # closed since
            continue
        try:
            if ours.family in (socket.AF_INET, socket.AF_INET6) and ours.getsockname()[1] == port:
                yield ours.getpeername()[:2], ours
                continue
        except OSError:  # it listens, or has just ended
            pass
        ours.close()


def _waiting(ours: socket.socket) -> tuple[bool, int]:
    """Whether bytes wait for the reader, and how many it took since the connection began."""
    info = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO_BYTES)
    if len(info) < _TCP_INFO_BYTES:
        return False, 0
    (unacked,) = struct.unpack_from("=I", info, _UNACKED_AT)
    (acked,) = struct.unpack_from("=Q", info, _ACKED_AT)
    return bool(unacked) or _not_sent(ours) > 0, acked


def _not_sent(ours: socket.socket) -> int:
    import fcntl

    waits: int = struct.unpack("=i", fcntl.ioctl(ours, _NOT_SENT, b"\0\0\0\0"))[0]
    return waits


def _let_go(ours: socket.socket) -> None:
    """End it at once, without keeping what the reader did not take; the server sees the end and
    forgets it."""
    with suppress(OSError):
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("=ii", 1, 0))
        ours.shutdown(socket.SHUT_RDWR)
