"""The wheel carries templates, styles, translations, rulebooks and migrations, and works outside
the source tree.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
NEEDED = (
    "deliberation/templates/base.html",
    "deliberation/static/css/deliberation.css",
    "deliberation/translations/zh_Hans/LC_MESSAGES/messages.mo",
    "deliberation/charter/rulebooks/cn-2026.toml",
    "deliberation/charter/holidays/cn.toml",
    "deliberation/record/migrations/versions/r0001_first.py",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            out,
            ROOT,
        ],
        check=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_carries_everything(wheel):
    assert not set(NEEDED) - set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.nightly
def test_it_works_outside_the_source_tree(wheel, tmp_path):
    venv.create(tmp_path / "v", with_pip=False)
    python = tmp_path / "v" / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        check=True,
    )
    # the libraries come from the suite's own environment; deliberation itself from the wheel, in
    # the new environment's own folder, which comes first
    (site / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DELIBERATION"))} | {
        "DELIBERATION_INSTANCE": str(tmp_path / "i")
    }
    run = lambda *args: subprocess.run(
        [python, *args], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    where = run("-c", "import deliberation; print(deliberation.__file__)")
    assert where.stdout.startswith(str(site)), where.stderr
    script = subprocess.run(
        [tmp_path / "v" / "bin" / "deliberation", "--help"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    assert script.returncode == 0 and "verify" in script.stdout, script.stderr
    for command in (
        ["init"],
        ["community", "create", "jiahe", "--name", "嘉禾社区"],
        ["community", "list"],
        ["verify"],
        ["rulebook", "list"],
        ["--help"],
    ):
        done = run("-m", "deliberation", *command)
        assert done.returncode == 0, (command, done.stderr)
    page = run(
        "-c",
        "from deliberation import create_app; c = create_app().test_client(); "
        "print(c.get('/jiahe/').status_code, '登录' in c.get('/jiahe/').data.decode())",
    )
    assert page.stdout.split() == ["200", "True"], page.stderr
