"""The command, as a clerk or operator would run it: one plain line on errors, exit 1, and nothing
half done.
"""

import json
import os
import stat
import subprocess
import sys

import pytest
from openpyxl import Workbook

from tests.conftest import ROOT


@pytest.mark.slow
def test_as_a_process_it_ends_with_one_plain_line_or_with_nothing_wrong(folder):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = lambda *args: subprocess.run(
        [sys.executable, "-m", "deliberation", *args], env=env, capture_output=True, text=True
    )
    failed, made = run("community", "list"), run("init")
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 1)
    assert "init" in failed.stderr
    assert (made.returncode, made.stderr) == (0, "") and "ready" in made.stdout


def test_from_nothing_to_a_roster(run, tmp_path):
    assert "init" in run("community", "list", ok=False).stderr
    run("init")
    for name in ("secret.key", "log.key"):
        assert stat.S_IMODE((tmp_path / "instance" / name).stat().st_mode) == 0o600
    run("init")
    run("community", "create", "jiahe", "--name", "嘉禾社区")
    taken = run("community", "create", "jiahe", "--name", "x", ok=False).stderr
    assert "That short name is taken." in taken and "_" not in taken and "{" not in taken
    assert run("community", "list").stdout == "jiahe 嘉禾社区\n"
    run("roster", "template", "t.csv")
    assert "1 people entered" in run("roster", "import", "t.csv", "--community", "jiahe").stdout
    assert (
        "0 people entered, 1 were already there"
        in run("roster", "import", "t.csv", "--community", "jiahe").stdout
    )
    run(
        "office",
        "take",
        "--community",
        "jiahe",
        "--person",
        "张三",
        "--role",
        "clerk",
        "--from",
        "2026-01-01",
        "--until",
        "2030-12-31",
        "--document",
        "任命书",
    )
    counts = json.loads(run("community", "show", "jiahe", "--json").stdout)
    assert (counts["residents"], counts["proposals"], counts["ballots"]) == (1, 0, 0)
    assert "all right" in run("verify").stdout
    run("tick")
    run("export", "record.jsonl", "--community", "jiahe")
    assert "张三" not in (tmp_path / "record.jsonl").read_text("utf-8")


def test_a_bad_roster_names_row_column_and_reason_and_imports_nothing(run, tmp_path):
    run("init")
    run("community", "create", "jiahe", "--name", "嘉禾社区")
    book = Workbook()
    sheet = book.active
    sheet.append(["楼栋", "单元", "房号", "姓名", "电话", "出生日期", "面积", "性质"])
    sheet.append(["1栋", 1, 101, "王芳", 13800000001, "1980-05-01", 89.5, "业主"])
    sheet.append(["1栋", 1, 102, "", 13800000002, "1980-13-01", "big", "房东"])
    book.save(tmp_path / "r.xlsx")
    failed = run("roster", "import", "r.xlsx", "--community", "jiahe", ok=False)
    for wanted in (
        "row 3, 姓名: empty",
        "row 3, 出生日期",
        "row 3, 建筑面积",
        "row 3, 业主或租户",
        "nothing was imported",
    ):
        assert wanted in failed.stderr
    assert json.loads(run("community", "show", "jiahe", "--json").stdout)["residents"] == 0
    assert (
        "1 people entered"
        in run("roster", "import", "r.xlsx", "--community", "jiahe", "--skip-bad").stdout
    )
    (tmp_path / "fake.xlsx").write_bytes(b"not a workbook")
    assert (
        "not an XLSX"
        in run("roster", "import", "fake.xlsx", "--community", "jiahe", ok=False).stderr
    )
    (tmp_path / "fake.csv").write_bytes(b"PK\x03\x04zip")
    assert (
        "not an XLSX"
        in run("roster", "import", "fake.csv", "--community", "jiahe", ok=False).stderr
    )


def test_rulebooks_are_checked_with_file_and_line(run, tmp_path):
    (tmp_path / "loose.toml").write_text(
        'extends = "cn-2026"\nname = "loose"\n[kinds.ordinary.publish]\npost_days = 3\n', "utf-8"
    )
    failed = run("rulebook", "check", "loose.toml", ok=False)
    assert "loose.toml:4:" in failed.stderr and "34" in failed.stderr
    (tmp_path / "tight.toml").write_text(
        'extends = "cn-2026"\nname = "tight"\n[kinds.ordinary.publish]\npost_days = 20\n', "utf-8"
    )
    assert "locked by law" in run("rulebook", "check", "tight.toml").stdout


def test_time_moves_in_a_demo_and_nowhere_else(run):
    run("init")
    assert "not a demo" in run("demo", "advance", "8d", ok=False).stderr
    assert "days or hours" in run("demo", "advance", "soon", ok=False).stderr


@pytest.mark.slow
def test_a_large_roster_is_quick_enough_to_be_used(run, tmp_path):
    lines = ["楼栋,单元,房号,姓名,出生日期"] + [
        f"{i // 100}栋,1,{i},居民{i},1980-01-01" for i in range(5200)
    ]
    (tmp_path / "big.csv").write_text("\n".join(lines), "utf-8")
    run("init")
    run("community", "create", "jiahe", "--name", "嘉禾社区")
    assert (
        "5200 people entered" in run("roster", "import", "big.csv", "--community", "jiahe").stdout
    )
