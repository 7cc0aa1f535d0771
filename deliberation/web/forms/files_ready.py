"""What comes between a form that is right and its act, where files were chosen: whether the act may
be done, then decoding, in this order.

Called by `acting`, `beginning` and the desk's routes right before `perform`. Whatever costs much
comes last and is counted first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from flask import current_app, g
from flask_login import current_user
from wtforms import Form

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.reasons import Refused
from deliberation.record.media.decoding import apart
from deliberation.record.media.intake import BadFile, Taken, take_in
from deliberation.record.private import decoded
from deliberation.record.write.perform import rehearse
from deliberation.web.tenancy import actor
from deliberation.web.words.files import BUSY, said_of, spent

from .files import MEBI, FilesField
from .slots import Slot


class NotTaken(RuntimeError):
    """A file cannot be taken; its field says why.

    `status`: 422, 429 (this hour's pictures are used up), 503 (others' come first).
    """

    def __init__(self, why: list[str], status: int = 422) -> None:
        super().__init__(*why)
        self.why, self.status = why, status


def ready(form: Form, *builds: Callable[[], Act]) -> None:
    """Ask whether the act may be done at all, and only then decode the form's pictures.

    Nothing where no file was chosen.

    With several acts (a sheet's signatures), one that may be done is enough. Raises Refused,
    NotTaken.
    """
    fields = [f for f in form if isinstance(f, FilesField) and f.again]
    if not fields:
        return
    with _rehearsing(fields):
        _one_may(builds)
    for field in fields:
        try:
            _decode(field)
        except NotTaken as error:
            field.errors = error.why
            raise


def _one_may(builds: tuple[Callable[[], Act], ...]) -> None:
    why: Refused | None = None
    for build in builds:
        try:
            return rehearse(build(), actor(), g.community.id)
        except Refused as refused:
            why = why or refused
    if why is not None:
        raise why
    return None


@contextmanager
def _rehearsing(fields: list[FilesField]) -> Iterator[None]:
    for field in fields:
        field.rehearsed = True
    try:
        yield
    finally:
        for field in fields:
            field.rehearsed = False


def _decode(field: FilesField) -> None:
    """A form may be read twice in one request; its pictures are decoded once, and what was said of
    them stays said.
    """
    outcomes: dict[str, Taken] = g.setdefault("files_decoded", {})
    refused: dict[str, NotTaken | None] = g.setdefault("files_refused", {})
    chosen = {f"{field.name}-{slot.number}": slot for slot in field.slots if slot.looked_at}
    if field.name not in refused:
        refused[field.name] = _decoded(chosen, field.most_mb, outcomes)
    wrong = refused[field.name]
    if wrong is not None:
        raise wrong
    for key, slot in chosen.items():
        slot.taken = outcomes[key]


def _decoded(chosen: dict[str, Slot], most_mb: int, outcomes: dict[str, Taken]) -> NotTaken | None:
    budget, most = _budget(), most_mb * MEBI
    try:
        pictures = sum(s.header is not None for s in chosen.values())
        if pictures:
            budget.ask(pictures)
        with apart.line.turn(budget.account_id) if pictures else nullcontext():
            for key, slot in chosen.items():
                outcomes[key] = take_in(slot.content(most), most, budget)
    except decoded.Spent as over:
        return NotTaken([spent(over.again_at - clock.real())], 429)
    except apart.Busy:
        return NotTaken([str(BUSY)], 503)
    except BadFile as bad:  # the others are not even begun
        return NotTaken([said_of(str(bad), slot.number, most_mb)])
    return None


def _budget() -> decoded.Budget:
    """What of this hour's pictures and seconds the person who sends them has left."""
    config = current_app.config
    return decoded.Budget(
        current_user.account_id,
        config["UPLOAD_HOURLY"],
        config["UPLOAD_SECONDS"],
        min(apart.SECONDS, config["UPLOAD_SECONDS"]),
    )
