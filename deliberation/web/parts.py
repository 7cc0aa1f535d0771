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


_parts = Kept()


def part(name: str, stamp: int, render: Callable[[], str], *also: Any) -> Markup:
    """A piece of a page that every reader sees alike, kept while its stamp is the same.

    `also`: whatever else it depends on.
    """
    app, community = id(current_app.extensions), g.community.id
    key = (name, app, community, language(), elder(), stamp, minute(), also)
    found: _Part | None = _parts.get(key)
    if found is None:
        found = _Part(Markup(render()))
        _parts.put(key, found, 2 * len(found.html) + 500)
    return found.html
