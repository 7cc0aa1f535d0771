"""Which kinds of matter there are, found by place: every module here that has a `MATTER`.

Asked by the gate, the acts, the casefile, readings and forms. Which object a matter has follows
from the rulebook: from what its kind says (an election elects an office, under whatever name), else
from its name; any other kind goes the ordinary way.
"""

import importlib
import pkgutil
from functools import cache
from typing import Any

from deliberation.charter import matters
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.needs import Need
from deliberation.charter.reasons import Reason
from deliberation.charter.rulebook import Kind, Rulebook

from .base import Matter
from .ordinary import MATTER as ORDINARY


@cache
def every() -> tuple[Matter, ...]:
    """All of them, by name."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(matters.__path__, f"{matters.__name__}.")
    ]
    found = [m.MATTER for m in modules if isinstance(getattr(m, "MATTER", None), Matter)]
    return tuple(sorted(found, key=lambda matter: matter.name))


@cache
def _by_name() -> dict[str, Matter]:
    return {matter.name: matter for matter in every()}


@cache
def _owned() -> dict[ActName, Reason]:
    """Acts that are for one kind alone, with the reason why for no other."""
    return {act: reason for matter in every() for act, reason in matter.own.items()}


def named(name: str) -> Matter:
    """By its name alone, where no rulebook is at hand."""
    return _by_name().get(name, ORDINARY)


def of(name: str, kind: Kind | None) -> Matter:
    """The matter of a kind of a rulebook; `kind` is None where the rulebook has none such."""
    if kind is not None:
        for matter in every():
            if matter.known_by(kind):
                return matter
    return named(name)


def of_row(proposal: Any, rulebook: Rulebook) -> Matter:
    """The matter of a proposal's row, under its rulebook."""
    return of(proposal.matter, rulebook.kinds.get(proposal.matter))


def of_case(case: Case) -> Matter:
    """The matter of the case's proposal."""
    return of_row(case.proposal, case.rulebook)


def barred(act: ActName, case: Case) -> Reason | None:
    """The reason why an act is not for this kind of matter; None where it is, or where there is no
    proposal yet.
    """
    if not case.of_proposal:
        return None
    matter = of_case(case)
    return matter.bars(act, case) or (None if act in matter.own else _owned().get(act))


def reads(case: Case, need: Need[Any]) -> bool:
    """Whether the case's matter is one that has this answer."""
    return need in of_case(case).reads


def needed(act: ActName) -> frozenset[Need[Any]]:
    """What the kinds of matter have to know at an act that is everybody's."""
    return frozenset[Need[Any]]().union(*(matter.needs.get(act, frozenset()) for matter in every()))


def _names(rulebook: Rulebook) -> dict[str, Matter]:
    """Every name a proposal's kind may have: of this rulebook, and of the matters themselves."""
    return {**_by_name(), **{name: of(name, kind) for name, kind in rulebook.kinds.items()}}


def alone(act: ActName, rulebook: Rulebook) -> tuple[str, ...]:
    """The names of kinds that an act is for alone; none where it is everybody's."""
    return tuple(sorted(n for n, matter in _names(rulebook).items() if act in matter.own))


def without(act: ActName, rulebook: Rulebook) -> tuple[str, ...]:
    """The names of kinds that an act is not for, of those that are everybody's."""
    return tuple(sorted(n for n, matter in _names(rulebook).items() if act in matter.strange))


def asking(field: str) -> tuple[Matter, ...]:
    """Those whose draft asks for this."""
    return tuple(matter for matter in every() if field in matter.asks)
