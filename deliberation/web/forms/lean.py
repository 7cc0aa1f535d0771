"""A first look at a form of which almost every one is right: a choice, and what every form carries.
What is wrong with any other the whole form finds out, and says.

Used by `acting` for acts that are attempted at once, on an evening on which everybody votes.
"""

from collections.abc import Collection, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from flask import request
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from deliberation.charter.ids import is_id

ALWAYS = frozenset({"csrf_token", "act_id", "version_no", "confirmed"})


def looked_at(codes: Mapping[str, Collection[str]]) -> "Fields | None":
    """What stands for the form, or None where it has to be looked at in full: where anything else
    was posted or anything twice, where a field is none of its codes, or the token does not hold.
    """
    posted, named = request.form, codes.keys()
    if len(posted) != len(list(posted.items(multi=True))) or not set(posted) <= ALWAYS | named:
        return None
    if not is_id(posted.get("act_id")) or any(posted.get(n) not in codes[n] for n in named):
        return None
    try:
        validate_csrf(posted.get("csrf_token"), time_limit=None)
    except ValidationError:
        return None
    fields = {name: SimpleNamespace(data=posted.get(name)) for name in ALWAYS | named}
    return Fields(fields)


class Fields:
    """Fields by name, as a form has them."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)

    def __iter__(self) -> Iterator[Any]:
        """None that takes files."""
        return iter(())

    def __contains__(self, name: str) -> bool:
        return name in self.__dict__ and self.__dict__[name].data is not None
