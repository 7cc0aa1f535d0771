"""The line before the threads."""

from threading import Thread

from deliberation.cli.front.line import Line, Place


def test_so_many_pages_are_read_at_once_and_forms_go_past_them():
    line = Line(pages=2)
    for i in range(4):
        line.put(Place("a", False), f"page {i}")
    line.put(Place("b", True), "form")
    first, second = line.get(), line.get()
    assert [x for _, x in (first, second)] == ["page 0", "page 1"]
    assert line.get()[1] == "form", "whatever pages wait"
    got = []
    waiting = Thread(target=lambda: got.append(line.get()[1]), daemon=True)
    waiting.start()
    waiting.join(0.1)
    assert not got
    line.put(Place("a", False), "page 4")
    waiting.join(0.1)
    assert not got, "nobody comes for what may not be read yet"
    line.used(first[0], 0.01)
    assert line.get()[1] == "page 2" and not got, "whoever is done takes the next"
    line.used(second[0], 0.01)
    line.put(Place("b", True), "another form")
    waiting.join(5)
    assert got == ["page 3"], "and whoever comes takes a page first"
