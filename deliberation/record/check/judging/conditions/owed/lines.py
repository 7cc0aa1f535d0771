"""Lines of what is to be done, compared with those that are wanted. Called by the conditions of
what facts ask for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation, read_time
from deliberation.charter.facts.obligations import ahead_of
from deliberation.charter.facts.proposal.cycle import ObligationsSet
from deliberation.charter.moves import until
from deliberation.record.check.judging.conditions.said import Said, of

Key = tuple[str, str]
Asks = Callable[[Said, Any], Sequence[Obligation]]  # the lines that a fact has to ask for
# What of the clock's lines `dates` asks; and what stands on a day that is known beside.
DATES = {"due_at", "start_at", "from_at", "days", "provisional"}
KNOWN = {A.end_call.value, A.end_task.value, A.end_period.value}
ANY_DAY = ""


def key(line: Obligation) -> Key:
    """What names a line on its subject."""
    return line["act"], line["ref"]


def some_day(case: Case, act: A, ref: str = "") -> Obligation:
    """The clock's line, whatever its day."""
    return {**on_day(case, act, case.now, ref), "due_at": ANY_DAY}


def on_day(case: Case, act: A, at: datetime, ref: str = "") -> Obligation:
    """The clock's line of a day that is known."""
    return until(act, at, start=case.now, days=0, ref=ref)


def undated(lines: Iterable[Obligation]) -> list[Obligation]:
    """As the charter made them, but for days that only a calendar knows."""
    return [
        {**x, "due_at": ANY_DAY} if x["who_kind"] == "clock" and x["act"] not in KNOWN else x
        for x in lines
    ]


def clocks(lines: Iterable[Obligation]) -> dict[Key, Obligation]:
    """Those of the clock."""
    return {key(x): x for x in lines if x["who_kind"] == "clock"}


def wrong(lines: Sequence[Obligation], wanted: Iterable[Obligation]) -> str | None:
    """The first thing that is not as it should be; None where all is."""
    said = {key(x): x for x in lines}
    if len(said) != len(lines):
        return "somebody is asked twice for one thing"
    should = {key(x): x for x in wanted}
    if missing := sorted(should.keys() - said.keys()):
        return f"nothing asks for {_named(missing[0])}"
    if more := sorted(said.keys() - should.keys()):
        return f"it asks for {_named(more[0])}, which nobody has to do there"
    running = clocks(lines)
    differ = (_differs(said[k], _dated(should[k], running)) for k in sorted(said))
    return next((found for found in differ if found), None)


def _named(key: Key) -> str:
    return " of ".join(part for part in key if part)


def _dated(line: Obligation, running: dict[Key, Obligation]) -> Obligation:
    """With the day of the clock that stands in the fact."""
    if line["who_kind"] == "clock" or line["then_act"] is None:
        return line
    then = line["then_act"]
    clock = running.get((then, line["ref"])) or running.get((then, ""))
    return ahead_of(line, clock) if clock is not None else line


def _differs(line: Any, wanted: Any) -> str | None:
    of_clock = line["who_kind"] == "clock" == wanted["who_kind"]
    left = (DATES if wanted["due_at"] == ANY_DAY else DATES - {"due_at"}) if of_clock else set()
    for name in sorted(wanted.keys() - left):
        said, right = line.get(name), wanted[name]
        if name == "not_by":
            right = [x for x in right if x is not None]  # only an erased part said who that was
        if said != right:
            return f"{line['act']}: {name} is {said!r}, and should be {right!r}"
    if of_clock and line["from_at"] != line["start_at"]:
        return f"{line['act']}: asked from another day than it is counted from"
    return None


def in_its_days(said: Said, wanted: Obligation, lines: Iterable[Obligation]) -> Obligation:
    """A line of people that no clock waits for, with the day that one of these says of it: a day in
    a year that was announced since is believed where it is no earlier.
    """
    due = [x["due_at"] for x in lines if x["act"] == wanted["act"]]
    calendar, zone = said.case.calendar, said.case.community.timezone
    day = calendar.local_day(said.at, zone) + timedelta(days=wanted["days"] or 0)
    early = not due or due[0] is None or read_time(due[0]) < calendar.end_of_day(day, zone)
    provisional = calendar.add_days(said.at, wanted["days"] or 0, zone).provisional
    return {**wanted, "due_at": due[0]} if provisional and not early else wanted


def lines_set(said: Said, fact: Fact) -> list[Obligation]:
    """All that the act sets for the subject of this fact."""
    sets = [s for s in said.of(ObligationsSet) if s.subject == fact.subject]
    return [x for s in sets for x in s.obligations]


def asked(by: Mapping[type[Fact], Asks]) -> None:
    """Of each of these facts: its own lines, and no others."""

    @of(*by)
    def asks_for_it(said: Said, fact: Any) -> str | None:
        found = wrong(fact.obligations or [], by[type(fact)](said, fact))
        return f"{fact.kind}: {found}" if found else None
