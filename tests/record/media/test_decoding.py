"""Pictures are opened in a process apart, after their header was asked: what one costs at most, and
that a worker never pays it.
"""

import contextlib
import io
import resource
import struct
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from PIL import Image

from deliberation.record.media import intake
from deliberation.record.media.decoding import apart, decoding, headers
from deliberation.turns import spare
from tests.record.media.test_files import photo

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "cases" / "16-images"
MOST_KIB = apart.MEMORY // 1024
MOST_BYTES = 10 * 1024 * 1024


def own_peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def png(width: int, height: int, colour: int, line: bytes) -> bytes:
    """A PNG written by hand, so that the test need not hold the picture: `line` again and again.
    colour: 0 grey (1 bit), 2 RGB, 6 RGBA.
    """
    packer, packed = zlib.compressobj(9), bytearray()
    for _ in range(height):
        packed += packer.compress(b"\0" + line)
    packed += packer.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 1 if colour == 0 else 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", bytes(packed))
        + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def phone() -> bytes:
    """A photo of 48 megapixels with grain in it, as phones write them (baseline JPEG, 4:2:0)."""
    grain = Image.effect_noise((1008, 756), 60).resize((8064, 6048), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    grain.convert("RGB").save(out, "JPEG", quality=75)
    return out.getvalue()


def refused(data: bytes, most: int = MOST_BYTES) -> str:
    with pytest.raises(intake.BadFile) as bad:
        intake.look(data, most)
    return str(bad.value)


def test_six_kilobytes_of_49_megapixels_are_refused_by_their_header(monkeypatch):
    monkeypatch.setattr(apart, "_run", None)  # whoever decodes, fails
    bomb = png(7000, 7000, 0, bytes(875))
    assert len(bomb) < 10_000 and refused(bomb) == "too_plain"
    with pytest.raises(intake.BadFile, match="too_plain"):
        intake.take_in(bomb, MOST_BYTES)
    attack = CASES / "small7000.png"
    if attack.exists():
        assert refused(attack.read_bytes()) == "too_plain"


def test_even_opened_it_stays_within_the_bound():
    made = decoding.decode(png(7000, 7000, 0, bytes(875)), "PNG", 51_000_000)
    assert (made.width, made.height) == (2000, 2000) and 0 < made.peak_kib < MOST_KIB // 2


def test_a_photo_of_48_megapixels_is_taken_within_the_bound_and_not_in_this_process(phone):
    before = own_peak_kib()
    header = intake.look(phone, MOST_BYTES)
    made = decoding.decode(phone, header.kind, intake.most_pixels(header))
    assert (made.width, made.height) == (2000, 1500) and made.peak_kib < MOST_KIB // 2
    if sys.platform == "linux":
        assert own_peak_kib() - before < 60 * 1024, "decoded in the worker itself"


@pytest.mark.parametrize("colour, bands", [(2, 3), (6, 4)])
def test_the_largest_picture_let_in_needs_less_than_the_bound(colour, bands):
    line = bytes(range(251)) * (7000 * bands // 251 + 1)
    big = png(7000, 7000, colour, line[: 7000 * bands])
    header = headers.read(big, "PNG")
    made = decoding.decode(big, "PNG", intake.most_pixels(header))
    assert max(made.width, made.height) == 2000 and made.peak_kib < MOST_KIB


def test_more_memory_or_time_than_the_bound_ends_the_decoder_and_nothing_else(monkeypatch):
    big = png(7000, 7000, 6, bytes(28_000))
    monkeypatch.setattr(apart, "MEMORY", 100 * 1024 * 1024)
    with pytest.raises(apart.TooHeavy):
        decoding.decode(big, "PNG", 51_000_000)
    monkeypatch.setattr(apart, "MEMORY", 400 * 1024 * 1024)
    monkeypatch.setattr(apart, "SECONDS", 0)  # the system rounds it up to one
    with pytest.raises(apart.TooHeavy):
        apart.run(forever(), data=b"", seconds=1)
    assert decoding.decode(photo(), "JPEG", 51_000_000).width == 640, "the next one is served"


def forever() -> Path:
    return Path(__file__).with_name("forever.py")


@pytest.fixture(autouse=True)
def own_line(monkeypatch):
    monkeypatch.setattr(apart, "line", apart.Line())


@contextmanager
def somebody_reads(whose: str = "somebody"):
    """Somebody else's file is being read, in a thread of its own."""
    begun, over = Event(), Event()

    def read() -> None:
        with apart.line.turn(whose):
            begun.set()
            over.wait(30)

    thread = Thread(target=read)
    thread.start()
    assert begun.wait(30)
    try:
        yield over
    finally:
        over.set()
        thread.join(30)


def test_one_at_a_time_and_whoever_gets_no_turn_is_told(monkeypatch):
    monkeypatch.setattr(apart.line.costly, "patience", 0.01)
    monkeypatch.setattr(spare.process, "threads", None)
    with somebody_reads(), pytest.raises(apart.Busy):
        intake.take_in(photo(), MOST_BYTES)
    assert intake.take_in(photo(), MOST_BYTES).width == 640


def test_nobody_waits_in_the_last_free_thread(monkeypatch):
    """One thread reads, others may wait, one stays for pages: with two nobody waits at all."""
    monkeypatch.setattr(spare.process, "threads", 2)
    with somebody_reads(), pytest.raises(apart.Busy):
        apart.run(forever(), data=b"")
    monkeypatch.setattr(spare.process, "threads", 3)
    got: list[int] = []

    def wait() -> None:
        with apart.line.turn():
            got.append(1)

    with somebody_reads("another") as over:
        second = Thread(target=wait)
        second.start()
        end = monotonic() + 30
        while not apart.line.costly._waiting and monotonic() < end:
            pass
        with pytest.raises(apart.Busy):
            apart.run(forever(), data=b"")
        over.set()
        second.join(30)
    assert got and not apart.line.costly._waiting


def test_whoever_sends_again_and_again_leaves_the_line_to_those_who_were_sent_away(monkeypatch):
    monkeypatch.setattr(spare.process, "threads", 2)
    with somebody_reads("one"), pytest.raises(apart.Busy), apart.line.turn("one"):
        pass
    with apart.line.turn("one"):
        pass  # nobody else was there
    with somebody_reads("one"), pytest.raises(apart.Busy), apart.line.turn("two"):
        pass
    with pytest.raises(apart.Busy), apart.line.turn("one"):
        pass
    with apart.line.turn("two"):
        pass
    later = monotonic() + apart.ASIDE + 1
    monkeypatch.setattr(apart, "monotonic", lambda: later)
    with apart.line.turn("one"):
        pass


class Counts:
    """A charge that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def begin(self) -> None:
        self.told.append(-1)

    def end(self, seconds: float) -> None:
        self.told.append(seconds)


def test_what_a_decoder_took_is_charged_however_it_ended_and_nothing_to_whoever_is_sent_away():
    charge = Counts()
    intake.take_in(photo(size=(2000, 1500)), MOST_BYTES, charge)
    assert charge.told[0] == -1 and 0.02 < charge.told[1] < apart.SECONDS
    charge = Counts()
    with pytest.raises(apart.TooHeavy):
        apart.run(forever(), data=b"", seconds=1, charge=charge)
    assert charge.told[0] == -1 and charge.told[1] > 0.05
    charge = Counts()
    spare.process.threads, before = 2, spare.process.threads
    try:
        with somebody_reads(), pytest.raises(apart.Busy):
            intake.take_in(photo(), MOST_BYTES, charge)
    finally:
        spare.process.threads = before
    assert charge.told == []


def scans(times: int, size=(640, 400)) -> bytes:
    """A progressive JPEG whose last scan comes again and again: it decodes, each time over the
    whole picture."""
    out = io.BytesIO()
    Image.new("L", size, 77).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    at = data.rindex(b"\xff\xda")
    return data[:-2] + data[at:-2] * times + data[-2:]


def test_a_picture_that_makes_its_decoder_go_round_and_round_is_refused_unopened(monkeypatch):
    real = intake.take_in(scans(20), MOST_BYTES)
    assert real.width == 640, "programs that try many orders of scans are served"
    monkeypatch.setattr(apart, "_run", None)  # whoever decodes, fails
    for times in (120, 3000, 200_000):
        assert refused(scans(times)) == "too_heavy", times
    line = png(8, 8, 2, bytes(24))
    at = line.index(b"IDAT") - 4
    nothing = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert intake.look(line[:at] + nothing * 100 + line[at:], MOST_BYTES)
    assert refused(line[:at] + nothing * 800_000 + line[at:]) == "too_heavy"


def test_headers_that_are_long_to_read_are_not_read_long():
    """Fillers, markers without a length, segments of nothing: the request itself reads headers."""
    start, before = b"\xff\xd8", resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for rubbish in (b"\xff", b"\xff\xd0", b"\xff\xe1\x00\x02", b"\xff\xda\x00\x02", b"\x00"):
        data = start + rubbish * (9_000_000 // len(rubbish)) + photo()[2:]
        with contextlib.suppress(intake.BadFile):
            intake.look(data, MOST_BYTES)
    steps = sum(1 for _ in range(1_000_000))
    assert steps and resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 3


def test_an_embedded_film_or_preview_is_no_scan():
    """A motion photo carries a film behind its end, others a preview with scans of its own."""
    film = bytes(range(256)) * 100 + b"\xff\xda" * 500
    assert headers.read(photo() + film, "JPEG").passes == 1
    preview = photo(size=(64, 40))
    inside = b"\xff\xe2" + struct.pack(">H", len(preview) + 2) + preview
    assert headers.read(b"\xff\xd8" + inside * 300 + photo()[2:], "JPEG").passes == 1


def test_a_header_that_lies_gains_nothing():
    real = bytearray(photo(size=(640, 400)))
    at = real.index(b"\xff\xc0")
    real[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    assert refused(bytes(real)) == "too_many_pixels"
    with pytest.raises(decoding.Damaged):
        decoding.decode(photo(size=(640, 400)), "JPEG", 640 * 400 - 1)  # more than was said


@pytest.mark.parametrize("kind, size", [("JPEG", (641, 399)), ("PNG", (33, 5)), ("WEBP", (70, 90))])
def test_headers_say_what_the_library_says(kind, size):
    for mode in ("RGB", "RGBA") if kind != "JPEG" else ("RGB",):
        out = io.BytesIO()
        Image.new(mode, size, "red").save(out, kind, lossless=mode == "RGBA")
        header = headers.read(out.getvalue(), kind)
        assert (header.width, header.height) == size
        for end in range(
            len(out.getvalue())
        ):  # cut anywhere: a header, or no header, never another error
            with contextlib.suppress(headers.NoHeader):
                headers.read(out.getvalue()[:end], kind)


def test_progressive_pictures_and_frames_are_seen():
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", progressive=True)
    assert headers.read(out.getvalue(), "JPEG").whole
    assert not headers.read(photo(), "JPEG").whole
    frames = [Image.new("RGB", (40, 40), (i * 50, 200 - i * 40, 9)) for i in range(5)]
    for kind in ("WEBP", "PNG"):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:])
        assert headers.read(out.getvalue(), kind).frames == 5
        assert intake.take_in(out.getvalue(), MOST_BYTES).width == 40


@pytest.mark.skipif(not CASES.exists(), reason="the small inputs are not beside this tree")
@pytest.mark.parametrize(
    "name, size",
    [
        ("orient6.jpg", (200, 400)),
        ("cmyk.jpg", (200, 200)),
        ("dual-lens.mpo.jpg", (300, 300)),
        ("iphone.heic", (400, 200)),
        ("long-chat.png", (800, 11_851)),
    ],
)
def test_what_real_phones_send_is_taken_upright_and_readable(name, size):
    taken = intake.take_in((CASES / name).read_bytes(), MOST_BYTES)
    assert (taken.width, taken.height) == size and taken.media_type == "image/jpeg"
    shown = Image.open(io.BytesIO(taken.data)).convert("L")
    if name != "cmyk.jpg":  # white it is
        assert shown.getextrema()[0] < 128, "blank"


def test_grey_of_16_bits_is_not_white():
    out = io.BytesIO()
    Image.frombytes("I;16", (100, 2), struct.pack("<200H", *(i * 300 for i in range(200)))).save(
        out, "PNG"
    )
    shown = Image.open(io.BytesIO(intake.take_in(out.getvalue(), MOST_BYTES).data)).convert("L")
    assert shown.getpixel((0, 0)) < 20 and 100 < shown.getpixel((99, 0)) < 135


def test_the_decoder_knows_nothing_of_the_house():
    """No key and no setting reaches what opens a stranger's file, and it starts with the standard
    library and Pillow alone.
    """
    ended = apart.run(Path(__file__).with_name("shows_itself.py"), data=b"")
    said = ended.out.decode()
    assert ended.status == 0 and "DELIBERATION" not in said and "deliberation" not in said
