"""Each thing that can happen by default, or beside the ordinary way, brought about by real acts:
code → in which world, and how.
"""

from collections.abc import Callable
from typing import Any

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import appeal, decency, merging, thread, withdrawal
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.supervise.acts import (
    certificate,
    inspection,
    measures,
    objection,
    question,
)
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.cycle.inform import announcing
from tests.cycle.matters import test_elections as elections
from tests.cycle.matters import test_fund as fund
from tests.cycle.matters import test_official as official
from tests.cycle.matters import test_recall as recall
from tests.cycle.matters import test_tasks as tasks
from tests.cycle.resolve import test_piles as piles
from tests.cycle.resolve.test_paper import first, issue
from tests.cycle.supervise import test_remedies as remedies
from tests.cycle.supervise.test_returned import returned as returned_before
from tests.world import RESIDENTS, World

PLAIN, NO_COUNCIL, OFFICIAL, NAMED = "plain", "no_council", "official", "named"
DESK = "desk"  # with two clerks


def at(p: str) -> dict[str, str]:
    return {"act_id": new_id(), "subject_id": p}


def passing(w: World, p: str, *stages: str) -> str:
    """Let time pass until it has left these stages."""
    while w.stage(p) in stages:
        w.let_pass(p)
    return p


def overdue(w: World, p: str, *acts: str) -> str:
    """Let these clocks run out, and no more."""
    w.time.to(max(c.due_at for c in w.clocks(p, *acts)))
    w.tick()
    return p


def recommended(w: World, verdict: str = "support", **kw: Any) -> str:
    p = w.in_advise()
    w.act("理事甲", suggest.Recommend(**at(p), verdict=verdict, reasons="方便居民。", **kw))
    return p


def studied(w: World, p: str) -> None:
    w.act(
        "书记",
        study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"),
    )


def reviewed(w: World, p: str, result: str = "clean", **kw: Any) -> None:
    w.act("窗口", legality.ReviewLegality(**at(p), result=result, **kw))


def no_deliberation_council(w: World) -> str:
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:11])
    return p


def council_silent(w: World) -> str:
    p = w.in_advise()
    return overdue(w, p, "pass_council_by")


def author_silent(w: World) -> str:
    p = recommended(w, "support_with_changes", changes="改。")
    studied(w, p)
    reviewed(w, p)
    return passing(w, p, "advise")


def breach_unanswered(w: World) -> str:
    p = recommended(w)
    studied(w, p)
    reviewed(w, p, "breach", law="民法典", article="278", reasons="涉及共有部分。")
    return passing(w, p, "advise")


def without_study(w: World) -> str:
    p = study_awaited(w)
    w.time.advance(days=20)
    w.act("林一", study.ChooseAdvisory(**at(p)))
    return p


def study_awaited(w: World) -> str:
    p = recommended(w)
    reviewed(w, p)
    assert w.stage(p) == "advise"
    return p


def merge_asked(w: World) -> str:
    p = w.in_take_up()
    target = w.submitted("林十八", title="在小区门口装路灯")
    w.act("议员甲", merging.AskMerge(**at(p), into=target))
    return p


def merge_declined(w: World) -> str:
    p = merge_asked(w)
    w.act("林一", merging.DeclineMerge(**at(p)))
    return p


def merged(w: World) -> str:
    p = merge_asked(w)
    w.act("林一", merging.AgreeMerge(**at(p)))
    return overdue(w, p, "merge")


def withdrawn(w: World) -> str:
    p = w.in_take_up()
    w.act("林一", withdrawal.Withdraw(**at(p), reasons="另想办法。"))
    return p


def taken_over(w: World) -> str:
    p = withdrawn(w)
    w.act(RESIDENTS[2], withdrawal.TakeOver(**at(p)))
    return p


def appeal_unanswered(w: World) -> str:
    p = w.in_take_up()
    w.act("议员甲", council_acts.PassOn(**at(p), reason="mediation", explanation="请先调解。"))
    w.act("林一", appeal.Appeal(**at(p), grounds="这不是邻里纠纷。"))
    return overdue(w, p, "reopen_in_silence")


def hiding_unanswered(w: World) -> str:
    p = w.submitted()
    w.act("林二", thread.Comment(**at(p), stance="for", body="支持"))
    [c] = [r.comment_id for r in w.rows(tables.comment)]
    w.act("窗口", decency.HideComment(**at(p), comment_id=c, reason="personal_attack"))
    w.act("林二", decency.ObjectHiding(**at(p), comment_id=c, body="我没有骂人"))
    return overdue(w, p, "show_in_silence")


