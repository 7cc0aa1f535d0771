"""The platform's own export of an election by posts (Art 19): what the rule needs to elect again,
from ballots where they were cast by name, from sums where they were secret.

META, POSTS (highest first), STANDINGS, then SEATED (earlier rounds), RELATIVES (pairs that counted)
and BALLOTS where there are any. A standing is a candidacy, or a name written on ballots (no
option); `person` only ties one human being's lines together. Written by
`vote.files.election_file`; read by `reading` for `tally`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.counting.election import Post, Standing
from deliberation.counting.formats.sections import head, quoted, shares, written, written_out
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold

FORMAT = "deliberation-election/1"
RULE = "election"
COLUMNS = {
    "META": ("key;value",),
    "POSTS": ("post;seats;way;for_women",),
    "STANDINGS": ("standing;post;person;woman;option;for;against;abstain;name",),
    "SEATED": ("standing;post;person;woman;votes;name",),
    "RELATIVES": ("person;person",),
    "BALLOTS": ("ballot;answer",),
}
MAY_LACK = ("SEATED", "RELATIVES", "BALLOTS")
LINES = {  # META says how many lines each section has
    "num_posts": "POSTS",
    "num_standings": "STANDINGS",
    "num_seated": "SEATED",
    "num_relatives": "RELATIVES",
    "num_votes": "BALLOTS",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One standing with its votes.

    `option`: its number on the paper under its post, None for a name written in.
    """

    standing: Standing
    option: int | None
    against: int
    abstain: int
    name: str


@dataclass(frozen=True, slots=True)
class ElectionBallots:
    """What `count_election` needs.

    `ballots`: cast or returned, invalid ones among them; `valid`: without them; `answers`: each
    valid ballot by its fact, () where only sums were kept.
    """

    members: int
    ballots: int
    valid: int
    quorum: Threshold
    majority: Threshold
    least: Threshold
    a_woman: bool
    posts: tuple[Post, ...]
    lines: tuple[Line, ...]
    seated: tuple[tuple[Standing, str], ...] = ()
    relatives: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_round(self) -> bool:
        """Whether enough must come: a further round asks for no quorum."""
        return all(post.way == "first" for post in self.posts)

    @property
    def questions(self) -> list[Question]:
        """One for each post, as it was asked."""
        return [_asked(post, self.lines) for post in self.posts]


def _asked(post: Post, lines: Iterable[Line]) -> Question:
    options = sum(x.standing.post == post.name and x.option is not None for x in lines)
    return Question("each", "election/1", options, seats=post.seats)


def write(meta: Mapping[str, str], e: ElectionBallots) -> str:
    """The file. `meta` says more about the vote."""
    sections: dict[str, list[Iterable[object]]] = {
        "POSTS": [(p.name, p.seats, p.way, p.for_women) for p in e.posts],
        "STANDINGS": [_standing(x) for x in e.lines],
        "SEATED": [(*_who(s), s.votes, quoted(name)) for s, name in e.seated],
        "RELATIVES": list(e.relatives),
        "BALLOTS": [(ballot, quoted(answer)) for ballot, answer in e.answers],
    }
    said = {**_said(meta, e), **{key: len(sections[name]) for key, name in LINES.items()}}
    whole_file: dict[str, list[Iterable[object]]] = {"META": [*head(said)], **sections}
    return written_out(
        {
            name: (COLUMNS[name][0], lines)
            for name, lines in whole_file.items()
            if lines or name not in MAY_LACK
        }
    )


def _said(meta: Mapping[str, str], e: ElectionBallots) -> dict[str, object]:
    """What META says, but for the numbers of lines."""
    return {
        "format": FORMAT,
        "rule": RULE,
        **meta,
        "members": e.members,
        "ballots": e.ballots,
        "num_valid": e.valid,
        "num_invalid": e.ballots - e.valid,
        **shares(e.quorum, e.majority),
        "least": written(e.least),
        "a_woman": _yes(e.a_woman),
    }


def _standing(x: Line) -> Iterable[object]:
    votes = (x.standing.votes, x.against, x.abstain)
    return *_who(x.standing), x.option or "", *votes, quoted(x.name)


def _who(s: Standing) -> tuple[str, str, str, str]:
    return s.ref, s.post, s.person, _yes(s.woman)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]
