"""A part of a page that every reader sees alike, made once and kept; around it stands what is the
reader's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g
from markupsafe import Markup

from .kept import Kept, minute
from .tenancy import elder, language


@dataclass
class _Part:
    html: Markup
    size: int = 0

    @property
    def weight(self) -> int:
        """How much memory it takes, about."""
        return 2 * len(self.html) + 500


_parts = Kept()


def kept(name: str, stamp: int, make: Callable[[], Any], *also: Any) -> Any:
    """Whatever is made of such a piece, kept in the same way; it knows its `weight`."""
    app, community = id(current_app.extensions), g.community.id
    key = (name, app, community, language(), elder(), stamp, minute(), also)
    return _parts.made(key, make)


def part(name: str, stamp: int, render: Callable[[], str], *also: Any) -> Markup:
    """A piece of a page that every reader sees alike, kept while its stamp is the same.

    `also`: whatever else it depends on.
    """
    found: _Part = kept(name, stamp, lambda: _Part(Markup(render())), *also)
    return found.html
