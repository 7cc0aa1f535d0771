"""Announcements made by real acts, for the tests of their acts, pages and notices."""

from typing import Any

from deliberation.cycle.inform.acts import announcement as acts
from deliberation.cycle.inform.acts import asking
from deliberation.readings.asked import questions as asked
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.world import World

TITLE, BODY = "水箱清洗停水", "本周六 9:00 至 17:00 停水，请提前储水。"


def announce(w: World, who: str = "窗口", **said: Any) -> str:
    """→ its id."""
    said = {"title": TITLE, "body": BODY, **said}
    return w.act(who, acts.Announce(act_id=new_id(), **said)).subject_id


def correct(w: World, one: str, who: str = "窗口", **said: Any) -> str:
    """→ the id of the later one."""
    said = {"title": TITLE, "body": "改到周日停水。", **said}
    w.act(who, acts.CorrectAnnouncement(act_id=new_id(), subject_id=one, **said))
    return row(w, one).corrected_by


def withdraw(w: World, one: str, who: str = "窗口", reasons: str = "清洗取消。") -> None:
    w.act(who, acts.WithdrawAnnouncement(act_id=new_id(), subject_id=one, reasons=reasons))


def ask(w: World, one: str, who: str = "林一", body: str = "几点来水？") -> str:
    """→ the question's id."""
    before = {q.question_id for q in questions(w)}
    w.act(who, asking.AskAbout(act_id=new_id(), subject_id=one, body=body))
    [found] = {q.question_id for q in questions(w)} - before
    return found


def answer(w: World, one: str, question: str, who: str = "窗口", body: str = "下午五点。") -> None:
    w.act(
        who,
        asking.AnswerAbout(act_id=new_id(), subject_id=one, question_id=question, body=body),
    )


def hide(
    w: World, one: str, question: str, who: str = "监事甲", reason: str = "personal_attack"
) -> None:
    w.act(
        who,
        asking.HideAbout(act_id=new_id(), subject_id=one, question_id=question, reason=reason),
    )


def row(w: World, one: str) -> Any:
    return next(r for r in w.rows(tables.announcement) if r.subject_id == one)


def subject(w: World, one: str) -> Any:
    return next(r for r in w.rows(tables.subject) if r.subject_id == one)


def questions(w: World) -> list[Any]:
    return w.rows(tables.announcement_question)


def due(w: World, one: str) -> dict[str, Any]:
    """By when each question about it is to be answered, as its page says."""
    with w.engines.read_connection() as conn:
        return {q.question_id: q.due_at for q in asked.about(conn, w.id, [one])}
