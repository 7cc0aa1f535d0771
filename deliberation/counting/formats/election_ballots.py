"""The platform's own export of an election by posts (Art 19): what the rule needs to elect again,
from ballots where they were cast by name, from sums where they were secret.

META, POSTS (highest first), STANDINGS, then SEATED (earlier rounds), RELATIVES (pairs that counted)
and BALLOTS where there are any. A standing is a candidacy, or a name written on ballots (no
option); `person` only ties one human being's lines together. Written by
`vote.files.election_file`; read by `tally`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.counting.election import WAYS, Post, Standing
from deliberation.counting.papers import BadPaper, Question
from deliberation.counting.papers import read as read_answer
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .sections import (
    Meta,
    Rows,
    has,
    head,
    meta_of,
    once,
    quoted,
    taken_apart,
    threshold,
    whole,
    written,
    written_out,
)

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
NEEDED = (
    *("format", "rule", "members", "ballots", "num_valid", "num_invalid"),
    *("quorum", "majority", "least", "a_woman", *LINES),
)


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
    said = {
        "format": FORMAT,
        "rule": RULE,
        **meta,
        "members": e.members,
        "ballots": e.ballots,
        "num_valid": e.valid,
        "num_invalid": e.ballots - e.valid,
        "quorum": written(e.quorum),
        "majority": written(e.majority),
        "least": written(e.least),
        "a_woman": _yes(e.a_woman),
    }
    sections: dict[str, list[Iterable[object]]] = {
        "POSTS": [(p.name, p.seats, p.way, p.for_women) for p in e.posts],
        "STANDINGS": [
            (
                *_who(x.standing),
                x.option or "",
                x.standing.votes,
                x.against,
                x.abstain,
                quoted(x.name),
            )
            for x in e.lines
        ],
        "SEATED": [(*_who(s), s.votes, quoted(name)) for s, name in e.seated],
        "RELATIVES": list(e.relatives),
        "BALLOTS": [(ballot, quoted(answer)) for ballot, answer in e.answers],
    }
    said |= {key: len(sections[name]) for key, name in LINES.items()}
    whole_file: dict[str, list[Iterable[object]]] = {"META": [*head(said)], **sections}
    return written_out(
        {
            name: (COLUMNS[name][0], lines)
            for name, lines in whole_file.items()
            if lines or name not in MAY_LACK
        }
    )


def _who(s: Standing) -> tuple[str, str, str, str]:
    return s.ref, s.post, s.person, _yes(s.woman)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> ElectionBallots:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, COLUMNS, may_lack=MAY_LACK)
    meta = meta_of(found["META"], NEEDED)
    for key, known in (("format", FORMAT), ("rule", RULE)):
        if meta[key][1] != known:
            raise BadFile(meta[key][0], f"{key} is {meta[key][1]!r}, not {known}")
    e = _read(found, meta)
    _near_relatives(found, e)
    for key, name in LINES.items():
        has(meta, key, len(found.get(name, [])))
    _numbered(found["STANDINGS"], e)
    _adds_up(found, e)
    for post in e.posts:
        _fits(found["STANDINGS"], e, post)
    return e


def _read(found: dict[str, Rows], meta: Meta) -> ElectionBallots:
    """What each section says, line by line."""
    posts = tuple(_post(line, fields) for line, fields in found["POSTS"])
    names = {p.name for p in posts}
    if not posts or len(names) != len(posts):
        raise BadFile(meta["format"][0], "POSTS names each post once, and at least one")
    lines = tuple(_line(line, fields, names) for line, fields in found["STANDINGS"])
    for name in ("STANDINGS", "SEATED"):
        once(found.get(name, []))
    ballots, valid = _returned(meta)
    return ElectionBallots(
        whole(meta, "members"),
        ballots,
        valid,
        threshold(meta, "quorum"),
        threshold(meta, "majority"),
        threshold(meta, "least"),
        _said(*meta["a_woman"]),
        posts,
        lines,
        tuple(_seat(line, fields) for line, fields in found.get("SEATED", [])),
        tuple(_pair(line, fields) for line, fields in found.get("RELATIVES", [])),
        tuple((f[0], f[1].strip()) for _, f in found.get("BALLOTS", [])),
        {k: v for k, (_, v) in meta.items()},
    )


def _near_relatives(found: dict[str, Rows], e: ElectionBallots) -> None:
    """Each pair once, of people who stand or are seated."""
    known = {x.standing.person for x in e.lines} | {s.person for s, _ in e.seated}
    pairs = [frozenset(pair) for pair in e.relatives]
    lines = found.get("RELATIVES", [])
    for at, ((line, _), pair) in enumerate(zip(lines, e.relatives, strict=True)):
        if pairs.index(pairs[at]) != at:
            raise BadFile(line, f"the relatives {';'.join(pair)} stand twice")
        if set(pair) - known:
            raise BadFile(line, f"{', '.join(sorted(set(pair) - known))} stands nowhere above")


def _returned(meta: Meta) -> tuple[int, int]:
    """(ballots, valid ones)."""
    ballots, members = whole(meta, "ballots"), whole(meta, "members")
    if ballots > members:
        raise BadFile(
            meta["ballots"][0], f"more ballots than members: {ballots}, but only {members} members"
        )
    valid, invalid = whole(meta, "num_valid"), whole(meta, "num_invalid")
    if valid + invalid != ballots:
        raise BadFile(
            meta["num_valid"][0], f"{valid} valid and {invalid} invalid are not {ballots} ballots"
        )
    return ballots, valid


def _fits(section: Rows, e: ElectionBallots, post: Post) -> None:
    """The sums of a post are those of so many valid papers, each with at most as many names for as
    there are seats: the bound of the desk that entered them.
    """
    mine = [
        (line, x)
        for (line, _), x in zip(section, e.lines, strict=True)
        if x.standing.post == post.name
    ]
    for line, x in mine:
        said = x.standing.votes + x.against + x.abstain
        if said > e.valid if x.option is None else said != e.valid:
            raise BadFile(
                line, f"{said} votes on {x.name or x.standing.ref}, but {e.valid} valid ballots"
            )
    marked, most = sum(x.standing.votes for _, x in mine), post.seats * e.valid
    if marked > most:
        raise BadFile(
            mine[0][0],
            f"{marked} votes for {post.name}: {e.valid} valid ballots with {post.seats} "
            f"{'name' if post.seats == 1 else 'names'} each give at most {most}",
        )


def _number(line: int, text: str) -> int:
    return whole({"a number": (line, text.strip())}, "a number")


def _said(line: int, text: str) -> bool:
    if text.strip() not in ("yes", "no"):
        raise BadFile(line, f"{text!r} is not yes or no")
    return text.strip() == "yes"


def _post(line: int, fields: list[str]) -> Post:
    way = fields[2].strip()
    if way not in WAYS:
        raise BadFile(line, f"{way!r} is not {', '.join(WAYS)}")
    seats, most = _number(line, fields[1]), _number(line, fields[3])
    return Post(fields[0], seats, way, most)


def _line(line: int, fields: list[str], posts: set[str]) -> Line:
    ref, post, person, woman, option, yes, no, neither, name = (f.strip() for f in fields)
    if post not in posts:
        raise BadFile(line, f"the post {post!r} is not voted on here")
    return Line(
        Standing(ref, person, post, _number(line, yes), _said(line, woman)),
        _number(line, option) if option else None,
        _number(line, no),
        _number(line, neither),
        name,
    )


def _seat(line: int, fields: list[str]) -> tuple[Standing, str]:
    ref, post, person, woman, votes, name = (f.strip() for f in fields)
    return Standing(ref, person, post, _number(line, votes), _said(line, woman)), name


def _pair(line: int, fields: list[str]) -> tuple[str, str]:
    a, b = (f.strip() for f in fields)
    if a == b:
        raise BadFile(line, "nobody is their own relative")
    return a, b


def _numbered(section: Rows, e: ElectionBallots) -> None:
    """Options of a post are numbered from 1, each once."""
    for post in e.posts:
        mine = sorted(x.option for x in e.lines if x.standing.post == post.name and x.option)
        if mine != list(range(1, len(mine) + 1)):
            raise BadFile(
                section[0][0] if section else 1,
                f"the options of {post.name} are numbered from 1, each once",
            )


def _adds_up(found: Mapping[str, Rows], e: ElectionBallots) -> None:
    """The votes stated are those of the ballots, where there are ballots."""
    if not e.answers:
        return
    once(found["BALLOTS"])
    if len(e.answers) != e.valid:
        raise BadFile(
            found["BALLOTS"][0][0], f"{len(e.answers)} ballots, but num_valid is {e.valid}"
        )
    sums: dict[tuple[str, int], dict[str, int]] = {}
    for (line, _), (_ballot, text) in zip(found["BALLOTS"], e.answers, strict=True):
        try:
            answers = read_answer(e.questions, text)
        except BadPaper as bad:
            raise BadFile(
                line, f"{text!r} is no answer to this paper ({bad.code.replace('_', ' ')})"
            ) from bad
        for post, answer in zip(e.posts, answers, strict=True):
            for option, said in answer.verdicts:
                votes = sums.setdefault((post.name, option), {})
                votes[said] = votes.get(said, 0) + 1
    for (line, _), x in zip(found["STANDINGS"], e.lines, strict=True):
        votes = sums.get((x.standing.post, x.option or 0), {})
        stated = {"for": x.standing.votes, "against": x.against, "abstain": x.abstain}
        for said, number in stated.items():
            if votes.get(said, 0) != number:
                raise BadFile(
                    line, f"{said} is {number}, but the ballots have {votes.get(said, 0)}"
                )
