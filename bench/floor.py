"""The floor: a bare Flask + Jinja + SQLAlchemy Core app that renders as many rows and bytes, or
does one durable insert per POST.
"""

import os

from flask import Flask, render_template, request
from jinja2 import DictLoader
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
)

URL = os.environ["FLOOR_URL"]
metadata = MetaData()
item = Table(
    "floor_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(80)),
    Column("body", String(2000)),
)
vote = Table(
    "floor_vote", metadata, Column("id", Integer, primary_key=True), Column("choice", String(10))
)
engine = create_engine(URL)
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def _(connection, _record):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 10000")


app = Flask(__name__)
PAGE = (
    "<!doctype html><title>floor</title><body>{% for r in rows %}"
    '<article class="item"><h3>{{ r.title }}</h3><p>{{ r.body[:chars] }}</p>'
    '<a href="/x/{{ r.id }}">{{ r.title }}</a></article>{% endfor %}</body>'
)


FRAME = len(b'<article class="item"><h3></h3><p></p><a href="/x/00"></a></article>') + 2 * len(
    "提议第 00 号".encode()
)  # of one row, without its text
app.jinja_loader = DictLoader({"page.html": PAGE})


def prepare() -> None:
    """Make the tables and 60 rows."""
    metadata.create_all(engine)
    with engine.begin() as conn:
        if not conn.execute(select(item.c.id)).first():
            conn.execute(
                insert(item),
                [
                    {"title": f"提议第 {i} 号", "body": "社区的事大家商量。" * 200}
                    for i in range(60)
                ],
            )


@app.get("/rows/<int:n>/<int:size>")
def rows(n: int, size: int) -> str:
    """n rows in about so many bytes."""
    with engine.connect() as conn:
        found = conn.execute(select(item).order_by(item.c.id.desc()).limit(n)).all()
    return render_template("page.html", rows=found, chars=max(0, (size // n - FRAME) // 3))


@app.post("/vote")
def cast() -> str:
    """One durable insert."""
    with engine.begin() as conn:
        conn.execute(insert(vote).values(choice=request.form.get("choice", "for")))
    return "ok"
