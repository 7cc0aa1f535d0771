"""Whatever a clerk does at the desk is found on the screen: from the clerk's day, from a proposal
and from their own page links lead to every page of the desk. What stands on paper alone, as a code
to scan, leads nobody who has no paper.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES, CODE = ROOT / "templates", ROOT / "deliberation"
# where a clerk begins, and what the lines of their list lead to
BEGIN = ("desk/day/today.html", "public/proposal/proposal.html", "accounts/account/me.html")
LINES = "web/drawn/leading.py"
LINK = re.compile(r"['\"](desk\.\w+)['\"]")
ROUTE = re.compile(r"(\w+)\.(?:get|post|route)\('([^']+)'")
PART = re.compile(r"['\"]([\w/]+\.html)['\"]")


def sources() -> dict[str, str]:
    """Every template, by its name."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*.html")
    }


def words(node: ast.AST) -> set[str]:
    """The strings of a piece of code, but for those that make the address behind a code to scan."""
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and getattr(child.func, "id", "") == "outside":
            continue
        found |= words(child)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found.add(node.value)
    return found


def views() -> dict[str, set[str]]:
    """Endpoint of the desk → the strings of its view and of what it calls in its module, with the
    pages that stand at the same address.
    """
    found: dict[str, set[str]] = {}
    paths: dict[str, str] = {}
    for path in (CODE / "desk").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        made = {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef)}
        desks = blueprints(tree)
        for name, view in made.items():
            routes = [ROUTE.match(ast.unparse(d)) for d in view.decorator_list]
            if any(at and at[1] in desks for at in routes):
                found[f"desk.{name}"] = set().union(*map(words, called(view, made)))
                paths[f"desk.{name}"] = next(at[2] for at in routes if at)
    for name, path in paths.items():  # a link to any entry leads to those with a page of their own
        shape = re.compile(re.sub(r"<[^>]+>", "[^/]+", path))
        found[name] |= {x for x, other in paths.items() if shape.fullmatch(other)}
    return found


def blueprints(tree: ast.Module) -> set[str]:
    """What a module calls the desk's own blueprint."""
    imports = (x for x in tree.body if isinstance(x, ast.ImportFrom))
    of_desk = (x for x in imports if x.module == "deliberation.desk.blueprint")
    return {alias.asname or alias.name for x in of_desk for alias in x.names}


def called(view: ast.FunctionDef, made: dict[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """A function and those of its module that it reaches."""
    todo, seen = [view], {view.name: view}
    while todo:
        for node in ast.walk(todo.pop()):
            if isinstance(node, ast.Name) and node.id in made and node.id not in seen:
                seen[node.id] = made[node.id]
                todo.append(made[node.id])
    return list(seen.values())


def led_to(templates: dict[str, str]) -> set[str]:
    """The pages of the desk to which one comes, link after link."""
    by_view = views()
    lines = words(ast.parse((CODE / LINES).read_text("utf-8")))
    todo, seen = [*BEGIN, *(lines & by_view.keys())], set[str]()
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        source = templates.get(here, "")
        todo += LINK.findall(source) + [x for x in PART.findall(source) if x in templates]
        todo += [x for x in by_view.get(here, ()) if x in templates or x in by_view]
    return seen & by_view.keys()


def test_every_page_of_the_desk_is_led_to_on_the_screen():
    assert views().keys() - led_to(sources()) == set()


def test_it_is_noticed_when_a_page_stands_on_paper_alone():
    without = {
        name: source.replace("desk.slips", "desk.today") for name, source in sources().items()
    }
    assert {"desk.entry", "desk.slips"} <= views().keys() - led_to(without)


def test_beside_what_gathers_the_clerk_finds_where_its_slips_are_entered(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    today = client.get("/jiahe/desk/today").text
    for link in (f"/desk/sheet/{p}", f"/proposals/{p}/slips", f"/desk/print/cosign/{p}"):
        assert link in today and client.get(f"/jiahe{link}").status_code in (200, 303), link
    slips = client.get(f"/jiahe/proposals/{p}/slips").text
    for kind in ("cosign", "take-back", "comment"):
        assert f"/desk/entry/{kind}/{p}" in slips
    seen = site.client("supervisor").get(f"/jiahe/proposals/{p}/slips").text
    assert "/desk/entry/" not in seen and "/desk/sheet/" not in seen
    w.time.to(w.row(p).due_at)
    assert f"/desk/sheet/{p}" not in client.get("/jiahe/desk/today").text


def test_a_proposal_leads_the_desk_to_its_slips_and_nobody_else(site):
    p = site.world.submitted()
    for role, there in (("clerk", True), ("supervisor", True), ("resident", False)):
        page = site.client(role).get(f"/jiahe/proposals/{p}").text
        assert (f"/proposals/{p}/slips" in page) == there, role
