"""The result page offers the ballots of a counted vote as a file; anyone gets it, and it counts to
the same.
"""

import pytest

from deliberation import config, create_app
from deliberation.counting.again.motion import count_motion_ballots
from deliberation.counting.formats import motion_ballots
from deliberation.record.engines import use


@pytest.fixture
def visitor(small_world, tmp_path):
    settings = config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path),
            "DELIBERATION_DATABASE_URL": small_world.engines.url,
        }
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(small_world.engines)
    small_world.time.install()
    return app.test_client()


def test_the_result_page_links_to_ballots_that_count_to_the_same(small_world, visitor):
    p = small_world.in_publish()
    address = f"/jiahe/proposals/{p}/ballots/1"
    assert f'href="{address}"' in visitor.get(f"/jiahe/proposals/{p}").data.decode()
    answer = visitor.get(address)
    assert (
        answer.status_code == 200
        and answer.content_type == "text/plain; charset=utf-8"
        and answer.headers["Content-Disposition"].startswith("attachment")
    )
    found = motion_ballots.parse(answer.data)
    assert (
        count_motion_ballots(found).working["outcome"] == small_world.row(p).outcome
        and found.meta["community"] == "jiahe"
    )
    assert visitor.get(f"/jiahe/proposals/{p}/ballots/2").status_code == 404


def test_an_open_vote_has_no_file(small_world, visitor):
    p = small_world.in_vote()
    small_world.cast(p, 代表甲="for")
    assert visitor.get(f"/jiahe/proposals/{p}/ballots/1").status_code == 404
    assert "/ballots/" not in visitor.get(f"/jiahe/proposals/{p}").data.decode()
