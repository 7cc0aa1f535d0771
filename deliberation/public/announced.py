"""Announcements brought to one reader: on home, and where they search. Called by `routes`."""

from typing import Any

from flask import g
from flask_login import current_user

from deliberation.charter.case import Case
from deliberation.readings import community as community_reading
from deliberation.readings.announcements import lists, search
from deliberation.record.engines import db
from deliberation.web.tenancy import actor, case_here

ANNOUNCED = 3  # on home; the others stand on their own page
FOUND = 5  # beside the proposals that were found; all of them in the list of announcements


def at_home(case: Case | None) -> dict[str, Any]:
    """What is announced to this reader, and the names of the groups it is for."""
    s, c, me = db.session, g.community.id, current_user
    found = lists.for_reader(
        s,
        c,
        {role.value for role in case.roles()} if case else (),
        lambda: community_reading.groups_of(s, c, me.person_id) if case else (),
        ANNOUNCED,
    )
    return {"announced": found, "groups": names_of(found)}


def found(text: str, after: str | None = None, limit: int = lists.PAGE) -> Any:
    """Lines with these words that are for the reader, and the key of the next page."""
    s, c, me = db.session, g.community.id, actor().person_id
    roles = {role.value for role in case_here().roles()} if me else set()
    groups = community_reading.groups_of(s, c, me) if me else frozenset()
    return search.found(s, c, text, roles, groups, after, limit)


def names_of(lines: list[lists.Line]) -> dict[str, str]:
    """The names of groups, where a line is for one."""
    some = any(x.group_id for x in lines)
    return community_reading.groups(db.session, g.community.id) if some else {}
