"""What a page may ask for is declared: so a page that fails knows which fields are secret."""

import re

from deliberation.web.forms import secrets
from tests.web.access.test_hosts import paths


def test_every_field_that_a_page_draws_is_declared(site):
    """Inputs of every page, as visitors, a resident and the clerk see them."""
    w, unknown, seen = site.world, {}, set()
    proposals = [w.submitted("林十七"), w.in_vote(who="林二")]
    for role in ("visitor", "resident", "clerk"):
        client = site.client(role)
        for path in paths(site, proposals):
            page = client.get(path)
            if page.mimetype != "text/html":
                continue
            for tag in re.findall(r"<(?:input|textarea|select|button)\b[^>]*>", page.text):
                name = re.search(r'\bname="([^"]*)"', tag)
                if name is None:
                    continue
                hidden = 'type="password"' in tag or 'autocomplete="one-time-code"' in tag
                seen.add(name[1])
                if hidden and secrets.is_plain(name[1]):
                    unknown[name[1]] = path
                known = secrets.is_plain(name[1]) or name[1] in secrets.declared()[1]
                if not known and name[1] not in ("csrf_token", "q"):
                    unknown[name[1]] = path
    assert not unknown and len(seen) > 60
