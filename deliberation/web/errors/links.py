"""Links that a chat, a mouth or a printer changed: words stuck to the end, capitals, a slash too
many, the number in place of the id. Asked where a page was not found.

Only the shape of an address is looked at, never whether anything is there: who guesses learns
nothing. What comes out is a path of this site, and mending it again changes nothing.
"""

import re

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from deliberation.charter.ids import is_id
from deliberation.web.tenancy import SLUG

_FOREIGN = re.compile(r"[^a-z0-9_./-]")  # no address of ours that is passed on has other signs
_NUMBER = re.compile(r"/([a-z0-9-]{2,40})/(?:proposals|n)/([0-9]{4}-[0-9]{1,10})(?![0-9])")


def mended(path: str) -> str | None:
    """The address this one was, as far as its beginning tells; None where it is no other one."""
    lower = path.lower()
    found = _FOREIGN.search(lower)
    there = (lower[: found.start()] if found else lower).rstrip("/.-_")
    if not SLUG.fullmatch(there.split("/")[1] if there.startswith("/") else ""):
        return None
    number = _NUMBER.match(there)
    if number:
        there = f"/{number[1]}/n/{number[2]}"
    elif found:
        there = _whole(there)
    if there.count("/") == 1:  # a community is one word and a slash
        there += "/"
    return there if there != path and _leads(there) else None


def _whole(there: str) -> str:
    """Without a last part that only the cut made: the page of the proposal, if one is named."""
    parts = there.split("/")
    if len(parts) > 4 and parts[2] == "proposals" and is_id(parts[3]) and not _leads(there):
        return "/".join(parts[:4])
    return there


def _leads(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        _, values = adapter.match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return is_id(values.get("proposal_id", "0" * 26))
