"""A quarrel of two: no rulebook has a kind of it, so the vote can only advise, and says why."""

from .base import Matter, Question

MATTER = Matter(
    name="mediation",
    question=Question("concerns_one_neighbour", rank=90, place=40),
)
