"""A date of birth as people write it."""

import pytest

from deliberation.accounts.joining import birth_date


@pytest.mark.parametrize(
    "typed",
    [
        "1958-03-07",
        "1958-3-7",
        "19580307",
        "1958.03.07",
        "1958/3/7",
        "1958年3月7日",
        "１９５８－０３－０７",
        " 1958 3 7 ",
    ],
)
def test_birth_dates_as_people_write_them(typed):
    assert birth_date.read_date(typed) == "1958-03-07"
