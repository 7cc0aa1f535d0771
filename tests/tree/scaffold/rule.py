"""A new voting rule: Borda's points, from a paper and from a file."""

from . import Piece, Thing

RULE = '''"""Borda's count: one point for each candidate below, on each paper; most points win.

Points are doubled, so that equals share theirs in whole numbers. Who is not named stands below.
"""

from deliberation.counting.result import Result

from .plurality import _most, _stage
from .profile import Profile
from .staged import Candidates, working_of

RULE = "borda"


def count_borda(profile: Profile, *, seats: int | None = None, seed: str | None = None) -> Result:
    """The `seats` (the file's number unless given) with the most points. ValueError below 1."""
    people = Candidates(profile, profile.seats if seats is None else seats)
    lot, points = profile.breaks(seed), dict.fromkeys(profile.standing, 0)
    valid = 0
    for ranking, many in profile.weak_orders().items():
        valid += many if ranking else 0
        below = len(points)
        for group in ranking:
            below -= len(group)
            for c in group:
                points[c] += many * (2 * below + len(group) - 1)
        for c in set(points) - {c for group in ranking for c in group}:
            points[c] += many * (below - 1)
    chosen, ties = _most(points, people.seats, people, lot, 1)
    stage = _stage(people, 1, "first_preferences", points, elected=people.elect(chosen, 1))
    working = working_of(people, [stage], places=0, valid=valid, blank=profile.voters - valid)
    return Result(RULE, people.winners, ties, working)
'''
TEST = '''"""Borda's count of a file, and of a paper."""

from deliberation.counting.again.loading import load
from deliberation.counting.again.recount import count
from deliberation.counting.papers import Question, read
from deliberation.counting.questions import count_question
from deliberation.counting.threshold import Threshold

BLT = """3 1
3 1 2 3 0
2 2 3 1 0
0
"Ai"
"Bo"
"Cai"
"Bench"
"""


def test_points_of_a_file(tmp_path):
    (tmp_path / "a.blt").write_text(BLT)
    found = count(load(tmp_path / "a.blt"), rule="borda")
    assert found.winners == ("Bo",)
    assert found.working["stages"][0]["totals"] == {"Ai": 12, "Bo": 14, "Cai": 4}


def test_points_of_a_paper():
    q = Question("rank", "borda/1", 3, seats=1)
    answers = [read([q], text)[0] for text in ["1>2>3"] * 3 + ["2>3>1"] * 2]
    half = Threshold("more_than", 1, 2)
    counted = count_question(q, answers, present=5, majority=half, seed="a")
    assert (counted.winners, counted.outcome) == ((2,), "passed")
'''
HERE, RULES = "tests/counting/ranked/test_borda.py", "tests/counting/test_rules.py"

THING = Thing(
    "voting rule",
    (
        Piece(
            "deliberation/counting/ranked/borda.py",
            RULE,
            f"{RULES}::test_a_rule_has_a_counter_for_all_that_it_counts",
        ),
        Piece(
            "deliberation/counting/rules.py",
            '    Rule("borda", ("rank",), ("ranked",), ballots="ranked.borda:count_borda"),\n',
            HERE,
            after="ROWS = (\n",
        ),
        Piece(
            "deliberation/web/words/paper.py",
            '    "borda/1": _l("Borda’s points"),\n',
            f"{RULES}::test_names_are_said_once_and_in_words",
            after='    "irv/1": _l("Instant run-off"),\n',
        ),
        Piece(
            "deliberation/translations/zh_Hans/counted.po",
            '\nmsgid "Borda’s points"\nmsgstr "波达计分"\n',
            "tests/test_translations.py::test_every_message_is_in_chinese",
        ),
        Piece(HERE, TEST, ""),
    ),
    (
        HERE,
        RULES,
        "tests/counting/ranked/test_ranked_rules.py",
        "tests/counting/test_stage_table.py",
        "tests/test_translations.py",
    ),
)
