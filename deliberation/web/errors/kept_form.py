"""What of a posted form the static page holds, so that one press of a button sends it again or
leads back to it; and what it says of that, in both languages.

Secrets are not held, and the page says so. Called by `falling`.
"""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from flask import Request
from werkzeug.exceptions import HTTPException

from deliberation.web.forms import secrets

MOST_FIELDS = 500
CONFIRMED = "confirmed"  # the last of two steps: behind it stands a page that shows the choice

_HERE = "您写的都还在这一页里，请不要关掉。过一分钟按下面的按钮"
_HERE_EN = "What you typed is still on this page; please do not close it. In a minute, "
_TO_FORM_EN = f"{_HERE_EN}press the button to go back to the form. "
# what the page holds → what it says, in Chinese and in English
_SAID = {
    "nothing": (
        "过一分钟请按“返回”，再交一次。",
        "In a minute, please go back and send it again.",
    ),
    "no files": (
        f"{_HERE}回到表单；照片和文件要重新选。",
        f"{_TO_FORM_EN}Pictures and files have to be chosen again.",
    ),
    "no files and secrets": (
        f"{_HERE}回到表单；照片、文件、密码和数字要重新选、重新填。",
        f"{_TO_FORM_EN}Pictures, passwords and codes have to be chosen again.",
    ),
    "the choice": (
        "您选的还在这一页里，请不要关掉。过一分钟按下面的按钮，回到“请核对”；密码和数字要重新填。",
        "Your choice is still on this page; please do not close it. In a minute, press the "
        "button to check it once more. Passwords and codes have to be typed again.",
    ),
    "no secrets": (
        "密码和数字没有留在这一页里，要重新填；别的都还在，请不要关掉。过一分钟按下面的按钮回到表单。",
        "Passwords and codes are not kept on this page and have to be typed again; "
        "everything else is here, please do not close it. In a minute, press the button "
        "to go back to the form.",
    ),
    "all": (
        f"{_HERE}再交一次；已经办成的，不会算两次。",
        f"{_HERE_EN}press the button to send it again. What was already done does not count twice.",
    ),
}


class Again(NamedTuple):
    """The way on from the page. `said`: what it holds, `button`: its words, both in both languages;
    `markup` has {} where they go.
    """

    said: tuple[str, str]
    button: tuple[str, str]
    markup: str


def again(request: Request) -> Again:
    """The same page once more, or the posted form once more."""
    if request.method != "POST":
        return Again(("", ""), ("再试一次", "Try again"), '<a class="again" href="">{}</a>')
    kept = Kept.of(request)
    form = _form(request, kept.fields) if kept.fields is not None else ""
    return Again(_SAID[kept.holds], kept.button, form)


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a form the page holds. `left`: something secret, or nothing knows what, is not among
    `fields`; None where nothing could be read."""

    fields: list[tuple[str, str]] | None
    left: bool = False
    files: bool = False
    confirming: bool = False

    @classmethod
    def of(cls, request: Request) -> "Kept":
        """Of a posted form, without what may not be repeated."""
        try:
            sent = list(request.form.items(multi=True))
            files = any(f.filename for f in request.files.values())
        except (HTTPException, OSError, ValueError):
            return cls(None)
        if not sent or len(sent) > MOST_FIELDS:
            return cls(None)
        plain = [(k, v) for k, v in sent if secrets.is_plain(k)]
        left = any(v and k != secrets.TOKEN and not secrets.is_plain(k) for k, v in sent)
        confirming = left and any(k == CONFIRMED for k, _ in sent)
        if confirming:  # back to the page before it: shown with what was chosen, asking again
            plain = [(k, v) for k, v in plain if k != CONFIRMED]
        # Without its token the form is shown again instead of being done without its pictures.
        token = [] if files else [(k, v) for k, v in sent if k == secrets.TOKEN]
        return cls(token + plain, left, files, confirming)

    @property
    def holds(self) -> str:
        """A key of `_SAID`."""
        if self.fields is None:
            return "nothing"
        if self.files:
            return "no files and secrets" if self.left else "no files"
        if self.confirming:
            return "the choice"
        return "no secrets" if self.left else "all"

    @property
    def button(self) -> tuple[str, str]:
        """Its words in both languages."""
        if self.confirming:
            return "回到“请核对”", "Check it once more"
        if self.files or self.left:
            return "回到表单", "Back to the form"
        return "再交一次", "Send again"


def _form(request: Request, fields: list[tuple[str, str]]) -> str:
    address = request.root_path + request.full_path.rstrip("?")
    inputs = "\n".join(
        f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in fields
    )
    return (
        f'<form method="post" action="{escape(address)}">\n'
        f'<button type="submit">{{}}</button>\n{inputs}\n</form>'
    )
