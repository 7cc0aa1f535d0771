"""Posts, who stands for them, and the giving of seats: open seats, a woman member, near relatives,
ties. Plain Python; `election` counts with it.

城市居民委员会组织法 (2025) Arts 8, 19; 四川省城市居民委员会选举条例 (2025) Arts 32, 33.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .threshold import Comparison

Way = Literal["first", "second", "level"]
WAYS: tuple[Way, ...] = ("first", "second", "level")


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its open seats.

    Posts stand highest first. way: first (majority), second (most votes and the least share), level
    (voted again after a tie: most votes).
    """

    name: str
    seats: int
    way: Way = "first"
    for_women: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody votes were cast for, with a post: a candidate, or a name written in.

    `person` ties one human being's standings and relatives together.
    """

    ref: str
    person: str
    post: str
    votes: int
    woman: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Equals for `seats` seats of a post: they stand again. why: votes, or relatives (Sichuan Art
    33).
    """

    post: str
    refs: tuple[str, ...]
    seats: int
    why: Literal["votes", "relatives"] = "votes"


@dataclass(frozen=True, slots=True)
class Elected:
    """The result. `elected`: (post, ref) in the order of posts and votes; `kept_out`: (ref, ref of
    the near relative who stands before them).

    `open`: seats of each post nobody got. `woman_missing`: one seat of the last post is kept for a
    woman, who is elected next.
    """

    members: int
    ballots: int
    quorum: Comparison
    outcome: Literal["passed", "rejected", "inquorate"]
    elected: tuple[tuple[str, str], ...] = ()
    level: tuple[Level, ...] = ()
    kept_out: tuple[tuple[str, str], ...] = ()
    open: tuple[tuple[str, int], ...] = ()
    woman_missing: bool = False


@dataclass(slots=True)
class Filling:
    """Seats given post after post, highest first; `woman` while one still has to be elected."""

    posts: Sequence[Post]
    relatives: frozenset[frozenset[str]]
    seated: list[Standing]
    woman: bool
    elected: list[Standing] = field(default_factory=list)
    level: list[Level] = field(default_factory=list)
    kept_out: list[tuple[str, str]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    woman_missing: bool = False
    free: int = 0

    def fill(self, post: Post, reached: list[Standing]) -> None:
        """One post, most votes first, among those who `reached` what it asks."""
        self.woman = self.woman and not any(s.woman for s in self.elected)
        self.free, last = post.seats, post is self.posts[-1]
        in_order = sorted(reached, key=lambda s: (-s.votes, s.ref))
        line = [s for s in in_order if not self._seated_already(s)]
        if self.woman and last and self.free and (post.way == "first" or post.for_women):
            taken = self._woman_first(post, line)
            line = [s for s in line if s.ref not in taken]
        self._seat(post, line)
        got = sum(s.post == post.name for s in self.elected)
        self.open.append((post.name, post.seats - got))

    def _seat(self, post: Post, line: list[Standing]) -> None:
        """Group after group of equals, until one is larger than the seats left."""
        for group in by_votes(line):
            group = self._without_relatives(post, group)
            if len(group) > self.free:
                if self.free:
                    self.level.append(Level(post.name, tuple(s.ref for s in group), self.free))
                break
            self._elect(group)

    def result(self, members: int, ballots: int, enough: Comparison) -> Elected:
        """What came of it, after the last post."""
        return Elected(
            members,
            ballots,
            enough,
            "passed" if self.elected else "rejected",
            tuple((s.post, s.ref) for s in self.elected),
            tuple(self.level),
            tuple(self.kept_out),
            tuple(self.open),
            self.woman_missing,
        )

    def _seated_already(self, s: Standing) -> bool:
        """Elected to a higher post already: one person holds one."""
        return any(x.person == s.person for x in [*self.seated, *self.elected])

    def _woman_first(self, post: Post, line: list[Standing]) -> frozenset[str]:
        """Sichuan Art 32: the woman with most votes comes first; where none reached what is asked,
        one seat stays open for a woman. Who needs no more looking at.
        """
        for group in by_votes([s for s in line if s.woman]):
            if len(group) > 1 and sum(s.votes >= group[0].votes for s in line) <= self.free:
                return frozenset()  # equals, and each of them has a seat by her votes alone
            group = self._without_relatives(post, group)
            if len(group) == 1:
                self._elect(group)
                return frozenset({group[0].ref})
            if group:
                self.level.append(Level(post.name, tuple(s.ref for s in group), 1))
                self._keep_a_seat()
                return frozenset(s.ref for s in group)
        if self.free:
            self._keep_a_seat()
        return frozenset()

    def _keep_a_seat(self) -> None:
        """One seat stays open for a woman."""
        self.free -= 1
        self.woman_missing = True

    def _without_relatives(self, post: Post, group: list[Standing]) -> list[Standing]:
        """Sichuan Art 33: of near relatives the higher post stands, in one post the one with more
        votes; equals stand again.
        """
        left = []
        for s in group:
            before = next((x for x in [*self.seated, *self.elected] if self._related(x, s)), None)
            if before is not None:
                self.kept_out.append((s.ref, before.ref))
            else:
                left.append(s)
        pairs = [s for s in left if any(self._related(s, x) for x in left)]
        if pairs and self.free:
            self.level.append(Level(post.name, tuple(s.ref for s in pairs), 1, "relatives"))
            self.free -= 1
        return [s for s in left if s not in pairs]

    def _related(self, a: Standing, b: Standing) -> bool:
        return frozenset({a.person, b.person}) in self.relatives

    def _elect(self, group: list[Standing]) -> None:
        self.elected += group
        self.free -= len(group)


def by_votes(line: Iterable[Standing]) -> list[list[Standing]]:
    """Equals together, most votes first."""
    groups: dict[int, list[Standing]] = {}
    for s in line:
        groups.setdefault(s.votes, []).append(s)
    return [groups[v] for v in sorted(groups, reverse=True)]
