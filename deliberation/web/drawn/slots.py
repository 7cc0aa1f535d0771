"""What is drawn for some readers only within a part of a page that is made once for everybody: it
is marked where it stands, and left out for whoever could not do it.

`slot` marks in a template; `Drawing` decides for one reader. Called by the pages of subjects.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Slot:
    """What is drawn for whoever can do the act; with others, for whoever can do none of these."""

    act: str
    others: tuple[str, ...]
    ref: str
    of: str
    but: str
    within: str

    def shown(self, reader: Reader) -> bool:
        """For one reader."""
        if self.others:
            return not any(reader.may(a, self.ref, but=self.but) for a in self.others)
        return reader.may(self.act, self.ref, self.of, self.but)


@dataclass
class Drawing:
    """A part of a page, made once: texts, and slots between them."""

    pieces: list["str | _Slot"]
    size: int = 0

    @classmethod
    def of(cls, html: str) -> "Drawing":
        """From a template's answer."""
        found = _MARK.split(html)
        pieces: list[str | _Slot] = [found[0]]
        for i in range(1, len(found), 6):
            pieces += (_slot(*found[i : i + 5]), found[i + 5])
        return cls(pieces)

    @property
    def weight(self) -> int:
        """How much memory it takes, about."""
        texts = sum(len(p) if isinstance(p, str) else len(p.within) + 60 for p in self.pieces)
        return 2 * texts + 100 * len(self.pieces)

    def drawn(self, reader: Reader) -> Markup:
        """As one reader sees it."""
        acts = reader.acts
        return Markup(
            "".join(
                [
                    p
                    if isinstance(p, str)
                    else p.within
                    if (p.act in acts or p.others) and p.shown(reader)
                    else ""
                    for p in self.pieces
                ]
            )
        )


def drawn(html: Markup, reader: Reader) -> Markup:
    """A part as one reader sees it, where it is not kept."""
    return Drawing.of(html).drawn(reader)


def _slot(acts: str, ref: str, of: str, but: str, within: str) -> _Slot:
    others = tuple(acts.removeprefix(_ELSE).split()) if acts.startswith(_ELSE) else ()
    return _Slot(acts, others, ref.replace("/", ":"), of, but, within)
