"""What the law demands of a rulebook, and whether it holds.

A community may tighten such a number, never loosen it.

Called by `reading` on the finished rulebook, so that neither a missing citation nor a kind
of matter of its own evades a lock. A number binds only where its own article applies: Art 29 the
representatives' meeting, Art 27 a vote of all.
"""

from collections.abc import Iterator
from typing import Any

from deliberation.counting.threshold import Threshold

from .parts import BUDGET_PHASES, Number

# law → the shipped rulebook whose locked numbers state it. A rulebook that cites the law, or
# extends that one, is held to them.
STATED_BY = {
    "城市居民委员会组织法": "cn-2026",
    "民法典": "cn-2026",
    "四川省城市居民委员会选举条例": "cn-sichuan-2026",
}
_ALL = ("residents", "households")  # Art 27 has either
BODY_ELECTED = "committee_member"  # whom Arts 17 and 19 are about


def governing(book: Any, extends: str | None) -> list[str]:
    """Names of the shipped rulebooks whose locks bind this one."""
    cited = {n.law for n in book.numbers} | {i.law for i in book.incompatible}
    return sorted(name for law, name in STATED_BY.items() if law in cited or extends == name)


def first_breach(book: Any, reference: Any) -> tuple[str, str] | None:
    """(path, reason) of the first value looser than a locked number of `reference`; None if all
    hold.
    """
    for lock in (n for n in reference.numbers if n.locked):
        demanded = value_at(reference, lock.path)
        for path in _where(lock.path, book, reference):
            value = value_at(book, path)
            if not _holds(value, demanded, lock.direction):
                return (
                    path,
                    (
                        f"{_shown(value)} loosens {_shown(demanded)}, which {_cited(lock)} "
                        "demands; it may be tightened, never loosened"
                    ),
                )
    return (
        _assembly(book, reference)
        or _election(book, reference)
        or _electorates(book, reference)
        or _offices(book, reference)
    )


def value_at(book: Any, path: str) -> Any:
    """The value at a path such as "kinds.ordinary.vote.community.quorum"."""
    value: Any = book
    for part in path.split("."):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value


def _where(path: str, book: Any, reference: Any) -> Iterator[str]:
    """The paths a lock binds: its kind of matter; those of `ordinary` also every kind of a
    community's own. Of votes the same electorate's.
    """
    parts = path.split(".")
    if parts[0] != "kinds":
        yield path
        return
    for name in book.kinds:
        if (
            name != parts[1]
            and (parts[1] != "ordinary" or name in reference.kinds)
            and not _same_office(book.kinds[name], reference.kinds[parts[1]])
        ):
            continue
        if (
            parts[1] == "ordinary" != name
            and parts[2] != "publish"
            and _of_people(book.kinds[name])
        ):
            continue  # people are chosen and recalled by articles of their own
        if parts[2] != "vote":
            yield ".".join(["kinds", name, *parts[2:]])
            continue
        electorate = reference.kinds[parts[1]].vote[parts[3]].electorate
        for scope, vote in book.kinds[name].vote.items():
            if vote.electorate == electorate and not (
                electorate in _ALL and scope == "group" != parts[3]
            ):  # a group's vote is only by analogy
                yield ".".join(["kinds", name, "vote", scope, *parts[4:]])


def _same_office(kind: Any, other: Any) -> bool:
    """Whether both fill, or both recall from, one office: a kind of another name does not evade its
    article.
    """
    return any(
        getattr(kind, part).role and getattr(kind, part).role == getattr(other, part).role
        for part in ("election", "recall")
    )


def _of_people(kind: Any) -> bool:
    """Whether it elects or recalls."""
    return bool(kind.election.role or kind.recall.role)


def _electorates(book: Any, reference: Any) -> tuple[str, str] | None:
    """Who elects the residents' committee and who recalls from it, Arts 19 and 20 say: another
    electorate would be another article's. For other bodies the community does.
    """
    for known in (
        k
        for name, k in reference.kinds.items()
        if reference.number(f"kinds.{name}.vote.community.quorum")
        and BODY_ELECTED in (k.election.role, k.recall.role)
    ):
        lock = reference.number(
            next(
                f"kinds.{n}.vote.community.quorum" for n, k in reference.kinds.items() if k is known
            )
        )
        if not lock.locked:
            continue
        lawful = {v.electorate for v in known.vote.values()}
        for name, kind in book.kinds.items():
            for scope, vote in kind.vote.items() if _same_office(kind, known) else ():
                if vote.electorate not in lawful:
                    return (
                        f"kinds.{name}.vote.{scope}.electorate",
                        (
                            f"{vote.electorate} is none of those who decide here: {_cited(lock)} "
                            "names them"
                        ),
                    )
    return None


