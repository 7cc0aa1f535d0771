"""What counts as text that people write and others read: what cannot be seen is none, and nothing
in it changes how its neighbours are read.

Asked by every act (`act.words`), by the forms and by whatever reads files; facts already in the
record are not judged again.
"""

import unicodedata

from .reasons import refuse

# Letters and symbols by their category, blank by their picture: the fillers of Hangul, the empty
# Braille cell, a note without a head.
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
# Embeddings, overrides and isolates turn what follows around. Phones put them around numbers that
# are copied, so that they are left out and not refused: nothing that is seen is lost.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
MOST_MARKS = 8  # on one letter; the writing that needs most has four


def plain(text: str) -> str:
    """Without what turns the direction of reading around; stripped at the ends."""
    return text.translate(_TURNS).strip()


def length(text: str) -> int:
    """How many characters it has for who reads it: blanks between words count, what hides does
    not."""
    return sum(unicodedata.category(c) not in ("Cf", "Mn", "Me") and c not in BLANK for c in text)


def is_seen(text: str | None) -> bool:
    """Whether a letter, a digit, a sign or a symbol of it can be seen."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text or "")


def marks(text: str) -> int:
    """The most marks that stand on one letter. What has no width of its own does not part them."""
    most = run = 0
    for c in text:
        kind = unicodedata.category(c)
        if kind in ("Mn", "Me"):
            run += 1
            most = max(most, run)
        elif kind != "Cf":
            run = 0
    return most


def thinned(text: str) -> str:
    """`plain`, with no more marks on a letter than may stand there: for what others published and
    nobody here can write anew."""
    kept: list[str] = []
    run = 0
    for c in plain(text):
        kind = unicodedata.category(c)
        run = run + 1 if kind in ("Mn", "Me") else run if kind == "Cf" else 0
        if run <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def refuse_marks(text: str, what: str) -> None:
    """Marks piled up draw over the lines above. Raises Refused (stacked_marks)."""
    if marks(text) > MOST_MARKS:
        raise refuse("stacked_marks", field=what, most=MOST_MARKS)
