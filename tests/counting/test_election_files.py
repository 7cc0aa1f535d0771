"""Files of elections by posts and of sums: read back as written, refused with the line where
something is wrong, explained by `tally`.
"""

import pytest

from deliberation.cli.counting.tally_words import summary, working
from deliberation.counting.again.election import count_election_ballots
from deliberation.counting.again.loading import CannotCount, Loaded, load
from deliberation.counting.again.paper import count_sums
from deliberation.counting.again.recount import count
from deliberation.counting.formats import sum_ballots
from deliberation.counting.formats.election import ballots, reading
from deliberation.counting.formats.errors import BadFile

ELECTION = """META
key;value
format;deliberation-election/1
rule;election
members;6
ballots;5
quorum;at_least 2/3
majority;more_than 1/2
least;at_least 1/3
a_woman;yes
num_valid;4
num_invalid;1
num_posts;2
num_standings;5
num_seated;1
num_relatives;1
num_votes;0
POSTS
post;seats;way;for_women
chair;1;first;0
member;2;first;0
STANDINGS
standing;post;person;woman;option;for;against;abstain;name
a;chair;1;no;1;3;1;0;甲
b;member;2;no;1;3;1;0;"乙;丙"
c;member;3;yes;2;3;1;0;丁
d;member;1;no;3;1;3;0;甲
name:1:member;member;5;no;;1;0;0;王**
SEATED
standing;post;person;woman;votes;name
s;chair;4;no;4;戊
RELATIVES
person;person
2;4
"""
NAMED = "\n".join(
    line
    for line in ELECTION.replace("chair;1;first;0\n", "")
    .replace("d;member;1;no;3;1;3;0", "d;member;1;no;3;2;2;0")
    .replace("num_posts;2", "num_posts;1")
    .replace("num_standings;5", "num_standings;3")
    .replace("num_seated;1", "num_seated;0")
    .replace("num_relatives;1", "num_relatives;0")
    .replace("num_votes;0", "num_votes;4")
    .splitlines()
    if not line.startswith(("a;", "name:", "SEATED", "s;", "RELATIVES", "2;4", "person;"))
    and line != "standing;post;person;woman;votes;name"
) + (
    "\nBALLOTS\nballot;answer\nf1;1=for,2=for,3=against\nf2;1=for,2=against,3=for\nf3;1=for,"
    "2=for,3=against\nf4;1=against,2=for,3=for\n"
)
SUMS = """META
key;value
format;deliberation-sums/1
form;one
rule;absolute/1
seats;1
most;0
none;yes
members;9
present;6
quorum;at_least 1/2
majority;more_than 1/2
num_options;2
num_valid;5
num_sums;4
OPTIONS
option;name
1;甲
2;乙
SUMS
what;votes
1;4
2;0
none;1
abstain;0
"""


def test_relatives_the_seated_and_names_written_in_are_counted():
    e = reading.parse(ELECTION.encode())
    found = count_election_ballots(e)
    assert found.winners == ("a", "c"), "b is a near relative of somebody seated"
    assert found.working["kept_out"] == [{"standing": "b", "near_relative": "s"}]
    assert [(p["post"], p["seats"], p["open"]) for p in found.working["posts"]] == [
        ("chair", 1, 0),
        ("member", 2, 1),
    ]
    text = f"{summary(found)}\n{working(found)}"
    assert (
        "election: 2 elected" in text and "   1. a  甲" in text and "3 × 2 = 6 > 5 = 5 × 1" in text
    )
    again = reading.parse(ballots.write({}, e).encode())
    assert count_election_ballots(again) == found