def _assembly(book: Any, reference: Any) -> tuple[str, str] | None:
    """A vote of all residents of the community stands in for their assembly: Art 27 (a group's vote
    is only by analogy).
    """
    for name, kind in book.kinds.items():
        for scope, vote in kind.vote.items():
            if (
                scope == "group"
                or vote.electorate not in _ALL
                or (scope in BUDGET_PHASES and vote.legal_effect == "advisory")
            ):  # a poll decides nothing
                continue
            if (
                kind.election.role
            ):  # people are chosen by Art 19 or by the community's own rules, not by Art 27
                continue
            for field in ("quorum", "majority"):
                lock = reference.number(f"meeting.assembly_{field}")
                if lock is None or not lock.locked:
                    return None  # bound by no statute
                demanded = value_at(reference, lock.path)
                if not _holds(getattr(vote, field), demanded, lock.direction):
                    return (
                        f"kinds.{name}.vote.{scope}.{field}",
                        (
                            f"{getattr(vote, field)} loosens {demanded}, which {_cited(lock)} "
                            "demands; it may be tightened, never loosened"
                        ),
                    )
            if vote.recusal_leaves_base:
                return (
                    f"kinds.{name}.vote.{scope}.recusal_leaves_base",
                    f"all residents stay the base: {_cited(lock)} demands it",
                )
    return None


def _election(book: Any, reference: Any) -> tuple[str, str] | None:
    """Electing the residents' committee: at most three proxies of one voter, none where
    representatives elect, the list in full (Art 19), objections to the roll (Art 17).
    """
    proxies = reference.number("meeting.election_proxies")
    if proxies is None or not proxies.locked:
        return None
    cited = _cited(proxies)
    for name, kind in ((n, k) for n, k in book.kinds.items() if k.election.role == BODY_ELECTED):
        for field, value in (
            ("objection_days", kind.notice.roll_objection_days),
            ("decide_days", kind.notice.roll_decide_days),
        ):
            lock = reference.number(f"meeting.election_{field}")
            if lock is not None and not _holds(
                value, value_at(reference, lock.path), lock.direction
            ):
                return (
                    f"kinds.{name}.notice.roll_{field}",
                    (
                        f"{value} loosens {value_at(reference, lock.path)}, which {_cited(lock)} "
                        "demands; it may be tightened, never loosened"
                    ),
                )
        for scope, vote in kind.vote.items():
            path = f"kinds.{name}.vote.{scope}"
            if not _holds(vote.proxies_max, value_at(reference, proxies.path), proxies.direction):
                return (
                    f"{path}.proxies_max",
                    (
                        f"{vote.proxies_max} loosens {value_at(reference, proxies.path)}, which "
                        f"{cited} demands; it may be tightened, never loosened"
                    ),
                )
            if vote.reps_by_proxy:
                return (
                    f"{path}.reps_by_proxy",
                    f"representatives elect in person: {cited} demands it",
                )
            if vote.proxies_max and vote.electorate in _ALL and not vote.list_names:
                return (
                    f"{path}.list_names",
                    f"the list of principals and proxies is published: {cited} demands it",
                )
    return None


def _offices(book: Any, reference: Any) -> tuple[str, str] | None:
    for rule in (r for r in reference.incompatible if r.locked):
        pair = {rule.role, rule.with_role}
        if not any(
            {r.role, r.with_role} == pair and (r.relatives or not rule.relatives)
            for r in book.incompatible
        ):
            also = ", near relatives included" if rule.relatives else ""
            return (
                "incompatible",
                (
                    f"{rule.role} with {rule.with_role} stays incompatible{also}: {rule.law} Art "
                    f"{rule.article} demands it"
                ),
            )
    return None


def _holds(value: Any, demanded: Any, direction: str) -> bool:
    if direction == "exactly":
        return bool(
            value.kind == demanded.kind and value.share == demanded.share
            if isinstance(value, Threshold)
            else value == demanded
        )
    if isinstance(value, Threshold):
        return (
            value.at_least_as_strict_as(demanded)
            if direction == "at_least"
            else demanded.at_least_as_strict_as(value)
        )
    return bool(value >= demanded if direction == "at_least" else value <= demanded)


def _cited(lock: Number) -> str:
    return f"{lock.law} Art {lock.article} ({lock.words})"


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
