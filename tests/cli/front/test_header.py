"""How large a header may be, as docs/production.md says it."""

import pytest

from deliberation.cli.front import limits

from .test_front import CLOSE, ask, head, served, status


@pytest.fixture(scope="module")
def port():
    with served("front") as (number, _process):
        yield number


@pytest.mark.parametrize("name", ["X-Long", "Cookie", "X_Left_Out"])
def test_a_header_is_at_most_as_large_as_is_said(port, name):
    most = limits.Limits().head
    assert status(ask(port, head("/", "GET", CLOSE, f"{name}: {'y' * (most - 500)}"))) == 200
    for more in (1, 4_500):
        answer = ask(port, head("/", "GET", CLOSE, f"{name}: {'y' * (most + more)}"))
        assert status(answer) == 431
