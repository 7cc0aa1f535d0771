"""Photos and files: what is taken in, what of it is kept, where it lies, and what remains of it
when it is erased.
"""

import io

import pytest
from PIL import Image, ImageDraw

from deliberation import clock
from deliberation.charter.attaching import MOST_AN_ACT, NewFile
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import thread
from deliberation.cycle.propose.acts.file import MOST_A_PROPOSAL, AttachFile
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.media import intake, orphans, store
from deliberation.roster.acts import people
from tests.traces import refused

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BEIJING = {1: "N", 2: (39.0, 54.0, 15.0), 3: "E", 4: (116.0, 24.0, 27.0)}


def photo(kind="JPEG", size=(640, 400), *, turned=False, mode="RGB") -> bytes:
    """A picture, red on its left half, with a position, a camera's name, XMP and a comment in
    it.
    """
    picture = Image.new(mode, size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update(BEIJING)
    if turned:
        exif[0x0112] = 6
    out = io.BytesIO()
    more = {"comment": b"SecretComment"} if kind == "JPEG" else {}
    picture.save(
        out, kind, exif=exif, xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>", **more
    ) if kind in ("JPEG", "WEBP") else picture.save(out, kind, exif=exif)
    return out.getvalue()


def code(data: bytes, most: int = 10_000_000) -> str:
    with pytest.raises(intake.BadFile) as bad:
        intake.take_in(data, most)
    return str(bad.value)


def stored(used, data: bytes, alt="门口的台阶", name="a.jpg") -> NewFile:
    t = intake.take_in(data, 10_000_000)
    return NewFile(
        used.put(t.data),
        used.put(t.small) if t.small else None,
        t.media_type,
        len(t.data),
        t.width,
        t.height,
        alt,
        name,
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_where_and_when_is_left_in_a_picture(kind):
    before = photo(kind)
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825), (
        "the picture of the test has no position in it"
    )
    taken = intake.take_in(before, 10_000_000)
    for data in (taken.data, taken.small):
        after = Image.open(io.BytesIO(data))
        assert not dict(after.getexif()) and not after.getexif().get_ifd(0x8825)
        assert not {"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"} & set(after.info)
        assert b"Secret" not in data
    assert (taken.width, taken.height, taken.media_type) == (640, 400, "image/jpeg")


def test_a_picture_from_a_newer_phone_is_taken_too():
    import pillow_heif

    pillow_heif.register_heif_opener()
    if not pillow_heif.libheif_info().get("encoders", {}).get("x265") and "HEIF" not in Image.SAVE:
        pytest.skip("this build of libheif cannot write a picture to test with")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(BEIJING)
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "blue").save(out, "HEIF", exif=exif)
    taken = intake.take_in(out.getvalue(), 10_000_000)
    assert intake.kind_of(out.getvalue()) == "HEIF" and taken.media_type == "image/jpeg"
    assert not Image.open(io.BytesIO(taken.data)).getexif().get_ifd(0x8825)


def test_a_picture_lying_on_its_side_is_turned_and_a_large_one_made_smaller():
    taken = intake.take_in(photo(size=(4000, 2400), turned=True), 10_000_000)
    assert (taken.width, taken.height) == (1200, 2000)
    upright = Image.open(io.BytesIO(taken.data))
    assert (
        upright.getpixel((600, 100))[1] < 90 and upright.getpixel((600, 1900))[1] > 200
    )  # the red half is on top now
    assert max(Image.open(io.BytesIO(taken.small)).size) == 480


