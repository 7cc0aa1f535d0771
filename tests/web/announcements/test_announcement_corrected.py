"""What was asked about an announcement follows to the later one that corrects it."""

from tests.cycle.inform.announcing import announce, answer, ask, correct, withdraw
from tests.notices.test_reader import told


def test_questions_about_the_earlier_stand_at_the_later_and_are_still_to_be_answered(site):
    w = site.world
    one = announce(w)
    answered, open_ = ask(w, one, body="几点来水？"), ask(w, one, "林二", "老人家里谁送水？")
    answer(w, one, answered)
    two = correct(w, one)
    three = correct(w, two, body="还是周六停水。")
    desk, visitor = site.client("clerk"), site.client("visitor")
    assert "还没有人提问" in (there := visitor.get(f"/jiahe/announcements/{three}").text)
    for words in ("几点来水？", "下午五点。", "老人家里谁送水？", "针对更正前的公告"):
        assert words in there, words
    assert f"/jiahe/announcements/{one}#questions" in there and "2026-G01" in there
    for page in (two, three):
        text = desk.get(f"/jiahe/announcements/{page}").text
        assert f"/announcements/{one}/answer-about/{open_}" in text
        assert desk.get(f"/jiahe/announcements/{page}/answer-about/{open_}").status_code == 404
    assert f"/answer-about/{open_}" in desk.get("/jiahe/waiting").text
    later = ask(w, three, body="周六改期吗？")
    answer(w, one, open_, body="网格员上门。")
    shared = visitor.get(f"/jiahe/announcements/{three}").text
    assert "网格员上门。" in shared, "no copy of the page from before the answer"
    assert (
        shared.index("周六改期吗？") < shared.index("针对更正前的公告") < shared.index("几点来水")
    )
    assert f"/answer-about/{later}" in desk.get(f"/jiahe/announcements/{three}").text
    assert "周六改期吗？" not in visitor.get(f"/jiahe/announcements/{one}").text


def test_whoever_asked_about_the_first_hears_of_each_later_one(small_world):
    w = small_world
    one = announce(w, readers="role", role="councillor")
    ask(w, one, "林一")
    two = correct(w, one)
    withdraw(w, correct(w, two, body="又改。"))
    found = [kind for kind, who in told(w) if who == "林一"]
    assert found == ["announcement_corrected"] * 2 + ["announcement_withdrawn"]


def test_what_holds_is_the_last_and_nothing_where_it_was_withdrawn(site):
    w, visitor = site.world, site.client("visitor")
    one = announce(w)
    two = correct(w, one)
    three = correct(w, two, title="第三份", body="还是周六停水。")
    text = visitor.get(f"/jiahe/announcements/{one}").text
    assert f"/jiahe/announcements/{three}" in text and "以这一份为准：第三份" in text
    withdraw(w, three)
    text = visitor.get(f"/jiahe/announcements/{one}").text
    assert "后来的那一份已撤回：第三份" in text and "以这一份为准" not in text
