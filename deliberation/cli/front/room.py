"""Who has room for a body that is not yet whole or not yet answered. Where it is short, the slowest
of whoever takes more than a fair share gives way, never the newcomer. Asked by `bodies`."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import IO

from .limits import Limits, Pace

_V4, _V6 = 24, 48  # bits: what one person can move about in at will


class Full(Exception):
    """Nobody gives way; whoever came last waits."""


@dataclass(eq=False)
class Body:
    """One body: its bytes, in memory or in a file without a name; whose it is; what it holds of
    the room for all (0 while it is small)."""

    file: IO[bytes]
    network: str
    session: str
    pace: Pace
    watch: asyncio.Timeout | None = None  # ends the reading
    size: int = 0
    held: int = 0
    gave_way: bool = False


@dataclass
class Room:
    """The room of a process: places for unfinished bodies, and bytes of large ones."""

    limits: Limits
    unfinished: dict[Body, None] = field(default_factory=dict)
    held: int = 0
    of_network: Counter[str] = field(default_factory=Counter)
    of_session: Counter[str] = field(default_factory=Counter)

    def enter(self, body: Body) -> None:
        """It is not whole yet, and counts from now on. Raises Full."""
        if body in self.unfinished or body.gave_way:
            return
        if len(self.unfinished) >= self.limits.bodies:
            crowding = _crowding(Counter(b.network for b in self.unfinished))
            self._gives_way(b for b in self.unfinished if b.network in crowding)
        self.unfinished[body] = None

    def leave(self, body: Body) -> None:
        """It is whole, or given up."""
        self.unfinished.pop(body, None)

    def take(self, body: Body, more: int) -> None:
        """So many more bytes of it are kept. Raises Full."""
        if body.size + more > self.limits.in_memory:
            more_held = body.size + more - body.held
            self._fit(body, more_held)
            self._holds(body, more_held)
        body.size += more

    def free(self, body: Body) -> None:
        """Its bytes are gone."""
        self._holds(body, -body.held)
        body.size = 0

    def _holds(self, body: Body, more: int) -> None:
        body.held += more
        self.held += more
        for counted, key in ((self.of_network, body.network), (self.of_session, body.session)):
            counted[key] += more
            if not counted[key]:
                del counted[key]

    def _fit(self, body: Body, more: int) -> None:
        others = [b for b in self.unfinished if b is not body and b.held]
        session, network = body.session, body.network
        while session and self.of_session[session] + more > self.limits.held_of_session:
            others = self._less(others, [b for b in others if b.session == session])
        while self.of_network[network] + more > self.limits.held_of_one:
            others = self._less(others, [b for b in others if b.network == network])
        while self.held + more > self.limits.held:
            crowding = _crowding(self.of_network)
            others = self._less(others, [b for b in others if b.network in crowding])

    def _less(self, others: list[Body], among: list[Body]) -> list[Body]:
        gone = self._gives_way(among)
        return [b for b in others if b is not gone]

    def _gives_way(self, among: Iterable[Body]) -> Body:
        """The slowest of these, which is due first, makes room at once; its reading ends soon."""
        gone = min(among, key=lambda b: b.pace.due, default=None)
        if gone is None:
            raise Full
        self.leave(gone)
        self.free(gone)
        gone.gave_way = True
        if gone.watch is not None and not gone.watch.expired():
            gone.watch.reschedule(0)
        return gone


def _crowding(counted: Counter[str]) -> set[str]:
    """Who has a fair share, or more."""
    share = counted.total() / max(len(counted), 1)
    return {key for key, n in counted.items() if n >= share}


def network(address: str) -> str:
    """Whose an address is, where room is short: the /24 of an IPv4 address, the /48 of an IPv6
    one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    bits = _V4 if found.version == 4 else _V6
    return str(ip_network((found, bits), strict=False))
