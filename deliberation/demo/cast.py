"""The invented people of the demo: names, addresses, offices, logins.

The authenticator keys are public on purpose.
"""

from datetime import date

from deliberation.roster.acts.people import RosterEntry

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = [
    "秀英",
    "建国",
    "桂兰",
    "志强",
    "玉梅",
    "国华",
    "海燕",
    "德明",
    "晓东",
    "淑珍",
    "文博",
    "春生",
    "丽娟",
    "永福",
    "佳怡",
    "立新",
    "美玲",
    "少华",
    "雨桐",
    "长河",
]
ESTATES = (("嘉禾苑", 5), ("禾丰里", 3))
PEOPLE = 160

# login → (index in the roster, role or None)
ACCOUNTS: dict[str, tuple[int, str | None]] = {
    "resident1": (20, None),
    "resident2": (21, None),
    "resident3": (22, None),
    "resident4": (23, None),
    "deliberator1": (0, "deliberator"),
    "deliberator2": (1, "deliberator"),
    "councillor1": (3, "councillor"),
    "representative1": (5, "representative"),
    "representative2": (6, "representative"),
    "representative3": (7, "representative"),
    "representative4": (8, "representative"),
    "committee1": (10, "committee_member"),
    "supervisor1": (11, "supervisor"),
    "supervisor2": (12, "supervisor"),
    "lead1": (14, "lead_organisation"),
    "organisation1": (15, "organisation"),
    "department1": (19, "organisation"),
    "clerk1": (17, "clerk"),
}
OFFICES: tuple[tuple[int, str, str | None], ...] = (
    (0, "deliberator", None),
    (1, "deliberator", None),
    (2, "deliberator", None),
    (3, "councillor", None),
    (4, "councillor", None),
    (5, "representative", None),
    (6, "representative", None),
    (7, "representative", None),
    (8, "representative", None),
    (9, "representative", None),
    (10, "committee_member", None),
    (11, "supervisor", None),
    (12, "supervisor", None),
    (13, "supervisor", None),
    (14, "lead_organisation", None),
    (15, "organisation", "社区服务中心"),
    (16, "organisation", "禾丰物业服务部"),
    (17, "clerk", None),
    (18, "clerk", None),
    (19, "organisation", "区民政局"),
)


def name(i: int) -> str:
    """The i-th person's name; no two are alike."""
    return (
        SURNAMES[(i * 7) % 20]
        + GIVEN[(i * 3 + i // 20) % 20]
        + ("" if i < 100 else "甲乙丙"[i // 60 % 3])
    )


def roster(today: date) -> tuple[RosterEntry, ...]:
    """Everybody, two to a flat, and a few minors."""
    adults = (_adult(i, today) for i in range(PEOPLE))
    return (*adults, *(_child(i, today) for i in range(6)))


def _adult(i: int, today: date) -> RosterEntry:
    estate, buildings = ESTATES[i // 2 % 2]
    born = date(today.year - 19 - (i * 13) % 65, 1 + i % 12, 1 + i % 28)
    return RosterEntry(
        estate=estate,
        building=f"{estate[0]}{i // 4 % buildings + 1}栋",
        unit=str(i // 2 % 3 + 1),
        room=f"{i // 20 + 1}0{i // 2 % 4 + 1}",
        name=name(i),
        phone=f"1380001{i:04d}",
        birth_date=born.isoformat(),
        area=6500 + i % 9 * 510,
        tenure="owner" if i % 5 else "tenant",
        lives_here=i % 29 != 28,
    )


def _child(i: int, today: date) -> RosterEntry:
    return RosterEntry(
        estate="嘉禾苑",
        building="嘉1栋",
        unit="1",
        room=f"10{i % 4 + 1}",
        name=f"小{GIVEN[i]}",
        phone=None,
        birth_date=date(today.year - 9 - i, 5, 4).isoformat(),
        area=6500,
        tenure="owner",
        lives_here=True,
    )


def key(i: int) -> str:
    """A base32 authenticator key for the i-th person, the same in every demo."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "".join(alphabet[(i * 31 + j * 17 + i * j) % 32] for j in range(32))
