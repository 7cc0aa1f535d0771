"""A file cut anywhere at the end of a line, or with a line of it twice, is refused by every format
of the platform's own; what it says was published is compared; nothing broken is echoed at length.
"""

import pytest

from deliberation.cli import main
from deliberation.counting.again import loading, recount
from deliberation.counting.formats import motion_ballots, owner_ballots, paper_ballots
from deliberation.counting.formats.errors import LONGEST, BadFile
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.readings.vote.files.question_file import question_file
from tests.counting.test_election_files import ELECTION, NAMED, SUMS
from tests.record.check.test_every_count import META, ROUND, asked

HALF, MORE = Threshold("at_least", 1, 2), Threshold("more_than", 1, 2)


def question(rule: str, form: str, *answers: str, row=ROUND) -> str:
    ballots = [(f"f{n}", a) for n, a in enumerate(answers)]
    return question_file(dict(META), row, asked(rule, form), ballots).text


OWNERS = owner_ballots.write(
    {}, quorum=HALF, majority=MORE, silence_joins=False, parties=[(1, 1, 90, "for"), (2, 1, 1, "")]
)
MOTION = motion_ballots.write(
    {}, members=3, present=2, quorum=HALF, majority=MORE, ballots=[("a", "for"), ("b", "against")]
)
PLANS = paper_ballots.write(
    {},
    Question("one", "dual-plans/1", 2, none=True),
    ("甲", "乙"),
    members=2,
    present=1,
    quorum=HALF,
    majority=MORE,
    seed="s",
    ballots=[("1", "90", "1"), ("2", "10", "")],
)
FILES = {
    "motion.ballots": MOTION,
    "owners.ballots": OWNERS,
    "plans.ballots": PLANS,
    "each.ballots": question("plurality/1", "one", "1", "2", "2"),
    "sums.ballots": SUMS,
    "election.ballots": ELECTION,
    "named.ballots": NAMED,
    "budget.pb": question("greedy/1", "approve", "1,2", "2"),
    "ranking.blt": question("irv/1", "rank", "1>2", "2"),
}


