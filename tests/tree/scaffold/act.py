"""A new act: the example of CONTRIBUTING.md, word for word where it shows code."""

from . import Piece, Thing, example, shown

EXAMPLE = example("an act")


def said(code: str) -> str:
    """A line the text gives in passing, as it stands there."""
    assert f"`{code}`" in EXAMPLE, code
    return code


FACT, ROWS, GOLDEN, ACT, PAGE, TESTS = shown(EXAMPLE)
ACT_IMPORTS = '''"""What a supervisor saw at the work."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.needs.proposal import RECUSED


'''
PAGE_IMPORTS = '''"""The page of a visit."""

from wtforms import TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import visit as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.web.acting import act_page
from deliberation.web.forms.civic import CivicForm
from deliberation.web.phrases import lazy_gettext as _l


class VisitForm(CivicForm):
    """What was seen."""

    note = TextAreaField(_l("What I saw"))


'''
TEST_IMPORTS = '''"""A visit to the work."""

from deliberation.cycle.supervise.acts.visit import NoteVisit
from deliberation.record.ids import new_id
from tests.site import act_id, token
from tests.traces import refused


'''
CHINESE = """
msgid "What I saw"
msgstr "我看到了什么"

msgid "Note that I went to look"
msgstr "记下去现场看过"

msgid "It stands in the timeline in your own name, from today on."
msgstr "从今天起，以您自己的名义记在进程里。"

msgid "A supervisor went to look"
msgstr "监事去现场看过"
"""
POLICY = "tests/charter/test_policy.py"
VISITS = "tests/cycle/test_visits.py"

THING = Thing(
    "act",
    (
        Piece(
            "deliberation/charter/acts.py",
            "    " + said('note_visit = "note_visit"') + "\n",
            POLICY,
            after='    check_stage = "check_stage"\n',
        ),
        Piece(
            "deliberation/charter/cycle/policy/supervise.py",
            "    "
            + said("row(A.note_visit, (S.carry_out, S.inspect), R.supervisor, barred=True),")
            + "\n",
            f"{POLICY}::test_the_text_has_exactly_the_acts_the_stages_and_the_roles",
            after="    row(A.check_stage, OPEN, R.supervisor, barred=True),\n",
        ),
        Piece(
            "tests/charter/policy.txt",
            said("note_visit | carry_out inspect | supervisor | no | yes | no |") + "\n",
            f"{POLICY}::test_the_text_has_exactly_the_acts_the_stages_and_the_roles",
            after="# 督 checklist\n",
        ),
        Piece(
            "deliberation/charter/facts/proposal/supervise.py",
            f"\n\n{FACT}",
            "tests/record/log/test_golden.py",
        ),
        Piece(
            "deliberation/record/applying/proposal/supervise.py",
            f"\n\n{ROWS}",
            "tests/record/log/test_golden.py",
        ),
        Piece(
            "tests/record/log/golden.json",
            GOLDEN,
            "tests/record/log/test_golden.py",
            by_command=("-m", "tests.record.log.golden", "--add"),
        ),
        Piece("deliberation/cycle/supervise/acts/visit.py", ACT_IMPORTS + ACT, VISITS),
        Piece(
            "deliberation/cycle/supervise/routes/visit.py",
            PAGE_IMPORTS + PAGE,
            f"{VISITS}::test_the_page_takes_the_words",
        ),
        Piece(
            "deliberation/web/words/act.py",
            '    "note_visit": (\n        _l("Note that I went to look"),\n'
            '        _l("It stands in the timeline in your own name, from today on."),\n    ),\n',
            "tests/test_translations.py::test_every_code_has_words",
            after='beside the certificate."),\n    ),\n',
        ),
        Piece(
            "deliberation/web/words/record/facts.py",
            '    "site_visited": _l("A supervisor went to look"),\n',
            "tests/test_translations.py::test_every_code_has_words",
            after='    "stage_checked": _l("Checked by a supervisor"),\n',
        ),
        Piece(
            "deliberation/translations/zh_Hans/checks.po",
            CHINESE,
            "tests/test_translations.py::test_every_message_is_in_chinese",
        ),
        Piece(VISITS, TEST_IMPORTS + TESTS, ""),
    ),
    (
        f"{POLICY}::test_the_text_has_exactly_the_acts_the_stages_and_the_roles",
        f"{POLICY}::test_the_gate_answers_every_attempt_as_the_text_has_it",
        "tests/record/log/test_golden.py",
        "tests/test_translations.py",
        VISITS,
    ),
)
