"""Who votes where each household has one vote (户代表, Organic Law Art 27): the one it named,
otherwise whichever of its resident adults votes; the last ballot counts once.

A household is a dwelling with at least one resident adult. Which adults those are is asked of the
roster by `record.write.answers.vote.electorate`; the roll freezes them at opening.
"""

HOUSEHOLDS = "households"  # the electorate
ROLE = "household"  # how its voters stand on the roll
