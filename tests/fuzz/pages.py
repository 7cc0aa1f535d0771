"""What a page offers: the forms drawn on it and where its links lead.

Reads only what it needs; pages are large and many.
"""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_FORM = re.compile(r"<form\b.*?</form>", re.S)
_LINK = re.compile(r'\s(?:href|src|action|formaction|data-similar|data-options)="([^"]+)"')
_WRONG = re.compile(r'aria-invalid="true"|class="[^"]*\b(?:errors?|is-invalid)\b')


@dataclass(slots=True)
class Field:
    """One control. `options`: what can be chosen, by its value."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: bool = False
    longest: int | None = None


@dataclass(slots=True)
class Form:
    """A form as drawn; `buttons`: (name, value, where it sends to)."""

    action: str
    method: str
    with_files: bool
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    page: str = ""


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.form = page, Form("", "get", False, page=page)
        self._choice: Field | None = None
        self._text: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.form.action = urljoin(self.page, a.get("action") or self.page)
            self.form.method = a.get("method", "get").lower()
            self.form.with_files = "multipart" in a.get("enctype", "")
        elif tag == "input":
            self._input(a)
        elif tag == "button" and a.get("type", "submit") == "submit":
            self._button(a)
        elif tag == "select":
            kind = "many" if "multiple" in a else "select"
            self._choice = self._add(a, kind)
        elif tag == "option" and self._choice is not None:
            self._choice.options.append(a.get("value", ""))
            if "selected" in a:
                self._choice.value = a.get("value", "")
        elif tag == "textarea":
            self._text = self._add(a, "textarea")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choice = None
        elif tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data

    def _input(self, a: dict[str, str]) -> None:
        kind = a.get("type", "text").lower()
        if kind in ("submit", "image"):
            self._button(a)
            return
        if kind == "radio":
            known = next((f for f in self.form.fields if f.name == a.get("name")), None)
            (known or self._add(a, "radio")).options.append(a.get("value", "on"))
            return
        self._add(a, kind).checked = "checked" in a

    def _button(self, a: dict[str, str]) -> None:
        to = urljoin(self.page, a["formaction"]) if a.get("formaction") else ""
        self.form.buttons.append((a.get("name", ""), a.get("value", ""), to))

    def _add(self, a: dict[str, str], kind: str) -> Field:
        longest = a.get("maxlength", "")
        made = Field(
            a.get("name", ""),
            kind,
            a.get("value", ""),
            longest=int(longest) if longest.isdigit() else None,
        )
        if made.name:
            self.form.fields.append(made)
        return made


def forms(page: str, address: str) -> list[Form]:
    """Every form of a page that stands at this address."""
    found = []
    for text in _FORM.findall(page):
        reader = _Reader(address)
        reader.feed(text)
        found.append(reader.form)
    return found


def links(page: str, address: str) -> list[str]:
    """Addresses on this site that the page leads to, in their order, each once."""
    found = (urljoin(address, html.unescape(x)).partition("#")[0] for x in _LINK.findall(page))
    return list(dict.fromkeys(x for x in found if x.startswith("/") and not x.startswith("//")))


def says_wrong(page: str) -> bool:
    """Whether a form on it is shown again with something to mend."""
    return _WRONG.search(page) is not None


class _Marked(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith("fz") or any(k.startswith("onfz") for k, _ in attrs):
            self.found = self.found or (self.get_starttag_text() or tag)[:200]


def let_through(page: str) -> str:
    """The first place where our mark became markup instead of text; empty where there is none."""
    if "fz" not in page:
        return ""
    reader = _Marked()
    reader.feed(page)
    return reader.found
