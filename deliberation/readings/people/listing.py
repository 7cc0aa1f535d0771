"""The order of a list of people: by building and name, the same on both databases, paged from a
person on.

Called by every reading that lists people who hold no office. An order by id would give each line
its id, and with it whatever the record says of that id.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from deliberation.record import tables
from deliberation.record.tables.joins import same


class codepoints(FunctionElement[str]):
    """Text compared by its code points, whatever the database sorts by."""

    inherit_cache = True
    type = Text()


@compiles(codepoints)
def _anywhere(element: Any, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(codepoints, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f'({compiler.process(element.clauses, **kw)} COLLATE "C")'


def at_home(person: Any, dwelling: Any) -> Any:
    """People with where they live; erased homes too."""
    return person.outerjoin(dwelling, same(person, dwelling, "dwelling_id"))


def order(person: Any, dwelling: Any) -> tuple[ColumnElement[Any], ...]:
    """Building (2栋 before 10栋), name; two of one name in one building in some fixed order."""
    building = func.coalesce(dwelling.c.building, "")
    name = func.coalesce(person.c.name, "")
    return func.length(building), codepoints(building), codepoints(name), person.c.person_id


def beyond(s: Any, community: str, person_id: str | None) -> ColumnElement[bool] | None:
    """The people who come after this one in the order; None where nobody is named. One query."""
    p, d = tables.person, tables.dwelling
    at = person_id and _place(s, community, person_id)
    return tuple_(*order(p, d)) > tuple_(*map(literal, at)) if at else None


def _place(s: Any, community: str, person_id: str) -> Any:
    p, d = tables.person, tables.dwelling
    return s.execute(
        select(*order(p, d))
        .select_from(at_home(p, d))
        .where(p.c.community_id == community, p.c.person_id == person_id)
    ).first()
