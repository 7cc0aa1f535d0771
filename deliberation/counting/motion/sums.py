"""Secret ballots on paper are kept as sums.

What can be summed of each question, whether sums are possible, and ballots that give exactly these
sums.

Rules that look at each option by itself (a motion, one, each, approve) count such ballots like the
true ones; rankings and points cannot be had from sums. Called by the paper desk's acts, by the
count of a secret round, and by `verify`.
"""

from collections.abc import Iterator, Mapping, Sequence

from deliberation.counting.papers import ABSTAIN, NONE, VERDICTS, Question

FORMS = ("motion", "one", "each", "approve")
MOTION = Question("motion", "motion/1", 0)


def groups(q: Question) -> list[tuple[str, ...]]:
    """What can be said to a question, in groups that each add up to the valid ballots.

    Of `approve` each option stands alone and adds up to at most that.
    """
    if q.form == "motion":
        return [VERDICTS]
    if q.form == "one":
        return [(*map(str, range(1, q.options + 1)), *((NONE,) if q.none else ()), ABSTAIN)]
    if q.form == "each":
        return [tuple(f"{n}={v}" for v in VERDICTS) for n in range(1, q.options + 1)]
    if q.form == "approve":
        return [(str(n),) for n in range(1, q.options + 1)]
    raise ValueError(f"{q.form} cannot be had from sums")


def wrong_sum(q: Question, sums: Mapping[str, int], valid: int, written: int = 0) -> int | None:
    """The first sum that does not fit the valid ballots, or None.

    Of `approve` no option has more. All together at most what each ballot may mark: `most`, or of
    `each` the seats; `written`: marks for names written in.
    """
    for group in groups(q):
        total = sum(sums.get(what, 0) for what in group)
        if total != valid and (q.form != "approve" or total > valid):
            return total
    marked, most = (
        written
        + sum(
            votes for what, votes in sums.items() if q.form == "approve" or what.endswith("=for")
        ),
        {"approve": q.most, "each": q.seats}.get(q.form, 0),
    )
    return marked if most and marked > most * valid else None


def ballots(
    questions: Sequence[Question], totals: Mapping[tuple[int, str], int], valid: int
) -> list[str]:
    """`valid` ballots whose sums are `totals` {(question from 1, what): votes}. Marks are dealt
    round, so that no ballot gets more of them than it must.
    """
    answers = [
        list(_dealt(q, {what: votes for (no, what), votes in totals.items() if no == at}, valid))
        for at, q in enumerate(questions, 1)
    ]
    return [";".join(parts) for parts in zip(*answers, strict=True)]


def _dealt(q: Question, sums: Mapping[str, int], valid: int) -> Iterator[str]:
    marks: list[list[str]] = [[] for _ in range(valid)]
    at = 0
    for group in groups(q):
        begin = at
        for what in group:
            for _ in range(sums.get(what, 0)):
                marks[at % valid].append(what)
                at += 1
        if q.form == "each":  # the next option's approvals go on where this one's ended
            at = begin + sums.get(group[0], 0)
    for said in marks:
        yield ",".join(said) or ABSTAIN
