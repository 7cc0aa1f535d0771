"""The sheets of a print job, made in order and noted. Called by desk.routes.printing."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from deliberation.accounts import auditing

from . import codes, sheets
from .due import LETTERS, Item

AT_ONCE = 150  # pages of several things; each is made while others wait for theirs


def make(wanted: Iterable[Item], act_id: str) -> tuple[list[Markup], list[str]]:
    """The sheets, in order, and what could not be printed, in words.

    Makes the codes of letters and cards, and notes what was printed.
    """
    printed: list[Markup] = []
    problems: list[str] = []
    for item in wanted:
        made = (
            codes.card(item, act_id, problems) if item.kind == "card" else _SHEETS[item.kind](item)
        )
        if made:
            printed += made
            _note(item)
    return printed, problems


def _note(item: Item) -> None:
    if item.kind in LETTERS:
        auditing.note("letters_printed", detail=item.ref)
    elif item.kind == "card":
        auditing.note("code_card", about_id=item.ref)
    else:
        auditing.note("list_printed", about_id=item.ref, detail=item.noted)


_SHEETS: dict[str, Callable[[Item], list[Markup]]] = {
    "notice": sheets.poster_of,
    "result": sheets.poster_of,
    "cosign": lambda i: [sheets.cosign_sheet(sheets.row_of(i))],
    "sign_in": lambda i: sheets.sign_in_sheets(sheets.row_of(i)),
    "ballots": sheets.ballots,
    "letters": codes.letters,
    "letters_again": codes.letters,
    "letters_owners": codes.to_owners,
}
