"""What happened by default, or beside the ordinary way, is said by page, print, supervisors' desk
and export alike: each code, brought about by real acts.
"""

import json
import re

import pytest

from deliberation.charter.subjects.proposal import Ending, Stage, Verb, seals
from deliberation.cycle.propose.acts.withdrawal import Withdraw
from deliberation.readings import defaults
from deliberation.readings.people.names import names
from deliberation.web.words.base import ROLE, SILENCE
from deliberation.web.words.record.defaults import BESIDE, default_word
from tests import site as site_of
from tests.command import call
from tests.cycle.matters.test_official import THERE
from tests.cycle.matters.test_recall import NAMED
from tests.cycle.resolve.test_paper import CLERKS
from tests.readings import reached
from tests.readings.reached import REACHED, at
from tests.web.costs.test_queries import readers, statements
from tests.world import World

FEW = {"监事甲": "supervisor", "窗口": "clerk"}
ELSEWHERE = [code for code in defaults.CODES if REACHED[code][0] != reached.PLAIN]


def settled(code, engines, time):
    """Where other rules hold, or nobody sits on the deliberation council."""
    kind = REACHED[code][0]
    book = {reached.OFFICIAL: THERE, reached.NAMED: NAMED}.get(kind)
    offices = {reached.NO_COUNCIL: FEW, reached.DESK: CLERKS}.get(kind)
    return World(engines, time, rulebook=book).populate(offices=offices)


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """position → what the export says beside the fact."""

    def exported(w):
        monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path))
        monkeypatch.setenv("DELIBERATION_DATABASE_URL", w.engines.url)
        file = tmp_path / "record.jsonl"
        assert call(capsys, "export", str(file), "--community", "jiahe").returncode == 0
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return {json.loads(x["header"])["position"]: x["beside"] for x in lines if "beside" in x}

    return exported


def found(w, subject):
    with w.engines.read_connection() as s:
        return defaults.of_one(s, w.id, subject)


def sentence(site, default):
    """As a reader of Chinese reads it."""
    w = site.world
    with site.app.test_request_context("/jiahe/"):
        site.app.preprocess_request()
        with w.engines.read_connection() as s:
            who = names(s, w.id, [person for _verdict, person in default.signed])
        return default_word(default, SILENCE, ROLE, who)


def text(page):
    assert page.status_code == 200, page.status_code
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.data.decode()))


def address(w, subject):
    known = {r.proposal_id for r in w.rows(reached.tables.proposal)}
    return f"/jiahe/{'proposals' if subject in known else 'announcements'}/{subject}"


@pytest.mark.parametrize("code", [c for c in defaults.CODES if c not in ELSEWHERE])
def test_page_print_desk_and_export_say_the_same(site, code, told):
    say_the_same(site, code, told)


@pytest.mark.parametrize("code", ELSEWHERE)
def test_so_do_they_under_other_rules(sqlite_engines, time, tmp_path, code, told):
    w = settled(code, sqlite_engines, time)
    say_the_same(site_of.opened(w, tmp_path), code, told)


def say_the_same(site, code, told):
    w = site.world
    subject = REACHED[code][1](w)
    its = [d for d in found(w, subject) if d.code == code]
    assert its, [d.code for d in found(w, subject)]
    said = re.sub(r"\s+", "", sentence(site, its[-1]))
    assert re.search("[一-鿿]", said)
    shown(site, subject, code, said)
    supervisor = site.client("supervisor")
    desk = [text(supervisor.get(f"/jiahe/supervision/{x}")) for x in LISTS]
    assert any(said in x for x in desk), "the supervisors' desk"
    everything = _everywhere(w)
    beside = told(w)
    assert beside == {d.position: d.as_json() for d in everything}
    assert beside[its[-1].position]["code"] == code


def shown(site, subject, code, said):
    """On the page and on every print there is."""
    visitor, url = site.client("visitor"), address(site.world, subject)
    assert said in text(visitor.get(url)), "the page"
    if url.startswith("/jiahe/announcements"):
        return  # its poster bears its text alone
    prints = ["notice"]
    if site.world.row(subject).outcome is not None:
        prints += ["resolution"] + ["result", "protocol"] * (code in defaults.OF_RESULT)
    for what in prints:
        assert said in text(visitor.get(f"{url}/print/{what}")), what


LISTS = ("silence", "returned", "corrected")


def _everywhere(w):
    with w.engines.read_connection() as s:
        return list(defaults.everywhere(s, w.id).values())


def test_every_code_is_reached_and_has_its_words():
    assert set(REACHED) == set(defaults.CODES)
    worded = set(BESIDE) | set(SILENCE) | {"certificate_refused", "certificates_split"}
    assert set(defaults.CODES) <= worded
    assert set(SILENCE) <= set(defaults.CODES), "a silence that no list shows"