@pytest.mark.parametrize(
    ("size", "small", "start"),
    [((300, 4440), (300, 450), "red"), ((4440, 300), (480, 240), "white"), ((300, 800), None, "")],
)
def test_the_thumbnail_of_a_very_long_picture_can_be_read_and_tapped(size, small, start):
    """Its top, at the shape of a page; the picture itself stays whole."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 299, 299), fill="red")
    out = io.BytesIO()
    picture.save(out, "PNG")
    taken = intake.take_in(out.getvalue(), 10_000_000)
    shown = Image.open(io.BytesIO(taken.small))
    assert taken.width / taken.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert shown.size == (small or (180, 480))
    if start:
        assert (shown.getpixel((10, 10))[1] < 90) == (start == "red")


def test_see_through_pictures_stay_so():
    taken = intake.take_in(photo("PNG", mode="RGBA"), 10_000_000)
    assert taken.media_type == "image/webp" and Image.open(io.BytesIO(taken.data)).format == "WEBP"


def test_what_is_no_picture_is_refused_by_its_content():
    assert code(b"") == "empty"
    assert code(photo(), most=1000) == "too_big"
    for other in (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90",
        b"GIF89a....",
        b"PK\x03\x04",
        b"<html>",
        b"hello",
    ):
        assert code(other) == "unknown_kind"
    assert (
        code(photo()[:200]) == "broken"
        and code(b"\x89PNG\r\n\x1a\n" + b"x" * 50) == "broken"
        and code(b"%PDF-1.4 half") == "broken"
    )
    assert intake.take_in(PDF, 1000).media_type == "application/pdf"


def test_a_bomb_is_refused_before_it_unfolds():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000 and code(out.getvalue()) == "too_many_pixels"


def test_bytes_lie_under_their_digest_for_nobody_else_to_read(kept_files):
    digest = kept_files.put(PDF)
    assert (
        kept_files.put(PDF) == digest
        and kept_files.get(digest) == PDF
        and kept_files.get("0" * 64) is None
    )
    path = kept_files.root / digest[:2] / digest
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert [d for d, _ in kept_files.kept()] == [digest]
    kept_files.delete(digest)
    kept_files.delete(digest)
    assert kept_files.get(digest) is None


def test_files_hang_on_text_comments_reports_and_proofs(world, kept_files):
    w = world
    file = stored(kept_files, photo())
    p = w.submitted("林一")
    w.act(
        "林一",
        AttachFile(
            act_id=new_id(),
            subject_id=p,
            files=(file, stored(kept_files, PDF, alt=None, name="报价.pdf")),
        ),
    )
    w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body="看照片。", files=(file,)))
    rows = {(r.hangs_on, r.media_type): r for r in w.rows(tables.attachment)}
    comment = w.rows(tables.comment)[0]
    assert set(rows) == {
        ("proposal", "image/jpeg"),
        ("proposal", "application/pdf"),
        ("comment", "image/jpeg"),
    }
    assert (
        rows["proposal", "image/jpeg"].ref == p
        and rows["comment", "image/jpeg"].ref == comment.comment_id
    )
    assert (
        rows["proposal", "image/jpeg"].alt == "门口的台阶"
        and rows["proposal", "application/pdf"].alt is None
    )
    n = w.in_notice()
    today = clock.now().astimezone().date().isoformat()
    w.act(
        "窗口",
        inform.PostProof(
            act_id=new_id(),
            subject_id=n,
            purpose="notice",
            posted_on=today,
            place="东门",
            files=(file,),
        ),
    )
    assert {r.hangs_on for r in w.rows(tables.attachment)} == {"proposal", "comment", "proof"}
    c = w.in_carry_out()
    w.act(
        "委员甲",
        carry_out.ReportProgress(
            act_id=new_id(), subject_id=c, percent=50, body="一半。", files=(file,)
        ),
    )
    w.act(
        "委员甲",
        carry_out.Finish(
            act_id=new_id(), subject_id=c, body="完成。", evidence="现场。", files=(file,)
        ),
    )
    assert {r.hangs_on for r in w.rows(tables.attachment)} == {
        "proposal",
        "comment",
        "proof",
        "report",
        "completion",
    }
    verify(w.engines)


def test_files_that_may_not_be_leave_no_trace(world, kept_files):
    w = world
    file, p = stored(kept_files, photo()), w.submitted("林一")

    def say(who="林二", **change):
        files = (NewFile(**{**{f: getattr(file, f) for f in NewFile.__slots__}, **change}),)
        w.act(who, thread.Comment(act_id=new_id(), subject_id=p, body="看。", files=files))

    with refused(w, "empty_text"):
        say(alt="  ")
    with refused(w, "too_long"):
        say(alt="长" * 301)
    for change in ({"media_type": "text/html"}, {"digest": "../../etc"}, {"small": None}):
        with refused(w, "bad_choice"):
            say(**change)
    with refused(w, "too_many_files"):
        w.act(
            "林二",
            thread.Comment(
                act_id=new_id(), subject_id=p, body="看。", files=(file,) * (MOST_AN_ACT + 1)
            ),
        )
    with refused(w, "wrong_role"):
        w.act("林二", AttachFile(act_id=new_id(), subject_id=p, files=(file,)))
    with refused(w, "empty_text"):
        w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=()))
    for _ in range(MOST_A_PROPOSAL // 12):
        w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(file,) * 12))
    with refused(w, "too_many_files"):
        w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(file,)))
    v = w.in_vote()
    with refused(w, "wrong_stage"):
        w.act("林一", AttachFile(act_id=new_id(), subject_id=v, files=(file,)))


def test_erasing_the_words_of_a_file_removes_its_bytes_and_the_record_still_verifies(
    world, kept_files
):
    w = world
    mine, shared, p = (
        stored(kept_files, photo()),
        stored(kept_files, PDF, name="b.pdf"),
        w.submitted("林一"),
    )
    w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(mine, shared)))
    w.act(
        "林二",
        thread.Comment(act_id=new_id(), subject_id=p, body="同一份。", files=(shared,)),
    )

    def erase(row):
        w.act(
            "窗口",
            people.Erase(act_id=new_id(), fact_id=row.text_from, part="text", ground="request"),
        )

    for row in [r for r in w.rows(tables.attachment) if r.hangs_on == "proposal"]:
        erase(row)
    assert kept_files.get(mine.digest) is None and kept_files.get(mine.small) is None
    assert kept_files.get(shared.digest) == PDF, "a comment still shows it"
    assert {r.file_name for r in w.rows(tables.attachment) if r.hangs_on == "proposal"} == {None}
    erase(next(r for r in w.rows(tables.attachment) if r.hangs_on == "comment"))
    assert kept_files.get(shared.digest) is None
    verify(w.engines)


def test_an_upload_that_no_act_took_up_goes_after_a_day(small_world, kept_files):
    w = small_world
    used, lost, p = stored(kept_files, photo()), kept_files.put(PDF), w.submitted("林一")
    w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(used,)))
    assert orphans.sweep(w.engines, kept_files) == 0 and kept_files.get(lost)
    w.time.wait(days=2)
    assert orphans.sweep_now_and_then(w.engines, kept_files) == 1
    assert (
        kept_files.get(lost) is None and kept_files.get(used.digest) and kept_files.get(used.small)
    )
    kept_files.put(b"%PDF- again")
    assert orphans.sweep_now_and_then(w.engines, kept_files) == 0, "at most once an hour"


def test_the_same_in_a_bucket(bucket, small_world):
    w = small_world
    store.use(bucket)
    try:
        file, lost, p = stored(bucket, photo()), bucket.put(PDF), w.submitted("林一")
        w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(file,)))
        assert bucket.get(lost) == PDF and bucket.get("0" * 64) is None
        assert {d for d, at in bucket.kept() if at.tzinfo} == {file.digest, file.small, lost}
        w.act(
            "窗口",
            people.Erase(
                act_id=new_id(),
                fact_id=w.rows(tables.attachment)[0].text_from,
                part="text",
                ground="request",
            ),
        )
        assert {d for d, _ in bucket.kept()} == {lost}
        bucket.delete(lost)
        assert not list(bucket.kept())
    finally:
        store.use(None)
