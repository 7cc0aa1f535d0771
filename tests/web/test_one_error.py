"""A field left empty is told once: no second sentence of the same thing beside it."""

import inspect

import pytest
from werkzeug.datastructures import MultiDict

from deliberation.web.forms.civic import Form
from deliberation.web.forms.secrets import forms
from tests.site import act_id, token


def empty_forms():
    """Every form of the house that can be made without arguments of its own, sent empty."""
    for made in set(forms()):
        own = made.__dict__.get("__init__")
        wanted = inspect.signature(own).parameters.values() if own else ()
        plain = (p.VAR_POSITIONAL, p.VAR_KEYWORD) if (p := inspect.Parameter) else ()
        if any(p.default is p.empty and p.kind not in plain and p.name != "self" for p in wanted):
            continue
        yield made


def test_an_empty_field_has_one_error(site):
    looked, twice = 0, []
    with site.app.test_request_context("/jiahe/", method="POST", data={}):
        site.app.preprocess_request()
        for made in empty_forms():
            if made is Form or not made.__module__.startswith("deliberation."):
                continue
            form = made(formdata=MultiDict())
            if hasattr(form, "lay"):
                form.lay(None)
            form.validate()
            looked += 1
            twice += [(made.__name__, f.name, f.errors) for f in form if len(f.errors) > 1]
    assert looked > 60 and not twice


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "请选一个。"), ({"score": ""}, "请选一个。"), ({"score": "9"}, "不是有效的选择。")],
)
def test_a_rating_without_stars_is_asked_for_once_and_rates_nothing(site, sent, said):
    w = site.world
    p = w.in_evaluate()
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/rate"
    page = client.get(url)
    before = w.facts(p)
    answer = client.post(url, data={"csrf_token": token(page), "act_id": act_id(page), **sent})
    assert answer.status_code == 422 and w.facts(p) == before
    beside = answer.text.partition('id="score-error">')[2].partition("</p>")[0]
    assert beside.strip() == said
