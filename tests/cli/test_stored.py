"""`verify --files`: what it says, and with which exit it ends."""

import pytest

from deliberation.cli import stored as command
from deliberation.cli.instance import Plain
from deliberation.cycle.propose.acts.file import AttachFile
from deliberation.record.ids import new_id
from tests.record.media.test_files import PDF, stored


def test_missing_and_wrong_are_named_and_fail_surplus_is_said(
    small_world,
    kept_files,
    monkeypatch,
    capsys,
):
    w = small_world
    monkeypatch.setattr(command, "opened", lambda: w.engines)
    file = stored(kept_files, PDF)
    w.act("林一", AttachFile(act_id=new_id(), subject_id=w.submitted("林一"), files=(file,)))
    kept_files.put(b"%PDF- nobody named it")
    command.verify_files()
    assert "1 right, 0 missing, 0 wrong, 0 surplus, 1 not yet" in capsys.readouterr().out
    at = kept_files.root / file.digest[:2] / file.digest
    at.write_bytes(b"another file")
    with pytest.raises(Plain):
        command.verify_files()
    assert f"wrong: {file.digest} (jiahe, fact " in capsys.readouterr().err
    at.unlink()
    with pytest.raises(Plain):
        command.verify_files()
    assert f"missing: {file.digest} (jiahe, fact " in capsys.readouterr().err
