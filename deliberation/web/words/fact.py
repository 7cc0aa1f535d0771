"""One fact of the record in words, for a reader who knows no JSON: what it says, field by field.

Called by the page of a fact.

Ids, digests and numbers of programs are left out; they stand with the exact bytes below. People are
not named here: the pages they belong to name them, masked where they hold no office, and some facts
(support, reports) are shown on no page with a name.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from deliberation.charter.facts import Fact
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.area import metres, square_metres
from deliberation.web.values.money import yuan

from . import base as words
from .record.codes import ANSWERED
from .record.consequence import WAY
from .record.fields import FIELD
from .subject.announcement import OFFICE

STAGES = ("to_stage", "from_stage", "stage")
MONEY = ("amount", "cost", "promised")
NAMES = (
    "name",
    "source",
    "pseudonym",
    "slip",
    "file_name",
    "law",
    "article",
)  # public, and words all the same
CODES: dict[str, Any] = {
    "way": WAY,
    "what": {
        "works": _l("works reported as done"),
        "desk_entries": _l("entries made at the desk"),
        "words": _l("the words"),
        "person": _l("whose entry it is"),
    },
    "ground": {"request": _l("the person asked for it"), "order": _l("an authority ordered it")},
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SIDES = (_l("all"), _l("took part"), _l("for"), _l("against"), _l("abstained"))


def told(
    fact: Fact, erased: frozenset[str], minute: Callable[[datetime], str]
) -> Iterator[tuple[str, str]]:
    """(what, its words) of everything in a fact that a person wants to read.

    `erased`: its parts that were erased; `minute` words an instant.
    """
    for name, part in _open(fact):
        if name in FIELD and (said := _words(fact, name, part in erased, minute)):
            yield str(FIELD[name]), said


def _words(fact: Fact, name: str, erased: bool, minute: Callable[[datetime], str]) -> str:
    value = getattr(fact, name)
    if value is None:
        return _("(erased)") if erased else ""
    return "" if value in ("", []) else _say(fact, name, value, minute)


def _open(fact: Fact) -> Iterator[tuple[str, str]]:
    for field in type(fact).__dataclass_fields__.values():
        part = field.metadata.get("part", "public")
        if part in ("public", "text"):
            yield field.name, part


def _say(fact: Fact, name: str, value: Any, minute: Callable[[datetime], str]) -> str:
    if isinstance(value, datetime):
        return minute(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in MONEY:
        return yuan(value)
    if isinstance(value, list):
        return _listed(name, value)
    if isinstance(value, int):
        return square_metres(value) if name == "area" else str(value)
    if type(fact).__dataclass_fields__[name].metadata.get("part") == "text":
        return str(value)
    if fact.kind in ANSWERED and name == "outcome":
        return str(ANSWERED[fact.kind][value])
    return _code(name, value)


def _listed(name: str, value: list[Any]) -> str:
    if name in ("quorum", "majority"):
        kind, over, under = value
        return (
            _("at least %(n)s/%(d)s", n=over, d=under)
            if kind == "at_least"
            else _("more than %(n)s/%(d)s", n=over, d=under)
        )
    if name in ("heads", "area"):
        shown = [metres(x) if name == "area" else str(x) for x in value]
        return _(", ").join(f"{side} {x}" for side, x in zip(SIDES, shown, strict=False))
    return _(", ").join(filter(None, (_code(name, x) for x in value)))


# Where the code in a field is worded; elsewhere in `_ELSEWHERE`.
_WHERE: dict[str, tuple[dict[str, Any], ...]] = {
    **dict.fromkeys(STAGES, (words.STAGE,)),
    "ending": (words.ENDING,),
    "legal_effect": (words.EFFECT,),
    **dict.fromkeys(("role", "for_role"), (words.ROLE,)),
    "in_name_of": (OFFICE,),
    "code": (words.SILENCE, words.CODES),
}
_ELSEWHERE: tuple[dict[str, Any], ...] = (words.CODES, words.OUTCOME, words.ROLE)


def _code(name: str, value: str) -> str:
    for where in (CODES.get(name, {}), *_WHERE.get(name, _ELSEWHERE)):
        if value in where:
            return str(where[value])
    if name == "stance":
        return str(words.STANCE[value][0])
    if name == "fault":
        return str(words.CODES.get(f"fault_{value}", ""))
    return value if name in NAMES or _DAY.fullmatch(value) else ""  # an id, or a code of a program
