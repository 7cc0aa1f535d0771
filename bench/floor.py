"""The floor: a bare Flask + Jinja + SQLAlchemy Core app that renders as many rows and bytes, or does one durable insert per POST."""

import os

from flask import Flask, render_template_string, request
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, event, insert, select

URL = os.environ["FLOOR_URL"]
metadata = MetaData()
item = Table("floor_item", metadata, Column("id", Integer, primary_key=True), Column("title", String(80)), Column("body", String(400)))
vote = Table("floor_vote", metadata, Column("id", Integer, primary_key=True), Column("choice", String(10)))
engine = create_engine(URL)
if engine.dialect.name == "sqlite":
    @event.listens_for(engine, "connect")
    def _(connection, _record):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 10000")
app = Flask(__name__)
PAGE = """<!doctype html><title>floor</title><body>{% for r in rows %}<article class="item"><h3>{{ r.title }}</h3><p>{{ r.body }}</p><a href="/x/{{ r.id }}">{{ r.title }}</a></article>{% endfor %}</body>"""


def prepare() -> None:
    """Make the tables and 60 rows."""
    metadata.create_all(engine)
    with engine.begin() as conn:
        if not conn.execute(select(item.c.id)).first():
            conn.execute(insert(item), [{"title": f"提议第 {i} 号", "body": "社区的事大家商量。" * 18} for i in range(60)])


@app.get("/rows/<int:n>")
def rows(n: int) -> str:
    """n rows."""
    with engine.connect() as conn:
        found = conn.execute(select(item).order_by(item.c.id.desc()).limit(n)).all()
    return render_template_string(PAGE, rows=found)


@app.post("/vote")
def cast() -> str:
    """One durable insert."""
    with engine.begin() as conn:
        conn.execute(insert(vote).values(choice=request.form.get("choice", "for")))
    return "ok"