def question_unanswered(w: World) -> str:
    p = w.in_vote()
    w.act("监事甲", question.AskQuestion(**at(p), addressee="clerk", body="公示贴在哪里？"))
    return overdue(w, p, "mark_question")


def objection_unanswered(w: World) -> str:
    p = w.in_publish()
    w.act("林一", objection.Object(**at(p), ground="count", body="票数不对。"))
    return overdue(w, p, "mark_objection")


def notice_shortened(w: World) -> str:
    p = w.posted()
    w.act("委员甲", inform.ShortenNotice(**at(p), hours=24, reasons="暴雨抢险"))
    return p


def notice_restarted(w: World) -> str:
    p = w.posted()
    w.act("窗口", inform.RestartNotice(**at(p), fault="date", reasons="开票日期写错了。"))
    return p


def no_proof_of_posting(w: World) -> str:
    return passing(w, w.in_notice(), "notice")


def notice_extended(w: World) -> str:
    p = w.in_notice()
    w.let_pass(p)
    return p


def not_certified(w: World) -> str:
    return overdue(w, w.in_publish(), "pass_supervisors_by")


def certificate_refused(w: World) -> str:
    p = w.in_publish()
    w.act("监事乙", certificate.RefuseCertificate(**at(p), statement="少了一张票。"))
    return p


def certificates_split(w: World) -> str:
    p = certificate_refused(w)
    w.act("监事甲", certificate.Certify(**at(p), ticked=("count_redone",)))
    return p


def set_aside(w: World) -> str:
    p = w.in_carry_out()
    said = {"ground": "assembly", "document": "居民会议纪要", "reasons": "撤销。"}
    w.act("窗口", measures.SetAside(**at(p), **said))
    return p


def not_carried_out(w: World) -> str:
    p = w.in_carry_out()
    said = {"decided_on": w.today(), "reasons": "条件变化。", "document": "纪要 7 号"}
    w.act("委员甲", carry_out.GiveUp(**at(p), **said))
    return p


def returned(w: World) -> str:
    p = w.in_notice()
    w.act("监事甲", measures.ReturnOnce(**at(p), reasons="材料不全"))
    return p


def spend_unaudited(w: World) -> str:
    p = fund.resolved(w)
    fund.spend(w, p, 100)
    return overdue(w, p, "mark_spend")


def task_not_reviewed(w: World) -> str:
    return overdue(w, tasks.in_force(w), "mark_task_review")


def not_confirmed(w: World) -> str:
    p = elections.council(w)
    elections.rank(w, p, "林五", "林一", "林二")
    return passing(w, elections.to_confirm(w, p), "carry_out")


def too_few_candidates(w: World) -> str:
    return passing(w, elections.call(w), "gather")


def no_defence(w: World) -> str:
    return passing(w, recall.reached(w), "advise")


def no_official_result(w: World) -> str:
    return passing(w, official.in_vote(w), "vote")


def official_unconfirmed(w: World) -> str:
    p = official.in_vote(w)
    official.over(w, p)
    w.act("窗口", official.entry(p, w))
    return passing(w, p, "vote")


def about_unanswered(w: World) -> str:
    one = announcing.announce(w)
    announcing.ask(w, one)
    return overdue(w, one, "mark_about")


def text_kept(w: World) -> str:
    return overdue(w, returned_before(w), "go_on_with_own_text")


def objection_unremedied(w: World) -> str:
    p = w.posted()
    remedies.upheld(w, p, "roll")
    while "objection_unremedied" not in w.facts(p):
        w.let_pass(p)
    return p


def remedied(w: World, way: str) -> str:
    p = w.in_publish()
    ref = remedies.upheld(w, p, "procedure")
    if way:
        remedies.remedied(w, p, ref, way)
    return p


def remedied_in_silence(w: World) -> str:
    p = w.in_publish()
    remedies.upheld(w, p, "procedure")
    return overdue(w, p, "remedy_in_silence")


def result_not_posted(w: World) -> str:
    return passing(w, w.in_publish(), "publish")


def not_vetted(w: World) -> str:
    p = elections.call(w)
    for name in ("林一", "林二", "林三", "林四"):
        elections.stand(w, p, name)
    return passing(w, p, "gather", "advise")


