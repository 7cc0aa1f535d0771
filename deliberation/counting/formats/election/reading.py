"""The file of an election by posts, read: each section line by line, then what must hold.

Called by `tally` through recount.py.
"""

from deliberation.counting.election import WAYS, Post, Standing
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.formats.sections import (
    Meta,
    Rows,
    has,
    known,
    meta_of,
    once,
    plain,
    taken_apart,
    threshold,
    thresholds,
    whole,
)

from .ballots import COLUMNS, FORMAT, LINES, MAY_LACK, RULE, ElectionBallots, Line
from .checks import adds_up, fits, near_relatives, numbered

NEEDED = (
    *("format", "rule", "members", "ballots", "num_valid", "num_invalid"),
    *("quorum", "majority", "least", "a_woman", *LINES),
)


def parse(data: bytes) -> ElectionBallots:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, COLUMNS, may_lack=MAY_LACK)
    meta = meta_of(found["META"], NEEDED)
    known(meta, "format", FORMAT)
    known(meta, "rule", RULE)
    e = _read(found, meta)
    near_relatives(found, e)
    for key, name in LINES.items():
        has(meta, key, len(found.get(name, [])))
    numbered(found["STANDINGS"], e)
    adds_up(found, e)
    for post in e.posts:
        fits(found["STANDINGS"], e, post)
    return e


def _read(found: dict[str, Rows], meta: Meta) -> ElectionBallots:
    """What each section says, line by line."""
    posts = _posts(found["POSTS"], meta)
    names = {p.name for p in posts}
    lines = tuple(_line(line, fields, names) for line, fields in found["STANDINGS"])
    for name in ("STANDINGS", "SEATED"):
        once(found.get(name, []))
    ballots, valid = _returned(meta)
    return ElectionBallots(
        whole(meta, "members"),
        ballots,
        valid,
        *thresholds(meta),
        threshold(meta, "least"),
        _said(*meta["a_woman"]),
        posts,
        lines,
        tuple(_seat(line, fields) for line, fields in found.get("SEATED", [])),
        tuple(_pair(line, fields) for line, fields in found.get("RELATIVES", [])),
        tuple((f[0], f[1].strip()) for _, f in found.get("BALLOTS", [])),
        plain(meta),
    )


def _posts(section: Rows, meta: Meta) -> tuple[Post, ...]:
    posts = tuple(_post(line, fields) for line, fields in section)
    if not posts or len({p.name for p in posts}) != len(posts):
        raise BadFile(meta["format"][0], "POSTS names each post once, and at least one")
    return posts


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
