"""The registry of answers: which loader answers which need of an act, and how a loader names the
case's own rows.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, and_

from deliberation.charter.case import Case
from deliberation.charter.needs import Need
from deliberation.record.tables.joins import its

# What a loader reads of the act differs from one to the next: see `of_act`.
Loader = Callable[[Connection, Case, Any], Any]
LOADERS: dict[Need[Any], Loader] = {}


A = TypeVar("A")
T = TypeVar("T")
Answering = Callable[[Connection, Case, A], T]


def answers(need: Need[T]) -> Callable[[Answering[A, T]], Answering[A, T]]:
    """Register the loader of a need."""

    def register(loader: Answering[A, T]) -> Answering[A, T]:
        LOADERS[need] = loader
        return loader

    return register


def keys(case: Case, **more: Any) -> dict[str, Any]:
    """The case's proposal as key columns, and more of them; for `prepared`."""
    return {"community_id": case.community.id, "proposal_id": case.proposal.proposal_id, **more}


def hanging(case: Case, **more: Any) -> dict[str, Any]:
    """The same of a table that hangs on any subject."""
    return {"community_id": case.community.id, "subject_id": case.named.id, **more}


def of_matter(table: Any, case: Case, *more: Any) -> Any:
    """SQL: rows of the case's subject."""
    return and_(
        table.c.community_id == case.community.id,
        table.c[its(table)] == case.named.id,
        *more,
    )


def of_this_round(table: Any, case: Case, *more: Any) -> Any:
    """SQL: rows of the round that the case's proposal is in."""
    return of_matter(table, case, table.c.round_no == case.proposal.round_no, *more)


def of_proposal(table: Any, row: Any) -> Any:
    """SQL: rows of the proposal that this row is."""
    return and_(table.c.community_id == row.community_id, table.c[its(table)] == row.proposal_id)
