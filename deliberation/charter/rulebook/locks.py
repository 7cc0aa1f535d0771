"""What the law demands of a rulebook, and whether it holds.

A community may tighten such a number, never loosen it.

Called by `reading` on the finished rulebook, so that neither a missing citation nor a kind
of matter of its own evades a lock.
"""

from collections.abc import Iterator
from typing import Any

from . import peoples_votes
from .held import Breach, loosened, value_at
from .parts import Kind

# law → the shipped rulebook whose locked numbers state it. A rulebook that cites the law, or
# extends that one, is held to them.
STATED_BY = {
    "城市居民委员会组织法": "cn-2026",
    "民法典": "cn-2026",
    "四川省城市居民委员会选举条例": "cn-sichuan-2026",
}


def governing(book: Any, extends: str | None) -> list[str]:
    """Names of the shipped rulebooks whose locks bind this one."""
    cited = {n.law for n in book.numbers} | {i.law for i in book.incompatible}
    return sorted(name for law, name in STATED_BY.items() if law in cited or extends == name)


def first_breach(book: Any, reference: Any) -> Breach | None:
    """(path, reason) of the first value looser than a locked number of `reference`; None if all
    hold.
    """
    return next(_breaches(book, reference), None)


def _breaches(book: Any, reference: Any) -> Iterator[Breach]:
    for lock in (n for n in reference.numbers if n.locked):
        for path in _where(lock.path, book, reference):
            if breach := loosened(path, value_at(book, path), lock, reference):
                yield breach
    yield from peoples_votes.breaches(book, reference)
    yield from _offices(book, reference)


def _where(path: str, book: Any, reference: Any) -> Iterator[str]:
    """The paths a lock binds: its kind of matter; those of `ordinary` also every kind of a
    community's own. Of votes the same electorate's.
    """
    root, *inside = path.split(".")
    if root != "kinds":
        yield path
        return
    of, part, *rest = inside
    for name, kind in book.kinds.items():
        if not _binds(of, part, name, kind, reference):
            continue
        if part == "vote":
            scope, field = rest[0], rest[1:]
            for bound in _scopes(scope, kind, reference.kinds[of].vote[scope].electorate):
                yield ".".join(["kinds", name, "vote", bound, *field])
        else:
            yield ".".join(["kinds", name, part, *rest])


def _binds(of: str, part: str, name: str, kind: Kind, reference: Any) -> bool:
    """Whether a lock of the kind `of`, on this part of it, binds the kind `name`."""
    if name == of:
        return True
    if of == "ordinary" and part != "publish" and (kind.election.role or kind.recall.role):
        return False  # people are chosen and recalled by articles of their own
    of_the_community = of == "ordinary" and name not in reference.kinds
    return of_the_community or peoples_votes.same_office(kind, reference.kinds[of])


def _scopes(locked: str, kind: Kind, electorate: str) -> Iterator[str]:
    """The votes of a kind that a lock on the vote `locked` of this electorate binds."""
    for scope, vote in kind.vote.items():
        by_analogy = electorate in peoples_votes.ALL and scope == "group" != locked
        if vote.electorate == electorate and not by_analogy:
            yield scope


def _offices(book: Any, reference: Any) -> Iterator[Breach]:
    for rule in (r for r in reference.incompatible if r.locked):
        pair = {rule.role, rule.with_role}
        if not any(
            {r.role, r.with_role} == pair and (r.relatives or not rule.relatives)
            for r in book.incompatible
        ):
            also = ", near relatives included" if rule.relatives else ""
            yield (
                "incompatible",
                f"{rule.role} with {rule.with_role} stays incompatible{also}: {rule.law} Art "
                f"{rule.article} demands it",
            )
