"""What a part made for everybody leaves out for one reader."""

from markupsafe import Markup

from deliberation.readings.page.reader import Reader
from deliberation.web.drawn.slots import Drawing, drawn, slot

NOBODY = Reader(None, (), frozenset())


def reader(*acts: str, person: str = "p1", **more: object) -> Reader:
    return Reader(person, (), frozenset(acts), **more)


def part(*slots: str) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("-").join(slots))


def test_what_somebody_can_do_is_drawn_and_what_they_cannot_is_not():
    one = part(slot("comment", caller=lambda: "<b>say</b>"), slot("rate", caller=lambda: "rate"))
    assert drawn(one, reader("comment")) == "<ul><b>say</b>-</ul>"
    assert drawn(one, NOBODY) == "<ul>-</ul>"
    assert drawn(one, reader("comment", "rate")) == "<ul><b>say</b>-rate</ul>"


def test_the_other_way_is_drawn_for_whoever_can_do_none_of_them():
    both = part(
        slot("support_comment", "c1", caller=lambda: "press"),
        slot("take_back_support", "c1", caller=lambda: "undo"),
        slot("!support_comment take_back_support", "c1", caller=lambda: "3"),
    )
    mine = frozenset({("support_comment", "c1")})
    acts = ("support_comment", "take_back_support")
    assert drawn(both, reader(*acts)) == "<ul>press--</ul>"
    assert drawn(both, reader(*acts, done=mine)) == "<ul>-undo-</ul>"
    assert drawn(both, NOBODY) == "<ul>--3</ul>"


def test_for_one_person_alone_and_for_all_but_one():
    one = part(
        slot("comment", of="p1", caller=lambda: "mine"),
        slot("comment", but="p1", caller=lambda: "theirs"),
    )
    assert drawn(one, reader("comment")) == "<ul>mine-</ul>"
    assert drawn(one, reader("comment", person="p2")) == "<ul>-theirs</ul>"


def test_one_drawing_serves_many_readers_and_no_mark_is_left():
    made = Drawing.of(part(slot("comment", "a:b", caller=lambda: "x"), "plain"))
    assert made.drawn(reader("comment")) == "<ul>x-plain</ul>" and "<!--" not in made.drawn(NOBODY)
    assert made.drawn(NOBODY) == "<ul>-plain</ul>" and made.weight > 0
    assert Drawing.of("nothing of anybody").drawn(NOBODY) == "nothing of anybody"
