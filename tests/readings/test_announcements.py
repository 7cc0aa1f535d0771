"""What is read of announcements, on both databases: their family, their words, what an office has
announced, what was reported, the feed.
"""

from deliberation.readings import feed
from deliberation.readings.announcements import office, search
from deliberation.readings.asked import family, questions
from deliberation.readings.desk import supervision, waiting
from deliberation.readings.page import moderation
from deliberation.record.write import casefile
from deliberation.record.write.communities import community
from tests.cycle.inform.announcing import announce, ask, correct, hide, withdraw
from tests.cycle.inform.test_moderating import object_to, report


def case_of(w, s, name):
    here, digest = community(s, w.id, w.engines), casefile.current_rulebook(s, w.id)
    return waiting.case_of(s, here, w.actor(name), digest)


def test_a_family_is_the_same_from_each_of_its_members(world):
    w = world
    one, other = announce(w), announce(w)
    two = correct(w, one)
    three = correct(w, two, body="又改。")
    with w.engines.read_connection() as s:
        for each in (one, two, three):
            assert [r.subject_id for r in family.rows(s, w.id, each)] == [one, two, three]
        assert [r.subject_id for r in family.rows(s, w.id, other)] == [other]
        earlier = set(s.execute(family.earlier(w.id, two)).scalars())
        assert earlier == {one, two}
        before = [family.stamp(s, w.id, each) for each in (one, two, three, other)]
    ask(w, three)
    with w.engines.read_connection() as s:
        after = [family.stamp(s, w.id, each) for each in (one, two, three, other)]
    assert len(set(after[:3])) == 1 and after[0] > before[0] and after[3] == before[3]


def test_lists_of_it_all(world):
    w = world
    one = announce(w)
    q, bad = ask(w, one), ask(w, one, "林二", "某某是骗子")
    report(w, one, bad)
    w.time.wait(seconds=1)
    report(w, one, bad, "林四", "spam")
    with w.engines.read_connection() as s:
        [line] = moderation.reported_questions(s, case_of(w, s, "监事甲"))
        found = line.subject_id, line.comment_id, line.reports, line.reason
        assert found == (one, bad, 2, "spam")
        assert not moderation.reported_questions(s, case_of(w, s, "林二")), "but one’s own"
        still, _ = supervision.section(s, w.id, w.time.at, "stays")
        said = [(x.act, x.announcement_id) for x in still if x.act == "hide_about"]
        assert said == [("hide_about", one)]
        assert questions.open_counts(s, w.id, [one]) == {one: 2}
    hide(w, one, bad)
    object_to(w, one, bad, "林二")
    w.time.wait(seconds=1)
    withdraw(w, correct(w, one))
    with w.engines.read_connection() as s:
        assert not moderation.reported_questions(s, case_of(w, s, "监事甲"))
        assert [x.announcement_id for x in moderation.objections(s, w.id)] == [one]
        assert [(x.title, x.announcement_id) for x in moderation.log(s, w.id)] == [
            ("水箱清洗停水", one)
        ]
        found, _more = office.announced(s, w.id, ["clerk"])
        assert [(x.line.stage, x.open) for x in found] == [("withdrawn", 0), ("over", 1)]
        for words, n in (("水箱", 2), ("箱", 2), ("电梯", 0), ("", 0)):
            assert len(search.found(s, w.id, words, (), ())[0]) == n, words
        assert {e.became for e in feed.newest(s, w.id)} == {"withdrawn", "corrected"}
        [line] = questions.unanswered(s, w.id, ["clerk"], None, 9)
        assert line.question_id == q and not questions.unanswered(s, w.id, ["supervisor"], None, 9)
