"""The field of a form that takes photos and files, and how much such a form may send. Used by the forms of proposals, comments, reports, proofs.

Everything is looked at before anything is stored; `keep` stores, right before the act is performed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from wtforms import Field

from deliberation.charter.attaching import ALT_MAX, NAME_MAX, PICTURES, NewFile
from deliberation.record.canonical import BadText, clean_text
from deliberation.record.media import store
from deliberation.record.media.intake import BadFile, Taken, take_in

from .phrases import gettext as _

TAKES_FILES: set[str] = set()  # endpoints; filled by `acting.act_page`
MEBI = 1024 * 1024


class NoStore(RuntimeError):
    """The store did not take the bytes; nothing was performed."""


@dataclass
class Slot:
    """One line of the field: a chosen file (or none) and its words."""

    number: int
    upload: FileStorage | None = None
    alt: str = ""
    taken: Taken | None = None
    name: str = ""


class FilesField(Field):
    """As many files as an act may bring, each with a text alternative; works without JavaScript, and offers a phone's camera."""

    wanted = False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the slots. Chosen files cannot be kept in a form that is shown again; their words can."""
        self.process_errors, self.slots = [], []
        for i in range(1, current_app.config["UPLOAD_FILES"] + 1):
            slot = Slot(i)
            if formdata:
                found = formdata.get(f"{self.name}-{i}")
                slot.upload = found if isinstance(found, FileStorage) and found.filename else None
                slot.alt = str(formdata.get(f"{self.name}-{i}-alt") or "")
            self.slots.append(slot)
        self.data = None

    @property
    def again(self) -> bool:
        """Whether files were chosen that must be chosen again."""
        return any(slot.upload for slot in self.slots)

    @property
    def most_mb(self) -> int:
        return current_app.config["UPLOAD_MB"]

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Look at every file; what is wrong is said by the number of its line."""
        self.errors = [error for slot in self.slots if slot.upload for error in self._look(slot)]
        if not self.errors and self.wanted and not self.again:
            self.errors = [_("Please choose at least one file.")]
        return not self.errors

    def _look(self, slot: Slot) -> list[str]:
        n, most = slot.number, self.most_mb
        try:
            slot.alt = clean_text(slot.alt).strip()
            slot.name = (
                clean_text(
                    (slot.upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
                ).strip()[-NAME_MAX:]
                or "file"
            )
        except BadText:
            return [_("File %(n)s: these words have characters that cannot be stored.", n=n)]
        try:
            slot.taken = _taken(f"{self.name}-{n}", slot.upload, most)
        except BadFile as bad:
            return [
                {
                    "empty": _("File %(n)s: it is empty.", n=n),
                    "too_big": _(
                        "File %(n)s: larger than %(mb)s MB. Please make it smaller first.",
                        n=n,
                        mb=most,
                    ),
                    "unknown_kind": _(
                        "File %(n)s: only photos (JPEG, PNG, WebP, HEIC) and PDF can be added. What counts is the content, not the name.",
                        n=n,
                    ),
                    "too_many_pixels": _(
                        "File %(n)s: the picture has too many pixels (at most 50 million).", n=n
                    ),
                }.get(str(bad), _("File %(n)s: it is damaged and cannot be read.", n=n))
            ]
        if len(slot.alt) > ALT_MAX:
            return [_("File %(n)s: at most %(most)s characters.", n=n, most=ALT_MAX)]
        if slot.taken.media_type in PICTURES and not slot.alt:
            return [_("File %(n)s: please write what the photo shows.", n=n)]
        return []

    def keep(self) -> tuple[NewFile, ...]:
        """Store what was chosen and looked at. Raises NoStore."""
        chosen = [slot for slot in self.slots if slot.taken]
        used = store.current()
        if not chosen:
            return ()
        try:
            return tuple(_stored(used, slot) for slot in chosen)
        except Exception as error:
            current_app.logger.exception("storing an upload")
            raise NoStore from error

    def __call__(self, **_attributes: Any) -> Markup:
        return Markup(render_template("_parts/file_slots.html", field=self))


class SomeFilesField(FilesField):
    """At least one file."""

    wanted = True


def _taken(key: str, upload: FileStorage, most_mb: int) -> Taken:
    """A form may be read twice in one request; its pictures are decoded once."""
    looked_at = g.setdefault("files_looked_at", {})
    if key not in looked_at:
        upload.stream.seek(0)
        looked_at[key] = take_in(upload.stream.read(most_mb * MEBI + 1), most_mb * MEBI)
    return looked_at[key]


def _stored(used: Any, slot: Slot) -> NewFile:
    taken = slot.taken
    assert taken is not None
    return NewFile(
        digest=used.put(taken.data),
        small=used.put(taken.small) if taken.small else None,
        media_type=taken.media_type,
        size=len(taken.data),
        width=taken.width,
        height=taken.height,
        alt=slot.alt or None,
        name=slot.name,
    )


def most_of(app: Flask) -> Callable[[dict[str, Any]], int]:
    """How many bytes a request may send, told from its header alone: the server asks before it takes them. Whether the session is still
    good is asked by `room_for_files`, in the database."""

    def most(environ: dict[str, Any]) -> int:
        wanted = app.request_class(environ, populate_request=False)
        if wanted.method != "POST" or wanted.mimetype != "multipart/form-data":
            return app.config["MAX_CONTENT_LENGTH"]
        session = app.session_interface.open_session(app, wanted)
        if not session or "_user_id" not in session:
            return app.config["MAX_CONTENT_LENGTH"]
        try:
            endpoint, _values = app.create_url_adapter(wanted).match()
        except HTTPException:
            return app.config["MAX_CONTENT_LENGTH"]
        return _with_files(app) if endpoint in TAKES_FILES else app.config["MAX_CONTENT_LENGTH"]

    return most


def _with_files(app: Flask) -> int:
    return app.config["UPLOAD_FILES"] * app.config["UPLOAD_MB"] * MEBI + 2 * MEBI


def init_app(app: Flask) -> None:
    """Signed-in people may send as much as the files of one act; everything else stays at the limit of the application."""

    @app.before_request
    def room_for_files() -> None:
        if (
            request.method == "POST"
            and request.endpoint in TAKES_FILES
            and request.mimetype == "multipart/form-data"
            and current_user.is_authenticated
        ):
            request.max_content_length = _with_files(app)
