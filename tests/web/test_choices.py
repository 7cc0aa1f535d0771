"""The page of an act offers the choices that can be taken, and no others; of the others it says why
not. Each choice is tried without writing.
"""

import re
from datetime import timedelta

import pytest

from deliberation.charter.cycle.objections import GROUNDS
from deliberation.charter.cycle.remedies import WAYS
from deliberation.charter.reasons import Reason, Refused
from deliberation.cycle.inform.acts.notice import EFFECTS, DeclareEffect
from deliberation.cycle.supervise.acts.objection import Object
from deliberation.cycle.supervise.acts.remedy import Remedy
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import rehearse
from deliberation.roster.acts.people import LeaveOffice
from deliberation.web.forms.civic import ChoiceCards, CivicForm
from deliberation.web.words.base import say
from tests.cycle.supervise import test_remedies as remedies
from tests.readings import reached
from tests.site import LOGINS, act_id, token
from tests.web.drawn.test_buttons import acts_of


def taken(site, who, p, choices, act):
    """Each choice → what stands against it, None where it can be taken."""
    w, found = site.world, {}
    for choice in choices:
        try:
            rehearse(act(choice), w.actor(LOGINS[who]), w.id, w.engines)
            found[choice] = None
        except Refused as refused:
            found[choice] = refused.reasons[0]
    return found


def offered(page, field):
    return set(re.findall(rf'name="{field}"[^>]*value="(\w+)"', page.text))


def compared(site, who, url, field, found):
    """The page against what can be taken; gives what it says of the others."""
    page = site.client(who).get(url)
    assert page.status_code == 200, page.text
    assert offered(page, field) == {choice for choice, reason in found.items() if reason is None}
    box = re.search(r"现在不能选：(.*?)</ul>", page.text, re.S)
    return box[1] if box else ""


def said(site, reason):
    with site.app.test_request_context("/jiahe/"):
        site.app.preprocess_request()
        return say(reason)


def why_not(site, found, told, *choices):
    """Each of these stands among the missing, with the reason the act would give."""
    for choice in choices:
        assert said(site, found[choice]) in told, (choice, found[choice])


def at(p):
    return {"act_id": new_id(), "subject_id": p}


STAGES = {
    "notice": lambda w: w.posted(),
    "publish": lambda w: w.in_publish(),
    "carry_out": lambda w: w.in_carry_out(),
}
MISSING = {
    ("count", "carry_out"): {"again": "carried_out"},
    ("content", "carry_out"): {"council": "carried_out"},
    ("roll", "notice"): {"corrected": "nothing_mended"},
    ("roll", "publish"): {"corrected": "not_on_notice"},
    ("roll", "carry_out"): {"corrected": "not_on_notice"},
}


def upheld(w, ground, stage):
    """An objection on this ground that is upheld at this stage, by real acts."""
    if stage == "notice":
        p = w.posted()
        return p, remedies.upheld(w, p, ground)
    p = w.in_publish()
    ref = remedies.objected(w, p, ground)
    if stage == "carry_out":
        remedies_late(w, p)
    answer = {"objection_id": ref, "outcome": "upheld", "reasons": "确有误。"}
    who = remedies.WHO_ANSWERS.get(ground, "监事甲")
    w.act(who, remedies.AnswerObjection(**at(p), **answer))
    return p, ref


def remedies_late(w, p):
    """Nobody answers in the days for it, and the work begins."""
    while w.stage(p) != "carry_out":
        w.let_pass(p)


CASES = [(g, s) for g in GROUNDS for s in STAGES if s != "notice" or g == "roll"]


@pytest.mark.parametrize(("ground", "stage"), CASES)
def test_what_may_follow_is_what_is_offered(site, ground, stage):
    w = site.world
    p, ref = upheld(w, ground, stage)
    who = "supervisor" if ground == "count" else "committee"

    def act(way):
        return Remedy(**at(p), objection_id=ref, way=way, reasons="已办。")

    found = taken(site, who, p, WAYS, act)
    assert found["declined"] is None
    told = compared(site, who, f"/jiahe/proposals/{p}/remedy/{ref}", "way", found)
    missing = MISSING.get((ground, stage), {})
    why_not(site, found, told, *missing)
    assert {way: found[way].code for way in missing} == missing
    assert bool(told) == bool(missing)


def test_put_right_is_offered_once_something_was(site):
    w = site.world
    p, ref = upheld(w, "roll", "notice")
    url = f"/jiahe/proposals/{p}/remedy/{ref}"
    page = site.client("committee").get(url)
    assert "corrected" not in offered(page, "way") and "请先更正" in page.text
    w.time.advance(minutes=1)
    held = next(o for o in w.rows(tables.office) if o.person_id == w.person["代表戊"])
    w.operate(LeaveOffice(act_id=new_id(), office_id=held.office_id, cause="resigned"))
    page = site.client("committee").get(url)
    assert "corrected" in offered(page, "way") and "请先更正" not in page.text


