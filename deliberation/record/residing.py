"""Whether somebody is a resident with a voice: an adult who lives here. SQL over the table of
people, for rolls, answers and readings.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_


def resident(p: Any) -> ColumnElement[bool]:
    """Condition on a row of people: of age, and living here."""
    return and_(p.c.standing == "adult", p.c.lives_here.is_(True))