def test_one_reading_alike_on_both_databases_of_one_matter_and_of_all(world):
    w = world
    p = reached.certificates_split(w)
    reached.not_certified(w)
    reached.about_unanswered(w)
    with w.engines.read_connection() as s:
        one, everything = defaults.of_one(s, w.id, p), defaults.everywhere(s, w.id)
        lately, whole = defaults.lately(
            s, w.id, w.time.at.replace(year=2025), but=(), start=0, limit=30
        )
        at_it = defaults.at(s, w.id, [one[-1].position, 1])
    assert one[0].code == "certificates_split" and one[0].round_no == 1
    assert [verdict for verdict, _ in one[0].signed] == ["certify", "refuse"]
    assert sorted(everything.values(), key=lambda d: -d.position) == lately
    assert whole == len(lately) and {d.code for d in lately} > {"not_certified", "about_unanswered"}
    assert list(at_it.values()) == [one[-1]]
    assert next(d for d in lately if d.code == "about_unanswered").whose == ("clerk",)


def test_a_matter_with_many_costs_no_more_than_one_with_few(site):
    w = site.world
    few, many = reached.question_unanswered(w), reached.certificates_split(w)
    for addressee in ("clerk", "council", "author"):
        w.act("监事甲", reached.question.AskQuestion(**at(many), addressee=addressee, body="？"))
    reached.overdue(w, many, "mark_question")

    def cost(p):
        with statements(*readers(site)) as seen:
            assert found(w, p)
        return len(seen)

    assert len(found(w, many)) > 3 and cost(few) == 3 and cost(many) == 4


def test_a_draft_that_was_let_go_is_nobodys_business(small_world):
    w = small_world
    w.act("林一", Withdraw(**at(w.draft())))
    assert not _everywhere(w)


def test_what_was_set_aside_is_printed_as_set_aside(site):
    w = site.world
    p = reached.set_aside(w)
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    page = visitor.get(url).data.decode()
    verdict = re.search(r'<p class="verdict">(.*?)</p>', page, re.S)[1]
    assert "已撤销" in verdict and "通过" not in verdict
    assert "执行：没有办成" in text(visitor.get(url)) and "表决：已撤销" in text(visitor.get(url))
    result = text(visitor.get(f"{url}/print/result"))
    assert "结果：已撤销" in result and "结果：通过" not in result
    working = json.loads(visitor.get(f"{url}/working/1").data)
    assert [x["code"] for x in working["beside"]] == ["result_not_posted", "set_aside"]
    form = text(visitor.get(f"{url}/print/resolution"))
    assert "已撤销" in form and "不再执行" in form
    protocol = text(visitor.get(f"{url}/print/protocol"))
    for paper in (result, form, protocol):
        assert "通过" not in paper.replace("建议通过", "")


def test_nothing_promises_to_go_on_by_itself_where_only_the_study_is_missing(site):
    w = site.world
    url = f"/jiahe/proposals/{reached.study_awaited(w)}"
    w.time.advance(days=30)
    w.tick()
    page = site.client("visitor").get(url).data.decode()
    assert "自动进入下一步" not in page and 'class="due"' not in page
    assert "到期也不会自动往下走" in page


def test_the_seals_of_what_broke_off_say_so():
    def of(ending, reached_):
        return seals(Stage.closed, ending, reached_)

    aside = of(Ending.set_aside, Stage.carry_out)
    assert (aside[Verb.decide], aside[Verb.carry_out], aside[Verb.evaluate]) == (
        "undone",
        "broken",
        "never",
    )
    assert of(Ending.inquorate, Stage.publish)[Verb.decide] == "broken"
    assert of(Ending.rejected, Stage.publish)[Verb.decide] == "done"
    assert set(of(Ending.completed, Stage.evaluate).values()) == {"done"}
    assert seals(Stage.vote, None, Stage.vote)[Verb.carry_out] == "todo"


@pytest.mark.parametrize("outcome, word", [("rejected", "不成立"), ("upheld", "成立")])
def test_an_objection_that_is_not_upheld_did_not_fail_a_vote(site, outcome, word):
    w = site.world
    p = w.in_publish()
    w.act("林一", reached.objection.Object(**at(p), ground="count", body="票数不对。"))
    [row] = w.rows(reached.tables.objection)
    w.act(
        "监事甲",
        reached.objection.AnswerObjection(
            **at(p), objection_id=row.objection_id, outcome=outcome, reasons="已重新计票。"
        ),
    )
    page = text(site.client("visitor").get(f"/jiahe/proposals/{p}"))
    assert f"计票·{word}" in page and "计票·未通过" not in page
