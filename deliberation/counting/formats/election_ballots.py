"""The platform's own export of an election by posts (Art 19): what the rule needs to elect again,
from ballots where they were cast by name, from sums where they were secret.

META, POSTS (highest first), STANDINGS, then SEATED (earlier rounds), RELATIVES (pairs that counted)
and BALLOTS where there are any. A standing is a candidacy, or a name written on ballots (no
option); `person` only ties one human being's lines together. Written by `readings.election_file`;
read by `tally`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.counting.election import WAYS, Post, Standing
from deliberation.counting.papers import BadPaper, Question
from deliberation.counting.papers import read as read_answer
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .paper_ballots import quoted, threshold, whole, written
from .rows import rows, text_of

FORMAT = "deliberation-election/1"
RULE = "election"
COLUMNS = {
    "META": "key;value",
    "POSTS": "post;seats;way;for_women",
    "STANDINGS": "standing;post;person;woman;option;for;against;abstain;name",
    "SEATED": "standing;post;person;woman;votes;name",
    "RELATIVES": "person;person",
    "BALLOTS": "ballot;answer",
}
NEEDED = ("format", "rule", "members", "ballots", "quorum", "majority", "least", "a_woman")
Rows = list[tuple[int, list[str]]]


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

    `ballots`: cast or returned, invalid ones among them; `answers`: each valid ballot by its fact,
    () where only sums were kept.
    """

    members: int
    ballots: int
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
        "quorum": written(e.quorum),
        "majority": written(e.majority),
        "least": written(e.least),
        "a_woman": _yes(e.a_woman),
    }
    sections: dict[str, list[Iterable[object]]] = {
        "META": [(key, quoted(str(value))) for key, value in said.items()],
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
    text = []
    for name, lines in sections.items():
        if lines or name in ("META", "POSTS", "STANDINGS"):
            text += [name, COLUMNS[name], *(";".join(map(str, line)) for line in lines)]
    return "\n".join(text) + "\n"


def _who(s: Standing) -> tuple[str, str, str, str]:
    return s.ref, s.post, s.person, _yes(s.woman)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> ElectionBallots:
    """The file's bytes, or BadFile."""
    found = _sections(text_of(data))
    meta = _meta(found["META"])
    posts = tuple(_post(line, fields) for line, fields in found["POSTS"])
    names = {p.name for p in posts}
    if not posts or len(names) != len(posts):
        raise BadFile(meta["format"][0], "POSTS names each post once, and at least one")
    lines = tuple(_line(line, fields, names) for line, fields in found["STANDINGS"])
    _once(found["STANDINGS"])
    ballots = whole(meta, "ballots")
    if ballots > whole(meta, "members"):
        raise BadFile(meta["ballots"][0], "more ballots than members")
    known = {x.standing.person for x in lines}
    e = ElectionBallots(
        whole(meta, "members"),
        ballots,
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
    known |= {s.person for s, _ in e.seated}
    for (line, _), pair in zip(found.get("RELATIVES", []), e.relatives, strict=True):
        if set(pair) - known:
            raise BadFile(line, f"{', '.join(sorted(set(pair) - known))} stands nowhere above")
    _numbered(found["STANDINGS"], e)
    _adds_up(found, e)
    return e


def _sections(text: str) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    order, here, last = list(COLUMNS), "", 1
    for line, fields in rows(text):
        last = line
        name = fields[0].strip() if len(fields) == 1 else ""
        if name in COLUMNS:
            if name in found or here and order.index(name) < order.index(here):
                raise BadFile(
                    line, f"{name} is not where it belongs: {', '.join(order)}, once each"
                )
            here, found[name] = name, []
        elif not here:
            raise BadFile(line, "the file begins with the line META")
        elif [f.strip() for f in fields] == COLUMNS[here].split(";") and not found[here]:
            continue
        elif len(fields) != COLUMNS[here].count(";") + 1 or not fields[0].strip():
            raise BadFile(line, f"{';'.join(fields)!r} is not like {COLUMNS[here]}")
        else:
            found[here].append((line, fields))
    for name in ("META", "POSTS", "STANDINGS"):
        if name not in found:
            raise BadFile(last, f"the section {name} is missing")
    return found


def _meta(section: Rows) -> dict[str, tuple[int, str]]:
    meta: dict[str, tuple[int, str]] = {}
    for line, fields in section:
        if fields[0] in meta:
            raise BadFile(line, f"META says {fields[0]} twice")
        meta[fields[0]] = (line, fields[1].strip())
    for key in NEEDED:
        if key not in meta:
            raise BadFile(section[-1][0] if section else 1, f"META does not say {key}")
    for key, known in (("format", FORMAT), ("rule", RULE)):
        if meta[key][1] != known:
            raise BadFile(meta[key][0], f"{key} is {meta[key][1]!r}, not {known}")
    return meta


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


def _once(section: Rows) -> None:
    seen: dict[str, int] = {}
    for line, fields in section:
        if seen.setdefault(fields[0], line) != line:
            raise BadFile(line, f"{fields[0]} is already on line {seen[fields[0]]}")


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
    """The votes stated are those of the ballots, where there are ballots; never more than there can
    be.
    """
    for (line, _), x in zip(found["STANDINGS"], e.lines, strict=True):
        if x.standing.votes + x.against + x.abstain > e.ballots:
            raise BadFile(line, f"more votes than the {e.ballots} ballots")
    if not e.answers:
        return
    _once(found["BALLOTS"])
    if len(e.answers) > e.ballots:
        raise BadFile(found["BALLOTS"][0][0], f"more lines than the {e.ballots} ballots")
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
