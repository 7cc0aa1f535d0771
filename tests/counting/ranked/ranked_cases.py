"""Random profiles of ranked ballots, and the rules they are counted by."""

from hypothesis import strategies as st

from deliberation.counting.ranked.profile import Profile
from deliberation.counting.rules import ROWS, counter

NAMES = ("Ai", "Bo", "Cai", "Du", "Er", "Fu")
# Every rule that counts rankings: a new one is held to the same properties by its line in `rules`.
RANKED = {counter(rule.ballots): rule for rule in ROWS if "ranked" in rule.files}
ALL_RULES = tuple(RANKED)
MANY_SEATS = tuple(count for count, rule in RANKED.items() if not rule.one)


def seats_for(rule, profile: Profile) -> int | None:
    """The profile's seats where the rule fills several, else none said."""
    return profile.seats if rule in MANY_SEATS else None


@st.composite
def profiles(
    draw, *, ties: bool = False, complete: bool = False, most: int = 5, voters: int = 40
) -> Profile:
    """2 to `most` candidates, up to a dozen kinds of ballots; short ones unless complete, ties
    inside a ranking where asked for.
    """
    count = draw(st.integers(2, most))
    ballots = []
    for _ in range(draw(st.integers(1, 12))):
        order = draw(st.permutations(range(count)))
        length = count if complete else draw(st.integers(1, count))
        ranking: list[tuple[int, ...]] = []
        for c in order[:length]:
            if ties and ranking and draw(st.integers(0, 3)) == 0:
                ranking[-1] = tuple(sorted((*ranking[-1], c)))
            else:
                ranking.append((c,))
        ballots.append((draw(st.integers(1, voters)), tuple(ranking)))
    return Profile(NAMES[:count], tuple(ballots), draw(st.integers(1, count)))


def renamed(profile: Profile, order: list[int]) -> Profile:
    """The same votes with candidate i in place order[i] of the ballot paper, keeping their name."""
    names = [""] * len(order)
    for c, place in enumerate(order):
        names[place] = profile.candidates[c]
    ballots = tuple(
        (n, tuple(tuple(sorted(order[c] for c in group)) for group in ranking))
        for n, ranking in profile.ballots
    )
    return Profile(
        tuple(names),
        ballots,
        profile.seats,
        withdrawn=frozenset(order[c] for c in profile.withdrawn),
    )
