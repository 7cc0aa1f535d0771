"""What must hold of an election's file: pairs of relatives, numbers of options, sums that so many
papers can give, and the sums of the ballots where there are ballots.

Called by `reading`.
"""

from collections.abc import Mapping

from deliberation.counting.election import Post
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.formats.sections import Rows, once
from deliberation.counting.papers import BadPaper
from deliberation.counting.papers import read as read_answer

from .ballots import ElectionBallots, Line

Sums = dict[tuple[str, int], dict[str, int]]


def near_relatives(found: dict[str, Rows], e: ElectionBallots) -> None:
    """Each pair once, of people who stand or are seated."""
    known = {x.standing.person for x in e.lines} | {s.person for s, _ in e.seated}
    pairs = [frozenset(pair) for pair in e.relatives]
    lines = found.get("RELATIVES", [])
    for at, ((line, _), pair) in enumerate(zip(lines, e.relatives, strict=True)):
        if pairs.index(pairs[at]) != at:
            raise BadFile(line, f"the relatives {';'.join(pair)} stand twice")
        if set(pair) - known:
            raise BadFile(line, f"{', '.join(sorted(set(pair) - known))} stands nowhere above")


def numbered(section: Rows, e: ElectionBallots) -> None:
    """Options of a post are numbered from 1, each once."""
    for post in e.posts:
        mine = sorted(x.option for x in e.lines if x.standing.post == post.name and x.option)
        if mine != list(range(1, len(mine) + 1)):
            raise BadFile(
                section[0][0] if section else 1,
                f"the options of {post.name} are numbered from 1, each once",
            )


def fits(section: Rows, e: ElectionBallots, post: Post) -> None:
    """The sums of a post are those of so many valid papers, each with at most as many names for as
    there are seats: the bound of the desk that entered them.
    """
    mine = [
        (line, x)
        for (line, _), x in zip(section, e.lines, strict=True)
        if x.standing.post == post.name
    ]
    for line, x in mine:
        _of_so_many(line, x, e.valid)
    marked, most = sum(x.standing.votes for _, x in mine), post.seats * e.valid
    if marked > most:
        raise BadFile(
            mine[0][0],
            f"{marked} votes for {post.name}: {e.valid} valid ballots with {post.seats} "
            f"{'name' if post.seats == 1 else 'names'} each give at most {most}",
        )


def _of_so_many(line: int, x: Line, valid: int) -> None:
    """Every valid paper says something of a candidate; a name written in stands on some."""
    said = x.standing.votes + x.against + x.abstain
    if said > valid if x.option is None else said != valid:
        raise BadFile(
            line, f"{said} votes on {x.name or x.standing.ref}, but {valid} valid ballots"
        )


def adds_up(found: Mapping[str, Rows], e: ElectionBallots) -> None:
    """The votes stated are those of the ballots, where there are ballots."""
    if not e.answers:
        return
    once(found["BALLOTS"])
    if len(e.answers) != e.valid:
        raise BadFile(
            found["BALLOTS"][0][0], f"{len(e.answers)} ballots, but num_valid is {e.valid}"
        )
    sums = _sums(found["BALLOTS"], e)
    for (line, _), x in zip(found["STANDINGS"], e.lines, strict=True):
        votes = sums.get((x.standing.post, x.option or 0), {})
        stated = {"for": x.standing.votes, "against": x.against, "abstain": x.abstain}
        for said, number in stated.items():
            if votes.get(said, 0) != number:
                raise BadFile(
                    line, f"{said} is {number}, but the ballots have {votes.get(said, 0)}"
                )


def _sums(section: Rows, e: ElectionBallots) -> Sums:
    """{(post, option): {verdict: votes}} of the ballots."""
    sums: Sums = {}
    questions = e.questions
    for (line, _), (_ballot, text) in zip(section, e.answers, strict=True):
        try:
            answers = read_answer(questions, text)
        except BadPaper as bad:
            raise BadFile(
                line, f"{text!r} is no answer to this paper ({bad.code.replace('_', ' ')})"
            ) from bad
        for post, answer in zip(e.posts, answers, strict=True):
            for option, said in answer.verdicts:
                votes = sums.setdefault((post.name, option), {})
                votes[said] = votes.get(said, 0) + 1
    return sums
