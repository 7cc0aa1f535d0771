"""Spreadsheets and tables that unfold: read lazily within columns and rows, in a process apart, and
stopped with the limit named.
"""

import io
import re
import resource
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from deliberation.record.media.decoding import apart
from deliberation.roster import entry, sheet_reader, sheets
from deliberation.roster import file as roster_file

TODAY = date(2026, 11, 1)
HEAD = ["小区", "楼栋", "单元", "房号", "姓名", "手机号", "出生日期"]
GOOD = ["嘉禾苑", "1栋", "1", "101", "新一", "13800000001", "1980-05-01"]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(
    data: bytes, name: str = SHEET, *, end: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """The same file with more at the end of its rows, or more parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                content = re.sub(rb"<dimension[^>]*>", b"", content)  # it may be left out, or lie
                content = content.replace(b"</sheetData>", end.encode() + b"</sheetData>")
            new.writestr(part, content)
        for part, content in (extra or {}).items():
            new.writestr(part, content)
    return out.getvalue()


def far(rows: int) -> bytes:
    """One cell in the last column of each row, as an attacker writes it."""
    end = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(3, rows + 3))
    return changed(workbook(GOOD), end=end)


def read(tmp_path, data: bytes, name: str = "r.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return roster_file.read(path, TODAY)


def refused(tmp_path, data: bytes, name: str = "r.xlsx") -> str:
    with pytest.raises(roster_file.NotARoster) as error:
        read(tmp_path, data, name)
    return str(error.value)


def test_a_cell_in_the_last_column_costs_a_cell(tmp_path):
    data = far(100)
    assert len(data) < 10_000
    cells = sum(len(row) for row in sheet_reader.rows(data))
    assert cells == len(HEAD) + len(GOOD)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path, data)
    assert [e.name for e in found.entries] == ["新一"] and not found.bad
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_the_memory_of_the_reader_is_bounded_and_small(tmp_path):
    (tmp_path / "r.xlsx").write_bytes(far(5000))
    script = tmp_path / "measured.py"  # the reader's rows, then what it needed
    script.write_text(
        "import runpy, sys, io\n"
        f"reader = runpy.run_path({str(sheets.SCRIPT)!r})\n"
        "n = sum(1 for _ in reader['rows'](sys.stdin.buffer.read()))\n"
        "print(n, next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])\n"
    )
    ended = apart.run(script, data=(tmp_path / "r.xlsx").read_bytes())
    rows, kib = map(int, ended.out.split())
    assert rows == 5002 and kib < 100 * 1024, ended


def test_one_row_of_a_million_cells_ends_the_reader_not_the_worker(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "MEMORY", 100 * 1024 * 1024)
    numbers = Random(7)
    cells = "".join(f"<c><v>{numbers.random()}</v></c>" for _ in range(300_000))
    data = changed(workbook(GOOD), end=f'<row r="3">{cells}</row>')
    assert len(data) < 5_000_000 and refused(tmp_path, data) == "the file takes too much to read"


def test_more_rows_than_the_limit_stop_the_reading_with_the_number(tmp_path, monkeypatch):
    end = (
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    )
    assert refused(tmp_path, changed(workbook(GOOD), end=end)) == (
        f"the file has more rows than can be read at once: {sheet_reader.ROWS}"
    )
    monkeypatch.setattr(sheet_reader, "ROWS", 3)
    line = ",".join(GOOD) + "\n"
    assert len(read(tmp_path, (",".join(HEAD) + "\n" + line * 3).encode(), "r.csv").entries) == 3
    assert refused(tmp_path, (",".join(HEAD) + "\n" + line * 4).encode(), "r.csv").startswith(
        "the file has more rows"
    )


def test_parts_that_unfold_or_are_very_many_are_refused_by_what_they_say(tmp_path):
    zeros = changed(workbook(GOOD), extra={"xl/media/a.bin": bytes(20_000_000)})
    assert len(zeros) < 100_000 and "unpacks to more" in refused(tmp_path, zeros)
    many = changed(workbook(GOOD), extra={f"x/{i}": b"1" for i in range(sheet_reader.MEMBERS)})
    assert refused(tmp_path, many).endswith(f": {sheet_reader.MEMBERS}")


@pytest.mark.parametrize(
    "row",
    [
        "长" * 70_000,
        '"' + "a\n" * 40_000 + '"',
        ",".join('"a\n"' for _ in range(40_000)),
        '"' + "x" * 10_000_000,
    ],
    ids=["one long line", "one long cell", "many cells over many lines", "ten megabytes"],
)
def test_a_row_of_a_table_that_does_not_end_is_not_gathered(tmp_path, row):
    data = (",".join(HEAD) + "\n" + ",".join(GOOD) + "\n" + row + "\n").encode()
    assert refused(tmp_path, data, "r.csv") == f"a row is longer than can be read: {sheets.ROW}"


def test_very_many_columns_are_not_kept(tmp_path):
    data = (",".join(HEAD) + "," * 50_000 + "\n" + ",".join(GOOD) + "," * 50_000 + "\n").encode()
    (tmp_path / "r.csv").write_bytes(data)
    assert {len(row) for row in sheets.csv_of(tmp_path / "r.csv")} == {sheet_reader.COLUMNS}
    assert len(read(tmp_path, data, "r.csv").entries) == 1
    assert refused(tmp_path, data + b"\0", "r.csv") == "this is not a CSV file"


def test_dates_numbers_and_gaps_come_through_the_other_process(tmp_path):
    rows = [
        ["嘉禾苑", 1, 2.0, 301, "新二", 13800000002, date(1990, 2, 3)],
        [None, "2栋", None, "5", "新三", None, "1990-02-30"],
    ]
    found = read(tmp_path, workbook(*rows))
    assert [(e.building, e.unit, e.room, e.phone, e.birth_date) for e in found.entries] == [
        ("1", "2", "301", "13800000002", "1990-02-03")
    ]
    assert [(b.row, b.column) for b in found.bad] == [(3, "出生日期")]


def test_a_formula_that_was_never_worked_out_is_named_by_its_cell(tmp_path):
    """As programs write it that are no Excel; with a result, also an empty one, it is that."""
    head, never = [*HEAD, "建筑面积"], [*GOOD, "=44.5*2"]
    book = Workbook()
    for row in (head, never):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read(tmp_path, out.getvalue())
    assert [(b.row, b.column, b.reason) for b in found.bad] == [
        (2, "建筑面积", "a formula without a value: H2")
    ]
    done = changed(
        workbook(GOOD),
        end='<row r="3"><c r="B3"><v>2</v></c><c r="C3" t="str"><f>""</f><v></v></c>'
        '<c r="D3"><f>100+2</f><v>102</v></c><c r="E3" t="inlineStr"><is><t>新四</t></is></c>'
        '<c r="G3" t="inlineStr"><is><t>1980-05-01</t></is></c></row>',
    )
    found = read(tmp_path, done)
    assert not found.bad and [(e.unit, e.room) for e in found.entries][1:] == [("", "102")]


def test_an_area_with_many_decimals_is_rounded_and_said(tmp_path):
    book = Workbook()
    areas = (33.33333333333333, 89.5, 0.1 + 0.2, "66.666 ㎡")
    for row in ([*HEAD, "建筑面积"], *([*GOOD, area] for area in areas)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read(tmp_path, out.getvalue())
    assert not found.bad and [e.area for e in found.entries] == [3333, 8950, 30, 6667]
    assert [(n.row, n.reason) for n in found.notes] == [
        (2, "rounded: 33.33333333333333 → 33.33"),
        (5, "rounded: 66.666 → 66.67"),
    ]


def test_what_other_programs_call_a_table_is_read_or_named(tmp_path):
    lines = [HEAD, GOOD]
    for between, coding in (("\t", "utf-16"), ("\t", "utf-8"), (";", "gb18030"), (",", "utf-16")):
        text = "".join(between.join(row) + "\r\n" for row in lines)
        found = read(tmp_path, text.encode(coding), "r.txt")
        assert [e.name for e in found.entries] == ["新一"] and not found.bad, (between, coding)
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    for name in ("r.xls", "r.xlsx", "r.csv"):
        assert refused(tmp_path, old, name) == "an old Excel file"
    assert len(read(tmp_path, workbook(GOOD), "r.xls").entries) == 1, "its content counts"


def test_headings_without_anybody_are_no_success(tmp_path):
    nobody = "there is nobody in the file"
    assert refused(tmp_path, workbook()) == nobody
    assert refused(tmp_path, (",".join(HEAD) + "\n,,,\n").encode(), "r.csv") == nobody


def test_every_limit_has_words_at_the_desk():
    from deliberation.desk.routes.roster.file import WRONG

    source = [
        Path(m.__file__).read_text("utf-8") for m in (roster_file, entry, sheets, sheet_reader)
    ]
    said = {
        m.split(":")[0]
        for text in source
        for m in re.findall(
            r'(?:TooMuch|NotARoster|wrong|BadRow)\((?:\s*[^"\n]+, |\s*"\w+", )?\s*f?"([^"]+)"',
            text,
        )
    }
    assert {"not yet born", "a formula without a value", "year and month without the day"} < said
    assert len(said) > 20 and said - set(WRONG) == set()


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        *(
            (t, "1980-05-01")
            for t in ("1980-05-01", "1980/5/1", "1980.5.1", "1980年5月1日", "19800501")
        ),
        *(
            (t, "without the day")
            for t in ("1980.11", "1980-11", "1980年11月", "199512", "19951", "198811")
        ),
        *((t, "not a date") for t in ("1988111", "1980-0501", "1980.111", "19801301", "80-5-1")),
    ],
)
def test_a_birth_date_is_read_as_it_stands_or_refused_never_guessed(tmp_path, typed, born):
    head = ",".join(names[0] for names in roster_file.COLUMNS.values())
    row = f"嘉禾苑,1栋,1,101,张三,13800000001,{typed},89.50,业主,是"
    found = read(tmp_path, f"{head}\r\n{row}\r\n".encode(), "r.csv")
    if found.bad:
        assert not found.entries and born in found.bad[0].reason and typed in found.bad[0].reason
    else:
        assert [e.birth_date for e in found.entries] == [born]