def test_what_was_sent_too_late_is_refused_beside_its_choice_and_kept(site):
    """The page was open while the day came."""
    w = site.world
    p, ref = upheld(w, "roll", "notice")
    committee, url = site.client("committee"), f"/jiahe/proposals/{p}/remedy/{ref}"
    page = committee.get(url)
    sent = {"csrf_token": token(page), "act_id": act_id(page), "way": "corrected"}
    again = committee.post(url, data={**sent, "reasons": "已经改了。"})
    assert again.status_code == 409 and "请先更正" in again.text and "已经改了。" in again.text
    assert re.search(r'<input checked[^>]*value="corrected"', again.text)
    assert w.rows(tables.objection)[0].remedy is None


@pytest.mark.parametrize("stage", STAGES)
def test_what_can_be_objected_to_is_what_is_offered(site, stage):
    w = site.world
    p = STAGES[stage](w)
    url = f"/jiahe/proposals/{p}/object"

    def act(ground):
        return Object(**at(p), ground=ground, body="不对。")

    found = taken(site, "resident", p, GROUNDS, act)
    if all(found.values()):
        return
    told = compared(site, "resident", url, "ground", found)
    why_not(site, found, told, *(g for g, reason in found.items() if reason is not None))
    assert stage != "publish" or not told


def test_of_the_content_alone_once_the_days_for_the_vote_are_over(site):
    w = site.world
    p = w.in_publish()
    remedies_late(w, p)
    w.time.to(w.row(p).closes_at + timedelta(days=10))
    found = taken(site, "resident", p, GROUNDS, lambda g: Object(**at(p), ground=g, body="不对。"))
    assert found.pop("content") is None and all(found.values())
    found["content"] = None
    told = compared(site, "resident", f"/jiahe/proposals/{p}/object", "ground", found)
    why_not(site, found, told, "count", "roll", "procedure")


@pytest.mark.parametrize(
    ("code", "against"), [("", "owners_only"), ("breach_unanswered", "only_advises")]
)
def test_the_effect_a_vote_can_have_is_what_is_offered(site, code, against):
    w = site.world
    p = reached.REACHED[code][1](w) if code else w.posted()

    def act(effect):
        return DeclareEffect(**at(p), legal_effect=effect, document="章程第十二条")

    found = taken(site, "clerk", p, EFFECTS, act)
    assert found["advisory"] is None and found["external_official_system"].code == against
    assert (found["binding_by_charter"] is None) == (not code)
    told = compared(site, "clerk", f"/jiahe/proposals/{p}/declare-effect", "legal_effect", found)
    why_not(site, found, told, *(e for e, reason in found.items() if reason is not None))


def test_a_ground_that_was_used_is_not_offered_again_and_none_left_is_no_act(site):
    w = site.world
    p = w.in_publish()
    url, who = f"/jiahe/proposals/{p}", "resident"
    act = lambda ground: Object(**at(p), ground=ground, body="不对。")
    for used in GROUNDS:
        found = taken(site, who, p, GROUNDS, act)
        told = compared(site, who, f"{url}/object", "ground", found)
        why_not(site, found, told, *(g for g, reason in found.items() if reason))
        assert "object" in drawn_on(site, who, url)
        w.act(LOGINS[who], act(used))
    assert "object" not in drawn_on(site, who, url)
    assert "object" in drawn_on(site, "representative", url)
    before, page = w.rows(tables.log_head), site.client(who).get(f"{url}/object")
    assert page.status_code == 409 and said(site, Reason("already_objected")) in page.text
    assert w.rows(tables.log_head) == before


def drawn_on(site, who, url):
    return {drawn.act for drawn in acts_of(site.client(who).get(url).text)}


@pytest.mark.parametrize("sent", [None, "", "other"])
def test_the_only_answer_there_is_is_chosen_already(site, sent):
    """By every form that asks for one of several, whatever was sent before."""

    class Asked(CivicForm):
        one = ChoiceCards("?", choices=[("no", "No")], validate_choice=False)
        two = ChoiceCards("?", choices=[("no", "No"), ("yes", "Yes")], validate_choice=False)

    with site.app.test_request_context("/"):
        form = Asked(formdata=None, data={"one": sent, "two": sent})
        assert [option.checked for option in form.one] == [True]
        assert [option.checked for option in form.two] == [False, False]
