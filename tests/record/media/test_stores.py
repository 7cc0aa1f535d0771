"""What lies in the store is what was stored: hashed on every read, listed by `verify --files`, on
the disk whole or not at all.
"""

import logging
import os
import resource
import subprocess
import sys

import pytest

from deliberation import onto_disk
from deliberation.config import ConfigError, ensure_keys, from_environment
from deliberation.cycle.propose.acts.file import AttachFile
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.media import files_check, orphans
from deliberation.roster.acts import people
from tests.record.media.test_files import PDF, photo, stored


def overwrite(store, digest: str, data: bytes) -> None:
    """Behind the store's back."""
    if hasattr(store, "root"):
        (store.root / digest[:2] / digest).write_bytes(data)
    else:
        store._client.put_object(Bucket=store.name, Key=f"uploads/{digest}", Body=data)


@pytest.fixture(params=["kept_files", "bucket"])
def any_store(request):
    return request.getfixturevalue(request.param)


def test_changed_bytes_are_never_given_out(any_store, caplog):
    digest = any_store.put(PDF)
    assert any_store.get(digest) == PDF
    overwrite(any_store, digest, PDF + b" ")
    with caplog.at_level(logging.ERROR):
        assert any_store.get(digest) is None
    assert digest in caplog.text
    any_store.put(PDF)
    assert any_store.get(digest) == PDF, "stored anew, it is right again"


def test_every_file_of_the_record_is_read_again(any_store, small_world):
    w = small_world
    kept, lost, changed = (stored(any_store, photo(size=(600, 400 + 20 * i))) for i in range(3))
    gone = stored(any_store, PDF)
    p = w.submitted("林一")
    w.act("林一", AttachFile(act_id=new_id(), subject_id=p, files=(kept, lost, changed, gone)))
    beside = any_store.put(b"%PDF nobody named it")
    row = next(r for r in w.rows(tables.attachment) if r.digest == gone.digest)
    w.act(
        "窗口", people.Erase(act_id=new_id(), fact_id=row.text_from, part="text", ground="request")
    )
    found = files_check.check(w.engines, any_store)
    assert (found.right, found.whole, found.surplus) == (6, True, []) and found.fresh == 1
    any_store.delete(lost.small)
    overwrite(any_store, changed.digest, b"something else")
    any_store.put(PDF)  # the erased one, back from somebody's backup
    w.time.wait(days=2)
    found = files_check.check(w.engines, any_store)
    assert found.right == 4 and not found.whole
    assert [m.split()[0] for m in found.missing] == [lost.small]
    assert [m.split()[0] for m in found.wrong] == [changed.digest]
    assert set(found.surplus) == {beside, gone.digest} and found.fresh == 0
    assert "fact" in found.missing[0]


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
{body}
"""


def on_full_disk(body: str) -> subprocess.CompletedProcess:
    """In a process of its own whose files end after 1,000 bytes, as on a full disk (OSError while
    writing).
    """
    code = FULL.format(body=body)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


def test_a_full_disk_leaves_nothing_half_behind(tmp_path):
    root = tmp_path / "uploads"
    done = on_full_disk(
        "from pathlib import Path\n"
        "from deliberation.record.media.store import Folder\n"
        f"store = Folder(Path({str(root)!r}))\n"
        "small = store.put(b'x' * 900)\n"
        "try: store.put(b'y' * 5000)\n"
        "except OSError: print(small)\n"
    )
    assert done.returncode == 0, done.stderr
    files = [path.name for path in root.rglob("*") if path.is_file()]
    assert files == [done.stdout.strip()]


@pytest.mark.parametrize("old", ["old", None])
def test_what_is_written_for_people_is_whole_or_the_old_one(tmp_path, old):
    target = tmp_path / "record.jsonl"
    if old:
        target.write_text(old)
    done = on_full_disk(
        "from pathlib import Path\n"
        "from deliberation import onto_disk\n"
        "try:\n"
        f"    with onto_disk.whole(Path({str(target)!r})) as out:\n"
        "        for _ in range(100): out.write(b'z' * 100)\n"
        "except OSError: print('full')\n"
    )
    assert done.stdout == "full\n", done.stderr
    assert [p.name for p in tmp_path.iterdir()] == (["record.jsonl"] if old else [])
    assert not old or target.read_text() == old


def test_keys_that_could_not_be_written_are_not_there(tmp_path, monkeypatch):
    """Half a key would stop every later start; none is made anew."""
    settings = from_environment({"DELIBERATION_INSTANCE": str(tmp_path / "i")})
    real, broken = os.fsync, iter([True])

    def fsync(handle: int) -> None:
        if next(broken, False):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError):
        ensure_keys(settings)
    assert list((tmp_path / "i").iterdir()) == []
    assert ensure_keys(settings) == ["secret.key", "log.key"]
    key = settings.secret_key
    assert ensure_keys(settings) == [] and settings.secret_key == key
    assert (tmp_path / "i" / "log.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "i" / "log.key").write_text("half")
    with pytest.raises(ConfigError):
        settings.log_key  # noqa: B018


def test_never_instead_of_a_file_that_is_there(tmp_path):
    (tmp_path / "a").write_text("first")
    with pytest.raises(FileExistsError), onto_disk.whole(tmp_path / "a", new=True) as file:
        file.write(b"second")
    assert [p.name for p in tmp_path.iterdir()] == ["a"] and (tmp_path / "a").read_text() == "first"


def test_a_pipe_is_written_straight_and_a_link_is_followed(tmp_path):
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with onto_disk.whole(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_text() == "new"
    with onto_disk.whole(type(tmp_path)(os.devnull)) as file:
        file.write(b"nothing")
    assert os.stat(os.devnull).st_rdev


def test_file_and_folder_are_told_to_the_disk(kept_files, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda fd: (synced.append(os.readlink(f"/proc/self/fd/{fd}")), real(fd))
    )
    digest = kept_files.put(PDF)
    at = kept_files.root / digest[:2]
    assert (
        synced[-1] == str(at) and synced[-2].startswith(f"{at}/.") and synced[-2].endswith(".part")
    )
    assert str(kept_files.root) in synced, "a new folder is a name, too"


def test_what_was_begun_and_never_finished_goes_after_a_day(small_world, kept_files):
    digest = kept_files.put(PDF)
    half = kept_files.root / digest[:2] / ".0123456789abcdef"
    half.write_bytes(b"%PDF- ha")
    assert [d for d, _ in kept_files.kept()] == [digest]
    assert orphans.sweep(small_world.engines, kept_files) == 0 and half.exists()
    small_world.time.wait(days=2)
    orphans.sweep(small_world.engines, kept_files)
    assert not half.exists()


def test_the_limit_of_the_child_is_real():
    """The tests above would pass on any disk if the child's files had no end."""
    done = on_full_disk(
        "open('/dev/null','wb'); print(resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    )
    assert done.stdout == "1000\n" and resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000