def found_faulty(w: World) -> str:
    p = w.in_inspect()
    w.act("监事甲", inspection.RecordFinding(**at(p), body="护栏松动。"))
    return p


def fault_open(w: World) -> str:
    return passing(w, found_faulty(w), "inspect")


def fault_given_up(w: World) -> str:
    p = fault_open(w)
    [fault] = [r.finding_id for r in w.rows(tables.finding)]
    said = {"finding_id": fault, "reasons": "不影响使用。"}
    w.act("监事乙", inspection.WaiveFinding(**at(p), **said))
    return p


def suspended(w: World) -> str:
    p = w.in_carry_out()
    w.act("监事甲", measures.Suspend(**at(p), days=5, reasons="先查明用料。"))
    return p


def paper_uncounted(w: World) -> str:
    p = w.in_vote()
    piles.differing(w, p)
    piles.close(w, p)
    return p


def paper_one_entry(w: World) -> str:
    p = w.in_vote()
    issue(w, p, "代表甲")
    first(w, p, (1, "for"))
    piles.close(w, p)
    return p


REACHED: dict[str, tuple[str, Callable[[World], str]]] = {
    "no_deliberation_council": (NO_COUNCIL, no_deliberation_council),
    "adopted_in_silence": (PLAIN, lambda w: passing(w, w.in_take_up(), "take_up")),
    "council_silent": (PLAIN, council_silent),
    "not_reviewed": (PLAIN, lambda w: overdue(w, w.in_advise(), "pass_legality_by")),
    "author_silent": (PLAIN, author_silent),
    "text_kept": (PLAIN, text_kept),
    "objection_waits": (PLAIN, lambda w: remedied(w, "")),
    "objection_unremedied": (PLAIN, objection_unremedied),
    "objection_remedied": (PLAIN, lambda w: remedied(w, "again")),
    "remedy_declined": (PLAIN, lambda w: remedied(w, "declined")),
    "remedied_in_silence": (PLAIN, remedied_in_silence),
    "breach_unanswered": (PLAIN, breach_unanswered),
    "no_proof_of_posting": (PLAIN, no_proof_of_posting),
    "not_certified": (PLAIN, not_certified),
    "not_inspected": (PLAIN, lambda w: passing(w, w.in_inspect(), "inspect")),
    "not_reported": (PLAIN, lambda w: passing(w, w.assigned(), "carry_out")),
    "hiding_unanswered": (PLAIN, hiding_unanswered),
    "committee_in_charge": (PLAIN, lambda w: overdue(w, w.in_carry_out(), "name_committee")),
    "appeal_unanswered": (PLAIN, appeal_unanswered),
    "too_few_candidates": (PLAIN, too_few_candidates),
    "not_confirmed": (PLAIN, not_confirmed),
    "no_defence": (NAMED, no_defence),
    "paper_one_entry": (DESK, paper_one_entry),
    "paper_uncounted": (DESK, paper_uncounted),
    "no_official_result": (OFFICIAL, no_official_result),
    "official_unconfirmed": (OFFICIAL, official_unconfirmed),
    "task_not_reviewed": (PLAIN, task_not_reviewed),
    "notice_extended": (PLAIN, notice_extended),
    "notice_shortened": (PLAIN, notice_shortened),
    "notice_restarted": (PLAIN, notice_restarted),
    "merge_declined": (PLAIN, merge_declined),
    "merge_lapsed": (PLAIN, lambda w: overdue(w, merge_asked(w), "merge")),
    "merged": (PLAIN, merged),
    "withdrawn": (PLAIN, withdrawn),
    "taken_over": (PLAIN, taken_over),
    "returned": (PLAIN, returned),
    "set_aside": (PLAIN, set_aside),
    "not_carried_out": (PLAIN, not_carried_out),
    "without_study": (PLAIN, without_study),
    "study_awaited": (PLAIN, study_awaited),
    "suspended": (PLAIN, suspended),
    "fault_open": (PLAIN, fault_open),
    "fault_given_up": (PLAIN, fault_given_up),
    "result_not_posted": (PLAIN, result_not_posted),
    "not_vetted": (PLAIN, not_vetted),
    "certificate_refused": (PLAIN, certificate_refused),
    "certificates_split": (PLAIN, certificates_split),
    "objection_unanswered": (PLAIN, objection_unanswered),
    "question_unanswered": (PLAIN, question_unanswered),
    "about_unanswered": (PLAIN, about_unanswered),
    "spend_unaudited": (PLAIN, spend_unaudited),
}
