"""Who is elected: validity, the majority, open seats voted on again, a woman member, near
relatives, ties. Plain Python. Called by the close of a vote, by pages and by `verify`.

城市居民委员会组织法 (2025) Arts 8, 19; where the national law is silent, as
四川省城市居民委员会选举条例 (2025) Arts 30 to 35 say it. Nothing is drawn by lot: whoever is level
with others for the last seat stands again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .threshold import Comparison, Threshold

RULE = "election/1"
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

    @property
    def open_seats(self) -> int:
        """Seats left to fill, of all posts."""
        return sum(n for _, n in self.open)


@dataclass(slots=True)
class _Filling:
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

    def fill(self, post: Post, reached: list[Standing], *, last: bool) -> None:
        """One post, most votes first."""
        self.free, line = (
            post.seats,
            [
                s
                for s in sorted(reached, key=lambda s: (-s.votes, s.ref))
                if not self._seated_already(s)
            ],
        )
        if self.woman and last and self.free and (post.way == "first" or post.for_women):
            taken = self._woman_first(post, line)
            line = [s for s in line if s.ref not in taken]
        for group in _by_votes(line):
            group = self._without_relatives(post, group)
            if len(group) > self.free:
                if self.free:
                    self.level.append(Level(post.name, tuple(s.ref for s in group), self.free))
                break
            self._elect(group)
        got = sum(s.post == post.name for s in self.elected)
        self.open.append((post.name, post.seats - got))

    def _seated_already(self, s: Standing) -> bool:
        """Elected to a higher post already: one person holds one."""
        return any(x.person == s.person for x in [*self.seated, *self.elected])

    def _woman_first(self, post: Post, line: list[Standing]) -> frozenset[str]:
        """Sichuan Art 32: the woman with most votes comes first; where none reached what is asked,
        one seat stays open for a woman. Who needs no more looking at.
        """
        for group in _by_votes([s for s in line if s.woman]):
            if len(group) > 1 and sum(s.votes >= group[0].votes for s in line) <= self.free:
                return frozenset()  # equals, and each of them has a seat by her votes alone
            group = self._without_relatives(post, group)
            if len(group) == 1:
                self._elect(group)
                return frozenset({group[0].ref})
            if group:
                self.level.append(Level(post.name, tuple(s.ref for s in group), 1))
                self.free -= 1
                self.woman_missing = True
                return frozenset(s.ref for s in group)
        if self.free:
            self.free -= 1
            self.woman_missing = True
        return frozenset()

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


def _by_votes(line: Iterable[Standing]) -> list[list[Standing]]:
    groups: dict[int, list[Standing]] = {}
    for s in line:
        groups.setdefault(s.votes, []).append(s)
    return [groups[v] for v in sorted(groups, reverse=True)]


def count_election(
    posts: Sequence[Post],
    standings: Sequence[Standing],
    *,
    members: int,
    ballots: int,
    quorum: Threshold,
    majority: Threshold,
    least: Threshold,
    seated: Sequence[Standing] = (),
    relatives: Iterable[tuple[str, str]] = (),
    a_woman: bool = False,
) -> Elected:
    """Count. `ballots` returned, spoiled ones included (Sichuan Art 30: they count in the total);
    `seated` those elected in earlier rounds.

    `least`: the share of the ballots a second round asks for; `a_woman`: whether the body must
    include a woman. ValueError for votes that cannot be.
    """
    if (
        min([members, ballots, *(s.votes for s in standings), *(p.seats for p in posts)], default=0)
        < 0
    ):
        raise ValueError("negative numbers")
    if any(s.votes > ballots for s in standings):
        raise ValueError("more votes for somebody than ballots")
    names = [p.name for p in posts]
    if len(set(names)) != len(names) or {s.post for s in standings} - set(names):
        raise ValueError("a post that is not voted on, or stands twice")
    enough = quorum.compare(ballots, members)
    first_round = all(p.way == "first" for p in posts)
    if first_round and not enough.met:
        return Elected(
            members, ballots, enough, "inquorate", open=tuple((p.name, p.seats) for p in posts)
        )
    filling = _Filling(
        posts,
        frozenset(frozenset(pair) for pair in relatives),
        list(seated),
        a_woman and not any(s.woman for s in seated),
    )
    for post in posts:
        asked = {"first": majority, "second": least, "level": None}[post.way]
        reached = [
            s
            for s in standings
            if s.post == post.name and s.votes and (asked is None or asked.met(s.votes, ballots))
        ]
        if any(s.woman for s in filling.elected):
            filling.woman = False
        filling.fill(post, reached, last=post is posts[-1])
    outcome: Literal["passed", "rejected"] = "passed" if filling.elected else "rejected"
    return Elected(
        members,
        ballots,
        enough,
        outcome,
        tuple((s.post, s.ref) for s in filling.elected),
        tuple(filling.level),
        tuple(filling.kept_out),
        tuple(filling.open),
        filling.woman_missing,
    )


def stand_again(
    result: Elected, posts: Sequence[Post], standings: Sequence[Standing], *, more: int
) -> list[tuple[Post, tuple[str, ...]]]:
    """The next round: each post with its open seats and who stands.

    Equals stand alone; else those not elected with most votes, `more` beyond the seats (level ones
    all).

    Art 19: whoever was not elected and has most votes stands again. A seat kept for a woman is
    stood for by women only.
    """
    won = {ref for _, ref in result.elected}
    out = {ref for ref, _ in result.kept_out}
    found: list[tuple[Post, tuple[str, ...]]] = []
    for post in posts:
        seats = dict(result.open).get(post.name, 0)
        equals = [x for x in result.level if x.post == post.name]
        if not seats:
            continue
        if equals:
            refs = tuple(dict.fromkeys(ref for x in equals for ref in x.refs))
            found.append((Post(post.name, min(seats, sum(x.seats for x in equals)), "level"), refs))
            continue
        women_only = result.woman_missing and post is posts[-1] and seats == 1
        line = sorted(
            (
                s
                for s in standings
                if s.post == post.name and s.ref not in won | out and (s.woman or not women_only)
            ),
            key=lambda s: (-s.votes, s.ref),
        )
        if line:
            cut = line[min(seats + more, len(line)) - 1].votes
            chosen = [s for s in line if s.votes >= cut]
            women = 1 if result.woman_missing and post is posts[-1] else 0
            if women and not any(s.woman for s in chosen):
                chosen += (
                    _by_votes([s for s in line if s.woman])[:1][0]
                    if any(s.woman for s in line)
                    else []
                )
            found.append((Post(post.name, seats, "second", women), tuple(s.ref for s in chosen)))
    return found
