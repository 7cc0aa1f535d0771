"""Who is elected: validity, the majority, open seats voted on again, a woman member, near
relatives, ties. Plain Python. Called by the close of a vote, by pages and by `verify`.

城市居民委员会组织法 (2025) Arts 8, 19; where the national law is silent, as
四川省城市居民委员会选举条例 (2025) Arts 30 to 35 say it. Nothing is drawn by lot: whoever is level
with others for the last seat stands again.
"""

from collections.abc import Iterable, Sequence

from .election_seats import WAYS, Elected, Filling, Level, Post, Standing, Way, by_votes
from .threshold import Threshold

__all__ = [
    "RULE",
    "WAYS",
    "Elected",
    "Level",
    "Post",
    "Standing",
    "Way",
    "count_election",
    "stand_again",
]

RULE = "election/1"


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
    _check(posts, standings, members, ballots)
    enough = quorum.compare(ballots, members)
    if not enough.met and all(p.way == "first" for p in posts):
        open_ = tuple((p.name, p.seats) for p in posts)
        return Elected(members, ballots, enough, "inquorate", open=open_)
    filling = Filling(
        posts,
        frozenset(frozenset(pair) for pair in relatives),
        list(seated),
        a_woman and not any(s.woman for s in seated),
    )
    asked = {"first": majority, "second": least, "level": None}
    for post in posts:
        filling.fill(post, _reached(post, standings, asked[post.way], ballots))
    return filling.result(members, ballots, enough)


def _check(
    posts: Sequence[Post], standings: Sequence[Standing], members: int, ballots: int
) -> None:
    """ValueError for votes that cannot be."""
    numbers = [members, ballots, *(s.votes for s in standings), *(p.seats for p in posts)]
    if min(numbers) < 0:
        raise ValueError("negative numbers")
    if any(s.votes > ballots for s in standings):
        raise ValueError("more votes for somebody than ballots")
    names = [p.name for p in posts]
    if len(set(names)) != len(names) or {s.post for s in standings} - set(names):
        raise ValueError("a post that is not voted on, or stands twice")


def _reached(
    post: Post, standings: Sequence[Standing], asked: Threshold | None, ballots: int
) -> list[Standing]:
    """Who has votes for the post, and as many of the ballots as its way asks."""
    return [
        s
        for s in standings
        if s.post == post.name and s.votes and (asked is None or asked.met(s.votes, ballots))
    ]


def stand_again(
    result: Elected, posts: Sequence[Post], standings: Sequence[Standing], *, more: int
) -> list[tuple[Post, tuple[str, ...]]]:
    """The next round: each post with its open seats and who stands.

    Equals stand alone; else those not elected with most votes, `more` beyond the seats (level ones
    all).

    Art 19: whoever was not elected and has most votes stands again. A seat kept for a woman is
    stood for by women only.
    """
    gone = {ref for _, ref in result.elected} | {ref for ref, _ in result.kept_out}
    left = [s for s in standings if s.ref not in gone]
    again = (_once_more(result, post, left, more, post is posts[-1]) for post in posts)
    return [found for found in again if found is not None]


def _once_more(
    result: Elected, post: Post, left: Sequence[Standing], more: int, last: bool
) -> tuple[Post, tuple[str, ...]] | None:
    """The open seats of one post with who stands; None where no seat is open or nobody is left."""
    seats = dict(result.open).get(post.name, 0)
    equals = [x for x in result.level if x.post == post.name]
    if seats and equals:
        refs = tuple(dict.fromkeys(ref for x in equals for ref in x.refs))
        return Post(post.name, min(seats, sum(x.seats for x in equals)), "level"), refs
    for_woman = result.woman_missing and last
    chosen = _next_in_line(post, left, seats, seats + more, for_woman) if seats else []
    if not chosen:
        return None
    return Post(post.name, seats, "second", int(for_woman)), tuple(s.ref for s in chosen)


def _next_in_line(
    post: Post, left: Sequence[Standing], seats: int, wanted: int, for_woman: bool
) -> list[Standing]:
    """Those with most votes, `wanted` of them and all level with the last; where a seat is kept for
    a woman, with her who has most.
    """
    line = [s for s in left if s.post == post.name and (s.woman or not (for_woman and seats == 1))]
    line.sort(key=lambda s: (-s.votes, s.ref))
    if not line:
        return []
    cut = line[min(wanted, len(line)) - 1].votes
    chosen = [s for s in line if s.votes >= cut]
    women = [s for s in line if s.woman]
    if for_woman and women and not any(s.woman for s in chosen):
        chosen += by_votes(women)[0]
    return chosen