def loads(tmp_path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return loading.load(path)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_at_the_end_of_any_line_is_refused(tmp_path, name):
    lines = FILES[name].splitlines(keepends=True)
    recount.count(loads(tmp_path, name, FILES[name]))
    for n in range(1, len(lines)):
        with pytest.raises((BadFile, loading.CannotCount)):
            recount.count(loads(tmp_path, name, "".join(lines[:n])))


@pytest.mark.parametrize("name", FILES)
def test_no_line_counts_twice(tmp_path, name):
    lines = FILES[name].splitlines(keepends=True)
    for n in range(len(lines)):
        with pytest.raises((BadFile, loading.CannotCount)):
            recount.count(loads(tmp_path, name, "".join([*lines[: n + 1], *lines[n:]])))


def tallied(capsys, tmp_path, name: str, text: str, *args: str) -> tuple[int, str]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    try:
        main(["tally", str(path), *args])
        code = 0
    except SystemExit as leave:
        code = leave.code or 0
    said = capsys.readouterr()
    return code, said.out + said.err


def published(text: str, outcome: str, *winners: str) -> str:
    said = f"published_outcome;{outcome}\npublished_winners;{','.join(winners)}\n"
    return text.replace("members;", said + "members;", 1)


@pytest.mark.parametrize(
    ("name", "text", "edit"),
    [
        ("m.ballots", published(MOTION, "rejected"), ("b;against", "b;for")),
        (
            "o.ballots",
            published(OWNERS.replace("format;", "members;2\nformat;"), "passed"),
            ("1;1;90;for", "1;1;90;against"),
        ),
        (
            "p.ballots",
            published(PLANS, "passed", "1"),
            ("1;90;1", "1;90;2"),
        ),
        ("s.ballots", published(SUMS, "passed", "1"), ("1;4\n2;0", "1;0\n2;4")),
        ("e.ballots", published(ELECTION, "passed", "a", "c"), ("3;yes;2;3;1", "3;yes;2;2;2")),
        (
            "b.pb",
            FILES["budget.pb"].replace("方案 1;0", "方案 1;1").replace("方案 2;0", "方案 2;1"),
            ("方案 1;1", "方案 1;0"),
        ),
    ],
)
def test_an_edited_file_differs_from_what_was_published(capsys, tmp_path, name, text, edit):
    if "published_winners;\n" in text:
        text = text.replace("published_winners;\n", "")
    code, said = tallied(capsys, tmp_path, name, text)
    assert (code, "\nagrees with the published result" in said) == (0, True), said
    assert edit[0] in text
    edited = text.replace(*edit, 1)
    for args in ((), ("--json",), ("--explain",)):
        code, said = tallied(capsys, tmp_path, name, edited, *args)
        assert code == 2 and "differs from the published result\n" in said, said


def test_counted_otherwise_nothing_is_compared(capsys, tmp_path):
    text = FILES["budget.pb"]
    code, said = tallied(capsys, tmp_path, "b.pb", text, "--rule", "equal-shares")
    assert code == 0 and "not compared" in said and "agrees" not in said


@pytest.mark.parametrize(
    ("rule", "form", "ending", "answer"),
    [
        ("greedy/1", "approve", ".pb", "1,2"),
        ("equal-shares/1", "approve", ".pb", "1"),
        ("irv/1", "rank", ".blt", "1>2"),
        ("scottish-stv/1", "rank", ".blt", "1>2"),
        ("plurality/1", "one", ".ballots", "1"),
    ],
)
def test_too_few_is_said_first_in_every_format(capsys, tmp_path, rule, form, ending, answer):
    row = type(ROUND)(**{**vars(ROUND), "present": 9})
    text = question(rule, form, answer, answer, row=row)
    text = text.replace("published_outcome;passed", "published_outcome;inquorate").replace(
        "published_outcome passed", "published_outcome inquorate"
    )
    code, said = tallied(capsys, tmp_path, f"v{ending}", text)
    name = rule.partition("/")[0]
    assert code == 0 and said.startswith(f"{name}: inquorate, too few took part (9 × 2 = 18 < 90")
    assert "elected" not in said and "funded" not in said
    wrong = text.replace("present;9", "present;1").replace("present 9", "present 1")
    code, said = tallied(capsys, tmp_path, f"v{ending}", wrong)
    assert code == 1 and "2 ballots, but only 1 present" in said
    lines = [x for x in text.splitlines(True) if "quorum" not in x]
    code, said = tallied(capsys, tmp_path, f"v{ending}", "".join(lines))
    assert code == 1 and "does not say quorum" in said


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (MOTION, "members;3", "members;" + "9" * 5000),
        (MOTION, "b;against", "b" * 3_000_000),
        (SUMS, "none;1", "x" * 3_000_000 + ";1"),
        (ELECTION, "2;4", "y" * 3_000_000 + ";4"),
    ],
)
def test_what_is_broken_is_not_echoed_whole(capsys, tmp_path, text, old, new):
    code, said = tallied(capsys, tmp_path, "x.ballots", text.replace(old, new, 1))
    assert code == 1 and len(said) < LONGEST + 60 and " … " in said


def test_a_choice_in_quotation_marks_is_told_so(capsys, tmp_path):
    code, said = tallied(capsys, tmp_path, "x.ballots", MOTION.replace("a;for", 'a;"for"'))
    assert code == 1 and "without quotation marks" in said


@pytest.mark.parametrize("kind", ["at_least", "more_than"])
def test_the_sign_that_is_printed_always_holds(kind):
    holds = {
        "≥": lambda a, b: a >= b,
        ">": lambda a, b: a > b,
        "<": lambda a, b: a < b,
        "≤": lambda a, b: a <= b,
    }
    for part in range(9):
        c = Threshold(kind, 1, 2).compare(part, 8)
        assert holds[c.sign](c.left, c.right) and (c.sign in "≥>") == c.met
        assert str(c) == f"{part} × 2 = {part * 2} {c.sign} 8 = 8 × 1"


def test_a_further_round_asks_for_no_quorum(capsys, tmp_path):
    text = ELECTION.replace("first", "second").replace("quorum;at_least 2/3", "quorum;at_least 1/1")
    code, said = tallied(capsys, tmp_path, "x.ballots", text, "--explain")
    assert code == 0 and "quorum asked: no" in said and "5 × 1 = 5" not in said
    none = MOTION.replace("quorum;at_least 1/2", "quorum;at_least 0/1")
    code, said = tallied(capsys, tmp_path, "m.ballots", none, "--explain")
    assert code == 0 and "quorum asked: no" in said and "≥ 0" not in said
