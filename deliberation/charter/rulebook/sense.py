"""What must hold inside a rulebook beyond keys and types: least and most of a number, codes that
exist, names in both languages.

Called by `reading` on the finished rulebook. Answers (path, reason) of the first thing
that makes no sense.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from deliberation.charter.roles import BODY, OFFICES, Role
from deliberation.charter.subjects.proposal import OPEN
from deliberation.counting.rules import ASKED

from .community import PUBLIC, Factor
from .sense_of_votes import vote_faults

FORMAT = 1
CAME_LATER = frozenset(
    {Role.election_committee.value}
)  # a rulebook already in the record has neither this body nor its office
BODIES = tuple(
    b for b in (*BODY.values(), "residents_assembly", "subdistrict_office") if b not in CAME_LATER
)
IN_OFFICE = ("reps_meeting", "representatives")  # electorates of office holders
METHODS = ("authenticator", "passkey", "code_card", "recovery", "password_and_printed_code")
PASSING_REASONS = ("handled_at_once", "mediation", "subdistrict", "duplicate", "unlawful")
MOST_WORDS = 200  # characters of a line of the checklist
_LANGUAGES = {"zh", "en"}


def first_fault(book: Any) -> tuple[str, str] | None:
    """The first fault in reading order, or None."""
    return next(iter(_faults(book)), None)


def _faults(book: Any) -> Iterator[tuple[str, str]]:
    if book.format != FORMAT:
        yield "format", f"this version reads format {FORMAT}, not {book.format}"
    yield from _wording(book)
    yield from _offices(book)
    if not book.passing_reasons or set(book.passing_reasons) - set(PASSING_REASONS):
        yield "passing_reasons", f"some of {', '.join(PASSING_REASONS)}, at least one"
    yield from _factors(book.factors)
    yield from _names(book.electorates)
    if book.meeting.committee_min > book.meeting.committee_max:
        yield "meeting.committee_max", "is less than committee_min"
    if "ordinary" not in book.kinds:
        yield "kinds", "the kind ordinary is missing"
    for name, kind in book.kinds.items():
        yield from _kind(f"kinds.{name}", kind, book)
    yield from _checklist(book.checklist)
    yield from _task_list(book.tasks.listed)
    yield from _task_list(book.fund.negative, "fund.negative")
    yield from _fund(book.fund)


def _factors(factors: dict[str, Factor]) -> Iterator[tuple[str, str]]:
    for name, factor in factors.items():
        if not factor.methods or set(factor.methods) - set(METHODS):
            yield (
                f"factors.{name}.methods",
                f"some of {', '.join(METHODS)}, at least one: a second factor is never nothing",
            )
    if "office_holders" not in factors:
        yield "factors", "office_holders is missing"


def _names(electorates: Any) -> Iterator[tuple[str, str]]:
    """Who holds an office answers for their vote in public; how somebody else voted is nobody's to
    publish.
    """
    for field in dataclasses.fields(electorates):
        here = getattr(electorates, field.name).names
        if here == PUBLIC and field.name not in IN_OFFICE:
            yield (
                f"electorates.{field.name}.names",
                "only people in office vote by name before everybody: roll or own",
            )


def _fund(fund: Any) -> Iterator[tuple[str, str]]:
    if fund.call_days_min > fund.call_days_max:
        yield "fund.call_days_max", "is less than call_days_min"
    for rule in fund.rules:
        if not any(form in ASKED[rule].forms for form in fund.forms):
            yield "fund.rules", f"{rule} counts none of the forms named"
    if not fund.rules or not fund.forms:
        yield "fund", "a budget ballot needs a form and a rule"


def _task_list(items: Any, where: str = "tasks.listed") -> Iterator[tuple[str, str]]:
    times = Counter(item.id for item in items)
    for index, item in enumerate(items):
        path = f"{where}.{index}"
        yield from _id(path, item.id, times, "the list")
        yield from _text(path, item.text)


def _checklist(items: Any) -> Iterator[tuple[str, str]]:
    """A stage must be one where a proposal can be looked at."""
    times = Counter(item.id for item in items)
    for index, item in enumerate(items):
        path = f"checklist.{index}"
        yield from _id(path, item.id, times, "the checklist")
        if item.stage not in {s.value for s in OPEN}:
            yield f"{path}.stage", f"none of {', '.join(s.value for s in OPEN)}"
        yield from _text(path, item.text)
        if bool(item.law) != bool(item.article):
            yield f"{path}.{'article' if item.law else 'law'}", "law and article are named together"


def _id(path: str, name: str, times: Counter[str], listed: str) -> Iterator[tuple[str, str]]:
    """Ids stand in facts and so must be plain and stay one thing."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        yield f"{path}.id", "an id is a–z, 0–9 and _, at most 40, and begins with a letter"
    if times[name] > 1:
        yield f"{path}.id", f"{name} stands twice in {listed}"


def _text(path: str, text: dict[str, str]) -> Iterator[tuple[str, str]]:
    if set(text) != _LANGUAGES or not all(0 < len(w.strip()) <= MOST_WORDS for w in text.values()):
        yield f"{path}.text", f"needs zh and en, each at most {MOST_WORDS} characters"


def _wording(book: Any) -> Iterator[tuple[str, str]]:
    titles = {"title": book.title, **{f"kinds.{n}.title": k.title for n, k in book.kinds.items()}}
    for body in BODIES:
        if body not in book.names:
            yield "names", f"{body} is missing"
        titles[f"names.{body}"] = book.names.get(body, {})
    titles |= {f"names.{body}": book.names[body] for body in sorted(CAME_LATER & set(book.names))}
    for path, words in titles.items():
        if set(words) != _LANGUAGES or not all(w.strip() for w in words.values()):
            yield path, "needs zh and en"


def _offices(book: Any) -> Iterator[tuple[str, str]]:
    offices = {o.value for o in OFFICES}
    for role in sorted((offices ^ set(book.bodies)) - CAME_LATER):
        yield (
            ("bodies", f"{role} is missing")
            if role in offices
            else (f"bodies.{role}", f"none of {', '.join(sorted(offices))}")
        )
    if book.meeting.convener not in book.names:
        yield "meeting.convener", f"none of {', '.join(sorted(book.names))}"
    for index, rule in enumerate(book.incompatible):
        for field in ("role", "with_role"):
            if getattr(rule, field) not in offices:
                yield f"incompatible.{index}.{field}", f"none of {', '.join(sorted(offices))}"
        if rule.locked and not (rule.law and rule.article):
            yield f"incompatible.{index}", "a locked rule names law and article"


def _kind(path: str, kind: Any, book: Any) -> Iterator[tuple[str, str]]:
    for scope in ("community", "group"):
        if scope not in kind.vote:
            yield f"{path}.vote", f"{scope} is missing"
    for scope, vote in kind.vote.items():
        yield from vote_faults(f"{path}.vote.{scope}", scope, vote, kind, book)
    for part in ("election", "recall"):
        role = getattr(kind, part).role
        if role and role not in {o.value for o in OFFICES}:
            yield f"{path}.{part}.role", f"none of {', '.join(o.value for o in OFFICES)}"
    if kind.election.seats_min > kind.election.seats_max:
        yield f"{path}.election.seats_max", "is less than seats_min"
    if kind.evaluate.scale_max != 5:
        yield f"{path}.evaluate.scale_max", "ratings run from 1 to 5"
