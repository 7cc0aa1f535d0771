"""What is drawn for some readers only within a part of a page that is made once for everybody: it
is marked where it stands, and left out for whoever could not do it.

`slot` marks in a template; `drawn` decides for one reader. Called by the pages of subjects.
"""

import re
import secrets
from collections.abc import Callable

from markupsafe import Markup

from deliberation.readings.page.reader import Reader

# Of this process alone, so that nothing anybody writes is ever taken for a mark.
_KEY = secrets.token_hex(8)
_MARK = re.compile(rf"<!--{_KEY}:([^:]*):([^:]*):([^:]*):([^-]*)-->(.*?)<!--{_KEY}-->", re.S)
_ELSE = "!"


def slot(
    acts: str,
    ref: str = "",
    *,
    of: str | None = "",
    but: str | None = "",
    caller: Callable[[], str],
) -> Markup:
    """In a template, around what does an act at an entry: drawn for whoever can. acts: one, or "!"
    and several with a space between: drawn where none of these is. of, but: for this person alone,
    for everybody but them.
    """
    ref = ref.replace(":", "/")
    return Markup(f"<!--{_KEY}:{acts}:{ref}:{of or ''}:{but or ''}-->{caller()}<!--{_KEY}-->")


def drawn(html: Markup, reader: Reader) -> Markup:
    """The part as one reader sees it."""

    def one(found: "re.Match[str]") -> str:
        acts, ref, of, but, within = found.groups()
        ref = ref.replace("/", ":")
        if acts.startswith(_ELSE):
            others = acts.removeprefix(_ELSE).split()
            return "" if any(reader.may(a, ref, but=but) for a in others) else within
        return within if reader.may(acts, ref, of=of, but=but) else ""

    return Markup(_MARK.sub(one, html))
