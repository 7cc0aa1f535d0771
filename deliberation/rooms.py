"""Which rooms there are. Acts and pages are found by place: every module of a room's `acts` and
`routes`, with no list of modules to keep.

Called by create_app, the shell and the tests.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint

VERBS = ("propose", "suggest", "inform", "resolve", "supervise", "carry_out", "evaluate")


@dataclass(frozen=True, slots=True)
class Room:
    """A package below `deliberation`.

    own_tokens: its forms check the CSRF token themselves, and show what was typed again with a
    fresh one.
    """

    name: str
    own_tokens: bool = False


ROOMS = (
    Room("accounts"),
    Room("desk"),
    Room("roster"),
    Room("public"),
    Room("inbox"),
    *(Room(f"cycle.{verb}", own_tokens=True) for verb in VERBS),
)


def every(name: str) -> Iterator[ModuleType]:
    """Import what lies in a package below `deliberation`, however deep; nothing where there is no
    such package.
    """
    if importlib.util.find_spec(f"deliberation.{name}") is None:
        return
    package = importlib.import_module(f"deliberation.{name}")
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


@cache
def acts() -> None:
    """Fill the charter's registry: every room's acts register themselves when they are imported.

    Called by whoever opens a database, and before any page is made.
    """
    for room in ROOMS:
        for _ in every(f"{room.name}.acts"):
            pass


def pages() -> list[tuple[Room, "Blueprint"]]:
    """Each room that has pages, with its blueprint and all of them hung on it.

    Every room is imported before the first is returned: some pages of the desk hang on the
    blueprint of accounts.
    """
    acts()
    rooms = [room for room in ROOMS if list(every(f"{room.name}.routes"))]
    return [
        (room, importlib.import_module(f"deliberation.{room.name}.blueprint").blueprint)
        for room in rooms
    ]
