"""The letter with a joining code as the shell prints it: on the terminal and as one page of A4,
with the words of the desk's own letter.

Called by `deliberation office`; needs the application, because words, QR codes and the address of
the site are made by it.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, render_template

from deliberation.accounts.passwords import LEAST_OFFICE
from deliberation.readings import community as reading
from deliberation.record.engines import current, db
from deliberation.web.access.hosts import outside
from deliberation.web.phrases import gettext as _
from deliberation.web.qr import svg

from .letter_codes import grouped

UNNAMED = "localhost:8000"  # `deliberation serve` as it listens unless told otherwise


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: as lines for a terminal, and as an HTML page that needs no other file."""

    text: str
    html: str


def letter(
    app: Flask, slug: str, person: Any, code: str, *, role: str | None, lang: str, again: bool
) -> Letter:
    """The letter to one person (a row with name, building, unit and room) who joins with `code`.

    role: an office they hold. lang: zh_Hans or en. again: they joined before and lost their
    password.
    """
    with app.test_request_context(
        f"/{slug}/", base_url=f"http://{UNNAMED}", headers={"Cookie": f"lang={lang}"}
    ):
        g.community = reading.by_slug(db.session, current().url, slug)
        steps = _steps(role, outside("accounts.sign_in"), again=again)
        told = {"role": role, "steps": steps, "remarks": _remarks()}
        values = {"household": [_one(person, code)], **told}
        text = render_template("print/letters/letter.txt", **values).strip() + "\n"
        return Letter(text, render_template("print/letters/letter_alone.html", **values))


def _one(person: Any, code: str) -> dict[str, Any]:
    """A household of one, as the desk's own letter has them."""
    link = outside("accounts.join", code=code)
    address = link.split("?")[0]
    return {"person": person, "code": grouped(code), "qr": svg(link), "address": address}


def _steps(role: str | None, sign_in: str, *, again: bool) -> list[str]:
    """What to do after the address was opened, one step a line."""
    steps = [_("Type the code and your date of birth."), _choose(role, again)]
    if not role:
        last = _("From then on sign in with login and password: %(address)s", address=sign_in)
        return [*steps, last]
    return [
        *steps,
        _(
            "Set up a second factor, as the page shows: an app on your phone that shows six "
            "digits, or a card of codes to print."
        ),
        _("Write the recovery codes down on paper and keep them apart from the phone."),
        _(
            "From then on sign in with login, password and the six digits: %(address)s",
            address=sign_in,
        ),
    ]


def _choose(role: str | None, again: bool) -> str:
    if again and role:
        return _(
            "Choose a new password of at least %(n)s characters. Whoever was signed in with "
            "the old one is signed out.",
            n=LEAST_OFFICE,
        )
    if again:
        return _("Choose a new password. Whoever was signed in with the old one is signed out.")
    if role:
        return _(
            "Choose a login and a password of your own, of at least %(n)s characters because "
            "you hold an office.",
            n=LEAST_OFFICE,
        )
    return _("Choose a login and a password of your own.")


def _remarks() -> list[str]:
    return [
        _(
            "The code works once, and only together with your date of birth; after five "
            "wrong dates it is void. It is good until it is used or a newer letter is "
            "printed for you."
        ),
        _(
            "If this letter is lost, have a new one printed at once: the code of the old one "
            "is void from then on."
        ),
    ]
