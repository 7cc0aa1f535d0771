"""The field of a form that takes photos and files.

Used by the forms of proposals, comments, reports, proofs.

`validate` says all that can be said without decoding; then comes `files_ready`; then `keep` stores,
right before the act is performed.
"""

from typing import Any

from flask import current_app, render_template
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Request
from wtforms import Field

from deliberation.charter import text
from deliberation.charter.attaching import ALT_MAX, MOST_AN_ACT, NAME_MAX, NewFile
from deliberation.record.log.canonical import BadText, clean_text
from deliberation.record.media import store
from deliberation.record.media.intake import BadFile, look
from deliberation.web.phrases import gettext as _
from deliberation.web.words.files import said_of

from .slots import Slot

CHOSEN = "chosen_files"  # names of what was chosen before; no page, draft or sign-in keeps a file
TAKES_FILES: set[str] = set()  # endpoints; filled by `acting.act_page`
# endpoint → bytes a request to it may send, where its file is no photo
TAKES_MORE: dict[str, int] = {}
MEBI = 1024 * 1024


class NoStore(RuntimeError):
    """The store did not take the bytes; nothing was performed."""


class FilesField(Field):
    """As many files as an act may bring, each with a text alternative; works without JavaScript,
    and offers a phone's camera.
    """

    wanted = False
    most = MOST_AN_ACT
    rehearsed = False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the slots. Chosen files cannot be kept in a form that is shown again; their words
        can.
        """
        self.process_errors, self.surplus = [], 0
        lines = min(self.most, current_app.config["UPLOAD_FILES"])
        self.slots = [self._slot(i, formdata) for i in range(1, lines + 1)]
        if formdata:
            chosen = sum(bool(s.upload) for s in self.slots)
            self.surplus = _sent(formdata, f"{self.name}-") - chosen
        self.left = [] if self.again or not formdata else formdata.getlist(CHOSEN)[: self.most]
        self.data = None

    def _slot(self, number: int, formdata: Any) -> Slot:
        if not formdata:
            return Slot(number)
        found = formdata.get(f"{self.name}-{number}")
        chosen = found if isinstance(found, FileStorage) and found.filename else None
        return Slot(number, chosen, str(formdata.get(f"{self.name}-{number}-alt") or ""))

    @property
    def again(self) -> bool:
        """Whether files were chosen that must be chosen again."""
        return any(slot.upload for slot in self.slots)

    @property
    def names(self) -> list[str]:
        """What has to be chosen again: with this form, or with one before it (`left`)."""
        return [s.file.filename or "" for s in self.slots if s.upload] or self.left

    @property
    def most_mb(self) -> int:
        most: int = current_app.config["UPLOAD_MB"]
        return most

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Everything that can be said without decoding a picture; what is wrong is said by the
        number of its line.
        """
        self.errors = (
            [_("At most %(n)s files at once.", n=len(self.slots))]
            if self.surplus > 0
            else [error for slot in self.slots if slot.upload for error in self._look(slot)]
        )
        if not self.errors and self.wanted and not self.again:
            self.errors = [_("Please choose at least one file.")]
        return not self.errors

    def _look(self, slot: Slot) -> list[str]:
        n = slot.number
        try:
            slot.alt = text.plain(clean_text(slot.alt))
            slot.name = _name(slot.file.filename)
        except BadText:
            return [_("File %(n)s: these words have characters that cannot be stored.", n=n)]
        if len(slot.alt) > ALT_MAX:
            return [_("File %(n)s: at most %(most)s characters.", n=n, most=ALT_MAX)]
        try:
            slot.header = look(slot.content(self.most_mb * MEBI), self.most_mb * MEBI)
        except BadFile as bad:
            return [said_of(str(bad), n, self.most_mb)]
        if slot.header is not None and not text.is_seen(slot.alt):
            return [_("File %(n)s: please write what the photo shows.", n=n)]
        slot.looked_at = True
        return []

    def keep(self) -> tuple[NewFile, ...]:
        """Store what was chosen and looked at. Raises NoStore."""
        if self.rehearsed:
            return tuple(slot.promised() for slot in self.slots if slot.looked_at)
        chosen = [slot for slot in self.slots if slot.taken]
        used = store.current()
        if not chosen:
            return ()
        try:
            return tuple(slot.stored(used) for slot in chosen)
        except Exception as error:
            current_app.logger.exception("storing an upload")
            raise NoStore from error

    def __call__(self, **_attributes: Any) -> Markup:
        return Markup(render_template("_parts/file_slots.html", field=self))


class SomeFilesField(FilesField):
    """At least one file."""

    wanted = True


def chosen_names(sent: Request) -> list[str]:
    """The names of the files that came with a posted form, or with one before it."""
    came = [f.filename for f in sent.files.values() if f.filename]
    return came or sent.form.getlist(CHOSEN)


def _sent(formdata: Any, prefix: str) -> int:
    """How many files came under names of this field, also beyond its lines."""
    return sum(
        isinstance(found, FileStorage) and bool(found.filename)
        for name in formdata
        if name.startswith(prefix)
        for found in formdata.getlist(name)
    )


def _name(filename: str | None) -> str:
    last = (filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    name = text.plain(clean_text(last))[-NAME_MAX:]
    return name if text.is_seen(name) and text.marks(name) <= text.MOST_MARKS else "file"
