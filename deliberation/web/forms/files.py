"""The field of a form that takes photos and files, and how much such a form may send.

Used by the forms of proposals, comments, reports, proofs.

`validate` says all that can be said without decoding; then comes `files_ready`; then `keep` stores,
right before the act is performed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from wtforms import Field

from deliberation.charter import text
from deliberation.charter.attaching import ALT_MAX, MOST_AN_ACT, NAME_MAX, PICTURES, NewFile
from deliberation.record.log.canonical import BadText, clean_text
from deliberation.record.media import store
from deliberation.record.media.decoding.headers import Header
from deliberation.record.media.intake import BadFile, Taken, look
from deliberation.web.phrases import gettext as _
from deliberation.web.words.files import said_of

TAKES_FILES: set[str] = set()  # endpoints; filled by `acting.act_page`
# endpoint → bytes a request to it may send, where its file is no photo
TAKES_MORE: dict[str, int] = {}
MEBI = 1024 * 1024


NOT_YET = "0" * 64  # stands for a digest while an act is only rehearsed


class NoStore(RuntimeError):
    """The store did not take the bytes; nothing was performed."""


@dataclass
class Slot:
    """One line of the field: a chosen file (or none) and its words."""

    number: int
    upload: FileStorage | None = None
    alt: str = ""
    name: str = ""
    header: Header | None = None  # of a picture
    looked_at: bool = False
    taken: Taken | None = None

    @property
    def file(self) -> FileStorage:
        """What was chosen on a line where something was; AssertionError on any other."""
        assert self.upload is not None
        return self.upload


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
        self.process_errors, self.slots, self.surplus = [], [], 0
        lines = min(self.most, current_app.config["UPLOAD_FILES"])
        for i in range(1, lines + 1):
            slot = Slot(i)
            if formdata:
                found = formdata.get(f"{self.name}-{i}")
                slot.upload = found if isinstance(found, FileStorage) and found.filename else None
                slot.alt = str(formdata.get(f"{self.name}-{i}-alt") or "")
            self.slots.append(slot)
        if formdata:
            self.surplus = _sent(formdata, f"{self.name}-") - sum(
                bool(s.upload) for s in self.slots
            )
        self.data = None

    @property
    def again(self) -> bool:
        """Whether files were chosen that must be chosen again."""
        return any(slot.upload for slot in self.slots)

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
            slot.header = look(content(slot.file, self.most_mb), self.most_mb * MEBI)
        except BadFile as bad:
            return [said_of(str(bad), n, self.most_mb)]
        if slot.header is not None and not text.is_seen(slot.alt):
            return [_("File %(n)s: please write what the photo shows.", n=n)]
        slot.looked_at = True
        return []

    def keep(self) -> tuple[NewFile, ...]:
        """Store what was chosen and looked at. Raises NoStore."""
        if self.rehearsed:
            return tuple(_promised(slot) for slot in self.slots if slot.looked_at)
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


def content(upload: FileStorage, most_mb: int) -> bytes:
    """The chosen file's bytes, and one more than it may have."""
    upload.stream.seek(0)
    return upload.stream.read(most_mb * MEBI + 1)


def _promised(slot: Slot) -> NewFile:
    """What the file will be, as far as an act asks."""
    picture = slot.header
    return NewFile(
        digest=NOT_YET,
        small=NOT_YET if picture else None,
        media_type=PICTURES[0] if picture else "application/pdf",
        size=1,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        alt=slot.alt or None,
        name=slot.name,
    )


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


def most_of(app: Flask) -> Callable[[dict[str, Any]], tuple[int, str]]:
    """How many bytes a request may send, and the session it names (""), told from its header alone:
    the server asks before it takes them. Whether the session is still good is asked by
    `room_for_files`, in the database; until then the server bounds what one session sends.
    """

    def most(environ: dict[str, Any]) -> tuple[int, str]:
        ordinary = app.config["MAX_CONTENT_LENGTH"]
        wanted = app.request_class(environ, populate_request=False)
        if wanted.method != "POST":
            return ordinary, ""
        session = app.session_interface.open_session(app, wanted)
        who = str(session["_user_id"]) if session and "_user_id" in session else ""
        if not who or wanted.mimetype != "multipart/form-data":
            return ordinary, who
        try:
            adapter = app.create_url_adapter(wanted)
            assert adapter is not None  # of a request there is one
            endpoint, _values = adapter.match()
        except HTTPException:
            return ordinary, who
        return _room(app, endpoint), who

    return most


def _room(app: Flask, endpoint: str | None) -> int:
    """Bytes a signed-in person may send to an endpoint."""
    if endpoint in TAKES_MORE:
        return TAKES_MORE[endpoint]
    if endpoint not in TAKES_FILES:
        return int(app.config["MAX_CONTENT_LENGTH"])
    return int(app.config["UPLOAD_FILES"] * app.config["UPLOAD_MB"] * MEBI + 2 * MEBI)


def init_app(app: Flask) -> None:
    """Signed-in people may send as much as the files of one act, or as a page asks; everything else
    stays at the limit
    of the application.
    """

    @app.before_request
    def room_for_files() -> None:
        if (
            request.method == "POST"
            and (request.endpoint in TAKES_FILES or request.endpoint in TAKES_MORE)
            and request.mimetype == "multipart/form-data"
            and current_user.is_authenticated
        ):
            request.max_content_length = _room(app, request.endpoint)