def test_ballots_by_name_are_added_up(tmp_path):
    path = tmp_path / "x.ballots"
    path.write_text(NAMED, "utf-8")
    loaded = load(path)
    assert loaded.kind == "election" and count(loaded).winners == ("c", "b"), "a woman first"
    with pytest.raises(CannotCount, match="how many can be chosen"):
        count(loaded, seats=1)
    with pytest.raises(CannotCount, match="cannot be counted by"):
        count(loaded, rule="approval")


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "said"),
    [
        (ELECTION, "META\n", "", 1, "begins with the line META"),
        (ELECTION, "POSTS\n", "POST\n", 18, "not like key;value"),
        (ELECTION, "rule;election", "rule;motion", 4, "rule is 'motion'"),
        (ELECTION, "least;at_least 1/3\n", "", 16, "does not say least"),
        (ELECTION, "least;at_least 1/3", "least;some", 9, "not like"),
        (ELECTION, "a_woman;yes", "a_woman;perhaps", 10, "not yes or no"),
        (ELECTION, "ballots;5", "ballots;7", 6, "more ballots than members"),
        (ELECTION, "members;6", f"members;{2**64}", 5, "not a whole number"),
        (ELECTION, "member;2;first", "member;2;last", 21, "is not first"),
        (ELECTION, "member;2;first;0", "chair;2;first;0", 3, "each post once"),
        (ELECTION, "b;member", "a;member", 25, "already on line 24"),
        (ELECTION, "a;chair;1;no;1;3", "a;head;1;no;1;3", 24, "not voted on"),
        (ELECTION, "a;chair;1;no;1;3", "a;chair;1;no;1;٣", 24, "not a whole number"),
        (ELECTION, "a;chair;1;no;1;3", "a;chair;1;no;1;4", 24, "5 votes on 甲, but 4 valid"),
        (ELECTION, "d;member;1;no;3", "d;member;1;no;4", 24, "numbered from 1"),
        (ELECTION, "2;4\n", "2;9\n", 34, "9 stands nowhere"),
        (ELECTION, "2;4\n", "2;2\n", 34, "own relative"),
        (
            ELECTION,
            "c;member;3;yes;2;3;1",
            "c;member;3;yes;2;4;0",
            25,
            "9 votes for member: 4 valid",
        ),
        (ELECTION, "no;;1;0;0", "no;;5;0;0", 28, "5 votes on 王.., but 4 valid"),
        (ELECTION, "num_invalid;1", "num_invalid;0", 11, "are not 5 ballots"),
        (ELECTION, "s;chair;4;no;4;戊\n", "s;chair;4;no;4;戊\n" * 2, 32, "already on line 31"),
        (ELECTION, "2;4\n", "2;4\n4;2\n", 35, "stand twice"),
        (ELECTION, "SEATED", "BALLOTS", 30, "not like ballot;answer"),
        (NAMED, "f4;1=against,2=for", "f4;1=against,2=against", 24, "the ballots have 2"),
        (NAMED, "f4;", "f3;", 31, "already on line 30"),
        (NAMED, "f4;1=against,2=for,3=for", "f4;1=for,2=for,3=for", 31, "no answer"),
        (SUMS, "what;votes\n1;4", "what;votes\n1;5", 14, "the sums give 6"),
        (SUMS, "none;1", "3;1", 24, "cannot be said here"),
        (SUMS, "2;0", "1;0", 23, "stands twice"),
        (SUMS, "form;one", "form;rank", 5, "does not count"),
        (SUMS, "num_valid;5", "num_valid;7", 10, "7 valid ballots"),
        (SUMS, "num_options;2", "num_options;3", 13, "num_options is 3"),
        (SUMS, "SUMS\n", "VOTES\n", 20, "not like option;name"),
        (SUMS, "present;6\n", "", 14, "does not say present"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, old, new, line, said):
    assert old in text
    read = sum_ballots.parse if text is SUMS else reading.parse
    with pytest.raises(BadFile, match=said) as bad:
        read(text.replace(old, new, 1).encode())
    assert bad.value.line == line, bad.value


def test_sums_are_redone():
    found = count_sums(sum_ballots.parse(SUMS.encode()), seed=None)
    assert found.winners == ("1",) and found.working["votes"] == {"0": 1, "1": 4, "2": 0}
    again = sum_ballots.parse(sum_ballots.write({}, sum_ballots.parse(SUMS.encode())).encode())
    assert count(Loaded("sums", again, "absolute")) == found
