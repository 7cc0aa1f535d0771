"""A new kind of matter: the example of CONTRIBUTING.md, its table and its object word for word."""

from . import Piece, Thing, example, shown

TABLE, OBJECT, _TRIAL = shown(example("a kind of matter"))
IMPORTS = '''"""命名: a public place gets its name. It is shown for its full notice."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.reasons import Reason

from .base import Matter, Question

'''
LOCKS = """    "kinds.naming.advise.study_required": "30",
    "kinds.naming.publish.post_days": "34",
    "kinds.naming.vote.community.majority": "29",
    "kinds.naming.vote.community.quorum": "29",
    "kinds.naming.vote.community.recusal_leaves_base": "29",
"""
NOTE = """    "no_kind_naming": _l(
        "It names a public place. That way of deciding is not set up here yet, so this vote can "
        "only advise."
    ),
"""
CHINESE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Does it name a public place?"
msgstr "是给公共场地命名吗？"

msgid "It names a public place. That way of deciding is not set up here yet, so this vote can only \
advise."
msgstr "这是给公共场地命名。这里还没有设这种办法，所以这次表决只供参考。"

msgid "A name is shown for its full notice: that is never shortened."
msgstr "命名事项要公示满期，不能缩短。"
"""
TEST = '''"""A name of a public place: a yes in the draft, its full notice, then as any matter."""

from datetime import timedelta

from deliberation.cycle.inform.acts.notice import ShortenNotice
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.site import act_id, token
from tests.traces import refused

NAME = {"title": "东门小广场命名", "body": "东门小广场取名为“和风广场”。"}


def test_it_is_shown_for_its_full_notice_then_goes_the_ordinary_way(small_world):
    w = small_world
    p = w.in_notice(**NAME, answers={"names_a_place": True})
    assert (w.row(p).matter, w.row(p).effect_note) == ("naming", None)
    assert w.row(p).due_at - w.time.at >= timedelta(days=10)
    with refused(w, "full_notice"):
        w.act("委员甲", ShortenNotice(act_id=new_id(), subject_id=p, hours=24, reasons="急"))
    done = w.completed(**NAME, answers={"names_a_place": True})
    assert (w.row(done).matter, w.row(done).ending) == ("naming", "completed")
    verify(w.engines)


def test_the_form_asks_and_a_yes_leads_there(site):
    client = site.client("author")
    page = client.get("/jiahe/proposals/new")
    assert "是给公共场地命名吗" in page.data.decode()
    sent = {**NAME, "csrf_token": token(page), "act_id": act_id(page), "names_a_place": "y"}
    answer = client.post("/jiahe/proposals/new", data={**sent, "then": "submit"})
    assert answer.status_code == 303
    assert site.world.row(answer.location.rsplit("/", 1)[1]).matter == "naming"
'''
STATUTES = "tests/charter/test_statutes.py"
MATTERS = "tests/charter/test_matters.py"
TRANSLATIONS = "tests/test_translations.py"
NAMING = "tests/cycle/matters/test_naming.py"
WORDS = "deliberation/web/words/matter.py"

THING = Thing(
    "kind of matter",
    (
        Piece(
            "deliberation/charter/rulebooks/cn-2026.toml",
            f"\n{TABLE}",
            f"{STATUTES}::test_no_lock_is_missing_and_each_cites_its_article",
        ),
        Piece(
            STATUTES,
            LOCKS,
            f"{STATUTES}::test_no_lock_is_missing_and_each_cites_its_article",
            after='    "kinds.trial.vote.community.recusal_leaves_base": "29",\n',
        ),
        Piece(
            "deliberation/charter/matters/naming.py",
            IMPORTS + OBJECT,
            f"{MATTERS}::test_a_kind_is_what_its_rules_say_and_else_what_its_name_says",
        ),
        Piece("deliberation/charter/reasons.py", " full_notice", MATTERS, after="ends_on_its_day"),
        Piece(
            WORDS,
            '    "names_a_place": _l("Does it name a public place?"),\n',
            f"{MATTERS}::test_none_lacks_words_or_a_part_of_the_page",
            after='    "is_trial": _l("Is it only a trial, until a day you name?"),\n',
        ),
        Piece(
            WORDS,
            NOTE,
            f"{MATTERS}::test_none_lacks_words_or_a_part_of_the_page",
            after="EFFECT_NOTE: dict[str, Any] = {\n",
        ),
        Piece(
            WORDS,
            '    "full_notice": _l("A name is shown for its full notice: that is never '
            'shortened."),\n',
            f"{TRANSLATIONS}::test_every_code_has_words",
            after="REASON: dict[str, Any] = {\n",
        ),
        Piece(
            "deliberation/translations/zh_Hans/naming.po",
            CHINESE,
            f"{TRANSLATIONS}::test_every_message_is_in_chinese",
        ),
        Piece(NAMING, TEST, ""),
    ),
    (STATUTES, MATTERS, "tests/charter/test_reasons.py", TRANSLATIONS, "tests/tree/test_kinds.py")
    + ("tests/charter/test_rulebook.py", NAMING),
)
