"""What the law demands of votes that stand in for the residents' assembly, of electing and
recalling the residents' committee under whatever name a rulebook has them, of lists of names.

Called by `locks`. A number binds only where its own article applies: Art 29 the representatives'
meeting, Art 27 a vote of all.
"""

from collections.abc import Iterator
from typing import Any

from .cited import Number
from .held import Breach, cited, loosened
from .parts import BUDGET_PHASES, Kind, Vote

ALL = ("residents", "households")  # Art 27 has either
BODY_ELECTED = "committee_member"  # whom Arts 17 and 19 are about


def breaches(book: Any, reference: Any) -> Iterator[Breach]:
    """(path, reason) of each vote that is looser than the law; `reference` states it."""
    yield from _assembly(book, reference)
    yield from _election(book, reference)
    yield from _lists(book, reference)
    yield from _electorates(book, reference)


def same_office(kind: Kind, other: Kind) -> bool:
    """Whether both fill, or both recall from, one office: a kind of another name does not evade its
    article.
    """
    return any(
        getattr(kind, part).role and getattr(kind, part).role == getattr(other, part).role
        for part in ("election", "recall")
    )


def _assembly(book: Any, reference: Any) -> Iterator[Breach]:
    """A vote of all residents of the community stands in for their assembly: Art 27."""
    for path, vote in _assembly_votes(book):
        for field in ("quorum", "majority"):
            lock = reference.number(f"meeting.assembly_{field}")
            if lock is None or not lock.locked:
                return  # bound by no statute
            if breach := loosened(f"{path}.{field}", getattr(vote, field), lock, reference):
                yield breach
        if vote.recusal_leaves_base:
            yield (
                f"{path}.recusal_leaves_base",
                f"all residents stay the base: {cited(lock)} demands it",
            )


def _assembly_votes(book: Any) -> Iterator[tuple[str, Vote]]:
    """Path and rules of every vote that stands in for the assembly."""
    for name, kind in book.kinds.items():
        if kind.election.role:
            continue  # people are chosen by Art 19 or by the community's own rules, not by Art 27
        for scope, vote in kind.vote.items():
            by_analogy = scope == "group"
            poll = scope in BUDGET_PHASES and vote.legal_effect == "advisory"  # decides nothing
            if vote.electorate in ALL and not by_analogy and not poll:
                yield f"kinds.{name}.vote.{scope}", vote


def _election(book: Any, reference: Any) -> Iterator[Breach]:
    """Electing the residents' committee: Arts 17 and 19."""
    proxies = reference.number("meeting.election_proxies")
    if proxies is None or not proxies.locked:
        return
    for name, kind in book.kinds.items():
        if kind.election.role != BODY_ELECTED:
            continue
        yield from _roll(f"kinds.{name}.notice", kind, reference)
        for scope, vote in kind.vote.items():
            yield from _proxies(f"kinds.{name}.vote.{scope}", vote, proxies, reference)


def _roll(path: str, kind: Kind, reference: Any) -> Iterator[Breach]:
    """Objections to the roll (Art 17)."""
    for field, value in (
        ("objection_days", kind.notice.roll_objection_days),
        ("decide_days", kind.notice.roll_decide_days),
    ):
        lock = reference.number(f"meeting.election_{field}")
        breach = loosened(f"{path}.roll_{field}", value, lock, reference) if lock else None
        if breach:
            yield breach


def _lists(book: Any, reference: Any) -> Iterator[Breach]:
    """No list of full names stays up longer after the close than Art 17 has one hang before it, of
    whatever vote: it serves objections and the count, and those days are over.
    """
    lock = reference.number("meeting.election_list_days")
    if lock is None or not lock.locked:
        return
    for name, kind in book.kinds.items():
        for scope, vote in kind.vote.items():
            path = f"kinds.{name}.vote.{scope}.list_days"
            if vote.list_names and (breach := loosened(path, vote.list_days, lock, reference)):
                yield breach


def _proxies(path: str, vote: Vote, lock: Number, reference: Any) -> Iterator[Breach]:
    """At most three proxies of one voter, none where representatives elect, the list in full
    (Art 19).
    """
    if breach := loosened(f"{path}.proxies_max", vote.proxies_max, lock, reference):
        yield breach
    if vote.reps_by_proxy:
        yield (
            f"{path}.reps_by_proxy",
            f"representatives elect in person: {cited(lock)} demands it",
        )
    if vote.proxies_max and vote.electorate in ALL and not vote.list_names:
        yield (
            f"{path}.list_names",
            f"the list of principals and proxies is published: {cited(lock)} demands it",
        )


def _electorates(book: Any, reference: Any) -> Iterator[Breach]:
    """Who elects the residents' committee and who recalls from it, Arts 19 and 20 say: another
    electorate would be another article's. For other bodies the community does.
    """
    for known, kind in reference.kinds.items():
        lock = reference.number(f"kinds.{known}.vote.community.quorum")
        of_people = BODY_ELECTED in (kind.election.role, kind.recall.role)
        if of_people and lock is not None and lock.locked:
            yield from _not_of_the_article(book, kind, lock)


def _not_of_the_article(book: Any, known: Kind, lock: Number) -> Iterator[Breach]:
    """Votes about the same office that ask others than the known kind does."""
    lawful = {v.electorate for v in known.vote.values()}
    for name, kind in book.kinds.items():
        for scope, vote in kind.vote.items() if same_office(kind, known) else ():
            if vote.electorate not in lawful:
                yield (
                    f"kinds.{name}.vote.{scope}.electorate",
                    f"{vote.electorate} is none of those who decide here: {cited(lock)} names them",
                )
