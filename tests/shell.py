"""The shell on a small installation: a few people's community, and the command as `main` runs it.

Called by the tests of letters and of lost factors.
"""

import re

from sqlalchemy import select

from deliberation import cli, config, create_app
from deliberation.accounts.joining import joining, letter_codes
from deliberation.charter.case import OPERATOR
from deliberation.record import engines, tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts

PEOPLE = (
    ("1栋", "1", "101", "王芳", "13800000001", "1980-05-01"),
    ("3栋", "1", "502", "王芳", "13800000002", "1971-05-01"),
    ("4栋", "1", "1", "李伟", "13800000003", "1971-05-01"),
    ("4栋", "1", "1", "李伟", "13800000004", "1999-05-01"),
    ("2栋", "1", "201", "李明", None, "1990-02-03"),
    ("2栋", "1", "201", "李小", None, "2020-02-03"),
)
CODE = re.compile(r"\b[ACDEFGHJKMNPQRTWXY34679]{5}-[ACDEFGHJKMNPQRTWXY34679]{5}\b")


class Shell:
    """An installation with a community and its roster, and the command as `main` runs it."""

    def __init__(self, capsys) -> None:
        self._capsys = capsys
        self.begin()

    def begin(self) -> None:
        """The application as it begins with the keys that are there."""
        settings = config.from_environment()
        config.ensure_keys(settings)
        self.app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)

    @property
    def id(self):
        return self.rows(select(tables.community.c.community_id))[0][0]

    def __call__(self, *words, ok=True):
        self._capsys.readouterr()
        try:
            cli.main(list(words))
            code = 0
        except SystemExit as left:
            code = left.code or 0
        said = self._capsys.readouterr()
        assert (code == 0) is ok, (words, said)
        return said.out if ok else said.err

    def take(self, person, role="clerk", ok=True, **more):
        words = ["office", "take", "--community", "jiahe", "--person", person, "--role", role]
        dates = ["--from", "2026-01-01", "--until", "2099-12-31", "--document", "任命书"]
        return self(*words, *dates, *(w for k, v in more.items() for w in (f"--{k}", v)), ok=ok)

    def letter(self, person, *more, ok=True):
        return self("office", "letter", "--community", "jiahe", "--person", person, *more, ok=ok)

    def rows(self, statement):
        with engines.current().read_connection() as conn:
            return conn.execute(statement).all()

    def person(self, phone):
        p = tables.person.c
        return self.rows(select(p.person_id).where(p.phone == phone))[0][0]

    def join(self, phone, login):
        with self.app.app_context():
            joining.give_account(self.id, self.person(phone), login, "a lantern of bamboo")

    def facts(self):
        return [r[0] for r in self.rows(select(tables.fact.c.kind))].count("letter_printed")

    def opens(self, said, born="1980-05-01"):
        """Whether a printed code and this date of birth open the way in; else why not."""
        code = CODE.search(said)[0]
        with self.app.test_request_context("/jiahe/"):
            try:
                return letter_codes.check_code(self.id, code, born).name
            except letter_codes.NotAccepted as refused:
                return refused.why


def founded(shell: Shell) -> Shell:
    """The community and its roster."""
    shell("community", "create", "jiahe", "--name", "嘉禾社区")
    entries = tuple(
        acts.RosterEntry(
            estate=None,
            building=b,
            unit=u,
            room=r,
            name=name,
            phone=phone,
            birth_date=born,
            area=8950,
            tenure="owner",
            lives_here=True,
        )
        for b, u, r, name, phone, born in PEOPLE
    )
    perform(acts.EnterPeople(act_id=new_id(), entries=entries), OPERATOR, shell.id)
    return shell
